import { __ } from "@/i18n"
import { addDays, addMinutes, day, moment, now, parse } from "./dates"
import { holidays, leaveDays } from "./daysOff"
import { allLocal, between } from "./documents"
import { holdsEverything } from "./firms"
import { checkHour } from "./hours"
import { read, Unreachable } from "./http"
import { Refused } from "./refused"
import { session } from "./session"
import { commit, onPulled, type Sent } from "./sync"
import {
    OPEN_VISIT,
    type CalendarEvent,
    type Firm,
    type Reminder,
    type Visit,
    type VisitStatus,
    type WorkOrder,
} from "./types"

const HIDDEN: readonly VisitStatus[] = ["Cancelled", "Declined"]
const CLOSED_ORDER = ["Approved", "Cancelled"]
/** A visit stands on the day it was planned for, and the store finds it by the day it took place. */
const LATE_DAYS = 31

/** What stands in the calendars of these people in [start, end); nobody named: one's own. */
export async function calendar(start: Date, end: Date, users: string[]): Promise<CalendarEvent[]> {
    const whose = users.length ? users : [session.user ?? ""]
    if (holdsEverything()) return localCalendar(start, end, whose)
    try {
        return await fetched(start, end, whose)
    } catch (error) {
        if (error instanceof Unreachable) return localCalendar(start, end, whose)
        throw error
    }
}

const answers = new Map<string, Promise<CalendarEvent[]>>()
onPulled(() => answers.clear())

/** The server's answer, kept until something changes, so that turning back a page costs nothing. */
function fetched(start: Date, end: Date, users: string[]): Promise<CalendarEvent[]> {
    const asked = { start: moment(start), end: moment(end), users }
    const key = JSON.stringify(asked)
    const answer = answers.get(key) ?? read<CalendarEvent[]>("oasis_crm.api.visits.calendar", asked)
    answers.set(key, answer)
    answer.catch(() => answers.delete(key))
    return answer
}

/** Asks for what a turn of the page in either direction will show, while the user looks at this one. */
export function prefetchCalendar(start: Date, end: Date, users: string[]): void {
    if (holdsEverything()) return
    const whose = users.length ? users : [session.user ?? ""]
    const days = Math.round((end.getTime() - start.getTime()) / 86_400_000)
    for (const turn of [days, -days])
        void fetched(addDays(start, turn), addDays(end, turn), whose).catch(() => undefined)
}

async function localCalendar(start: Date, end: Date, users: string[]): Promise<CalendarEvent[]> {
    const [from, to] = [day(start), day(end)]
    const firms = new Map((await allLocal<Firm>("Firm")).map((firm) => [firm.name, firm.firm_name]))
    const late = day(addDays(end, LATE_DAYS))
    const visits = await between<Visit>("Firm Visit", day(addDays(start, -LATE_DAYS)), late)
    const orders = await between<WorkOrder>("Field Work Order", from, to)
    const reminders = await between<Reminder>("Personal Reminder", from, to)
    const events = [
        ...visits.filter((visit) => !HIDDEN.includes(visit.status)).map((visit) => visitEvent(visit, firms)),
        ...orders.filter((order) => !CLOSED_ORDER.includes(order.status)).map(orderEvent),
        ...reminders.map(reminderEvent),
    ]
    const shown = events.filter(
        (event) => users.includes(event.user ?? "") && event.start >= from && event.start < to,
    )
    return [...shown, ...holidays(from, to), ...(await leaveDays(from, to, users))]
}

function visitEvent(visit: Visit, firms: Map<string, string>): CalendarEvent {
    const start = String(visit.planned_start || visit.done_on).slice(0, 19)
    return {
        doctype: "Firm Visit",
        name: visit.name,
        title: visit.firm_name || firms.get(visit.firm) || visit.firm,
        start,
        end: ended(start, Number(visit.planned_minutes) || 30),
        status: visit.status,
        user: visit.sales_rep,
        firm: visit.firm,
        kind: visit.visit_type,
        editable: OPEN_VISIT.includes(visit.status),
    }
}

function orderEvent(order: WorkOrder): CalendarEvent {
    const mine = order.assigned_to === session.user
    return {
        doctype: "Field Work Order",
        name: order.name,
        title: order.subject,
        start: String(order.due_on).slice(0, 19),
        status: order.status,
        user: order.assigned_to,
        firm: order.firm,
        editable: !mine || order.assigned_by === session.user,
    }
}

function reminderEvent(reminder: Reminder): CalendarEvent {
    return {
        doctype: "Personal Reminder",
        name: reminder.name,
        title: reminder.subject,
        start: reminder.remind_at.slice(0, 19),
        status: reminder.status,
        user: reminder.user || (session.user ?? ""),
        firm: reminder.firm,
        editable: reminder.status === "Open",
    }
}

function ended(start: string, minutes: number): string | null {
    const from = parse(start)
    return from && moment(addMinutes(from, minutes))
}

export interface Move {
    start: Date
    /** A visit's new length. */
    minutes?: number
    /** Whom a visit is handed to. */
    user?: string
}

/** The field of each kind that holds its moment. */
const MOMENT: Record<string, string> = {
    "Firm Visit": "planned_start",
    "Field Work Order": "due_on",
    "Personal Reminder": "remind_at",
}

/** Moves an entry; resolves with what speaks against the new time without forbidding it, in words. */
export async function moveEvent(event: CalendarEvent, move: Move): Promise<string[]> {
    await checkMove(event, move)
    const start = moment(move.start)
    const user = move.user && move.user !== event.user ? move.user : undefined
    const { doctype, name } = event
    const values: Record<string, unknown> = { [MOMENT[doctype]!]: start }
    if (move.minutes) values.planned_minutes = move.minutes
    if (user) Object.assign(values, { sales_rep: user, status: "Assigned" })
    const sent = await commit({
        doctype,
        name,
        action: "move",
        values: { doctype, name, start, minutes: move.minutes, user, was: event.start.slice(0, 19) },
        label: event.title,
        effects: [{ doctype, name, values }],
    })
    return warnings(sent)
}

function warnings(sent: Sent): string[] {
    const answer = sent.state === "done" ? (sent.answer.answer as { warnings?: string[] }) : null
    return answer?.warnings ?? []
}

/** The server's refusals, as far as the device can tell without it: what is kept offline must not fail later. */
async function checkMove(event: CalendarEvent, move: Move): Promise<void> {
    if (event.doctype !== "Firm Visit") {
        if (move.start <= now()) throw new Refused(__("That moment has passed already."))
        if (move.user && move.user !== event.user)
            throw new Refused(__("Only visits are handed to somebody else in the calendar."))
        return
    }
    await checkHour({
        user: move.user ?? event.user ?? "",
        start: move.start,
        minutes: move.minutes ?? lengthOf(event),
        except: event.name,
    })
}

/** Minutes from an entry's beginning to its end. */
export function lengthOf(event: CalendarEvent): number {
    const [from, to] = [parse(event.start), parse(event.end)]
    return from && to ? Math.round((to.getTime() - from.getTime()) / 60_000) : 30
}
