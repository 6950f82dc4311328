import { expect, test, type Page } from "@playwright/test"
import { dayFromNow, makeFirm } from "./builders"
import { caller, email, enter, enterApart, freshWord, type Caller } from "./people"

const API = "/api/method/oasis_crm.api"
const WORDS = ["Akıncı", "Baraj", "Çamlıbel", "Doruk", "Esenler", "Fırat"]

/** Firms whose names share a word that no other firm has, so that the list can be filtered down to them. */
async function freshFirms(office: Caller, count: number, sales_rep?: string) {
    const word = freshWord()
    const names: string[] = []
    for (const first of WORDS.slice(0, count)) {
        const values = {
            firm_name: `${first} ${word}`,
            city: "Konya",
            duplicate_reason: "Sınama",
            sales_rep,
        }
        const answer = await office.post("/api/resource/Firm", values)
        expect(answer.ok(), await answer.text()).toBe(true)
        names.push((await answer.json()).data.name)
    }
    return { word, names }
}

async function answered<T>(answer: {
    ok(): boolean
    text(): Promise<string>
    json(): Promise<unknown>
}): Promise<T> {
    expect(answer.ok(), await answer.text()).toBe(true)
    return ((await answer.json()) as { message: T }).message
}

const row = (page: Page, firm: string) => page.getByRole("listitem").filter({ hasText: firm })

test("the office sends whoever has least to do to all firms of a filter", async ({
    page,
    playwright,
    baseURL,
}) => {
    const office = await caller(playwright, baseURL!, "office")
    const { word, names } = await freshFirms(office, 5)
    await enter(page, "office")
    await page.goto("/oasis/firms")
    await page.getByLabel("Firma ara").fill(word)
    await expect(page.getByText("5 firma", { exact: true })).toBeVisible()
    await page
        .getByRole("checkbox", { name: new RegExp(word) })
        .first()
        .check()
    const bar = page.getByRole("region", { name: "Seçilen firmalar" })
    await bar.getByRole("button", { name: "Tümü (5)" }).click()
    await bar.getByRole("button", { name: "Ziyaret yönlendir" }).click()

    const sheet = page.getByRole("dialog")
    await expect(sheet.getByRole("radio", { name: "En az yükü olan" })).toBeChecked()
    await sheet.getByRole("button", { name: "North" }).click()
    await sheet.getByLabel("Not").fill("Kampanya anlatılacak")
    await sheet.getByRole("button", { name: "5 ziyaret yönlendir" }).click()
    await expect(sheet.getByText("5 yönlendirildi, 0 atlandı")).toBeVisible({
        timeout: 30_000,
    })
    await sheet.getByRole("button", { name: "Kapat" }).last().click()

    await page.goto("/oasis/assignments")
    await page.getByRole("button", { name: "Benim gönderdiklerim" }).click()
    const rows = await office.list("Firm Visit", {
        fields: ["name", "sales_rep", "planned_start"],
        filters: [["firm", "in", names]],
    })
    const slots = rows.map((visit) => `${visit.sales_rep} ${visit.planned_start}`)
    expect(new Set(slots).size).toBe(5)
})

test("a rep answers at a firm that is not his, and the assigner sees it at once", async ({
    page,
    browser,
    playwright,
    baseURL,
}) => {
    test.slow()
    const office = await caller(playwright, baseURL!, "office")
    const { word, names } = await freshFirms(office, 2, email("rep5"))
    for (const firm of names)
        await answered(
            await office.post(`${API}.visits.assign`, {
                firm,
                sales_rep: email("rep3"),
            }),
        )
    await enter(page, "office")
    await page.goto("/oasis/assignments")
    await page.getByRole("button", { name: "Benim gönderdiklerim" }).click()
    await expect(row(page, `Akıncı ${word}`)).toContainText("Yönlendirildi")

    const rep = await enterApart(browser, "rep3")
    await rep.goto(`/oasis/firms/${names[0]}`)
    await rep.getByRole("button", { name: "Kabul Et" }).click()
    await expect(row(page, `Akıncı ${word}`)).toContainText("Kabul Edildi", {
        timeout: 20_000,
    })

    await rep.goto(`/oasis/firms/${names[1]}`)
    await rep.getByRole("button", { name: "Reddet" }).click()
    await rep.getByLabel("Neden gidemiyorsunuz?").fill("Aracım serviste")
    await rep.getByRole("button", { name: "Reddet" }).last().click()
    const declined = row(page, `Baraj ${word}`)
    await expect(declined).toContainText("Aracım serviste", { timeout: 20_000 })
    // The firm left with the visit: it was never his.
    await rep.goto(`/oasis/firms/${names[1]}`)
    await expect(rep.getByText("Böyle bir firma yok")).toBeVisible()

    await declined.getByRole("button", { name: "Yeniden yönlendir" }).click()
    await expect(declined).toContainText("Yönlendirildi")
    await rep.context().close()
})

