import { computed, reactive, ref, watch } from "vue"
import { proposeNext, recordVisit, type CheckIn, type VisitEntry } from "@/data/visits"
import { addMinutes, now, parse } from "@/data/dates"
import { Refused } from "@/data/refused"
import { session } from "@/data/session"
import type { Sent } from "@/data/sync"
import type { Firm, Outcome, Proposal } from "@/data/types"
import { __ } from "@/i18n"

export type NextChoice = "proposed" | "moved" | "none"

/** What the rep enters about a visit, and the next visit that his judgement leads to. */
export function useRecording(firm: () => Firm | null, visit: string | undefined) {
    const entry = reactive({
        outcome: "",
        notes: "",
        visit_type: "Visit" as VisitEntry["visit_type"],
        lost_reason: "",
        check_in: undefined as CheckIn | undefined,
    })
    const proposal = ref<Proposal | null>(null)
    const proposing = ref(false)
    const choice = ref<NextChoice>("proposed")
    const movedTo = ref("")
    const outcomes = computed<Outcome[]>(() => session.boot?.outcomes ?? [])
    const chosen = computed(() => outcomes.value.find((outcome) => outcome.outcome === entry.outcome))
    const complete = computed(
        () =>
            !!entry.outcome &&
            (!chosen.value?.asks_lost_reason || !!entry.lost_reason.trim()) &&
            (choice.value !== "moved" || !!movedTo.value),
    )

    watch(
        () => entry.outcome,
        async (outcome) => {
            const about = firm()
            if (!outcome || !about) return
            proposing.value = true
            choice.value = "proposed"
            const answer = await proposeNext(about, outcome)
            if (outcome !== entry.outcome) return
            proposal.value = answer
            movedTo.value = answer?.planned_start.slice(0, 16).replace(" ", "T") ?? ""
            proposing.value = false
        },
    )

    /** undefined leaves the plan to the rule, "" wants none, else the moment the rep chose. */
    function nextStart(): string | undefined {
        if (choice.value === "none") return ""
        return choice.value === "moved" ? `${movedTo.value.replace("T", " ")}:00` : undefined
    }

    /** A position from the beginning of a long talk would be refused later, when nobody is there to take another. */
    function checkFix(): void {
        const taken = parse(entry.check_in?.taken_at)
        const minutes = Number(session.boot?.settings.check_in_max_age_minutes) || 10
        if (!taken || addMinutes(taken, minutes) > now()) return
        entry.check_in = undefined
        throw new Refused(__("The position is too old. Check in once more."))
    }

    async function save(): Promise<Sent> {
        const about = firm()
        if (!about) throw new Error("A visit needs its firm")
        checkFix()
        return recordVisit(
            about,
            { ...entry, lost_reason: entry.lost_reason || undefined, visit, next_start: nextStart() },
            proposal.value,
        )
    }

    return { entry, outcomes, chosen, proposal, proposing, choice, movedTo, complete, save }
}
