import { read } from "./http"
import { store } from "./store/db"
import type { InstantInfo } from "./types"

const KEPT = "instant_info"

/** The last answer this device has seen, to show at once and when there is no network. */
export const knownInstantInfo = () => store().value<InstantInfo>(KEPT)

export async function instantInfo(): Promise<InstantInfo> {
    const info = await read<InstantInfo>("oasis_crm.api.dashboard.instant_info")
    await store().remember(KEPT, info)
    return info
}
