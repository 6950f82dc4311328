import { expect, test, type Page } from "@playwright/test"
import { makeFirm, say } from "./builders"
import { caller, enter, enterApart, type Caller } from "./people"

/** The firm's page for a new document, with the kind chosen. */
async function startCapture(page: Page, firm: string): Promise<void> {
    await page.goto(`/oasis/firms/${firm}/documents/new`)
    await page.getByRole("radio", { name: say("Tax Certificate") }).click()
}

async function photograph(page: Page, times: number): Promise<void> {
    await page.getByRole("button", { name: say("Camera") }).click()
    const video = page.locator("video")
    await expect
        .poll(() => video.evaluate((camera: HTMLVideoElement) => camera.videoWidth))
        .toBeGreaterThan(0)
    for (let shot = 1; shot <= times; shot += 1) {
        await page.getByRole("button", { name: say("Take the picture") }).click()
        await expect(page.getByRole("dialog")).toContainText(say("{0} pages", shot))
    }
    await page.getByRole("button", { name: say("Ready") }).click()
}

/** A document of one page, photographed by the caller. Gives its name. */
async function makeDocument(by: Caller, firm: string, picture: Buffer): Promise<string> {
    const answer = await by.post("/api/method/oasis_crm.api.documents.capture", {
        firm,
        document_type: "Tax Certificate",
        pages: [{ content: picture.toString("base64") }],
    })
    expect(answer.status(), await answer.text()).toBe(200)
    return (await answer.json()).message.name
}

const status = async (by: Caller, name: string) =>
    (
        await by.list("Firm Document", {
            fields: ["status", "rejection_reason"],
            filters: { name },
        })
    )[0]

test("papers are photographed page by page, cropped, turned and kept as one PDF that no other rep can open", async ({
    page,
    playwright,
    baseURL,
}) => {
    const rep = await caller(playwright, baseURL!, "rep3")
    const firm = await makeFirm(rep, "rep3", { firm_type: "Fleet" })
    await enter(page, "rep3")
    await page.goto(`/oasis/firms/${firm.name}`)
    const lacking = page.getByRole("region", { name: say("Documents") }).getByRole("listitem")
    await expect(lacking.filter({ hasText: say("Tax Certificate") })).toContainText(say("Missing"))

    await startCapture(page, firm.name)
    await photograph(page, 2)
    await page.getByRole("button", { name: say("Crop page {0}", 1) }).click()
    const corner = page.getByRole("button", { name: say("Top left") })
    await corner.focus()
    for (let step = 0; step < 5; step += 1) await page.keyboard.press("ArrowRight")
    await page.getByRole("button", { name: say("Crop"), exact: true }).click()
    await expect(page.getByText(say("cropped"))).toBeVisible()
    await page.getByRole("button", { name: say("Turn page {0}", 2) }).click()
    await page.getByRole("button", { name: say("Keep the document") }).click()
    await expect(page.getByText(say("The document has been kept."))).toBeVisible()
    await expect(lacking.filter({ hasText: say("Tax Certificate") })).toContainText(say("Captured"))

    const [kept] = await rep.list("Firm Document", {
        fields: ["file", "status"],
        filters: { firm: firm.name },
    })
    expect(kept).toMatchObject({
        status: "Captured",
        file: expect.stringMatching(/^\/private\/files\/.*\.pdf$/),
    })
    const pdf = await (await rep.get(kept!.file!)).body()
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-")
    expect(pdf.toString("latin1")).toMatch(/\/Count 2\b/)
    const stranger = await caller(playwright, baseURL!, "rep5")
    expect((await stranger.get(kept!.file!)).status()).toBe(403)
})

test("what is no picture, and what is larger than 25 MB, is refused in words", async ({
    page,
    playwright,
    baseURL,
}) => {
    const rep = await caller(playwright, baseURL!, "rep3")
    const firm = await makeFirm(rep, "rep3")
    await enter(page, "rep3")
    await startCapture(page, firm.name)
    const choose = (name: string, mimeType: string, buffer: Buffer) =>
        page.locator("input[type=file]").setInputFiles({ name, mimeType, buffer })
    await choose("sozlesme.docx", "application/octet-stream", Buffer.from("PK\u0003\u0004 kein Bild"))
    await expect(page.getByText(say("This is not a picture that can be read here."))).toBeVisible()
    await choose("tarama.pdf", "application/pdf", Buffer.alloc(26 * 1024 * 1024))
    await expect(page.getByText(say("A file may have 25 MB at most."))).toBeVisible()
    await expect(page.getByRole("button", { name: say("Keep the document") })).toBeDisabled()
})

test("the office verifies one document and rejects another; its rep sees why", async ({
    page,
    browser,
    playwright,
    baseURL,
}) => {
    const rep = await caller(playwright, baseURL!, "rep3")
    const firms = [await makeFirm(rep, "rep3"), await makeFirm(rep, "rep3")]
    await enter(page, "office")
    const picture = await page.screenshot({ type: "jpeg" })
    const [good, bad] = [
        await makeDocument(rep, firms[0]!.name, picture),
        await makeDocument(rep, firms[1]!.name, picture),
    ]
    const paper = (at: Page, firm: string) =>
        at.getByRole("main").getByRole("button").filter({ hasText: firm })

    await page.goto("/oasis/documents")
    await paper(page, firms[0]!.firm_name).click()
    await page
        .getByRole("dialog")
        .getByRole("button", { name: say("Verify") })
        .click()
    await expect(page.getByText(say("Verified."))).toBeVisible()
    await expect(paper(page, firms[0]!.firm_name)).toHaveCount(0)
    await paper(page, firms[1]!.firm_name).click()
    await page
        .getByRole("dialog")
        .getByRole("button", { name: say("Reject…") })
        .click()
    await page.getByLabel(say("What is wrong with it?")).fill("Mühür okunmuyor")
    await page
        .getByRole("dialog")
        .getByRole("button", { name: say("Reject"), exact: true })
        .click()
    await expect(page.getByText(say("Rejected."))).toBeVisible()
    await expect(paper(page, firms[1]!.firm_name)).toHaveCount(0)
    expect(await status(rep, good)).toMatchObject({ status: "Verified" })
    expect(await status(rep, bad)).toEqual({
        status: "Rejected",
        rejection_reason: "Mühür okunmuyor",
    })

    const phone = await enterApart(browser, "rep3")
    await phone.goto("/oasis/documents")
    await phone.getByRole("button", { name: say("Rejected"), exact: true }).click()
    await paper(phone, firms[1]!.firm_name).click()
    await expect(phone.getByRole("dialog")).toContainText("Mühür okunmuyor")
})

test("the office sees which firms lack papers that their type must have", async ({
    page,
    playwright,
    baseURL,
}) => {
    const rep = await caller(playwright, baseURL!, "rep3")
    const firm = await makeFirm(rep, "rep3", {
        firm_type: "Public",
        firm_name: `0 ${Date.now()} Belediyesi`,
    })
    await enter(page, "office")
    await page.goto("/oasis/documents")
    await page.getByRole("button", { name: say("Missing"), exact: true }).click()
    const row = page.getByRole("listitem").filter({ hasText: firm.firm_name }).first()
    await expect(row).toContainText(say("Sales Contract"))
    await expect(row).not.toContainText(say("Trade Registry Gazette"))
})
