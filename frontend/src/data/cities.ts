import { allLocal } from "./documents"
import type { Firm } from "./types"

const LAST = "oasis.city"

/** Cities in which the user is likely to enter a firm: the last one first, then where his firms are. */
export async function likelyCities(most: number): Promise<string[]> {
    const counts = new Map<string, number>()
    for (const { city } of await allLocal<Firm>("Firm"))
        if (city) counts.set(city, (counts.get(city) ?? 0) + 1)
    const usual = [...counts].sort(([, a], [, b]) => b - a).map(([city]) => city)
    const last = localStorage.getItem(LAST)
    return [...new Set(last ? [last, ...usual] : usual)].slice(0, most)
}

export const rememberCity = (city: string) => localStorage.setItem(LAST, city)
