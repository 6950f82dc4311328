import { readFile } from "node:fs/promises"
import { expect, test, type Page } from "@playwright/test"
import { makeContract, makeFirm, say } from "./builders"
import { caller, copied, email, enter, freshWord } from "./people"

const lane = (page: Page, stage: string) => page.getByRole("region", { name: say(stage), exact: true })
const card = (page: Page, stage: string, firm: string) =>
    lane(page, stage).getByRole("article").filter({ hasText: firm })

async function drag(page: Page, firm: string, from: string, to: string): Promise<void> {
    // A lane that comes into sight only while the card is held would move the card away from under the mouse.
    await lane(page, to).scrollIntoViewIfNeeded()
    await card(page, from, firm).dragTo(lane(page, to))
}

async function openBoard(page: Page, text: string): Promise<void> {
    await page.goto(`/oasis/firms?look=board&text=${encodeURIComponent(text)}`)
    await copied(page)
    await expect(page.getByRole("article").first()).toBeVisible()
}

test("a view of the list is kept under a name, found on another device, and forgotten", async ({
    page,
    browser,
}) => {
    const view = `Ankara ${freshWord()}`
    await enter(page, "manager")
    await page.goto("/oasis/firms")
    await page.getByRole("button", { name: say("Filter") }).click()
    await page.getByLabel(say("City")).selectOption("Ankara")
    await page.getByLabel(say("Stage")).selectOption("Negotiation")
    await expect(page).toHaveURL(/city=Ankara/)
    await page.getByRole("button", { name: say("Keep this view") }).click()
    await page.getByLabel(say("Name of the view")).fill(view)
    await page.getByRole("button", { name: say("Keep"), exact: true }).click()
    await expect(page.getByRole("button", { name: view, exact: true })).toBeVisible()

    const other = await (await browser.newContext()).newPage()
    await enter(other, "manager")
    await other.goto("/oasis/firms")
    await other.getByRole("button", { name: view, exact: true }).click()
    await expect(other).toHaveURL(/stage=Negotiation/)
    const rows = other.getByRole("main").getByRole("listitem")
    const strangers = rows.filter({
        hasNotText: new RegExp(`Ankara.*${say("Negotiation")}`, "s"),
    })
    await expect(strangers).toHaveCount(0)
    await other.getByRole("button", { name: say("Forget the view {0}", view) }).click()
    await expect(other.getByRole("button", { name: view, exact: true })).toHaveCount(0)
})

test("the office hands several firms to another rep at once", async ({ page, playwright, baseURL }) => {
    const manager = await caller(playwright, baseURL!, "manager")
    const word = freshWord()
    const firms = [
        await makeFirm(manager, "rep3", { firm_name: `${word} Beton` }),
        await makeFirm(manager, "rep3", { firm_name: `${word} Mermer` }),
    ]
    await enter(page, "office")
    await page.goto(`/oasis/firms?text=${word}`)
    for (const firm of firms) await page.getByLabel(say("Choose {0}", firm.firm_name)).check()
    const bar = page.getByRole("region", { name: say("Chosen firms") })
    await expect(bar).toContainText(say("{0} chosen", 2))
    await bar.getByRole("button", { name: say("Hand over to a rep") }).click()
    const sheet = page.getByRole("dialog")
    await sheet.getByLabel(say("New rep")).selectOption(email("rep6"))
    await sheet.getByLabel(say("Reason")).fill("Bölge değişti")
    await sheet.getByRole("button", { name: say("Carry out") }).click()
    await expect(page.getByText(say("{0} done.", 2))).toBeVisible()
    const moved = await manager.list("Firm", {
        fields: ["sales_rep"],
        filters: { name: ["in", firms.map((firm) => firm.name)] },
    })
    expect(moved.map((firm) => firm.sales_rep)).toEqual([email("rep6"), email("rep6")])
})

