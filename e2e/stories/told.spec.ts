import { expect, test, type BrowserContext, type CDPSession, type Page } from "@playwright/test"
import { caller, email, enter, type Caller } from "./people"

/** A subject that no other run has used. */
const subjectOf = (what: string) => `${what} ${Date.now().toString(36)}`
const API = "/api/method/oasis_crm.api.notifications"

const ringing = (page: Page, subject: string) =>
    page.getByRole("alert", { name: "Şu anda çalan hatırlatmalar" }).getByRole("article").filter({ hasText: subject })

/** A moment as the server writes it. */
const moment = (offset: number) =>
    new Date(Date.now() + offset).toLocaleString("sv-SE", { timeZone: "Europe/Istanbul" })

async function remind(api: Caller, subject: string, offset: number, over: object = {}): Promise<string> {
    const answer = await api.post("/api/resource/Personal Reminder", { subject, remind_at: moment(offset), ...over })
    expect(answer.status()).toBe(200)
    return (await answer.json()).data.name
}

/** A new reminder's form is open, and the network is gone. */
async function beginOffline(page: Page, context: BrowserContext): Promise<void> {
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await page.goto("/oasis/reminders?new=1")
    await expect(page.getByRole("dialog")).toBeVisible()
    await context.setOffline(true)
}

test("a reminder made without a network rings on the device at its minute, once, and a daily one the next day", async ({
    page,
    context,
    playwright,
    baseURL,
}) => {
    test.slow()
    await page.clock.install()
    await enter(page, "rep2")
    await beginOffline(page, context)
    const subject = subjectOf("Teminat çekini al")
    await page.getByLabel("Ne hatırlatılsın?").fill(subject)
    await page.getByLabel("Tekrar").selectOption("Daily")
    await page.getByRole("button", { name: "Hatırlatmayı kur" }).click()
    await page.clock.runFor(15_000)
    await expect(page.getByText(subject)).toBeVisible()
    await expect(ringing(page, subject)).toHaveCount(0)

    await page.clock.runFor(61 * 60_000)
    await expect(ringing(page, subject)).toBeVisible()
    await ringing(page, subject).getByRole("button", { name: "Kapat" }).click()
    await page.clock.runFor(5 * 60_000)
    await expect(ringing(page, subject)).toHaveCount(0)
    await page.clock.fastForward("24:00:00")
    await expect(ringing(page, subject)).toBeVisible()
    await ringing(page, subject).getByRole("button", { name: "Yapıldı" }).click()
    await page.clock.runFor(5 * 60_000)
    await expect(ringing(page, subject)).toHaveCount(0)
    const rep = await caller(playwright, baseURL!, "rep2")
    expect(await rep.list("Personal Reminder", { filters: { subject } })).toEqual([])
})

test("one that rang without a network is noted as told when the network returns, and is not told again", async ({
    page,
    context,
    playwright,
    baseURL,
}) => {
    test.slow()
    await enter(page, "rep2")
    await beginOffline(page, context)
    const subject = subjectOf("Fatura iste")
    await page.getByLabel("Ne hatırlatılsın?").fill(subject)
    await page.getByLabel("Ne zaman?").fill(moment(0).slice(0, 16).replace(" ", "T"))
    await page.getByRole("button", { name: "Hatırlatmayı kur" }).click()
    await expect(ringing(page, subject)).toBeVisible({ timeout: 60_000 })

    await context.setOffline(false)
    const rep = await caller(playwright, baseURL!, "rep2")
    const kept = () =>
        rep.list("Personal Reminder", { filters: { subject }, fields: ["name", "notified_on"], limit: 5 })
    await expect.poll(async () => (await kept()).map((one) => !!one.notified_on), { timeout: 60_000 }).toEqual([true])
    const [reminder] = await kept()
    const { message } = await (await rep.get(`${API}.listing`, { doctype: "Personal Reminder" })).json()
    const lines = message.rows.filter((row: { document_name: string }) => row.document_name === reminder!.name)
    expect(lines.map((row: { read: number }) => row.read)).toEqual([1])
    await expect(ringing(page, subject)).toHaveCount(1)
})

test("a reminder in the past is refused in words; one in the list is put off and repeats as told", { tag: "@phone" }, async ({
    page,
    playwright,
    baseURL,
}) => {
    const rep = await caller(playwright, baseURL!, "rep2")
    const [past, subject] = [subjectOf("Dünkü iş"), subjectOf("Vadeyi sor")]
    const name = await remind(rep, subject, 3_600_000, { repeat: "Weekly" })
    await enter(page, "rep2")
    await page.goto("/oasis/reminders?new=1")
    await page.getByLabel("Ne hatırlatılsın?").fill(past)
    await page.getByLabel("Ne zaman?").fill("2020-01-01T09:00")
    await page.getByRole("button", { name: "Hatırlatmayı kur" }).click()
    await expect(page.getByRole("alert")).toContainText("Bu an geçti")
    await page.getByRole("dialog").getByRole("button", { name: "Kapat" }).click()
    await expect(page.getByText(past)).toHaveCount(0)

    await expect(page.getByRole("listitem").filter({ hasText: subject })).toContainText("Haftalık")
    await page.getByLabel(`Ertele: ${subject}`).selectOption("tomorrow")
    await expect
        .poll(async () => {
            const [found] = await rep.list("Personal Reminder", { filters: { name }, fields: ["remind_at"] })
            return found!.remind_at!.slice(0, 16)
        })
        .toBe(`${moment(86_400_000).slice(0, 10)} 09:00`)
})

