export interface Place {
    latitude?: number | null
    longitude?: number | null
}

const EARTH_RADIUS_M = 6_371_000

/** Metres between two places along the surface, or null where one of them is not known. */
export function distance(a: Place, b: Place): number | null {
    if (!a.latitude || !a.longitude || !b.latitude || !b.longitude) return null
    const rad = Math.PI / 180
    const dLat = (b.latitude - a.latitude) * rad
    const dLon = (b.longitude - a.longitude) * rad
    const h =
        Math.sin(dLat / 2) ** 2 +
        Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * Math.sin(dLon / 2) ** 2
    return Math.round(2 * EARTH_RADIUS_M * Math.asin(Math.sqrt(h)))
}
