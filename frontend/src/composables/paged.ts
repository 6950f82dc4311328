import { onScopeDispose, ref, watch, type Ref, type WatchSource } from "vue"
import { onPulled } from "@/data/sync"
import { explain } from "./toasts"

/** Gives the entries from `start` on, at most `length` of them. */
type Fetch<T> = (start: number, length: number) => Promise<T[]>

/** A list that is read page by page, anew when `sources` change and when something new has been pulled. */
export function usePaged<T>(fetch: Fetch<T>, sources: WatchSource[] = [], length = 30) {
    const list = ref<T[] | null>(null) as Ref<T[] | null>
    const more = ref(false)
    const problem = ref("")
    let asked = 0

    async function load(start = 0, wanted = length) {
        const mine = ++asked
        try {
            // One more than is shown tells whether there are more.
            const page = await fetch(start, wanted + 1)
            if (mine !== asked) return
            list.value = [...(start ? (list.value ?? []) : []), ...page.slice(0, wanted)]
            more.value = page.length > wanted
            problem.value = ""
        } catch (error) {
            if (mine === asked) problem.value = explain(error)
        }
    }

    const reload = () => load(0, Math.max(length, list.value?.length ?? 0))
    watch(sources, () => void load(), { immediate: true })
    onScopeDispose(onPulled(() => void reload()))
    return { list, more, problem, reload, loadMore: () => load(list.value?.length ?? 0) }
}
