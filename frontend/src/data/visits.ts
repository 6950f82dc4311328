import { read } from "./http"
import { uuid } from "./ids"
import { addDays, day, moment, now, parse } from "./dates"
import { isRunning } from "./daysOff"
import { allLocal, ofFirm } from "./documents"
import { checkHour } from "./hours"
import type { Leave } from "./leave"
import { nextSlot, type PlanInput } from "./planning"
import { session } from "./session"
import { commit, type Sent } from "./sync"
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
    const rule = session.boot?.outcomes.find((entry) => entry.outcome === outcome)
    return rule ? slotHere(firm, rule) : null
}

/** The user's own next free slot by a rule, as far as this device knows his calendar. */
async function slotHere(firm: Firm, rule: PlanInput["rule"]): Promise<Proposal | null> {
    if (!session.boot) return null
    const taken = (await allLocal<Visit>("Firm Visit")).filter(
        (visit) => visit.sales_rep === session.user && OPEN_VISIT.includes(visit.status),
    )
    const away = (await allLocal<Leave>("Leave Cover"))
        .filter((leave) => leave.rep === session.user && isRunning(leave))
        .map((leave) => [leave.from_date, leave.to_date] as const)
    return nextSlot({ rule, firm, settings: session.boot.settings, taken, away, today: now() })
}

const tomorrow: PlanInput["rule"] = { next_visit_rule: "After Days", days: 1 }

/** Plans a visit into the user's next free hour from tomorrow on. Gives that moment. */
export async function planSoon(firm: Firm): Promise<string> {
    const slot = await slotHere(firm, tomorrow)
    const start = slot?.planned_start ?? moment(addDays(now(), 1))
    await planVisit(firm, start, "")
    return start
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
export async function planVisit(
    firm: Firm,
    planned_start: string,
    purpose: string,
    visit_type: Visit["visit_type"] = "Visit",
): Promise<Sent> {
    const start = parse(planned_start)
    if (start) await checkHour({ user: session.user ?? "", start, minutes: 30 })
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

export const dayRange = (date: Date): [string, string] => [day(date), day(addDays(date, 1))]
