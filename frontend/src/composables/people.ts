import { computed } from "vue"
import { mode, session } from "@/data/session"

/** Whom the user may give work to: everybody in the field, or for a leader the people of his own teams. */
export const assignable = computed(() => {
    const team = new Set(
        (session.boot?.teams ?? []).flatMap((entry) => entry.members.map((member) => member.user)),
    )
    return (session.boot?.users ?? []).filter((person) =>
        mode.value === "field" ? team.has(person.user) : person.mode === "field",
    )
})
