import { daysBetween, now, parse } from "@/data/dates"
import { __, locale } from "."

const formatters = new Map<string, Intl.DateTimeFormat>()

function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const key = locale() + JSON.stringify(options)
    const known = formatters.get(key) ?? new Intl.DateTimeFormat(locale(), options)
    formatters.set(key, known)
    return known
}

const show = (value: unknown, options: Intl.DateTimeFormatOptions) => {
    const date = value instanceof Date ? value : parse(value)
    return date ? dateFormat(options).format(date) : ""
}

export const dateText = (value: unknown) => show(value, { day: "2-digit", month: "2-digit", year: "numeric" })
export const dayText = (value: unknown) => show(value, { day: "numeric", month: "long", weekday: "long" })
export const shortDay = (value: unknown) => show(value, { day: "numeric", month: "short" })
export const monthText = (value: unknown) => show(value, { month: "short" })
export const monthYear = (value: unknown) => show(value, { month: "long", year: "numeric" })
export const timeText = (value: unknown) => show(value, { hour: "2-digit", minute: "2-digit" })
export const momentText = (value: unknown) => [shortDay(value), timeText(value)].filter(Boolean).join(", ")

export function numberText(value: unknown, digits = 0): string {
    const number = Number(value ?? 0)
    return new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(number)
}

export const litres = (value: unknown) => __("{0} L", [numberText(value)])
export const money = (value: unknown) =>
    new Intl.NumberFormat(locale(), { style: "currency", currency: "TRY", maximumFractionDigits: 0 }).format(
        Number(value ?? 0),
    )
/** A distance as people say it: metres nearby, kilometres beyond. */
export function distanceText(metres: number): string {
    const near = metres < 1000
    return new Intl.NumberFormat(locale(), {
        style: "unit",
        unit: near ? "meter" : "kilometer",
        maximumFractionDigits: near || metres >= 100_000 ? 0 : 1,
    }).format(near ? Math.round(metres / 10) * 10 : metres / 1000)
}
export const percent = (value: unknown) =>
    new Intl.NumberFormat(locale(), { style: "percent", maximumFractionDigits: 0 }).format(
        Number(value ?? 0) / 100,
    )

/** How far a day is from today in words: "today", "in 3 days", "12 days ago". */
export function relativeDay(value: unknown): string {
    const date = parse(value)
    if (!date) return ""
    return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(daysBetween(now(), date), "day")
}

/** The heading of a day's list: today and yesterday by name, the rest by date. */
export function dayHeading(value: unknown): string {
    const date = parse(value)
    if (!date) return ""
    const near = Math.abs(daysBetween(now(), date)) <= 1
    const text = near ? relativeDay(value) : dayText(value)
    return text.charAt(0).toLocaleUpperCase(locale()) + text.slice(1)
}

/** A moment as people say it: today and tomorrow by the hour, the rest by the day. */
export function whenText(value: unknown): string {
    const date = parse(value)
    if (!date) return ""
    const distance = daysBetween(now(), date)
    const clock = timeText(date)
    if (Math.abs(distance) <= 1) return `${relativeDay(value)} ${clock}`
    return `${show(date, { day: "numeric", month: "short", weekday: "short" })} ${clock}`
}
