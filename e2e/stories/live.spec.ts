import { expect, test } from "@playwright/test"
import { caller, email, enter, enterApart } from "./people"

test("a work order and each of its steps show at once on the other one's open screen", async ({ page, browser }) => {
    test.slow()
    await enter(page, "leader")
    const rep = await enterApart(browser, "rep1")
    await page.goto("/oasis/work-orders")
    await rep.goto("/oasis/work-orders")
    await expect(rep.getByRole("heading", { level: 1 })).toBeVisible()
    await rep.waitForLoadState("networkidle")

    const subject = `Fiyat listesini bırak ${Date.now().toString(36)}`
    await page.getByRole("button", { name: "Yeni iş emri" }).click()
    await page.getByLabel("Ne yapılacak?").fill(subject)
    await page.getByLabel("Kim yapacak?").selectOption(email("rep1"))
    await page.getByRole("button", { name: "İş emrini ver" }).click()

    const card = rep.getByRole("button", { name: subject })
    await expect(card).toBeVisible({ timeout: 15_000 })
    await card.click()
    await rep.getByRole("dialog").getByRole("button", { name: "Kabul Et" }).click()
    const accepted = page.getByRole("region", { name: "Kabul Edildi" })
    await expect(accepted.getByRole("button", { name: subject })).toBeVisible({ timeout: 15_000 })
    await rep.context().close()
})

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
