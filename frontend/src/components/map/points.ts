import type { LatLngBoundsLiteral } from "leaflet"
import type { Tone } from "@/components/tones"
import { toneOf } from "@/components/tones"
import type { Firm } from "@/data/types"
import { __ } from "@/i18n"

export interface MapPoint {
    latitude: number
    longitude: number
    title: string
    /** A line about it, beneath its title. */
    text?: string
    to?: string
    tone?: Tone
    /** The stop's number on a way. */
    number?: number
    /** Where the user is. */
    me?: boolean
}

export const TURKEY: LatLngBoundsLiteral = [
    [35.8, 25.7],
    [42.1, 44.8],
]

export function firmPoints(firms: readonly Firm[]): MapPoint[] {
    return firms.flatMap((firm) =>
        firm.latitude && firm.longitude
            ? [
                  {
                      latitude: firm.latitude,
                      longitude: firm.longitude,
                      title: firm.firm_name,
                      text: [__(String(firm.stage ?? "")), firm.district || firm.city]
                          .filter(Boolean)
                          .join(" · "),
                      to: `/firms/${encodeURIComponent(firm.name)}`,
                      tone: toneOf(String(firm.stage ?? "")),
                  },
              ]
            : [],
    )
}

export function boundsOf(points: readonly MapPoint[]): LatLngBoundsLiteral {
    const latitudes = points.map((point) => point.latitude)
    const longitudes = points.map((point) => point.longitude)
    return [
        [Math.min(...latitudes), Math.min(...longitudes)],
        [Math.max(...latitudes), Math.max(...longitudes)],
    ]
}

/** A colour of the palette as it is in the present theme, for what is drawn on a canvas. */
export function colour(name: string): string {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}
