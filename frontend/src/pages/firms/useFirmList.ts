import { computed, reactive, ref, watch } from "vue"
import { useRoute, useRouter } from "vue-router"
import { explain } from "@/composables/toasts"
import { useLive } from "@/data/live"
import { holdsEverything, listFirms, NO_QUERY, type FirmPage, type FirmQuery } from "@/data/firms"

const PAGE = 30
const TYPING_PAUSE = 180

/** The list's query, kept in the address so that going back finds it again, and what it finds. */
export function useFirmList() {
    const route = useRoute()
    const router = useRouter()
    const query = reactive<FirmQuery>({ ...NO_QUERY, ...known(route.query) })
    const shownRows = ref(PAGE)
    const settled = ref(JSON.stringify(query))
    const problem = ref("")
    let pause: ReturnType<typeof setTimeout> | undefined

    watch(query, () => {
        clearTimeout(pause)
        pause = setTimeout(() => {
            shownRows.value = PAGE
            settled.value = JSON.stringify(query)
            void router.replace({ query: { ...route.query, ...changed(query) } })
        }, TYPING_PAUSE)
    })

    const page = useLive<FirmPage | null>(find, null, [settled, shownRows])

    async function find(): Promise<FirmPage | null> {
        try {
            const found = await listFirms({ ...query }, 0, shownRows.value)
            problem.value = ""
            return found
        } catch (error) {
            problem.value = explain(error)
            return { firms: [], total: 0 }
        }
    }

    const filters = computed(
        () => Object.entries(changed(query)).filter(([field]) => !["text", "sort"].includes(field)).length,
    )
    const more = () => (shownRows.value += PAGE)
    const clear = () => Object.assign(query, NO_QUERY)
    return { query, page, filters, more, clear, problem, whole: holdsEverything }
}

function known(source: Record<string, unknown>): Partial<FirmQuery> {
    return Object.fromEntries(
        Object.keys(NO_QUERY)
            .filter((key) => source[key])
            .map((key) => [key, String(source[key])]),
    )
}

/** The fields that differ from an empty query; undefined takes a field out of the address. */
function changed(query: FirmQuery): Partial<Record<keyof FirmQuery, string>> {
    return Object.fromEntries(
        (Object.keys(NO_QUERY) as (keyof FirmQuery)[])
            .filter((key) => query[key] !== NO_QUERY[key])
            .map((key) => [key, query[key]]),
    )
}
