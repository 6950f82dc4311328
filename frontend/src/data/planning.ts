import { addDays, addMinutes, day, moment, parse } from "./dates"
import type { Boot, Firm, Outcome, Proposal, Visit } from "./types"

export interface PlanInput {
    rule: Pick<Outcome, "next_visit_rule" | "days">
    firm: Pick<Firm, "supplier_contract_end" | "rating">
    settings: Boot["settings"]
    /** The rep's open visits. */
    taken: Pick<Visit, "planned_start" | "planned_minutes">[]
    today: Date
    /** The rep's own leaves, first and last day of each. */
    away?: readonly (readonly [string, string])[]
}

const HORIZON_DAYS = 366
const LENGTH = 30

/**
 * The device's own plan for the next visit, for when the server cannot be asked: the day by the outcome's
 * rule, moved to a working day with room, at the first free slot. The server plans anew when it gets the visit.
 */
export function nextSlot(input: PlanInput): Proposal | null {
    const wanted = wantedDay(input)
    if (!wanted) return null
    for (let offset = 0; offset < HORIZON_DAYS; offset += 1) {
        const date = addDays(wanted, offset)
        const slot = isWorkingDay(date, input.settings) && !isAway(date, input) ? freeSlot(date, input) : null
        if (slot) return { planned_start: moment(slot), reason: "" }
    }
    return null
}

export function wantedDay({ rule, firm, settings, today }: PlanInput): Date | null {
    const tomorrow = addDays(today, 1)
    if (rule.next_visit_rule === "None") return null
    const later = (date: Date) => (date < tomorrow ? tomorrow : date)
    if (rule.next_visit_rule === "Before Supplier Contract End") {
        const end = parse(firm.supplier_contract_end)
        return later(end ? addDays(end, -rule.days) : addDays(today, rule.days))
    }
    const days = rule.days || settings.cadence?.[firm.rating || "C"] || 0
    return days ? later(addDays(today, days)) : null
}

function isAway(date: Date, { away = [] }: PlanInput): boolean {
    return away.some(([first, last]) => first <= day(date) && day(date) <= last)
}

export function isWorkingDay(date: Date, settings: Boot["settings"]): boolean {
    const monday0 = (date.getDay() + 6) % 7
    return settings.working_days.includes(monday0) && !settings.holidays.includes(day(date))
}

function freeSlot(date: Date, { settings, taken }: PlanInput): Date | null {
    const that = taken.filter((visit) => String(visit.planned_start).startsWith(day(date)))
    if (that.length >= settings.daily_visit_cap) return null
    const end = at(date, settings.work_end)
    const step = settings.slot_minutes || LENGTH
    for (
        let slot = at(date, settings.work_start);
        addMinutes(slot, LENGTH) <= end;
        slot = addMinutes(slot, step)
    ) {
        if (that.every((visit) => isApart(slot, visit))) return slot
    }
    return null
}

function isApart(slot: Date, visit: PlanInput["taken"][number]): boolean {
    const start = parse(visit.planned_start)
    if (!start) return true
    return (
        addMinutes(slot, LENGTH) <= start ||
        slot >= addMinutes(start, Number(visit.planned_minutes) || LENGTH)
    )
}

function at(date: Date, clock: string): Date {
    const [hour = 9, minute = 0] = clock.split(":").map(Number)
    return new Date(date.getFullYear(), date.getMonth(), date.getDate(), hour, minute)
}
