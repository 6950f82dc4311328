import { expect, test, type Locator, type Page } from "@playwright/test"
import { dayFromNow, makeFirm, say } from "./builders"
import { caller, copied, email, enter, enterApart, type Caller } from "./people"

/** Well above what is promised (1 s), so that a busy machine fails nothing; the figure itself is printed. */
const PATIENCE = 15_000

/** Does something as one person and prints how long it takes until another sees it. */
async function seen(what: string, act: () => Promise<unknown>, sign: () => Promise<unknown>): Promise<void> {
    const began = Date.now()
    let acted = 0
    await Promise.all([act().then(() => (acted = Date.now() - began)), sign()])
    console.log(`live: ${what}: ${Date.now() - began} ms after it was sent, ${Date.now() - began - acted} ms after its answer`)
}

const visible = (sign: Locator) => () => expect(sign).toBeVisible({ timeout: PATIENCE })
/** With its copy, and its home screen's figures fetched. */
async function ready(page: Page): Promise<void> {
    await copied(page)
    await page.waitForLoadState("networkidle")
}

const panel = (page: Page, title: string) => page.getByRole("region", { name: say(title) })

async function method(by: Caller, name: string, values: object): Promise<Record<string, string>> {
    const answer = await by.post(`/api/method/oasis_crm.api.${name}`, values)
    expect(answer.status(), await answer.text()).toBe(200)
    return (await answer.json()).message
}

test("assigning, accepting and moving a visit show at once on the other one's open screen", async ({
    page,
    browser,
    playwright,
    baseURL,
}, info) => {
    test.slow()
    const [office, rep] = [await caller(playwright, baseURL!, "office"), await caller(playwright, baseURL!, "rep2")]
    const firm = await makeFirm(rep, "rep2")
    await enter(page, "office")
    await page.goto("/oasis/assignments")
    const other = await enterApart(browser, "rep2")
    await ready(other)
    const before = Number(await panel(other, "Assigned visits").locator("header span").last().innerText())

    const note = `Teklif bekliyor ${Date.now().toString(36)}`
    // Late hours, which no plan takes; another day when it is tried again.
    const at = (hour: string) => `${dayFromNow(1 + info.retry)} ${hour}:00`
    let visit = ""
    await seen(
        "a visit assigned, on the rep's home",
        async () => {
            visit = (await method(office, "visits.assign", { firm: firm.name, sales_rep: email("rep2"), planned_start: at("22:00"), note })).name!
        },
        () => expect(panel(other, "Assigned visits").locator("header span").last()).toHaveText(String(before + 1), { timeout: PATIENCE }),
    )
    await other.goto(`/oasis/calendar?view=agenda`)
    await visible(other.getByText(firm.firm_name).first())()
    await seen(
        "a visit accepted, on the office's screen of assignments",
        () => method(rep, "visits.respond", { visit, accept: true }),
        visible(page.locator("li, tr, article").filter({ hasText: firm.firm_name }).filter({ hasText: say("Accepted") }).first()),
    )
    await seen(
        "a visit moved, in the rep's calendar",
        () => method(office, "calendar.move", { doctype: "Firm Visit", name: visit, start: at("23:00") }),
        visible(other.locator(".fc-event").filter({ hasText: firm.firm_name }).filter({ hasText: "23:00" })),
    )
    await other.context().close()
})

test("work orders and reminders are counted at once on an open home screen", async ({ page, playwright, baseURL }) => {
    const [leader, rep] = [await caller(playwright, baseURL!, "leader"), await caller(playwright, baseURL!, "rep1")]
    await enter(page, "rep1")
    await ready(page)
    const figure = (title: string) => panel(page, title).locator("header span").last()
    const counted = (title: string, count: number) => () =>
        expect(figure(title)).toHaveText(String(count), { timeout: PATIENCE })

    const orders = Number(await figure("Work orders").innerText())
    const subject = `Fiyat listesi ${Date.now().toString(36)}`
    await seen(
        "a work order given, on the rep's home",
        () => leader.post("/api/resource/Field Work Order", { subject, assigned_to: email("rep1"), due_on: `${dayFromNow(0)} 00:00:01` }),
        counted("Work orders", orders + 1),
    )
    const [order] = await rep.list("Field Work Order", { filters: { subject } })
    await seen(
        "a work order cancelled, on the rep's home",
        () => method(leader, "work_orders.step", { work_order: order!.name, action: "Cancel" }),
        counted("Work orders", orders),
    )
    const reminders = Number(await figure("Reminders").innerText())
    await seen(
        "a reminder set on another device, on the home",
        () => rep.post("/api/resource/Personal Reminder", { subject, remind_at: `${dayFromNow(1)} 09:00:00` }),
        counted("Reminders", reminders + 1),
    )
})

test("what is chosen for the home screen on one device stands on the other, and every count opens its list", async ({
    page,
    browser,
}) => {
    test.slow()
    await enter(page, "rep3")
    const phone = await enterApart(browser, "rep3")
    await Promise.all([ready(page), ready(phone)])
    const first = (on: Page) => on.locator(".panels > section").first()
    await page.getByRole("button", { name: say("Arrange"), exact: true }).click()
    const raise = page.getByRole("button", { name: say("Move {0} up", say("Reminders")) })
    await seen(
        "a panel moved, on the user's other device",
        async () => {
            while (await raise.isVisible()) await raise.click()
        },
        () => expect(first(phone)).toContainText(say("Reminders"), { timeout: PATIENCE }),
    )
    while (await page.getByRole("button", { name: say("Move {0} down", say("Reminders")) }).isVisible())
        await page.getByRole("button", { name: say("Move {0} down", say("Reminders")) }).click()
    await phone.context().close()
})

for (const person of ["rep1", "leader", "office", "manager"] as const)
    test(`each panel of ${person} opens a list of as many as it counts`, async ({ page }) => {
        await enter(page, person)
        await ready(page)
        const links = page.locator(".panels a[href*='/panel/']")
        const targets = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")!))
        const counts = await links.evaluateAll((all) => all.map((link) => /\d+/.exec(link.textContent!)![0]))
        expect(targets.length).toBeGreaterThan(2)
        for (const [index, target] of targets.entries()) {
            await page.goto(target)
            await expect(page.locator("main .muted").first()).toHaveText(say("{0} in all", counts[index]!))
            await expect(page.locator("main ul > li")).toHaveCount(Math.min(50, Number(counts[index])))
        }
    })
