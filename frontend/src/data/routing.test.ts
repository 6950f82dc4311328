import { describe, expect, test } from "vitest"
import type { Place } from "./geo"
import { arrivals, shortWay, wayLength } from "./routing"

/** Places around a town from a seed, so that every run sees the same ones. */
function places(count: number, seed: number): Place[] {
    let state = seed
    const random = () => {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
        return state / 2_147_483_648
    }
    return Array.from({ length: count }, () => ({ latitude: 39 + random(), longitude: 32 + random() }))
}

function* orders<T>(rest: readonly T[]): Generator<T[]> {
    if (!rest.length) yield []
    for (const [index, first] of rest.entries())
        for (const tail of orders(rest.filter((_, other) => other !== index))) yield [first, ...tail]
}

const shortest = (start: Place | null, stops: readonly Place[]) =>
    Math.min(...[...orders(stops)].map((way) => wayLength(start, way)))

describe("the day's way", () => {
    const days = Array.from({ length: 40 }, (_, seed) => places(7, seed + 1))

    test("passes every stop once", () => {
        for (const [start, ...stops] of days) expect(new Set(shortWay(start!, stops))).toEqual(new Set(stops))
    })

    test("is hardly longer than the shortest of all orders, and mostly is it", () => {
        const excess = days.map(
            ([start, ...stops]) => wayLength(start!, shortWay(start!, stops)) / shortest(start!, stops) - 1,
        )
        expect(Math.max(...excess)).toBeLessThan(0.06)
        expect(excess.filter((part) => part < 0.0001).length).toBeGreaterThan(days.length * 0.8)
    })

    test("without a start begins where the whole is shortest", () => {
        const excess = days.slice(0, 15).map((stops) => {
            const few = stops.slice(0, 6)
            return wayLength(null, shortWay(null, few)) / shortest(null, few) - 1
        })
        expect(Math.max(...excess)).toBeLessThan(0.02)
    })

    test("of none and of one is itself", () => {
        expect(shortWay(null, [])).toEqual([])
        const [one] = places(1, 5)
        expect(shortWay(null, [one!])).toEqual([one])
    })

    test("of twenty stops is found at once", () => {
        const [start, ...stops] = places(21, 9)
        const began = performance.now()
        shortWay(start!, stops)
        expect(performance.now() - began).toBeLessThan(2000)
    })
})

describe("arrivals", () => {
    const start = { latitude: 39, longitude: 32 }
    const near = { latitude: 39.1, longitude: 32 }
    const nine = new Date(2026, 10, 23, 9, 0)

    test("wait for an agreed hour and go on from its end", () => {
        const [first, second] = arrivals(start, [{ ...near, at: "2026-11-23 10:00:00" }, { ...near }], nine)
        expect(first).toEqual({ at: new Date(2026, 10, 23, 10, 0), late: 0 })
        expect(second!.at).toEqual(new Date(2026, 10, 23, 10, 30))
    })

    test("tell by how much an agreed hour is missed", () => {
        const [late] = arrivals(start, [{ ...near, at: "2026-11-23 08:30:00" }], nine)
        expect(late!.late).toBeGreaterThan(40)
    })
})
