import { addMinutes, parse } from "./dates"
import { distance, type Place } from "./geo"

/** Up to so many stops every one of them is tried as the first. */
const FEW = 12

/**
 * A short way through all stops from a start: nearest neighbour first, then 2-opt (turning a part round) and
 * moving single stops, until nothing gets shorter. Good enough for a day's stops, and quick enough for a phone.
 */
export function shortWay<T extends Place>(start: Place | null, stops: readonly T[]): T[] {
    const nearest = nearestFirst(start ?? stops[0] ?? {}, stops)
    const firsts = stops.length > FEW ? [] : stops
    const begun = firsts.map((first) => [first, ...nearestFirst(first, others(stops, first))])
    const ways = [nearest, ...begun].map((way) => improved(start, way))
    return ways.reduce((best, way) => (wayLength(start, way) < wayLength(start, best) ? way : best))
}

const others = <T>(all: readonly T[], one: T) => all.filter((entry) => entry !== one)

/** Metres of the way from the start through the stops. */
export function wayLength(start: Place | null, stops: readonly Place[]): number {
    const all = start ? [start, ...stops] : [...stops]
    return all.slice(1).reduce((sum, stop, index) => sum + (distance(all[index]!, stop) ?? 0), 0)
}

function nearestFirst<T extends Place>(from: Place, stops: readonly T[]): T[] {
    const left = [...stops]
    const way: T[] = []
    let at: Place = from
    while (left.length) {
        const next = left.reduce((best, stop) => (far(at, stop) < far(at, best) ? stop : best))
        left.splice(left.indexOf(next), 1)
        way.push(next)
        at = next
    }
    return way
}

const far = (a: Place, b: Place) => distance(a, b) ?? Infinity

function improved<T extends Place>(start: Place | null, way: T[]): T[] {
    let best = way
    for (let better = true; better;) {
        better = false
        for (const other of neighbours(best)) {
            // A metre is the grain of distances: less than that is no gain, and might go round for ever.
            if (wayLength(start, other) + 1 >= wayLength(start, best)) continue
            best = other
            better = true
            break
        }
    }
    return best
}

/** The ways that differ by one turn of a part or by one stop in another place. */
function* neighbours<T>(way: readonly T[]): Generator<T[]> {
    for (let from = 0; from < way.length - 1; from += 1)
        for (let to = from + 1; to < way.length; to += 1)
            yield [...way.slice(0, from), ...way.slice(from, to + 1).reverse(), ...way.slice(to + 1)]
    for (let from = 0; from < way.length; from += 1) {
        const rest = way.filter((_, index) => index !== from)
        for (let to = 0; to < way.length; to += 1)
            if (to !== from) yield [...rest.slice(0, to), way[from]!, ...rest.slice(to)]
    }
}

/** Roads are longer than the line through the air, and towns slow. */
const DETOUR = 1.3
const KILOMETRES_AN_HOUR = 40
/** A guess of this kind is late only beyond so many minutes. */
const GRACE = 10

export interface Arrival {
    at: Date
    /** Minutes after the agreed hour, 0 where one is in time. */
    late: number
}

/** About when each stop is reached, leaving at `from`; an agreed hour that lies ahead is waited for. */
export function arrivals(
    start: Place | null,
    way: readonly (Place & { at?: string; minutes?: number })[],
    from: Date,
): Arrival[] {
    let clock = from
    let place = start
    return way.map((stop) => {
        const metres = place ? (distance(place, stop) ?? 0) : 0
        const reached = addMinutes(clock, (metres * DETOUR * 60) / 1000 / KILOMETRES_AN_HOUR)
        const agreed = parse(stop.at)
        const begins = agreed && agreed > reached ? agreed : reached
        clock = addMinutes(begins, stop.minutes ?? 30)
        place = stop
        const late = agreed ? Math.round((reached.getTime() - agreed.getTime()) / 60_000) : 0
        return { at: begins, late: late > GRACE ? late : 0 }
    })
}
