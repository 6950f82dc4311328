import { __ } from "@/i18n"
import { addDays, day, parse } from "./dates"
import { allLocal } from "./documents"
import type { Leave } from "./leave"
import { session } from "./session"
import type { CalendarEvent } from "./types"

/** What closes a whole day: nobody opens or moves it. */
export const isDayOff = (event: CalendarEvent) => ["Holiday", "Leave Cover"].includes(event.doctype)

/** The company's holidays of the days in [from, to). */
export function holidays(from: string, to: string): CalendarEvent[] {
    const { holidays: days = [], holiday_names: names } = session.boot?.settings ?? {}
    return days
        .filter((date) => date >= from && date < to)
        .map((date) => dayOff("Holiday", date, date, names?.[date] || __("Holiday")))
}

/** Each of the days in [from, to) on which one of these people is away. */
export async function leaveDays(from: string, to: string, users: string[]): Promise<CalendarEvent[]> {
    const leaves = await allLocal<Leave>("Leave Cover")
    return leaves
        .filter((leave) => users.includes(leave.rep) && leave.status !== "Cancelled")
        .flatMap((leave) =>
            daysOf(leave)
                .filter((date) => date >= from && date < to)
                .map((date) => ({
                    ...dayOff("Leave Cover", leave.name, date, __("On leave")),
                    user: leave.rep,
                })),
        )
}

function daysOf(leave: Leave): string[] {
    const days: string[] = []
    for (let at = parse(leave.from_date); at && day(at) <= leave.to_date; at = addDays(at, 1))
        days.push(day(at))
    return days
}

const dayOff = (doctype: string, name: string, start: string, title: string): CalendarEvent => ({
    doctype,
    name,
    title,
    start,
    editable: false,
})

/** The leave that keeps somebody away on that day, as far as the device knows. */
export async function leaveOn(user: string, date: string): Promise<Leave | undefined> {
    const leaves = await allLocal<Leave>("Leave Cover")
    return leaves.find(
        (leave) => leave.rep === user && isRunning(leave) && leave.from_date <= date && date <= leave.to_date,
    )
}

/** Whether a leave counts: it goes on, or is to come. */
export const isRunning = (leave: Leave) => ["Planned", "Active"].includes(leave.status)
