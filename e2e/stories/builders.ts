import { expect } from "@playwright/test"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { email, freshWord, type Caller, type Person } from "./people"

const turkish = JSON.parse(
    readFileSync(join(import.meta.dirname, "../../frontend/src/i18n/tr.json"), "utf8"),
) as Record<string, string>

/** A text of the web app as it stands on a Turkish screen. */
export function say(text: string, ...values: (string | number)[]): string {
    const known = turkish[text]
    if (known === undefined) throw new Error(`The web app does not say "${text}"`)
    return known.replace(/\{(\d+)\}/g, (_, index) => String(values[Number(index)]))
}

export interface Made {
    name: string
    firm_name: string
}

/** A day from today on in the server's form; `days` may be negative. */
export function dayFromNow(days: number): string {
    const date = new Date(Date.now() + days * 86_400_000)
    return new Intl.DateTimeFormat("sv-SE", {
        timeZone: "Europe/Istanbul",
    }).format(date)
}

async function insert<T>(by: Caller, doctype: string, values: object): Promise<T> {
    const answer = await by.post(`/api/resource/${doctype}`, values)
    expect(answer.status(), await answer.text()).toBe(200)
    return (await answer.json()).data
}

/** A firm of a rep's own, with a name that nothing else has. */
export const makeFirm = (by: Caller, rep: Person, over: object = {}) =>
    insert<Made>(by, "Firm", {
        firm_name: `${freshWord()} Nakliyat`,
        city: "Ankara",
        sales_rep: email(rep),
        ...over,
    })

/** An open visit that somebody planned by hand. */
export const makeVisit = (by: Caller, firm: string, rep: Person, days = 3) =>
    insert<{ name: string }>(by, "Firm Visit", {
        firm,
        sales_rep: email(rep),
        visit_type: "Visit",
        status: "Planned",
        planned_start: `${dayFromNow(days)} 10:00:00`,
    })

export const makeContract = (by: Caller, firm: string) =>
    insert<{ name: string }>(by, "Fuel Contract", {
        firm,
        starts_on: dayFromNow(0),
        ends_on: dayFromNow(365),
        docstatus: 1,
    })

/** A visit that took place. Gives its name. */
export async function recordVisit(by: Caller, firm: string, over: object = {}): Promise<string> {
    const answer = await by.post("/api/method/oasis_crm.api.visits.record", {
        firm,
        outcome: "Interested",
        ...over,
    })
    expect(answer.status(), await answer.text()).toBe(200)
    return (await answer.json()).message.name
}
