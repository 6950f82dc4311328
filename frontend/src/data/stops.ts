import { dayRange } from "./visits"
import { now } from "./dates"
import { allLocal, between } from "./documents"
import { distance, type Place } from "./geo"
import { session } from "./session"
import { OPEN_VISIT, type Firm, type Visit } from "./types"

/** A place to go to. */
export interface Stop extends Place {
    firm: string
    title: string
    city: string
    latitude: number
    longitude: number
    /** When the visit is planned, how long it takes, and its name. */
    at?: string
    minutes?: number
    visit?: string
}

/** Today's stops, and the firms whose visits of today have no place to be drawn at. */
export interface Today {
    stops: Stop[]
    lost: string[]
}

/** The user's open visits of today, by the hour. */
export async function todaysStops(): Promise<Today> {
    const [from, to] = dayRange(now())
    const visits = (await between<Visit>("Firm Visit", from, to))
        .filter((visit) => visit.sales_rep === session.user && OPEN_VISIT.includes(visit.status))
        .sort((a, b) => String(a.planned_start).localeCompare(String(b.planned_start)))
    const firms = new Map((await allLocal<Firm>("Firm")).map((firm) => [firm.name, firm]))
    const found = visits.map((visit) => ({ visit, stops: stopsOf(firms.get(visit.firm), visit) }))
    return {
        stops: found.flatMap(({ stops }) => stops),
        lost: found
            .filter(({ stops }) => !stops.length)
            .map(({ visit }) => firms.get(visit.firm)?.firm_name ?? visit.firm_name ?? visit.firm),
    }
}

/** The firms nearest to a place. */
export async function nearbyFirms(place: Place, limit: number): Promise<Stop[]> {
    const stops = (await allLocal<Firm>("Firm")).flatMap((firm) => stopsOf(firm))
    return stops
        .sort((a, b) => (distance(place, a) ?? Infinity) - (distance(place, b) ?? Infinity))
        .slice(0, limit)
}

function stopsOf(firm: Firm | undefined, visit?: Visit): Stop[] {
    if (!firm?.latitude || !firm.longitude) return []
    const { name, firm_name, city = "", latitude, longitude } = firm
    const planned = visit && {
        at: visit.planned_start,
        minutes: Number(visit.planned_minutes) || 30,
        visit: visit.name,
    }
    return [{ firm: name, title: firm_name, city, latitude, longitude, ...planned }]
}
