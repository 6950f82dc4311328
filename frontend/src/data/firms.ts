import { call, read, resource } from "./http"
import { uuid } from "./ids"
import { allLocal, local, remote } from "./documents"
import { fold, phoneKey } from "./fold"
import { session } from "./session"
import { commit, requestSync, type Sent } from "./sync"
import { today } from "./dates"
import { dueOn, dueUntil } from "./due"
import type { Candidate, Firm, Stage } from "./types"

export interface FirmQuery {
    text: string
    stage: string
    city: string
    relationship: string
    rating: string
    sales_rep: string
    /** "late" and "week": whose next visit by the rating's cadence is overdue, or due within a week. */
    due: string
    sort: "firm_name" | "last_visit_on" | "next_visit_on" | "score"
}

export const NO_QUERY: FirmQuery = {
    text: "",
    stage: "",
    city: "",
    relationship: "",
    rating: "",
    sales_rep: "",
    due: "",
    sort: "firm_name",
}

export interface FirmPage {
    firms: Firm[]
    total: number
}

const LIST_FIELDS = [
    "name",
    "firm_name",
    "city",
    "district",
    "stage",
    "relationship",
    "rating",
    "score",
    "sales_rep",
    "phone",
    "mobile",
    "last_visit_on",
    "next_visit_on",
    "followed_since",
    "potential_litres",
    "latitude",
    "longitude",
]
const FILTERS = ["stage", "city", "relationship", "rating", "sales_rep"] as const

/** True where the device holds every firm the user may see, so that no list needs the server. */
export const holdsEverything = () => session.boot?.offline.scope !== "working set"

/** A page of the user's firms: from the device where it holds them all, else from the server. */
export function listFirms(query: FirmQuery, start: number, length: number): Promise<FirmPage> {
    return holdsEverything() ? listLocal(query, start, length) : listRemote(query, start, length)
}

async function listLocal(query: FirmQuery, start: number, length: number): Promise<FirmPage> {
    const firms = sortFirms((await allLocal<Firm>("Firm")).filter(matcher(query)), query.sort)
    return { firms: firms.slice(start, start + length), total: firms.length }
}

/** Whether a firm fits the query: every word of the text in its name, city or number, every filter met. */
export function matcher(query: FirmQuery): (firm: Firm) => boolean {
    const words = fold(query.text).split(" ").filter(Boolean)
    const digits = phoneKey(query.text)
    return (firm) => {
        if (!FILTERS.every((field) => !query[field] || firm[field] === query[field])) return false
        if (query.due && !isDue(firm, query.due)) return false
        const key = fold([firm.firm_name, firm.city, firm.district, firm.tax_id, firm.legal_title].join(" "))
        return (
            words.every((word) => key.includes(word)) ||
            (digits.length >= 4 &&
                [firm.phone, firm.mobile].some((phone) => phoneKey(phone).includes(digits)))
        )
    }
}

function isDue(firm: Firm, filter: string): boolean {
    const due = dueOn(firm)
    return !!due && due <= dueUntil(filter)
}

export function sortFirms(firms: Firm[], by: FirmQuery["sort"]): Firm[] {
    const collator = new Intl.Collator("tr")
    const byName = (a: Firm, b: Firm) => collator.compare(a.firm_name, b.firm_name)
    if (by === "firm_name") return firms.sort(byName)
    if (by === "score")
        return firms.sort((a, b) => Number(b.score ?? 0) - Number(a.score ?? 0) || byName(a, b))
    const last = by === "next_visit_on" ? "9999" : ""
    return firms.sort((a, b) => String(a[by] || last).localeCompare(String(b[by] || last)) || byName(a, b))
}

function remoteFilters(query: FirmQuery): unknown[] {
    const filters: unknown[] = FILTERS.filter((field) => query[field]).map((field) => [
        field,
        "=",
        query[field],
    ])
    for (const word of fold(query.text).split(" ").filter(Boolean))
        filters.push(["search_key", "like", `%${word}%`])
    // "between", as a firm without a cadence has no day at all.
    if (query.due) filters.push(["visit_due_on", "between", ["2000-01-01", dueUntil(query.due)]])
    return filters
}

async function listRemote(query: FirmQuery, start: number, length: number): Promise<FirmPage> {
    const filters = remoteFilters(query)
    const direction = query.sort === "score" ? "desc" : "asc"
    const [firms, total] = await Promise.all([
        resource.list<Firm>("Firm", {
            fields: LIST_FIELDS,
            filters,
            order_by: `${query.sort} ${direction}`,
            limit_start: start,
            limit_page_length: length,
        }),
        read<number>("frappe.client.get_count", { doctype: "Firm", filters }),
    ])
    return { firms, total }
}

/** The names of all firms of a query, up to `most`: what "choose all" chooses. */
export async function firmNames(query: FirmQuery, most: number): Promise<string[]> {
    if (holdsEverything()) return (await listLocal(query, 0, most)).firms.map((firm) => firm.name)
    const firms = await resource.list<Firm>("Firm", {
        fields: ["name"],
        filters: remoteFilters(query),
        order_by: "name asc",
        limit_page_length: most,
    })
    return firms.map((firm) => firm.name)
}

