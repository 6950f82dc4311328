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
    /** When the visit is planned. */
    at?: string
}

/** The user's open visits of today, by the hour, of firms whose place is known. */
export async function todaysStops(): Promise<Stop[]> {
    const [from, to] = dayRange(now())
    const visits = await between<Visit>("Firm Visit", from, to)
    const firms = new Map((await allLocal<Firm>("Firm")).map((firm) => [firm.name, firm]))
    return visits
        .filter((visit) => visit.sales_rep === session.user && OPEN_VISIT.includes(visit.status))
        .flatMap((visit) => stopsOf(firms.get(visit.firm), visit.planned_start))
}

/** The firms nearest to a place. */
export async function nearbyFirms(place: Place, limit: number): Promise<Stop[]> {
    const stops = (await allLocal<Firm>("Firm")).flatMap((firm) => stopsOf(firm))
    return stops
        .sort((a, b) => (distance(place, a) ?? Infinity) - (distance(place, b) ?? Infinity))
        .slice(0, limit)
}

function stopsOf(firm: Firm | undefined, at?: string): Stop[] {
    if (!firm?.latitude || !firm.longitude) return []
    const { name, firm_name, city = "", latitude, longitude } = firm
    return [{ firm: name, title: firm_name, city, latitude, longitude, at }]
}
