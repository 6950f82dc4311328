import { expect, test, type Page } from "@playwright/test"
import { dayFromNow, makeFirm, say, type Made } from "./builders"
import { caller, email, enter, type Caller, type Person } from "./people"

const RUN = Math.floor(Date.now() / 1000) % 50

/** A working day far ahead, another for each story, run and size of screen, on which a rep has nothing else. */
function quietDay(story: number): string {
    const { project, retry } = test.info()
    let days = 120 + (story + (project.name === "desktop" ? 0 : 8)) * 60 + RUN + retry * 3
    while ([0, 6].includes(new Date(`${dayFromNow(days)}T12:00:00Z`).getUTCDay())) days += 1
    return dayFromNow(days)
}

interface Planned extends Made {
    visit: string
}

async function plan(by: Caller, rep: Person, start: string): Promise<Planned> {
    const firm = await makeFirm(by, rep)
    const answer = await by.post("/api/method/oasis_crm.api.visits.plan", { firm: firm.name, planned_start: start })
    expect(answer.status(), await answer.text()).toBe(200)
    return { ...firm, visit: (await answer.json()).message.name }
}

/** Somebody's leave of one day; his leader plans it, and a colleague stands in. */
async function leave(leader: Caller, rep: Person, cover: Person, day: string): Promise<() => Promise<unknown>> {
    const wish = { rep: email(rep), cover: email(cover), from_date: day, to_date: day, reason: "Yıllık izin" }
    const answer = await leader.post("/api/method/oasis_crm.api.leave.create", wish)
    expect(answer.status(), await answer.text()).toBe(200)
    const leave_cover = (await answer.json()).message.name
    return () => leader.post("/api/method/oasis_crm.api.leave.cancel", { leave_cover })
}

const stored = async (by: Caller, visit: string) =>
    (await by.list("Firm Visit", { filters: { name: visit }, fields: ["planned_start", "sales_rep", "status"] }))[0]!

const entry = (page: Page, firm: Made) => page.locator(".fc-event").filter({ hasText: firm.firm_name })
const lane = (page: Page, time: string) => page.locator(`.fc-timegrid-slot-lane[data-time="${time}:00"]`)

async function drag(page: Page, firm: Made, x: number, y: number): Promise<void> {
    await entry(page, firm).hover({ position: { x: 30, y: 6 } })
    await page.mouse.down()
    await page.mouse.move(x, y - 20, { steps: 8 })
    await page.mouse.move(x, y, { steps: 4 })
    await page.mouse.up()
}

test("in the hours of a day a visit is dragged, moved by keyboard, and planned by a tap on an empty one", async ({
    page,
    playwright,
    baseURL,
}) => {
    const rep = await caller(playwright, baseURL!, "rep3")
    const day = quietDay(1)
    const visit = await plan(rep, "rep3", `${day} 12:00:00`)
    const firm = await makeFirm(rep, "rep3")
    await plan(rep, "rep3", `${day} 14:00:00`)
    await enter(page, "rep3")
    await page.goto(`/oasis/calendar?view=day&date=${day}`)
    await expect(entry(page, visit)).toContainText("12:00")
    const said = (text: string) => expect(page.getByRole("status").filter({ hasText: say(text) })).toBeVisible()
    const dialog = page.getByRole("dialog")

    await test.step("dragged onto another it goes back, and the reason is said", async () => {
        const taken = (await lane(page, "14:00").boundingBox())!
        await drag(page, visit, taken.x + 60, taken.y + 2)
        await said("There is another visit at that time.")
        await expect(entry(page, visit)).toContainText("12:00")
        expect((await stored(rep, visit.visit)).planned_start).toContain(`${day} 12:00`)
    })
    await test.step("by keyboard alone it goes to a late hour, which is said", async () => {
        await entry(page, visit).focus()
        await page.keyboard.press("Enter")
        await dialog.getByRole("button", { name: say("Move to…") }).press("Enter")
        await dialog.getByLabel(say("When?")).fill(`${day}T19:00`)
        await page.keyboard.press("Enter")
        await said("Moved all the same:")
        expect((await stored(rep, visit.visit)).planned_start).toContain(`${day} 19:00`)
    })
    await test.step("a tap on an empty hour plans a visit there", async () => {
        await lane(page, "15:00").click({ position: { x: 300, y: 6 } })
        await expect(dialog.getByLabel(say("When?"))).toHaveValue(`${day}T15:00`)
        await dialog.getByLabel(say("Firm"), { exact: true }).fill(firm.firm_name)
        await dialog.getByRole("button", { name: firm.firm_name }).click()
        await dialog.getByRole("button", { name: say("Save") }).click()
        await expect(entry(page, firm)).toContainText("15:00")
        const [made] = await rep.list("Firm Visit", { filters: { firm: firm.name }, fields: ["planned_start"] })
        expect(made!.planned_start).toContain(`${day} 15:00`)
    })
})