test("the bell counts live, the centre shows what is unread by day, opens it and marks it", { tag: "@phone" }, async ({
    page,
    playwright,
    baseURL,
}) => {
    const [leader, rep] = [await caller(playwright, baseURL!, "leader"), await caller(playwright, baseURL!, "rep3")]
    await rep.post(`${API}.mark`, {})
    await enter(page, "rep3")
    await page.waitForLoadState("networkidle")
    const bell = page.getByRole("link", { name: /^Bildirimler/ })
    await expect(bell).not.toContainText(/\d/)
    const subject = subjectOf("Depoyu say")
    await leader.post("/api/method/oasis_crm.api.work_orders.give", { subject, people: [email("rep3")] })
    await expect(bell).toContainText("1")
    await expect(page.getByRole("status").getByText(subject)).toBeVisible()
    // On a phone the line of news lies over the bell for some seconds.
    await page.getByRole("status").getByRole("button", { name: "Kapat" }).click()

    await bell.click()
    const today = page.getByRole("region", { name: "Bugün" })
    await expect(today.getByRole("listitem").filter({ hasText: subject })).toContainText("okunmadı")
    await page.getByRole("button", { name: "Ziyaretler", exact: true }).click()
    await expect(page.getByText(subject)).toHaveCount(0)
    await page.getByRole("button", { name: "İş emirleri", exact: true }).click()
    await today.getByRole("button", { name: subject }).click()
    await expect(page.getByRole("dialog")).toContainText(subject)
    await page.getByRole("dialog").getByRole("button", { name: "Kapat" }).click()
    await expect(bell).not.toContainText(/\d/)
})

test("a push message shows what it says; a press on it opens its page, or puts the reminder off", async ({
    page,
    context,
    playwright,
    baseURL,
}) => {
    test.slow()
    await context.grantPermissions(["notifications"], { origin: new URL(baseURL!).origin })
    const rep = await caller(playwright, baseURL!, "rep2")
    const reminder = await remind(rep, subjectOf("Ara"), 7_200_000)
    await enter(page, "rep2")
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    const devtools = await context.newCDPSession(page)
    const deliver = await pushing(devtools, new URL(baseURL!).origin)
    const title = subjectOf("Hatırlatma: Öz Işık'ı ara")
    await deliver({ title, url: "/oasis/reminders", reminder, actions: [{ action: "10", title: "10 dakika sonra" }] })
    const shown = () =>
        page.evaluate(async () => {
            const worker = await navigator.serviceWorker.ready
            return (await worker.getNotifications()).map((one) => ({ title: one.title, url: one.data.url }))
        })
    await expect.poll(shown).toContainEqual({ title, url: "/oasis/reminders" })

    await press(page, title, "10")
    const putOff = new Date(Date.now() + 3_600_000).toLocaleString("sv-SE", { timeZone: "Europe/Istanbul" })
    await expect
        .poll(async () => {
            const [found] = await rep.list("Personal Reminder", { filters: { name: reminder }, fields: ["remind_at"] })
            return found!.remind_at! < putOff
        })
        .toBe(true)

    const other = subjectOf("Yeni iş emri")
    await deliver({ title: other, url: "/oasis/work-orders" })
    await expect.poll(shown).toContainEqual({ title: other, url: "/oasis/work-orders" })
    await press(page, other)
    await expect(page).toHaveURL(/\/oasis\/work-orders/)
    await expect(page.getByRole("heading", { level: 1, name: "İş emirleri" })).toBeVisible()
})

/** Hands messages to the worker as the browser maker's push service would. */
async function pushing(devtools: CDPSession, origin: string): Promise<(message: object) => Promise<void>> {
    const found = new Promise<string>((resolve) => {
        devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
            const ours = registrations.find(({ scopeURL }) => scopeURL === `${origin}/oasis`)
            if (ours) resolve(ours.registrationId)
        })
    })
    await devtools.send("ServiceWorker.enable")
    const registrationId = await found
    return async (message) => {
        await devtools.send("ServiceWorker.deliverPushMessage", {
            origin,
            registrationId,
            data: JSON.stringify(message),
        })
    }
}

/** A press on a shown notification, or on one of its buttons, as the worker is told of it. */
async function press(page: Page, title: string, action = ""): Promise<void> {
    const worker = page.context().serviceWorkers()[0]!
    await worker.evaluate(
        async ([wanted, button]) => {
            const scope = globalThis as unknown as {
                registration: ServiceWorkerRegistration
                NotificationEvent: new (type: string, about: object) => Event
                dispatchEvent(event: Event): void
            }
            const all = await scope.registration.getNotifications()
            const notification = all.find((one) => one.title === wanted)
            scope.dispatchEvent(
                new scope.NotificationEvent("notificationclick", { notification, action: button }),
            )
        },
        [title, action] as const,
    )
}
