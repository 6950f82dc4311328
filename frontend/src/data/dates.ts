/**
 * The server speaks in wall-clock time of the site's zone ("2026-11-23 14:30:00"). Here such a string becomes a
 * Date whose *local* fields show that wall clock, and the present is brought to the same clock first.
 */

let zone = "Europe/Istanbul"

export function setZone(timeZone: string): void {
    zone = timeZone || zone
}

export function now(): Date {
    const parts = new Intl.DateTimeFormat("en-GB", {
        timeZone: zone,
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
        hourCycle: "h23",
    }).formatToParts(new Date())
    const part = (type: string) => Number(parts.find((entry) => entry.type === type)?.value)
    return new Date(
        part("year"),
        part("month") - 1,
        part("day"),
        part("hour"),
        part("minute"),
        part("second"),
    )
}

export function parse(value: unknown): Date | null {
    const match = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?/.exec(String(value ?? ""))
    if (!match) return null
    const [year, month, day, hour = 0, minute = 0, second = 0] = match
        .slice(1)
        .map((part) => Number(part ?? 0))
    return new Date(year!, month! - 1, day!, hour, minute, second)
}

const two = (value: number) => String(value).padStart(2, "0")

export function day(date: Date): string {
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

export function moment(date: Date): string {
    return `${day(date)} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

/** The value of an `<input type="datetime-local">`. */
export function inputMoment(date: Date): string {
    return `${day(date)}T${two(date.getHours())}:${two(date.getMinutes())}`
}

export function addDays(date: Date, days: number): Date {
    const moved = new Date(date)
    moved.setDate(moved.getDate() + days)
    return moved
}

/** The same day so many months later, or the last one of a month that has no such day. */
export function addMonths(date: Date, months: number): Date {
    const moved = new Date(date)
    moved.setMonth(date.getMonth() + months)
    if (moved.getDate() !== date.getDate()) moved.setDate(0)
    return moved
}

export function addMinutes(date: Date, minutes: number): Date {
    return new Date(date.getTime() + minutes * 60_000)
}

/** Whole days from `from` to `to` by the calendar, negative for the past. */
export function daysBetween(from: Date, to: Date): number {
    const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
    return Math.round((midnight(to) - midnight(from)) / 86_400_000)
}

export const today = () => day(now())
