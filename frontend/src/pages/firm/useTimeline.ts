import { computed, onScopeDispose, ref, watch } from "vue"
import { onPulled } from "@/data/sync"
import { localTimeline, timeline } from "@/data/timeline"
import type { TimelineEntry } from "@/data/types"
import { monthYear } from "@/i18n/format"

const PAGE = 30

/** A firm's history by kind, read page by page; from the device where the server is out of reach. */
export function useTimeline(firm: string) {
    const kind = ref("")
    const entries = ref<TimelineEntry[] | null>(null)
    const more = ref(false)
    const busy = ref(false)
    /** Only what the device holds is shown. */
    const limited = ref(false)
    let asked = 0

    async function load(start: number) {
        const mine = ++asked
        busy.value = true
        const page = await timeline(firm, kind.value ? [kind.value] : [], start, PAGE).then(
            (found) => ({ ...found, limited: false }),
            async () => ({ entries: await localTimeline(firm, kind.value), more: false, limited: true }),
        )
        if (mine !== asked) return
        entries.value = start && !page.limited ? [...(entries.value ?? []), ...page.entries] : page.entries
        more.value = page.more
        limited.value = page.limited
        busy.value = false
    }

    const loadMore = () => (busy.value || !more.value ? undefined : load(entries.value?.length ?? 0))
    watch(kind, () => void load(0), { immediate: true })
    // What a reader has scrolled to is not taken from under him.
    onScopeDispose(onPulled(() => (entries.value?.length ?? 0) <= PAGE && void load(0)))

    const months = computed(() => {
        const found = new Map<string, TimelineEntry[]>()
        for (const entry of entries.value ?? []) {
            const month = entry.on.slice(0, 7)
            found.set(month, [...(found.get(month) ?? []), entry])
        }
        return [...found].map(([month, list]) => ({ month, title: monthYear(`${month}-01`), list }))
    })
    return { kind, entries, months, more, busy, limited, loadMore }
}
