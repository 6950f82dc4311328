import { computed, ref, watch } from "vue"
import { useRoute, useRouter } from "vue-router"
import { day, parse } from "@/data/dates"
import { mayAssign, session } from "@/data/session"
import { assignable } from "@/composables/people"
import { PEOPLE_VIEW, VIEWS, type ViewName } from "./options"

/** As many as there are colours that can be told apart. */
export const MOST_PEOPLE = 8
const KEPT = "oasis.calendar.people"

/** Which view, which day and whose: kept in the address, so that back and reload show the same again. */
export function useView() {
    const route = useRoute()
    const router = useRouter()
    const asked = String(route.query.view ?? "")
    const name = ref<ViewName>(
        asked in VIEWS ? (asked as ViewName) : window.innerWidth < 768 ? "agenda" : "week",
    )
    const shown = ref<Date | null>(parse(route.query.date))
    const chosen = ref<string[]>(wanted())
    const people = computed(() => (chosen.value.length ? chosen.value : [session.user ?? ""]))
    const columns = computed(() => name.value === "day" && people.value.length > 1)
    const view = computed(() => (columns.value ? PEOPLE_VIEW : VIEWS[name.value].view))

    function wanted(): string[] {
        if (!mayAssign.value) return []
        const given = String(route.query.people ?? localStorage.getItem(KEPT) ?? "")
        const known = new Set([session.user, ...assignable.value.map((person) => person.user)])
        return given
            .split(",")
            .filter((user) => known.has(user))
            .slice(0, MOST_PEOPLE)
    }

    watch([name, shown, chosen], () => {
        localStorage.setItem(KEPT, chosen.value.join(","))
        const query = {
            view: name.value,
            date: shown.value ? day(shown.value) : undefined,
            people: chosen.value.join(",") || undefined,
        }
        void router.replace({ query })
    })

    return { name, shown, chosen, people, columns, view }
}
