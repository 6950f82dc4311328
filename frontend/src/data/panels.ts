import { addDays, day, daysBetween, now, parse } from "./dates"
import { allLocal } from "./documents"
import { session } from "./session"
import {
    type Boot,
    type Firm,
    type Panel,
    type PanelRow,
    type Reminder,
    type Visit,
    type WorkOrder,
} from "./types"

/**
 * The panels of the instant info from what the device holds, by the server's own questions, for when there is
 * no network. Targets are counted by the server alone.
 */
export interface Held {
    firms: Firm[]
    visits: Visit[]
    orders: WorkOrder[]
    reminders: Reminder[]
}

export interface Asker {
    user: string
    /** Whose rows he answers for: his own, and a leader's team. */
    people: ReadonlySet<string>
    settings: Boot["settings"]
    now: Date
}

const DAYS_AHEAD = 7
const FIRST_ROWS = 6
const OPEN_ORDERS = ["Open", "Seen", "Accepted", "In Progress", "Completed", "Returned"]

type Question = (held: Held, asker: Asker) => PanelRow[]

const QUESTIONS: Record<string, Question> = {
    assigned_visits: (held, asker) => visits(held, asker, ["Assigned"], ""),
    planned_visits: (held, asker) => visits(held, asker, ["Planned", "Accepted"], horizon(asker)),
    work_orders: orders,
    reminders,
    contracts_ending: (held, asker) => ending(held, asker, "contract_end", "contract_end_days"),
    supplier_contracts_ending: (held, asker) =>
        ending(held, asker, "supplier_contract_end", "supplier_end_days").map((row) => ({
            ...row,
            supplier: row.current_supplier,
        })),
    low_limits: lowLimits,
    quiet_customers: quiet,
}

/** All rows of a panel; null for one that only the server can tell. */
export function panelRows(key: string, held: Held, asker: Asker): PanelRow[] | null {
    return QUESTIONS[key]?.(held, asker) ?? null
}

/** Every panel that the device can tell, each with its count and first rows. */
export async function localPanels(): Promise<Panel[]> {
    const [held, asker] = [await everythingHeld(), whoAsks()]
    return Object.keys(QUESTIONS).map((key) => {
        const rows = panelRows(key, held, asker)!
        return { key, count: rows.length, rows: rows.slice(0, FIRST_ROWS) }
    })
}

/** All rows of one panel from the device. */
export const localPanel = async (key: string): Promise<PanelRow[] | null> =>
    panelRows(key, await everythingHeld(), whoAsks())

async function everythingHeld(): Promise<Held> {
    const [firms, visits, orders, reminders] = await Promise.all([
        allLocal<Firm>("Firm"),
        allLocal<Visit>("Firm Visit"),
        allLocal<WorkOrder>("Field Work Order"),
        allLocal<Reminder>("Personal Reminder"),
    ])
    return { firms, visits, orders, reminders }
}

function whoAsks(): Asker {
    const boot = session.boot!
    const led = boot.teams.filter((team) => team.leader === boot.user)
    const members = led.flatMap((team) => team.members.map((member) => member.user))
    return { user: boot.user, people: new Set([boot.user, ...members]), settings: boot.settings, now: now() }
}

const horizon = (asker: Asker) => day(addDays(asker.now, DAYS_AHEAD + 1))
const isPast = (value: unknown, asker: Asker) => (parse(value) ?? asker.now) < asker.now
const by = (field: string) => (a: PanelRow, b: PanelRow) =>
    String(a[field] || "9999").localeCompare(String(b[field] || "9999")) ||
    String(a.name).localeCompare(String(b.name))

