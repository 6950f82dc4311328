import { liveQuery } from "dexie"
import { onScopeDispose, ref, watch, type Ref, type WatchSource } from "vue"

/** A value of the local store that follows every change to it, from this tab or another. */
export function useLive<T>(
    query: () => Promise<T>,
    initial: T,
    sources: WatchSource[] = [],
): Ref<T> & { ready: Ref<boolean> } {
    const value = ref(initial) as Ref<T>
    const ready = ref(false)
    let subscription: { unsubscribe(): void } | null = null
    const subscribe = () => {
        subscription?.unsubscribe()
        subscription = liveQuery(query).subscribe({
            next: (found) => {
                value.value = found
                ready.value = true
            },
            error: (error) => console.error(error),
        })
    }
    subscribe()
    if (sources.length) watch(sources, subscribe)
    onScopeDispose(() => subscription?.unsubscribe())
    return Object.assign(value, { ready })
}
