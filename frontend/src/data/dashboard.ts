import { holdsEverything } from "./firms"
import { read, Unreachable } from "./http"
import { moment, now } from "./dates"
import { localPanel, localPanels } from "./panels"
import { store } from "./store/db"
import type { InstantInfo, Panel } from "./types"

const KEPT = "instant_info"

/** The last answer this device has seen, to show at once. */
export const knownInstantInfo = () => store().value<InstantInfo>(KEPT)

/** The instant info; without a network what the device holds says it, where it holds all of it. */
export async function instantInfo(): Promise<InstantInfo> {
    try {
        const info = await read<InstantInfo>("oasis_crm.api.dashboard.instant_info")
        await store().remember(KEPT, info)
        return info
    } catch (error) {
        if (error instanceof Unreachable && holdsEverything()) return fromDevice()
        throw error
    }
}

async function fromDevice(): Promise<InstantInfo> {
    const panels = await localPanels()
    const known = (await knownInstantInfo())?.panels ?? []
    const told = new Set(panels.map((panel) => panel.key))
    const rest = known.filter((panel) => !told.has(panel.key))
    return { as_of: moment(now()), panels: [...panels, ...rest], offline: true }
}

/** The list behind a panel, from `start` on: the same question, so the same count. */
export async function panelPage(key: string, start: number, limit: number): Promise<Panel> {
    try {
        return await read<Panel>("oasis_crm.api.dashboard.panel", { key, start, limit })
    } catch (error) {
        const rows = error instanceof Unreachable && holdsEverything() ? await localPanel(key) : null
        if (!rows) throw error
        return { key, count: rows.length, rows: rows.slice(start, start + limit) }
    }
}
