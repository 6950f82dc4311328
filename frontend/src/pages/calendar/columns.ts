import { addDays, daysBetween } from "@/data/dates"

/**
 * A day of several people side by side: FullCalendar's columns are days, so each person gets one. The first
 * column is the day itself; person n's entries stand n days later, and go back when they are dropped.
 */
export function toColumn(at: Date, person: number): Date {
    return addDays(at, person)
}

/** Which person's column a moment of the grid lies in, and which moment of the shown day it stands for. */
export function fromColumn(at: Date, shown: Date): { person: number; at: Date } {
    const person = daysBetween(shown, at)
    return { person, at: addDays(at, -person) }
}