test("a leave goes from the preview to the colleague and back", async ({ page, playwright, baseURL }) => {
    test.slow()
    const office = await caller(playwright, baseURL!, "office")
    const { word, names } = await freshFirms(office, 2, email("rep1"))
    // A day far ahead, on which nobody has planned anything, and another one for each run on the same site.
    const sent = await answered<{ planned_start: string }>(
        await office.post(`${API}.visits.assign`, {
            firm: names[0],
            sales_rep: email("rep1"),
            planned_start: dayFromNow(120 + (Math.floor(Date.now() / 1000) % 240)),
        }),
    )
    const at = sent.planned_start.slice(0, 19)
    const day = at.slice(0, 10)
    await answered(
        await office.post(`${API}.visits.assign`, {
            firm: names[1],
            sales_rep: email("rep2"),
            planned_start: at,
        }),
    )

    await enter(page, "leader")
    await page.goto("/oasis/leave")
    await page.getByRole("button", { name: "İzin planla" }).click()
    const sheet = page.getByRole("dialog")
    await sheet.getByLabel("Kim izinde?").selectOption(email("rep1"))
    await sheet.getByLabel("Kim vekil?").selectOption(email("rep2"))
    await sheet.getByLabel("Son gün").fill(day)
    await sheet.getByLabel("İlk gün").fill(day)
    const moved = sheet.getByRole("listitem").filter({ hasText: `Akıncı ${word}` })
    await expect(moved).toContainText("O saatte başka bir ziyaret var.")
    await sheet.getByRole("button", { name: "Devret ve ikisine de bildir" }).click()
    await expect(page.getByText("ikisine de bildirildi")).toBeVisible()

    const visitOf = async (firm: string) =>
        (
            await office.list("Firm Visit", {
                fields: ["sales_rep", "planned_start"],
                filters: { firm },
            })
        )[0]!
    expect(await visitOf(names[0]!)).toMatchObject({ sales_rep: email("rep2") })
    const refused = await office.post(`${API}.visits.assign`, {
        firm: names[1],
        sales_rep: email("rep1"),
        planned_start: `${day} 15:00:00`,
    })
    expect(refused.ok()).toBe(false)
    expect(await refused.text()).toContain("AbsentError")

    const card = page.getByRole("main").getByRole("listitem").filter({ hasText: "Planlandı" }).first()
    await card.getByRole("button", { name: "Bu izni bitir" }).click()
    await expect(page.getByText(/^Sona erdi: \d+ ziyaret/)).toBeVisible()
    expect(await visitOf(names[0]!)).toMatchObject({
        sales_rep: email("rep1"),
        planned_start: at,
    })
})

test("coverage shows what is overdue and plans it with one tap", async ({ page, playwright, baseURL }) => {
    const office = await caller(playwright, baseURL!, "office")
    const long_ago = { followed_since: dayFromNow(-2000 - (Date.now() % 500)) }
    const firm = await makeFirm(office, "rep1", long_ago)
    await enter(page, "rep1")
    await page.waitForLoadState("networkidle")
    await page.goto("/oasis/coverage")
    await page.getByRole("button", { name: /her 90 günde bir/ }).click()
    const overdue = row(page, firm.firm_name)
    await expect(overdue).toContainText("hiç ziyaret edilmedi")
    await overdue.getByRole("button", { name: "Planla" }).click()
    await expect(page.getByText(/için planlandı/)).toBeVisible()
    await expect(overdue.getByRole("button")).toHaveCount(0)
})
