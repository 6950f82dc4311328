import { ref, watch } from "vue"
import { explain } from "@/composables/toasts"
import { getFirm, localFirm } from "@/data/firms"
import { useLive } from "@/data/live"
import type { Firm } from "@/data/types"

/** A firm as the device holds it, followed live; from the server where the device does not hold it. */
export function useFirm(name: string) {
    const kept = useLive<Firm | null>(() => localFirm(name), null)
    const firm = ref<Firm | null>(null)
    const missing = ref(false)
    const problem = ref("")

    async function fetchIt() {
        try {
            const found = await getFirm(name)
            if (found) firm.value = found
            else missing.value = true
        } catch (error) {
            problem.value = explain(error)
        }
    }

    watch(kept.ready, () => !kept.value && void fetchIt())
    watch(kept, (found) => {
        if (found) firm.value = found
    })
    return { firm, missing, problem, reload: fetchIt }
}
