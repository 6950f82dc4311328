import { read } from "./http"
import { now } from "./dates"
import { allLocal } from "./documents"
import { cadence, dueLight, dueOn, UNRATED, type Cadence } from "./due"
import { holdsEverything } from "./firms"
import { fullName, session } from "./session"
import type { Firm } from "./types"

export const LIGHTS = ["green", "orange", "red"] as const
type Lights = Record<(typeof LIGHTS)[number], number>

export interface Figures extends Lights {
    /** The part (0–1) that is visited in time; null where no firm has a cadence. */
    share: number | null
}

export interface Coverage {
    total: Figures
    ratings: (Figures & { rating: string; days: number })[]
    reps: (Figures & { sales_rep: string | null; full_name?: string })[]
}

export interface OverdueFirm extends Firm {
    sales_rep_name?: string
    days_late: number
}

export interface CoverageQuery {
    sales_rep: string
    sales_team: string
    rating: string
}

/** The figures: of the device's own firms, or from the server for who sees more than a device holds. */
export async function coverage(query: CoverageQuery): Promise<Coverage> {
    const { sales_rep, sales_team } = query
    if (!holdsEverything()) return read("oasis_crm.api.coverage.overview", { sales_rep, sales_team })
    return counted(await followed(query))
}

export async function overdue(
    query: CoverageQuery,
    start: number,
    limit: number,
): Promise<{ rows: OverdueFirm[]; more: boolean }> {
    if (!holdsEverything()) return read("oasis_crm.api.coverage.overdue", { ...query, start, limit })
    const late = (await followed(query))
        .filter(
            (firm) =>
                (!query.rating || (firm.rating || UNRATED) === query.rating) &&
                dueLight(firm).light === "red",
        )
        .sort((a, b) => String(dueOn(a)).localeCompare(String(dueOn(b))))
    const rows = late.slice(start, start + limit).map((firm) => ({
        ...firm,
        sales_rep_name: fullName(firm.sales_rep),
        days_late: -dueLight(firm).left,
    }))
    return { rows, more: late.length > start + limit }
}

/** The device's firms that somebody of the user's follows: not those that are only visited. */
async function followed({ sales_rep, sales_team }: CoverageQuery): Promise<Firm[]> {
    const people = new Set((session.boot?.users ?? []).map((person) => person.user))
    const team = session.boot?.teams.find((entry) => entry.team === sales_team)
    const members = team && new Set(team.members.map((member) => member.user))
    return (await allLocal<Firm>("Firm")).filter(
        ({ sales_rep: rep = "" }) =>
            people.has(rep) && (!sales_rep || rep === sales_rep) && (!members || members.has(rep)),
    )
}

export function counted(firms: Firm[], days: Cadence = cadence(), at: Date = now()): Coverage {
    const total = none()
    const ratings = new Map<string, Lights>()
    const reps = new Map<string, Lights>()
    for (const firm of firms) {
        const { light } = dueLight(firm, days, at)
        if (light === "none") continue
        const parts = [total, of(ratings, firm.rating || UNRATED), of(reps, firm.sales_rep ?? "")]
        for (const part of parts) part[light] += 1
    }
    const rated = Object.entries(days ?? {}).filter(([, length]) => length)
    return {
        total: figures(total),
        ratings: rated.map(([rating, length]) => ({
            rating,
            days: length!,
            ...figures(ratings.get(rating) ?? none()),
        })),
        reps: [...reps].map(([sales_rep, lights]) => ({
            sales_rep,
            full_name: fullName(sales_rep),
            ...figures(lights),
        })),
    }
}

const none = (): Lights => ({ green: 0, orange: 0, red: 0 })

function of(map: Map<string, Lights>, key: string): Lights {
    const lights = map.get(key) ?? none()
    map.set(key, lights)
    return lights
}

function figures(lights: Lights): Figures {
    const all = lights.green + lights.orange + lights.red
    return { ...lights, share: all ? (lights.green + lights.orange) / all : null }
}
