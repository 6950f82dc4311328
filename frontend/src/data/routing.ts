import { distance, type Place } from "./geo"

/**
 * A short way through all stops from a start: nearest neighbour first, then 2-opt until nothing gets shorter.
 * Good enough for a day's stops, and quick enough for a phone.
 */
export function shortWay<T extends Place>(start: Place | null, stops: readonly T[]): T[] {
    const way = nearestFirst(start ?? stops[0] ?? {}, stops)
    return untangle(start, way)
}

/** Metres of the way from the start through the stops. */
export function wayLength(start: Place | null, stops: readonly Place[]): number {
    const all = start ? [start, ...stops] : [...stops]
    return all.slice(1).reduce((sum, stop, index) => sum + (distance(all[index]!, stop) ?? 0), 0)
}

function nearestFirst<T extends Place>(start: Place, stops: readonly T[]): T[] {
    const left = [...stops]
    const way: T[] = []
    let at: Place = start
    while (left.length) {
        const next = left.reduce((best, stop) => (far(at, stop) < far(at, best) ? stop : best))
        left.splice(left.indexOf(next), 1)
        way.push(next)
        at = next
    }
    return way
}

const far = (a: Place, b: Place) => distance(a, b) ?? Infinity

function untangle<T extends Place>(start: Place | null, way: T[]): T[] {
    let best = way
    for (let better = true; better;) {
        better = false
        for (let from = 0; from < best.length - 1; from += 1) {
            for (let to = from + 1; to < best.length; to += 1) {
                const turned = [
                    ...best.slice(0, from),
                    ...best.slice(from, to + 1).reverse(),
                    ...best.slice(to + 1),
                ]
                if (wayLength(start, turned) + 1 < wayLength(start, best)) {
                    best = turned
                    better = true
                }
            }
        }
    }
    return best
}
