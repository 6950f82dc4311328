import { expect, test } from "@playwright/test"
import { caller, email, enter } from "./people"

/** A name of letters that no other firm shares, so that no guard stands in the way. */
const word = () => `Q${Date.now().toString(36).replace(/\d/g, (digit) => "abcdefghij"[Number(digit)]!)}`

test("firms come in from a file in any order of columns, with a verdict for each row, and can be taken back", async ({
    page,
    playwright,
    baseURL,
}) => {
    const name = `${word()} Hafriyat`
    const rows = ["Şehir;Firma Adı;Telefon;Vergi No", `Sivas;${name};;`, `Ordu;${word()} Beton;;1234567890`]
    await enter(page, "rep3")
    await page.goto("/oasis/import")
    await page.locator("input[type=file]").setInputFiles({
        name: "firmalar.csv",
        mimeType: "text/csv",
        buffer: Buffer.from(rows.join("\n"), "utf8"),
    })
    await expect(page.getByRole("row").filter({ hasText: name })).toContainText("Yeni")
    await expect(page.getByRole("row").filter({ hasText: "Beton" })).toContainText("Geçersiz")
    await page.getByRole("button", { name: "1 firmayı al" }).click()
    await expect(page.getByRole("button", { name: "Bu aktarımı geri al" })).toBeVisible()
    const rep = await caller(playwright, baseURL!, "rep3")
    expect(await rep.list("Firm", { filters: { firm_name: name } })).toHaveLength(1)
    await page.getByRole("button", { name: "Bu aktarımı geri al" }).click()
    await expect(page.getByText("1 silindi")).toBeVisible()
    expect(await rep.list("Firm", { filters: { firm_name: name } })).toEqual([])
})

test("a document is photographed, cropped and kept as a PDF that no other rep can open", async ({
    page,
    playwright,
    baseURL,
}) => {
    const rep = await caller(playwright, baseURL!, "rep3")
    const [firm] = await rep.list("Firm", { fields: ["name"], filters: { sales_rep: email("rep3") }, limit: 1 })
    await enter(page, "rep3")
    await page.goto(`/oasis/firms/${firm!.name}/documents/new`)
    await page.getByRole("radio", { name: "Vergi Levhası" }).click()
    await page.getByRole("button", { name: "Kamera" }).click()
    await expect.poll(() => page.locator("video").evaluate((video: HTMLVideoElement) => video.videoWidth)).toBeGreaterThan(0)
    await page.getByRole("button", { name: "Fotoğraf çek" }).click()
    await page.getByRole("button", { name: "Hazır" }).click()
    await page.getByRole("button", { name: "1. sayfayı kırp" }).click()
    await page.getByRole("button", { name: "Kırp", exact: true }).click()
    await page.getByRole("button", { name: "Belgeyi sakla" }).click()
    await expect(page.getByText("Belge saklandı.")).toBeVisible()
    const [kept] = await rep.list("Firm Document", {
        fields: ["name", "status", "file"],
        filters: { firm: firm!.name, document_type: "Tax Certificate" },
        order_by: "creation desc",
    })
    expect(kept).toMatchObject({ status: "Captured", file: expect.stringMatching(/^\/private\/files\/.*\.pdf$/) })
    const stranger = await caller(playwright, baseURL!, "rep5")
    expect((await stranger.get(kept!.file!)).status()).toBe(403)
})
