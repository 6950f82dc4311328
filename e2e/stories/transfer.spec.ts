import { expect, test } from "@playwright/test"
import { makeFirm, makeVisit, recordVisit, say } from "./builders"
import { caller, email, enter, enterApart, freshWord } from "./people"

test("a rep asks for a colleague's firm; once a manager agrees, it moves with its open visits and its history", async ({
    page,
    browser,
    playwright,
    baseURL,
}) => {
    const [former, manager, rep] = [
        await caller(playwright, baseURL!, "rep5"),
        await caller(playwright, baseURL!, "manager"),
        await caller(playwright, baseURL!, "rep1"),
    ]
    const firm = await makeFirm(former, "rep5")
    const done = await recordVisit(former, firm.name, {
        notes: "Depo kapasitesi 20 ton.",
    })
    const planned = await makeVisit(former, firm.name, "rep5", 30)

    await enter(page, "rep1")
    await page.goto("/oasis/firms/new")
    await page.getByLabel(say("Firm name")).fill(firm.firm_name)
    const candidate = page.getByRole("article").filter({ hasText: say("Followed by") })
    await expect(candidate).toContainText(firm.firm_name)
    await expect(candidate.getByRole("link")).toHaveCount(0)
    await candidate.getByRole("button", { name: say("Request transfer") }).click()
    await candidate.getByLabel(say("Why should the firm be yours?")).fill("Sahibi eski müşterim.")
    await candidate.getByRole("button", { name: say("Send request") }).click()
    await expect(candidate).toContainText(say("Transfer requested"))
    expect((await rep.get(`/api/resource/Firm/${firm.name}`)).status()).toBe(403)

    const desk = await enterApart(browser, "manager")
    await desk.goto("/oasis/transfers")
    const request = desk.getByRole("listitem").filter({ hasText: firm.firm_name })
    await expect(request).toContainText("Sahibi eski müşterim.")
    await request.getByRole("button", { name: say("Approve") }).click()
    await expect(request).toHaveCount(0)

    await page.goto(`/oasis/firms/${firm.name}`)
    await expect(page.getByRole("heading", { level: 1, name: firm.firm_name })).toBeVisible()
    await expect(page.getByText("Depo kapasitesi 20 ton.")).toBeVisible()
    const visits = await manager.list("Firm Visit", {
        fields: ["name", "status", "sales_rep"],
        filters: { firm: firm.name },
    })
    const repOf = Object.fromEntries(visits.map((visit) => [visit.name, visit.sales_rep]))
    expect(repOf[planned.name]).toBe(email("rep1"))
    expect(repOf[done]).toBe(email("rep5"))
    expect((await former.get(`/api/resource/Firm/${firm.name}`)).status()).toBe(403)
})

test("a request that the manager rejects leaves the firm where it is", async ({
    page,
    playwright,
    baseURL,
}) => {
    const [former, rep] = [
        await caller(playwright, baseURL!, "rep5"),
        await caller(playwright, baseURL!, "rep1"),
    ]
    const firm = await makeFirm(former, "rep5")
    const asked = await rep.post("/api/method/oasis_crm.api.firms.request_transfer", {
        candidate: { firm_name: firm.firm_name },
        reason: "Aynı sitedeyiz.",
    })
    expect(asked.status()).toBe(200)
    await enter(page, "manager")
    await page.goto("/oasis/transfers")
    const request = page.getByRole("listitem").filter({ hasText: firm.firm_name })
    await request.getByRole("button", { name: say("Reject") }).click()
    await expect(request).toHaveCount(0)
    await page.getByRole("button", { name: say("Rejected") }).click()
    await expect(request).toContainText(say("Rejected"))
    expect((await former.get(`/api/resource/Firm/${firm.name}`)).status()).toBe(200)
})

test("a rep claims a firm that nobody has contacted for long, and not one that is looked after", async ({
    page,
    playwright,
    baseURL,
}) => {
    const manager = await caller(playwright, baseURL!, "manager")
    const asleep = await makeFirm(manager, "rep5", {
        followed_since: "2020-01-15",
    })
    const awake = await makeFirm(manager, "rep5", {
        firm_name: `${freshWord()} Hafriyat`,
    })
    await enter(page, "rep2")
    await page.goto("/oasis/firms/new")
    await page.getByLabel(say("Firm name")).fill(awake.firm_name)
    await expect(page.getByRole("button", { name: say("Request transfer") })).toBeVisible()
    await expect(page.getByRole("button", { name: say("Claim the firm") })).toHaveCount(0)
    await page.getByLabel(say("Firm name")).fill(asleep.firm_name)
    await page.getByRole("button", { name: say("Claim the firm") }).click()
    await expect(page.getByRole("heading", { level: 1, name: asleep.firm_name })).toBeVisible()
    const [firm] = await manager.list("Firm", {
        fields: ["sales_rep"],
        filters: { name: asleep.name },
    })
    expect(firm!.sales_rep).toBe(email("rep2"))
})
