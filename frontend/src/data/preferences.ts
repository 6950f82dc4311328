import { applyAppearance } from "@/composables/appearance"
import { applyLanguage } from "@/i18n"
import { call } from "./http"
import { session } from "./session"
import { store } from "./store/db"
import type { Preferences } from "./types"

/** Shows the choice at once, then keeps it with the user so that it follows him to other devices. */
export async function savePreferences(values: Partial<Preferences>): Promise<void> {
    if (!session.boot) return
    session.boot.preferences = { ...session.boot.preferences, ...values }
    applyAppearance(session.boot.preferences)
    if (values.language) applyLanguage(values.language)
    await call("oasis_crm.api.preferences.save", { values })
    await store().remember("boot", JSON.parse(JSON.stringify(session.boot)))
}
