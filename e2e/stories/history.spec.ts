import { expect, test, type Page } from "@playwright/test"
import { dayFromNow, makeContract, makeFirm, recordVisit, say } from "./builders"
import { caller, enter } from "./people"

const history = (page: Page) => page.getByRole("region", { name: say("History") })
const only = (page: Page, kind: string) =>
    history(page)
        .getByRole("button", { name: say(kind), exact: true })
        .click()

test("a firm's history tells everything, by kind, and without a network what the device holds", async ({
    page,
    context,
    playwright,
    baseURL,
}) => {
    const [rep, manager] = [
        await caller(playwright, baseURL!, "rep3"),
        await caller(playwright, baseURL!, "manager"),
    ]
    const firm = await makeFirm(rep, "rep3", {
        potential_litres: 12_000,
        vehicle_count: 9,
    })
    await recordVisit(rep, firm.name, { notes: "Tank ölçüldü" })
    await recordVisit(rep, firm.name, {
        visit_type: "Phone",
        outcome: "Call Later",
        notes: "Fiyat soruldu",
    })
    await makeContract(manager, firm.name)
    await enter(page, "rep3")
    await page.goto(`/oasis/firms/${firm.name}`)
    await expect(history(page)).toContainText("Tank ölçüldü")
    await only(page, "Calls")
    await expect(history(page)).toContainText("Fiyat soruldu")
    await expect(history(page)).not.toContainText("Tank ölçüldü")
    await only(page, "Contracts")
    await expect(history(page).getByRole("listitem")).toHaveCount(1)
    await only(page, "Stages")
    await expect(history(page)).toContainText("→")
    await expect(page.getByText(/12\.000/)).toBeVisible()

    await page.evaluate(() => navigator.serviceWorker.ready)
    await context.setOffline(true)
    await page.reload()
    await expect(history(page)).toContainText(say("Only what is on this device"))
    await expect(history(page)).toContainText("Tank ölçüldü")
    await only(page, "Contracts")
    await expect(history(page).getByRole("listitem")).toHaveCount(1)
    await only(page, "Stages")
    await expect(history(page)).toContainText("→")
})

test("a long history comes page by page as one scrolls, with nothing twice and nothing left out", async ({
    page,
    playwright,
    baseURL,
}) => {
    test.slow()
    const rep = await caller(playwright, baseURL!, "rep3")
    const firm = await makeFirm(rep, "rep3")
    const most = 70
    for (let number = 1; number <= most; number += 1)
        await recordVisit(rep, firm.name, {
            outcome: "Not Interested",
            notes: `Görüşme no ${number}.`,
            done_on: `${dayFromNow(-number)} 11:00:00`,
        })
    await enter(page, "rep3")
    await page.goto(`/oasis/firms/${firm.name}`)
    await only(page, "Visits")
    await expect(history(page)).toContainText("Görüşme no 1.")
    await expect
        .poll(async () => {
            await page.mouse.wheel(0, 4000)
            return history(page).getByRole("listitem").filter({ hasText: "Görüşme no" }).count()
        })
        .toBe(most)
    const texts = await history(page)
        .getByRole("listitem")
        .filter({ hasText: "Görüşme no" })
        .allTextContents()
    const numbers = texts.map((text) => Number(/no (\d+)\./.exec(text)![1]))
    expect(numbers).toEqual(Array.from({ length: most }, (_, index) => index + 1))
})
