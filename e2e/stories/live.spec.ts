import { expect, test } from "@playwright/test"
import { caller, email, enter, enterApart } from "./people"

test("a visit that the office assigns shows at once on the open screen of the rep", async ({
    page,
    browser,
    playwright,
    baseURL,
}) => {
    test.slow()
    const api = await caller(playwright, baseURL!, "office")
    const [firm] = await api.list("Firm", {
        fields: ["name", "firm_name"],
        filters: { sales_rep: email("rep2") },
        order_by: "creation desc",
        limit: 1,
    })
    await enter(page, "office")
    const rep = await enterApart(browser, "rep2")
    await rep.waitForLoadState("networkidle")
    await page.goto("/oasis/assignments")
    await page.getByRole("button", { name: "Ziyaret yönlendir" }).click()
    await page.getByLabel("Firma", { exact: true }).fill(firm!.firm_name!)
    await page.getByRole("dialog").getByRole("button", { name: firm!.firm_name! }).click()
    await page.getByRole("dialog").locator(`[type=radio][value="${email("rep2")}"]`).check()
    const note = `Teklif bekliyor ${Date.now().toString(36)}`
    await page.getByLabel("Not").fill(note)
    await page.getByRole("button", { name: "Yönlendir", exact: true }).click()

    const panel = rep.getByRole("region", { name: "Yönlendirilen ziyaretler" })
    await expect(panel.getByText(note)).toBeVisible({ timeout: 15_000 })
    await rep.context().close()
})
