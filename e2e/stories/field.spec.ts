import { expect, test, type BrowserContext, type Page } from "@playwright/test"
import { makeFirm, say, type Made } from "./builders"
import { caller, enter, type Caller } from "./people"

const PLACE = { latitude: 39.9208, longitude: 32.8541 }
const north = (metres: number) => ({ ...PLACE, latitude: PLACE.latitude + metres / 111_195 })

async function standAt(context: BrowserContext, place: typeof PLACE): Promise<void> {
    await context.grantPermissions(["geolocation"])
    await context.setGeolocation({ ...place, accuracy: 8 })
}

async function record(page: Page, firm: Made): Promise<void> {
    await page.goto(`/oasis/firms/${firm.name}/visit`)
    await page.getByRole("radio", { name: "İlgili", exact: true }).click()
    await page.getByRole("button", { name: say("Check in here") }).click()
    await expect(page.getByText(/\d+ (m|km)/).first()).toBeVisible()
    await page.getByRole("button", { name: "Ziyareti kaydet" }).click()
    await expect(page.getByRole("heading", { level: 1, name: firm.firm_name })).toBeVisible()
}

const checkIn = async (by: Caller, firm: Made) =>
    (
        await by.list("Firm Visit", {
            filters: { firm: firm.name, status: "Done" },
            fields: ["check_in_result", "check_in_distance", "check_in_latitude"],
        })
    )[0]

test("a rep who stands at the firm is verified; one who is far off is told and recorded all the same", async ({
    page,
    context,
    playwright,
    baseURL,
}) => {
    const rep = await caller(playwright, baseURL!, "rep3")
    const [here, there] = [await makeFirm(rep, "rep3", PLACE), await makeFirm(rep, "rep3", PLACE)]
    await enter(page, "rep3")
    await standAt(context, north(40))
    await record(page, here)
    await expect.poll(async () => (await checkIn(rep, here))?.check_in_result).toBe("Verified")
    expect(Number((await checkIn(rep, here))!.check_in_distance)).toBeCloseTo(40, -1)
    await standAt(context, north(5000))
    await record(page, there)
    await expect.poll(async () => (await checkIn(rep, there))?.check_in_result).toBe("Out of Range")
})

test("without a check-in no place is kept", async ({ page, context, playwright, baseURL }) => {
    const rep = await caller(playwright, baseURL!, "rep3")
    const firm = await makeFirm(rep, "rep3", PLACE)
    await enter(page, "rep3")
    await standAt(context, PLACE)
    await page.goto(`/oasis/firms/${firm.name}/visit`)
    await page.getByRole("radio", { name: "İlgili", exact: true }).click()
    await page.getByRole("button", { name: "Ziyareti kaydet" }).click()
    await expect.poll(async () => (await checkIn(rep, firm))?.check_in_latitude).toBe(0)
})

test("the firms near by stand by their distance, with and without a network", async ({ page, context, playwright, baseURL }) => {
    // Far out at sea, where no firm is, nor any of an earlier run.
    const sea = { latitude: 34.5 + (Math.floor(Date.now() / 1000) % 1000) / 1000, longitude: 30 }
    const rep = await caller(playwright, baseURL!, "rep3")
    const far = await makeFirm(rep, "rep3", { ...sea, latitude: sea.latitude + 0.02 })
    const near = await makeFirm(rep, "rep3", { ...sea, latitude: sea.latitude + 0.004 })
    await enter(page, "rep3")
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await standAt(context, sea)
    for (const offline of [false, true]) {
        await context.setOffline(offline)
        await page.goto("/oasis/route?near=1")
        const rows = page.getByRole("listitem").filter({ hasText: "Nakliyat" })
        await expect(rows.nth(0)).toContainText(near.firm_name)
        await expect(rows.nth(0)).toContainText(/\d+ m/)
        await expect(rows.filter({ hasText: far.firm_name })).toContainText(/2,\d km/)
    }
})
