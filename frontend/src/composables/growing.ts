import { onScopeDispose, ref, watch, type Ref } from "vue"
import { onPulled } from "@/data/sync"
import { explain } from "./toasts"

/**
 * An answer whose list grows by `step` rows at a time: asked anew, and short again, when the reactive `query`
 * changes; asked anew as long as it is when something new has been pulled.
 */
export function useGrowing<T>(query: object, step: number, fetch: (length: number) => Promise<T>) {
    const page = ref<T | null>(null) as Ref<T | null>
    const problem = ref("")
    let shown = step

    async function load() {
        try {
            page.value = await fetch(shown)
            problem.value = ""
        } catch (error) {
            problem.value = explain(error)
        }
    }
    const show = (length: number) => {
        shown = length
        void load()
    }
    watch(query, () => show(step), { immediate: true })
    onScopeDispose(onPulled(() => void load()))
    return { page, problem, load, more: () => show(shown + step) }
}
