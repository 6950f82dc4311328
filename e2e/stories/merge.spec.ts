import { expect, test, type Page } from "@playwright/test"
import { makeFirm, recordVisit, say } from "./builders"
import { caller, email, enter, freshWord, type Caller } from "./people"

/** Two firms of nearly one name: the second entered by another rep who said why it is another one. */
async function lookAlikes(manager: Caller, other: Caller, reason: string) {
    const word = freshWord()
    const first = await makeFirm(manager, "rep1", {
        firm_name: `${word} Lojistik A.Ş.`,
    })
    const answer = await other.post("/api/method/oasis_crm.api.firms.quick_entry", {
        firm_name: `${word} Lojistik Ltd. Şti.`,
        city: "Ankara",
        not_duplicate_reason: reason,
    })
    expect(answer.status(), await answer.text()).toBe(200)
    return {
        first,
        second: {
            name: (await answer.json()).message.name,
            firm_name: `${word} Lojistik Ltd. Şti.`,
        },
    }
}

const review = (page: Page, reason: string) => page.getByRole("listitem").filter({ hasText: reason })

test("a manager makes one firm of two, and takes it back", async ({ page, playwright, baseURL }) => {
    const [manager, other] = [
        await caller(playwright, baseURL!, "manager"),
        await caller(playwright, baseURL!, "rep2"),
    ]
    const reason = `Başka şube ${freshWord()}`
    const { first, second } = await lookAlikes(manager, other, reason)
    const visit = await recordVisit(other, second.name, { notes: "İlk görüşme" })
    const firmOfVisit = async () =>
        (
            await manager.list("Firm Visit", {
                fields: ["firm"],
                filters: { name: visit },
            })
        )[0]!.firm

    await enter(page, "manager")
    await page.goto("/oasis/duplicates")
    await expect(review(page, reason)).toContainText(first.firm_name)
    await review(page, reason)
        .getByRole("button", { name: say("Merge") })
        .click()
    const sheet = page.getByRole("dialog")
    await expect(sheet.getByRole("radio").first()).toBeChecked()
    await sheet.getByLabel(say("Reason")).fill("Aynı adres, aynı sahip")
    await sheet.getByRole("button", { name: say("Merge") }).click()
    await expect(sheet).toHaveCount(0)
    await expect(review(page, reason)).toHaveCount(0)
    expect(await firmOfVisit()).toBe(first.name)
    expect((await manager.get(`/api/resource/Firm/${second.name}`)).status()).toBe(404)

    await page.reload()
    await page
        .getByRole("button", {
            name: say("Take back the merge of {0}", second.firm_name),
        })
        .click()
    await expect(page.getByText(say("The two are apart again."))).toBeVisible()
    expect(await firmOfVisit()).toBe(second.name)
    const [back] = await manager.list("Firm", {
        fields: ["sales_rep"],
        filters: { name: second.name },
    })
    expect(back!.sales_rep).toBe(email("rep2"))
})

test("a pair that was looked at and stays leaves the review list for good", async ({
    page,
    playwright,
    baseURL,
}) => {
    const [manager, other] = [
        await caller(playwright, baseURL!, "manager"),
        await caller(playwright, baseURL!, "rep2"),
    ]
    const reason = `Başka ortaklık ${freshWord()}`
    const { first, second } = await lookAlikes(manager, other, reason)
    await enter(page, "manager")
    await page.goto("/oasis/duplicates")
    await review(page, reason)
        .getByRole("button", { name: say("Two different firms") })
        .click()
    await expect(review(page, reason)).toHaveCount(0)
    await page.reload()
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
    await expect(review(page, reason)).toHaveCount(0)
    const both = await manager.list("Firm", {
        filters: { name: ["in", [first.name, second.name]] },
    })
    expect(both).toHaveLength(2)
})

test("a manager merges a firm with another from its own page", async ({ page, playwright, baseURL }) => {
    const manager = await caller(playwright, baseURL!, "manager")
    const [kept, gone] = [await makeFirm(manager, "rep1"), await makeFirm(manager, "rep2")]
    await enter(page, "manager")
    await page.goto(`/oasis/firms/${kept.name}`)
    await page.getByRole("button", { name: say("Merge") }).click()
    const sheet = page.getByRole("dialog")
    await sheet.getByLabel(say("Which firm is the same one?")).fill(gone.firm_name)
    await sheet.getByRole("button", { name: gone.firm_name }).click()
    await sheet.getByLabel(say("Reason")).fill("Unvan değişikliği")
    await sheet.getByRole("button", { name: say("Merge") }).click()
    await expect(page.getByText(say("The two are one firm now."))).toBeVisible()
    await expect(page.getByRole("heading", { level: 1, name: kept.firm_name })).toBeVisible()
    expect((await manager.get(`/api/resource/Firm/${gone.name}`)).status()).toBe(404)
})
