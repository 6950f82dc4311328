import { readFile } from "node:fs/promises"
import { expect, test, type Page } from "@playwright/test"
import { makeFirm, say } from "./builders"
import { caller, email, enter, freshWord } from "./people"

const choose = (page: Page, name: string, mimeType: string, buffer: Buffer) =>
    page.locator("input[type=file]").setInputFiles({ name, mimeType, buffer })
const table = (...lines: string[]) => Buffer.from(lines.join("\n"), "utf8")
const verdict = (page: Page, firm: string) =>
    page.getByRole("row").filter({ hasText: firm }).getByRole("cell").nth(1)

test("a file of any order of columns gets a verdict for each row, goes in and can be taken back", async ({
    page,
    playwright,
    baseURL,
}) => {
    const [rep, colleague] = [
        await caller(playwright, baseURL!, "rep3"),
        await caller(playwright, baseURL!, "rep5"),
    ]
    const [mine, theirs] = [await makeFirm(rep, "rep3"), await makeFirm(colleague, "rep5")]
    const [fresh, wrong] = [`${freshWord()} Hafriyat`, `${freshWord()} Beton`]
    await enter(page, "rep3")
    await page.goto("/oasis/import")
    await choose(
        page,
        "firmalar.csv",
        "text/csv",
        table(
            "Şehir;Kayıt;Telefon;Vergi No",
            `Sivas;${fresh};;`,
            `Ordu;${wrong};;1234567890`,
            `Ankara;${mine.firm_name};;`,
            `Ankara;${theirs.firm_name};;`,
        ),
    )
    // "Kayıt" says nothing: the user corrects what the column means.
    await page.getByLabel(/^Kayıt/).selectOption("firm_name")
    await expect(verdict(page, fresh)).toContainText(say("New"))
    await expect(verdict(page, wrong)).toContainText(say("Invalid"))
    await expect(verdict(page, mine.firm_name)).toContainText(say("Duplicate of mine"))
    await expect(verdict(page, theirs.firm_name)).toContainText(say("Followed by another rep"))

    await page.getByRole("button", { name: say("Take in {0} firms", 1) }).click()
    await expect(page.getByRole("button", { name: say("Undo this import") })).toBeVisible()
    expect(await rep.list("Firm", { filters: { firm_name: fresh } })).toHaveLength(1)

    const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: say("Rows that were left out") }).click(),
    ])
    const workbook = await readFile(await download.path())
    expect(workbook.subarray(0, 2).toString()).toBe("PK")

    await page.getByRole("button", { name: say("Undo this import") }).click()
    await expect(page.getByText("1 silindi")).toBeVisible()
    expect(await rep.list("Firm", { filters: { firm_name: fresh } })).toEqual([])
})

test("the template is a workbook whose headings are all understood", async ({ page }) => {
    await enter(page, "rep3")
    await page.goto("/oasis/import")
    const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: say("Download a template") }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/)
    const template = await readFile(await download.path())
    await choose(
        page,
        "sablon.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        template,
    )
    await expect(page.getByRole("heading", { name: say("What the columns mean") })).toBeVisible()
    const meanings = page.getByRole("main").getByRole("combobox")
    expect(await meanings.count()).toBeGreaterThan(5)
    for (const meaning of await meanings.all()) await expect(meaning).not.toHaveValue("")
})

test("what is no table is refused in words, and the next file can be chosen at once", async ({ page }) => {
    await enter(page, "rep3")
    await page.goto("/oasis/import")
    await choose(page, "rapor.xlsx", "application/pdf", Buffer.from("%PDF-1.7\n%âãÏÓ\n1 0 obj"))
    await expect(page.getByRole("alert")).toBeVisible()
    const name = `${freshWord()} Orman`
    await choose(page, "yeni.csv", "text/csv", table("Firma Adı;İl", `${name};Bolu`))
    await expect(verdict(page, name)).toContainText(say("New"))
    await expect(page.getByRole("alert")).toHaveCount(0)
})

test("the office takes firms in for a rep and sees them in his name", async ({
    page,
    playwright,
    baseURL,
}) => {
    const manager = await caller(playwright, baseURL!, "manager")
    const name = `${freshWord()} Mobilya`
    await enter(page, "office")
    await page.goto("/oasis/import")
    await choose(
        page,
        "ofis.csv",
        "text/csv",
        table("Firma Adı,İl,Satış Temsilcisi", `${name},Kayseri,${email("rep6")}`),
    )
    await expect(verdict(page, name)).toContainText(say("New"))
    await page.getByRole("button", { name: say("Take in {0} firms", 1) }).click()
    await expect(page.getByRole("button", { name: say("Undo this import") })).toBeVisible()
    const [firm] = await manager.list("Firm", {
        fields: ["sales_rep"],
        filters: { firm_name: name },
    })
    expect(firm!.sales_rep).toBe(email("rep6"))
})