function visits({ visits, firms }: Held, asker: Asker, statuses: string[], until: string): PanelRow[] {
    const known = new Map(firms.map((firm) => [firm.name, firm]))
    return visits
        .filter((visit) => statuses.includes(visit.status) && asker.people.has(visit.sales_rep))
        .filter((visit) => !until || String(visit.planned_start) < until)
        .map((visit) => ({
            ...visit,
            doctype: "Firm Visit",
            firm_name: visit.firm_name || known.get(visit.firm)?.firm_name,
            city: known.get(visit.firm)?.city,
            note: visit.assignment_note,
            late: isPast(visit.planned_start, asker),
        }))
        .sort(by("planned_start"))
}

function orders({ orders, firms }: Held, asker: Asker): PanelRow[] {
    const names = new Map(firms.map((firm) => [firm.name, firm.firm_name]))
    return orders
        .filter((order) => OPEN_ORDERS.includes(order.status))
        .map((order) => ({
            ...order,
            doctype: "Field Work Order",
            firm_name: names.get(order.firm ?? ""),
            overdue: !!order.due_on && isPast(order.due_on, asker),
        }))
        .sort(by("due_on"))
}

function reminders({ reminders, firms }: Held, asker: Asker): PanelRow[] {
    const names = new Map(firms.map((firm) => [firm.name, firm.firm_name]))
    return reminders
        .filter((reminder) => reminder.status === "Open" && reminder.remind_at < horizon(asker))
        .map((reminder) => ({
            ...reminder,
            doctype: "Personal Reminder",
            firm_name: names.get(reminder.firm ?? ""),
            late: isPast(reminder.remind_at, asker),
        }))
        .sort(by("remind_at"))
}

/** The firms that the asker's people follow; the device also holds cards of firms they only visit. */
const followed = ({ firms }: Held, asker: Asker) =>
    firms
        .filter((firm) => asker.people.has(firm.sales_rep ?? ""))
        .map((firm) => ({ ...firm, doctype: "Firm" }))

function ending(
    held: Held,
    asker: Asker,
    field: "contract_end" | "supplier_contract_end",
    days: string,
): PanelRow[] {
    const [from, to] = [day(asker.now), day(addDays(asker.now, Number(asker.settings[days] ?? 0)))]
    return followed(held, asker)
        .filter((firm) => !!firm[field] && firm[field] >= from && firm[field] <= to)
        .map((firm) => ({ ...firm, on: firm[field], days_left: daysBetween(asker.now, parse(firm[field])!) }))
        .sort(by("on"))
}

function lowLimits(held: Held, asker: Asker): PanelRow[] {
    const share = Number(asker.settings.low_limit_percent ?? 0) / 100
    const days = Number(asker.settings.limit_runway_days ?? 0)
    return followed(held, asker)
        .filter((firm) => firm.relationship === "Customer")
        .map((firm) => ({
            firm,
            limit: figure(firm.credit_limit),
            left: figure(firm.limit_available),
            spend: figure(firm.daily_spend),
        }))
        .filter(
            ({ limit, left, spend }) =>
                limit > 0 && (left <= limit * share || (spend > 0 && left < spend * days)),
        )
        .sort((a, b) => a.left - b.left || a.firm.name.localeCompare(b.firm.name))
        .map(({ firm, limit, left, spend }) => ({
            ...firm,
            percent_left: (100 * left) / limit,
            runway_days: spend > 0 ? Math.max(left, 0) / spend : null,
        }))
}

function quiet(held: Held, asker: Asker): PanelRow[] {
    const today = day(asker.now)
    const since = day(addDays(asker.now, 1 - Number(asker.settings.no_fuel_days ?? 0)))
    return followed(held, asker)
        .filter((firm) => firm.relationship === "Customer" && !!firm.last_fuel_on)
        .filter(
            (firm) =>
                (firm.quiet_from && String(firm.quiet_from) <= today) || String(firm.last_fuel_on) < since,
        )
        .map((firm) => ({
            ...firm,
            on: firm.last_fuel_on,
            days: daysBetween(parse(firm.last_fuel_on)!, asker.now),
        }))
        .sort(by("on"))
}

const figure = (value: unknown) => Number(value ?? 0)