test("a leader sees his people side by side and who is away; a visit is dragged to one who is there", async ({
    page,
    playwright,
    baseURL,
}) => {
    const [leader, rep] = [await caller(playwright, baseURL!, "leader"), await caller(playwright, baseURL!, "rep1")]
    const day = quietDay(2)
    const visit = await plan(rep, "rep1", `${day} 12:00:00`)
    const callOff = await leave(leader, "rep3", "rep2", day)
    await enter(page, "leader")
    await page.goto(`/oasis/calendar?view=day&date=${day}&people=${["rep1", "rep2", "rep3"].map((one) => email(one as Person))}`)
    await expect(page.locator(".fc-col-header-cell")).toHaveCount(3)
    const [, second, third] = await page.locator(".fc-timegrid-col:not(.fc-timegrid-axis)").all()
    await expect(third!.locator(".is-leave")).toBeVisible()
    await expect(page.locator(".fc-timegrid-body .is-leave")).toHaveCount(1)
    const row = (await lane(page, "13:00").boundingBox())!
    await drag(page, visit, (await third!.boundingBox())!.x + 60, row.y + 2)
    await expect(page.getByRole("status").filter({ hasText: "izinli" })).toBeVisible()
    await drag(page, visit, (await second!.boundingBox())!.x + 60, row.y + 2)
    await expect.poll(async () => (await stored(rep, visit.visit))?.sales_rep ?? email("rep2")).toBe(email("rep2"))
    expect(await stored(leader, visit.visit)).toMatchObject({ status: "Assigned", planned_start: expect.stringContaining("13:00") })
    await callOff()
})

test("without a network the calendar is there with one's leave, takes a move, and sends it once it can", { tag: "@phone" }, async ({
    page,
    context,
    playwright,
    baseURL,
}) => {
    const [leader, rep] = [await caller(playwright, baseURL!, "leader"), await caller(playwright, baseURL!, "rep3")]
    const [day, away] = [quietDay(3), quietDay(4)]
    const visit = await plan(rep, "rep3", `${day} 12:00:00`)
    const callOff = await leave(leader, "rep3", "rep2", away)
    await enter(page, "rep3")
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await page.goto(`/oasis/calendar?view=agenda&date=${away}`)
    await expect(page.locator(".fc-event").filter({ hasText: say("On leave") }).first()).toBeVisible()
    await context.setOffline(true)
    await page.goto(`/oasis/calendar?view=agenda&date=${day}`)
    await entry(page, visit).click()
    const dialog = page.getByRole("dialog")
    await dialog.getByRole("button", { name: say("Move to…") }).click()
    await dialog.getByLabel(say("When?")).fill(`${away}T12:00`)
    await dialog.getByRole("button", { name: say("Move"), exact: true }).click()
    await expect(page.getByRole("status").filter({ hasText: "izinli" })).toBeVisible()
    await dialog.getByLabel(say("When?")).fill(`${day}T16:00`)
    await dialog.getByRole("button", { name: say("Move"), exact: true }).click()
    // Taken: from here on it is the device's to keep.
    await expect(page.getByText(say("Offline, {0} unsent", 1)).filter({ visible: true })).toBeVisible()
    await page.reload()
    await expect(entry(page, visit)).toContainText("16:00")
    await context.setOffline(false)
    await page.goto("/oasis/sync")
    await page.getByRole("button", { name: say("Exchange now") }).click()
    await expect.poll(async () => (await stored(rep, visit.visit)).planned_start).toContain(`${day} 16:00`)
    await callOff()
})

test.describe("in a browser far away", () => {
    test.use({ timezoneId: "America/New_York" })

    test("the now-line stands at the site's hour", async ({ page }) => {
        await page.clock.setFixedTime(new Date(`${dayFromNow(0)}T09:30:00Z`))
        await enter(page, "rep3")
        await page.goto("/oasis/calendar?view=day")
        const line = page.locator(".fc-timegrid-now-indicator-line")
        await expect(line).toBeVisible()
        const [at, half] = [(await line.boundingBox())!.y, (await lane(page, "12:30").boundingBox())!]
        expect(Math.abs(at - half.y)).toBeLessThan(half.height / 2)
    })
})
