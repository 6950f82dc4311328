import L from "leaflet"
import { provinces } from "@/data/mapData"
import { session } from "@/data/session"
import { colour } from "./points"

/** Whether a server of map tiles is named in the settings. */
export const hasTiles = () => !!session.boot?.settings.map_tiles

/** From here on the provinces' names stand on a map without tiles. */
const NAMED_FROM = 6.5

/** The provinces lie under everything, so that a map without tiles is never blank. */
export async function provinceLayer(): Promise<L.GeoJSON | null> {
    const data = await provinces().catch(() => null)
    return data && L.geoJSON(data, { interactive: false, style: provinceStyle })
}

export const provinceStyle = (): L.PathOptions => ({
    color: colour("--outline-gray-3"),
    weight: 1,
    fillColor: colour("--surface-cards"),
    fillOpacity: 1,
})

export function tileLayer(): L.TileLayer | null {
    const { map_tiles, map_attribution } = session.boot?.settings ?? {}
    if (!map_tiles) return null
    return L.tileLayer(String(map_tiles), { attribution: String(map_attribution ?? ""), maxZoom: 19 })
}

/** The provinces' names, shown only where there is room for them. */
export function nameProvinces(map: L.Map, ground: L.GeoJSON): void {
    const names = L.layerGroup(ground.getLayers().flatMap((layer) => nameOf(layer as L.Polygon) ?? []))
    const show = () => (map.getZoom() >= NAMED_FROM ? names.addTo(map) : names.remove())
    map.on("zoomend", show)
    show()
}

function nameOf(layer: L.Polygon): L.Marker | null {
    const province = layer.feature?.properties as { name: string; cp: [number, number] } | undefined
    if (!province) return null
    const label = document.createElement("span")
    label.textContent = province.name
    const icon = L.divIcon({ className: "province", html: label, iconSize: [0, 0] })
    const [longitude, latitude] = province.cp
    return L.marker([latitude, longitude], { icon, interactive: false, keyboard: false })
}
