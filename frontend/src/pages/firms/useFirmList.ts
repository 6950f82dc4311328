import { computed, reactive, ref, watch } from "vue"
import { useRoute, useRouter } from "vue-router"
import { explain } from "@/composables/toasts"
import { listFirms, NO_QUERY, type FirmPage, type FirmQuery } from "@/data/firms"
import { useLive } from "@/data/live"
import type { ListLook } from "./looks"

const TYPING_PAUSE = 180
/** How many firms a look shows at a time: a list is read, a board and a map are looked over. */
const PAGE: Record<ListLook, number> = { list: 30, board: 400, map: 2000 }

/** The list's query, kept in the address so that going back finds it again, and what it finds. */
export function useFirmList() {
    const route = useRoute()
    const router = useRouter()
    const query = reactive<FirmQuery>({ ...NO_QUERY, ...known(route.query) })
    const look = ref<ListLook>((route.query.look as ListLook) || "list")
    const pages = ref(1)
    const settled = ref(JSON.stringify(query))
    const renewed = ref(0)
    const problem = ref("")
    let pause: ReturnType<typeof setTimeout> | undefined

    watch([query, look], () => {
        clearTimeout(pause)
        pause = setTimeout(() => {
            pages.value = 1
            settled.value = JSON.stringify(query)
            void router.replace({ query: { ...kept(route.query), ...address.value } })
        }, TYPING_PAUSE)
    })

    const page = useLive<FirmPage | null>(find, null, [settled, pages, look, renewed])

    async function find(): Promise<FirmPage | null> {
        try {
            const found = await listFirms({ ...query }, 0, PAGE[look.value] * pages.value)
            problem.value = ""
            return found
        } catch (error) {
            problem.value = explain(error)
            return { firms: [], total: 0 }
        }
    }

    const address = computed<Record<string, string>>(() => ({
        ...changed(query),
        ...(look.value === "list" ? {} : { look: look.value }),
    }))
    const filters = computed(
        () => Object.keys(changed(query)).filter((field) => !["text", "sort"].includes(field)).length,
    )
    const more = () => (pages.value += 1)
    const clear = () => Object.assign(query, NO_QUERY)
    const open = (source: Record<string, string>) => Object.assign(query, NO_QUERY, known(source))
    const renew = () => (renewed.value += 1)
    return { query, look, page, filters, address, more, clear, open, renew, problem }
}

function known(source: Record<string, unknown>): Partial<FirmQuery> {
    return Object.fromEntries(
        Object.keys(NO_QUERY)
            .filter((key) => source[key])
            .map((key) => [key, String(source[key])]),
    )
}

/** What the address holds besides the query. */
function kept(source: Record<string, unknown>): Record<string, string> {
    return source.for ? { for: String(source.for) } : {}
}

/** The fields that differ from an empty query. */
function changed(query: FirmQuery): Record<string, string> {
    const fields = Object.keys(NO_QUERY) as (keyof FirmQuery)[]
    return Object.fromEntries(
        fields.filter((key) => query[key] !== NO_QUERY[key]).map((key) => [key, query[key]]),
    )
}
