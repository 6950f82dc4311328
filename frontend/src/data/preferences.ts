import { applyAppearance } from "@/composables/appearance"
import { applyLanguage } from "@/i18n"
import { call } from "./http"
import { local } from "./documents"
import { session } from "./session"
import { store } from "./store/db"
import { onPulled } from "./sync"
import type { Doc, Preferences } from "./types"

let saving = 0

/** Shows the choice at once, then keeps it with the user so that it follows him to other devices. */
export async function savePreferences(values: Partial<Preferences>): Promise<void> {
    if (!session.boot) return
    session.boot.preferences = { ...session.boot.preferences, ...values }
    applyAppearance(session.boot.preferences)
    if (values.language) applyLanguage(values.language)
    saving += 1
    try {
        await call("oasis_crm.api.preferences.save", { values })
    } finally {
        saving -= 1
    }
    await store().remember("boot", JSON.parse(JSON.stringify(session.boot)))
}

/** What the user chose on another of his devices comes with a pull. */
async function takePreferences(): Promise<void> {
    const kept = session.user && (await local<Doc>("Oasis Preference", session.user))
    // What was chosen here a moment ago is newer than what a pull under way brings.
    if (!kept || !session.boot || saving) return
    const lists = ["quick_menu", "home_panels", "saved_views"] as const
    const chosen = { ...session.boot.preferences } as Preferences & Record<string, unknown>
    for (const field of ["language", "theme", "density", "digest"] as const)
        chosen[field] = String(kept[field] ?? chosen[field])
    for (const field of lists) Object.assign(chosen, { [field]: parsed(kept[field]) ?? chosen[field] })
    if (JSON.stringify(chosen) === JSON.stringify(session.boot.preferences)) return
    session.boot.preferences = chosen
    applyLanguage(chosen.language)
    applyAppearance(chosen)
}

function parsed(value: unknown): unknown[] | null {
    const list: unknown = typeof value === "string" && value ? JSON.parse(value) : value
    return Array.isArray(list) ? list : null
}
onPulled(() => void takePreferences())