test("a card is dragged to its next stage; without a contract Order is refused in words, and its contract brings it there", async ({
    page,
    playwright,
    baseURL,
}) => {
    const manager = await caller(playwright, baseURL!, "manager")
    const { name, firm_name } = await makeFirm(manager, "rep3")
    await enter(page, "rep3")
    await openBoard(page, firm_name)
    await drag(page, firm_name, "Suspect", "Approach")
    await expect(card(page, "Approach", firm_name)).toBeVisible()

    await drag(page, firm_name, "Approach", "Order")
    await expect(
        page.getByText(`${say("Order")} aşaması için onaylanmış bir sözleşme gerekir.`),
    ).toBeVisible()
    await expect(card(page, "Approach", firm_name)).toBeVisible()
    await expect(lane(page, "Order").getByRole("article")).toHaveCount(0)
    const stage = async () => (await manager.list("Firm", { fields: ["stage"], filters: { name } }))[0]!.stage
    expect(await stage()).toBe("Approach")

    await makeContract(manager, name)
    await expect(card(page, "Order", firm_name)).toBeVisible()
    expect(await stage()).toBe("Order")
})

test("a card is moved by the keyboard alone, and a lost firm is asked for its reason", async ({
    page,
    playwright,
    baseURL,
}) => {
    const manager = await caller(playwright, baseURL!, "manager")
    const { name, firm_name } = await makeFirm(manager, "rep3")
    await enter(page, "rep3")
    await openBoard(page, firm_name)
    const mover = page.getByRole("button", {
        name: say("Move {0} to", firm_name),
    })
    await mover.focus()
    await page.keyboard.press("Enter")
    const choices = page.getByRole("dialog").getByRole("listitem").getByRole("button")
    await choices.filter({ hasText: say("Prospect") }).focus()
    await page.keyboard.press("Enter")
    await expect(card(page, "Prospect", firm_name)).toBeVisible()

    await mover.focus()
    await page.keyboard.press("Enter")
    await choices.filter({ hasText: say("Lost") }).focus()
    await page.keyboard.press("Enter")
    await page.getByLabel(say("Why was the firm lost?")).fill("Rakiple beş yıllık sözleşme")
    await page.getByRole("button", { name: say("Mark as lost") }).click()
    await expect(card(page, "Lost", firm_name)).toBeVisible()
    await expect
        .poll(() => manager.list("Firm", { fields: ["stage", "lost_reason"], filters: { name } }))
        .toEqual([{ stage: "Lost", lost_reason: "Rakiple beş yıllık sözleşme" }])
})

test("what a rep exports opens as a table and holds his own firms alone", async ({
    page,
    playwright,
    baseURL,
}) => {
    const rep = await caller(playwright, baseURL!, "rep3")
    const own = await rep.list("Firm", { fields: ["firm_name"], limit: 0 })
    await enter(page, "rep3")
    await page.goto("/oasis/firms")
    await expect(page.getByRole("main").getByRole("listitem").first()).toBeVisible()
    const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: say("Export") }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/\.csv$/)
    const [heads, ...rows] = (await readFile(await download.path(), "utf8"))
        .replace(/^\uFEFF/, "")
        .trim()
        .split(/\r?\n/)
        .map((line) => line.split(";").map((cell) => cell.replace(/^"|"$/g, "")))
    expect(heads!.slice(0, 2)).toEqual([say("Firm name"), say("City")])
    expect(rows.map((row) => row[0]).sort()).toEqual(own.map((firm) => firm.firm_name).sort())
})

/** How much of a map's drawing is not see-through, 0–1. */
const drawn = (page: Page) =>
    page.locator(".leaflet-overlay-pane canvas").evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height)
        let filled = 0
        for (let at = 3; at < data.length; at += 4) if (data[at]! > 0) filled += 1
        return filled / (data.length / 4)
    })

for (const colorScheme of ["light", "dark"] as const)
    test(`without a tile server or a network the map shows the provinces and the firms (${colorScheme})`, async ({
        page,
        context,
    }) => {
        await page.emulateMedia({ colorScheme })
        await enter(page, "rep3")
        await page.goto("/oasis/firms?look=map")
        await expect.poll(() => drawn(page)).toBeGreaterThan(0.2)
        await page.evaluate(() => navigator.serviceWorker.ready)
        await context.setOffline(true)
        await page.reload()
        await expect.poll(() => drawn(page)).toBeGreaterThan(0.2)
        // How far the firms lie apart decides whether their names have room at once.
        const name = page.locator(".province span").first()
        const closer = page.getByRole("button", { name: say("Closer") })
        await expect(async () => {
            if (!(await name.isVisible())) await closer.click()
            await expect(name).toBeVisible({ timeout: 1_000 })
        }).toPass()
        await expect(page.getByRole("list", { name: say("Colours") })).toContainText(say("Negotiation"))
    })
