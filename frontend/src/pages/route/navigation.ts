import type { Stop } from "@/data/stops"

type Point = Pick<Stop, "latitude" | "longitude">
const text = ({ latitude, longitude }: Point) => `${latitude},${longitude}`
/** As many stops on the way as Google Maps takes in an address. */
const MOST_WAYPOINTS = 9

/** Opens the device's own navigation: Apple's, whatever Android has, or Google Maps in a browser. */
export function navigationTo(stop: Point, agent = navigator.userAgent): string {
    if (/iPhone|iPad|Macintosh/.test(agent)) return `https://maps.apple.com/?daddr=${text(stop)}`
    if (/Android/.test(agent)) return `geo:${text(stop)}?q=${text(stop)}`
    return `https://www.google.com/maps/dir/?api=1&destination=${text(stop)}`
}

/** The whole way at once; null where it has no or too many stops. */
export function navigationAlong(way: readonly Point[]): string | null {
    const last = way.at(-1)
    if (!last || way.length < 2 || way.length > MOST_WAYPOINTS + 1) return null
    const between = way.slice(0, -1).map(text).join("|")
    return `https://www.google.com/maps/dir/?api=1&destination=${text(last)}&waypoints=${encodeURIComponent(between)}`
}
