import type { FeatureCollection } from "geojson"

let loaded: Promise<FeatureCollection> | null = null

/** The provinces' outlines. They ship with the app (from Natural Earth, public domain) and work without a network. */
export function provinces(): Promise<FeatureCollection> {
    loaded ??= fetch(`${import.meta.env.BASE_URL}turkey.geojson`).then((answer) => answer.json())
    loaded.catch(() => (loaded = null))
    return loaded
}
