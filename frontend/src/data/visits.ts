import { call, read, resource, ServerError } from "./http"
import { uuid } from "./ids"
import { addDays, day, moment, now } from "./dates"
import { allLocal, ofFirm } from "./documents"
import type { BulkResult } from "./firms"
import { nextSlot } from "./planning"
import { session } from "./session"
import { commit, requestSync, type Sent } from "./sync"
import { OPEN_VISIT, type Firm, type Proposal, type Visit } from "./types"

export interface CheckIn {
    latitude: number
    longitude: number
    accuracy: number
    taken_at: string
}

export interface VisitEntry {
    outcome: string
    notes: string
    visit_type: "Visit" | "Phone" | "Online"
    visit?: string
    /** When the rep moved the proposal; "" for no next visit; undefined to take what the rule says. */
    next_start?: string
    check_in?: CheckIn
    lost_reason?: string
}

export const openVisits = async (firm: string): Promise<Visit[]> =>
    (await ofFirm<Visit>("Firm Visit", firm))
        .filter((visit) => OPEN_VISIT.includes(visit.status))
        .sort((a, b) => String(a.planned_start).localeCompare(String(b.planned_start)))

/** The next visit an outcome leads to: the server's plan, or the device's own when the server is out of reach. */
export async function proposeNext(firm: Firm, outcome: string): Promise<Proposal | null> {
    try {
        return await read("oasis_crm.api.visits.propose_next", {
            firm: firm.name,
            outcome,
            done_on: moment(now()),
        })
    } catch {
        return proposeHere(firm, outcome)
    }
}

async function proposeHere(firm: Firm, outcome: string): Promise<Proposal | null> {
    const boot = session.boot
    const rule = boot?.outcomes.find((entry) => entry.outcome === outcome)
    if (!boot || !rule) return null
    const mine = (await allLocal<Visit>("Firm Visit")).filter(
        (visit) => visit.sales_rep === session.user && OPEN_VISIT.includes(visit.status),
    )
    return nextSlot({ rule, firm, settings: boot.settings, taken: mine, today: now() })
}

/** Records what came of a visit; a repeat by a nervous finger or a bad line makes no second one. */
export async function recordVisit(firm: Firm, entry: VisitEntry, proposal: Proposal | null): Promise<Sent> {
    const client_id = uuid()
    const done_on = moment(now())
    const name = entry.visit ?? client_id
    return commit({
        doctype: "Firm Visit",
        name,
        action: "record",
        values: { ...entry, firm: firm.name, done_on, client_id },
        label: firm.firm_name,
        effects: [
            {
                doctype: "Firm Visit",
                name,
                create: !entry.visit,
                values: doneVisit(firm, entry, done_on, client_id),
            },
            { doctype: "Firm", name: firm.name, values: { last_visit_on: done_on } },
            ...plannedEffect(firm, entry, proposal, client_id),
        ],
    })
}

function doneVisit(firm: Firm, entry: VisitEntry, done_on: string, client_id: string): Partial<Visit> {
    const { outcome, notes, visit_type } = entry
    return {
        firm: firm.name,
        firm_name: firm.firm_name,
        status: "Done",
        sales_rep: session.user ?? "",
        outcome,
        notes,
        visit_type,
        done_on,
        client_id,
    }
}

function plannedEffect(firm: Firm, entry: VisitEntry, proposal: Proposal | null, client_id: string) {
    const planned_start = entry.next_start ?? proposal?.planned_start
    if (!planned_start) return []
    const values: Partial<Visit> = {
        firm: firm.name,
        firm_name: firm.firm_name,
        status: "Planned",
        sales_rep: session.user ?? "",
        planned_start,
        planned_minutes: 30,
        origin: "Automatic",
        visit_type: "Visit",
    }
    return [{ doctype: "Firm Visit", name: `${client_id}:next`, create: true, values }]
}

/** Plans a visit by hand. */
export function planVisit(
    firm: Firm,
    planned_start: string,
    purpose: string,
    visit_type: Visit["visit_type"] = "Visit",
): Promise<Sent> {
    const client_id = uuid()
    const values = { firm: firm.name, planned_start, purpose, visit_type, client_id }
    const shown: Partial<Visit> = {
        ...values,
        firm_name: firm.firm_name,
        sales_rep: session.user ?? "",
        status: "Planned",
        origin: "Manual",
    }
    return commit({
        doctype: "Firm Visit",
        name: client_id,
        action: "plan",
        values,
        label: firm.firm_name,
        effects: [{ doctype: "Firm Visit", name: client_id, create: true, values: shown }],
    })
}

export function respondToVisit(
    visit: { name: string; firm_name?: string },
    accept: boolean,
    reason: string,
): Promise<Sent> {
    const status = accept ? "Accepted" : "Declined"
    return commit({
        doctype: "Firm Visit",
        name: visit.name,
        action: "respond",
        values: { visit: visit.name, accept, reason },
        label: visit.firm_name ?? visit.name,
        effects: [{ doctype: "Firm Visit", name: visit.name, values: { status, decline_reason: reason } }],
    })
}

export interface Assignment {
    firm: string
    sales_rep: string
    planned_start: string
    note: string
    visit_type?: string
}

export const assignVisit = (wanted: Assignment): Promise<{ name: string; status: string }> =>
    call("oasis_crm.api.visits.assign", { ...wanted })

/** Assigns a visit to each firm, one after the other: each takes the slot that the one before left free. */
export async function assignMany(
    firms: string[],
    sales_rep: string,
    date: string,
    note: string,
): Promise<BulkResult> {
    const result: BulkResult = { done: 0, refused: [] }
    for (const firm of firms) {
        try {
            await assignVisit({ firm, sales_rep, planned_start: date, note })
            result.done += 1
        } catch (error) {
            if (!(error instanceof ServerError)) throw error
            result.refused.push(error.message)
        }
    }
    requestSync()
    return result
}

/** Visits that people assigned, newest first: what the assigner follows. */
export async function assignedVisits(status: string, start: number, length: number): Promise<Visit[]> {
    const filters: unknown[] = [["origin", "=", "Assigned"]]
    if (status) filters.push(["status", "=", status])
    return resource.list<Visit>("Firm Visit", {
        fields: [
            "name",
            "firm",
            "firm.firm_name as firm_name",
            "firm.city as city",
            "status",
            "sales_rep",
            "planned_start",
            "assigned_by",
            "assignment_note",
            "decline_reason",
            "outcome",
            "done_on",
        ],
        filters,
        order_by: "planned_start desc",
        limit_start: start,
        limit_page_length: length,
    })
}

export const dayRange = (date: Date): [string, string] => [day(date), day(addDays(date, 1))]
