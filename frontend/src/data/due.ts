import { addDays, day, daysBetween, now, parse, today } from "./dates"
import { session } from "./session"
import type { Boot, Firm } from "./types"

export type Light = "green" | "orange" | "red" | "none"

/** A firm without a rating is looked after like a C. */
export const UNRATED = "C"
export type Rated = Pick<Firm, "rating" | "stage" | "last_visit_on" | "followed_since">
export type Cadence = Boot["settings"]["cadence"]

export const cadence = (): Cadence => session.boot?.settings.cadence

function interval(firm: Rated, days: Cadence): number | null {
    return firm.stage === "Lost" ? null : (days?.[firm.rating || UNRATED] ?? null)
}

/** The last day on which a firm's next visit is in time: the server's rule, for firms on this device. */
export function dueOn(firm: Rated, days: Cadence = cadence()): string | null {
    const length = interval(firm, days)
    if (!length) return null
    const last = parse(firm.last_visit_on)
    return last ? day(addDays(last, length)) : firm.followed_since?.slice(0, 10) || null
}

/** How many days are left until a visit is late (negative: it is), and its light. */
export function dueLight(
    firm: Rated,
    days: Cadence = cadence(),
    at: Date = now(),
): { light: Light; left: number } {
    const due = parse(dueOn(firm, days))
    const length = interval(firm, days)
    if (!due || !length) return { light: "none", left: 0 }
    const left = daysBetween(at, due)
    return { left, light: left < 0 ? "red" : left <= Math.floor(length / 4) ? "orange" : "green" }
}

/** The day up to which a due filter looks: yesterday for what is late, in a week for what is due soon. */
export const dueUntil = (filter: string): string =>
    filter === "late" ? day(addDays(now(), -1)) : filter === "week" ? day(addDays(now(), 7)) : today()
