import { expect, test, type Page } from "@playwright/test"
import { caller, enter, freshName } from "./people"

test("what a rep enters without a network is kept, survives a reload, and is sent once when it returns", async ({
    page,
    context,
    playwright,
    baseURL,
}) => {
    await enter(page, "rep1")
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await page.goto("/oasis/firms")
    await expect(page.getByRole("listitem").first()).toBeVisible()
    await context.setOffline(true)

    const name = freshName()
    await page.goto("/oasis/firms/new")
    await page.getByLabel("Firma adı").fill(name)
    await page.getByLabel("Şehir").fill("İzmir")
    await page.getByRole("button", { name: "Firmayı kaydet" }).click()
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible()
    await page.getByRole("link", { name: "Ziyaret kaydet" }).click()
    await page.getByRole("radio", { name: "İlgili", exact: true }).click()
    await page.getByRole("button", { name: "Ziyareti kaydet" }).click()
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible()

    await page.reload()
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible()
    await page.goto("/oasis/sync")
    await expect(page.getByText("Bekliyor")).toHaveCount(2)

    await context.setOffline(false)
    await page.getByRole("button", { name: "Şimdi eşitle" }).click()
    await expect(page.getByText("Bekleyen yok")).toBeVisible()
    const rep = await caller(playwright, baseURL!, "rep1")
    const firms = await rep.list("Firm", { filters: { firm_name: name } })
    expect(firms).toHaveLength(1)
    const visits = await rep.list("Firm Visit", { filters: { firm: firms[0]!.name, status: "Done" } })
    expect(visits).toHaveLength(1)
})

test("the app opens from the device within a second when there is no network", async ({ page, context }) => {
    await enter(page, "rep1")
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    const online = await timeToFirms(page)
    await context.setOffline(true)
    // A second on a machine that does nothing else; on one that does, no longer than with the network.
    expect(await timeToFirms(page)).toBeLessThan(Math.max(1000, 1.5 * online))
})

test("logging out with something unsent warns before it is lost", async ({ page, context }) => {
    await enter(page, "rep1")
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await context.setOffline(true)
    await page.goto("/oasis/firms/new")
    await page.getByLabel("Firma adı").fill(freshName())
    await page.getByRole("button", { name: "Firmayı kaydet" }).click()
    await page.goto("/oasis/settings")
    await page.getByRole("button", { name: "Çıkış yap" }).click()
    await expect(page.getByRole("dialog")).toContainText("1 değişiklik yalnız bu cihazda")
    await page.getByRole("button", { name: "Kal", exact: true }).click()
    await expect(page.getByRole("heading", { name: "Tercihler" })).toBeVisible()
})

test("without a network a rep still learns that somebody follows a firm, and nothing more", async ({
    page,
    context,
    playwright,
    baseURL,
}) => {
    const other = await caller(playwright, baseURL!, "rep5")
    const [theirs] = await other.list("Firm", { fields: ["firm_name"], limit: 1, order_by: "creation asc" })
    const fetched = page.waitForResponse(/duplicate_guard/)
    await enter(page, "rep1")
    await (await fetched).finished()
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await page.goto("/oasis/firms/new")
    await context.setOffline(true)
    await page.getByLabel("Firma adı").fill(theirs!.firm_name!.toLocaleUpperCase("tr"))
    await expect(page.getByText("Böyle bir firmayı takip eden biri var.")).toBeVisible()
    await expect(page.getByText("Takip eden", { exact: true })).toHaveCount(0)
})

async function timeToFirms(page: Page): Promise<number> {
    const began = Date.now()
    await page.goto("/oasis/firms")
    await expect(page.getByRole("listitem").first()).toBeVisible()
    return Date.now() - began
}
