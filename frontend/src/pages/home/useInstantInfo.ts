import { computed, onScopeDispose, ref } from "vue"
import { instantInfo, knownInstantInfo } from "@/data/dashboard"
import { Unreachable } from "@/data/http"
import { onPulled } from "@/data/sync"
import type { InstantInfo } from "@/data/types"

/** The instant info: what the device knew at once, then the server's word, renewed after every pull. */
export function useInstantInfo() {
    const info = ref<InstantInfo | null>(null)
    const stale = ref(false)

    async function load() {
        try {
            info.value = await instantInfo()
            stale.value = !!info.value.offline
        } catch (error) {
            stale.value = error instanceof Unreachable
            info.value ??= { as_of: "", panels: [] }
        }
    }

    void knownInstantInfo().then((known) => {
        if (known) info.value ??= known
        return load()
    })
    onScopeDispose(onPulled(() => void load()))
    const panel = (key: string) => info.value?.panels.find((entry) => entry.key === key)
    return { info, stale, panel, loading: computed(() => !info.value) }
}