export async function getFirm(name: string): Promise<Firm | null> {
    return (await local<Firm>("Firm", name)) ?? remote<Firm>("Firm", name)
}

export const localFirm = (name: string) => local<Firm>("Firm", name)

/** Firms on this device by what is typed, best first: for the command palette and for pickers. */
export async function searchFirms(text: string, limit = 8): Promise<Firm[]> {
    if (!fold(text)) return []
    const here = (await allLocal<Firm>("Firm")).filter(matcher({ ...NO_QUERY, text }))
    if (here.length || holdsEverything()) return sortFirms(here, "firm_name").slice(0, limit)
    return listRemote({ ...NO_QUERY, text }, 0, limit)
        .then((page) => page.firms)
        .catch(() => [])
}

export interface FirmEntry {
    firm_name: string
    phone: string
    city: string
    tax_id: string
    firm_type: string
    not_duplicate_reason: string
}

/** Who follows a firm like the one being typed. Asks the server; without it, only the device's own firms. */
export async function findDuplicates(
    entry: Partial<FirmEntry> & { email?: string },
    signal?: AbortSignal,
): Promise<Candidate[]> {
    const { firm_name, phone, city, tax_id, email } = entry
    return read("oasis_crm.api.firms.find_duplicates", { firm_name, phone, city, tax_id, email }, signal)
}

export async function quickEntry(entry: FirmEntry): Promise<{ name: string; sent: Sent }> {
    const client_id = uuid()
    const sent = await commit({
        doctype: "Firm",
        name: client_id,
        action: "quick_entry",
        values: { ...entry, client_id },
        label: entry.firm_name,
        effects: [{ doctype: "Firm", name: client_id, create: true, values: newFirm(entry) }],
    })
    return { name: (sent.state === "done" && sent.answer.name) || client_id, sent }
}

function newFirm({ firm_name, phone, city, tax_id, firm_type }: FirmEntry): Partial<Firm> {
    return {
        firm_name,
        phone,
        city,
        tax_id,
        firm_type,
        stage: "Suspect",
        relationship: "Tracked",
        sales_rep: session.user ?? "",
        followed_since: today(),
        entry_method: "Quick",
    }
}

/** A firm entered in detail. Gives the name it goes by on this device. */
export async function createFirm(values: Partial<Firm>): Promise<{ name: string; sent: Sent }> {
    const client_id = uuid()
    const firm = {
        stage: "Suspect" as const,
        relationship: "Tracked",
        sales_rep: session.user ?? "",
        ...values,
    }
    const sent = await commit({
        doctype: "Firm",
        name: client_id,
        action: "insert",
        values: { sales_rep: session.user, ...values, entry_method: "Detailed" },
        label: String(values.firm_name),
        effects: [{ doctype: "Firm", name: client_id, create: true, values: firm }],
    })
    return { name: (sent.state === "done" && sent.answer.name) || client_id, sent }
}

export async function requestTransfer(
    candidate: Candidate,
    entry: Partial<FirmEntry>,
    reason: string,
): Promise<{ name: string }> {
    const asked = await call<{ name: string }>("oasis_crm.api.firms.request_transfer", {
        ...meant(candidate, entry),
        reason,
    })
    requestSync()
    return asked
}

/** Takes over a firm whose follow-up went to sleep. */
export async function claimFirm(candidate: Candidate, entry: Partial<FirmEntry>): Promise<{ name: string }> {
    const claimed = await call<{ name: string }>("oasis_crm.api.firms.claim", meant(candidate, entry))
    requestSync()
    return claimed
}

/** The firm a user speaks of: by its name, or by what he typed where he may not know it. */
function meant(candidate: Candidate, { firm_name, tax_id, phone }: Partial<FirmEntry>) {
    return candidate.firm ? { firm: candidate.firm } : { candidate: { firm_name, tax_id, phone } }
}

export interface BulkResult {
    done: number
    /** Why single ones were left, in words. */
    refused: string[]
}

/** Gives firms with their open visits to another rep. */
export async function handOver(firms: string[], sales_rep: string, reason: string): Promise<BulkResult> {
    const answer = await call<{ assigned: string[]; skipped: { firm: string; reason: string }[] }>(
        "oasis_crm.api.firms.bulk_assign",
        { firms, sales_rep, reason },
    )
    requestSync()
    return { done: answer.assigned.length, refused: answer.skipped.map((skipped) => skipped.reason) }
}

export function moveStage(firm: Firm, stage: Stage, lost_reason: string): Promise<Sent> {
    return updateFirm(firm, stage === "Lost" ? { stage, lost_reason } : { stage })
}

/** Changes fields of a firm; `base` tells the server what they were when the user changed them. */
export function updateFirm(firm: Firm, values: Partial<Firm>): Promise<Sent> {
    const base = Object.fromEntries(Object.keys(values).map((field) => [field, firm[field] ?? null]))
    return commit({
        doctype: "Firm",
        name: firm.name,
        action: "update",
        values,
        base,
        label: firm.firm_name,
        effects: [{ doctype: "Firm", name: firm.name, values }],
    })
}
