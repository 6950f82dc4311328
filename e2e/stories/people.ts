import { expect, type APIRequestContext, type Browser, type Page, type Playwright } from "@playwright/test"

export type Person = "manager" | "office" | "leader" | "rep1" | "rep2" | "rep3" | "rep5"
export const email = (person: Person) => `${person}@oasis.example`
const PASSWORD = "oasis"
const credentials = (person: Person) => ({ usr: email(person), pwd: PASSWORD })

const home = (page: Page) =>
    expect(page.getByRole("heading", { level: 1 })).toContainText(/Günaydın|İyi günler|İyi akşamlar/)

/** Logs somebody in through the log-in page and waits until his home screen stands. */
export async function logIn(page: Page, person: Person): Promise<void> {
    await page.goto("/oasis/login")
    await page.getByLabel("E-posta").fill(email(person))
    await page.getByLabel("Parola", { exact: true }).fill(PASSWORD)
    await page.getByRole("button", { name: "Giriş yap" }).click()
    await home(page)
}

/** The home screen of somebody who logged in before. */
export async function enter(page: Page, person: Person): Promise<void> {
    const answer = await page.request.post("/api/method/login", { data: credentials(person) })
    expect(answer.ok()).toBe(true)
    await page.goto("/oasis")
    await home(page)
}

/** Waits until a new device has its copy: before that it is not live. Ends where it began. */
export async function copied(page: Page): Promise<void> {
    const began = page.url()
    await page.goto("/oasis/sync")
    await expect(page.getByText("Son eşitleme")).toBeVisible({ timeout: 60_000 })
    await page.goto(began)
}

/** A browser of his own, so that two people can be looked at side by side. */
export async function enterApart(browser: Browser, person: Person): Promise<Page> {
    const context = await browser.newContext()
    const page = await context.newPage()
    await enter(page, person)
    return page
}

/** Somebody at the REST API, without a browser. */
export async function caller(playwright: Playwright, baseURL: string, person: Person): Promise<Caller> {
    const request = await playwright.request.newContext({ baseURL })
    const answer = await request.post("/api/method/login", { data: credentials(person) })
    expect(answer.ok()).toBe(true)
    const html = await (await request.get("/oasis")).text()
    const token = /csrf_token = "([^"]+)"/.exec(html)?.[1] ?? ""
    return new Caller(request, token)
}

export class Caller {
    constructor(
        private readonly request: APIRequestContext,
        private readonly token: string,
    ) {}

    get = (url: string, params: Record<string, unknown> = {}) =>
        this.request.get(url, {
            params: Object.fromEntries(
                Object.entries(params).map(([key, value]) => [
                    key,
                    typeof value === "object" ? JSON.stringify(value) : String(value),
                ]),
            ),
        })

    post = (url: string, data: object = {}) =>
        this.request.post(url, { data, headers: { "X-Frappe-CSRF-Token": this.token } })

    async list(doctype: string, params: Record<string, unknown> = {}): Promise<Record<string, string>[]> {
        const answer = await this.get(`/api/resource/${doctype}`, params)
        expect(answer.status()).toBe(200)
        return (await answer.json()).data
    }

    /** What a new device of this person holds. */
    async copy(): Promise<{ doctype: string; name: string; doc: Record<string, unknown> }[]> {
        const held = []
        for (let cursor: string | undefined, done = false; !done; ) {
            const answer = await this.get("/api/method/oasis_crm.api.offline.pull", {
                limit: 2000,
                ...(cursor && { cursor }),
            })
            expect(answer.status()).toBe(200)
            const { message } = await answer.json()
            held.push(...message.changes)
            ;({ cursor, done } = message)
        }
        return held
    }
}

/** A word that is far from every other one, so that the guard against duplicates does not stand in the way. */
export const freshWord = () =>
    `Q${Array.from({ length: 13 }, () => "bcdfghjkmpqvwxyz"[Math.floor(Math.random() * 16)]).join("")}`

/** A firm's name that no other run of the tests has used. */
export const freshName = () => `Sınama ${freshWord()} Nakliyat Ltd. Şti.`
