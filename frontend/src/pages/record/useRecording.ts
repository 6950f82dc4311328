import { computed, reactive, ref, watch } from "vue"
import { proposeNext, recordVisit, type CheckIn, type VisitEntry } from "@/data/visits"
import { session } from "@/data/session"
import type { Sent } from "@/data/sync"
import type { Firm, Outcome, Proposal } from "@/data/types"

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

    function save(): Promise<Sent> {
        const about = firm()
        if (!about) throw new Error("A visit needs its firm")
        return recordVisit(
            about,
            { ...entry, lost_reason: entry.lost_reason || undefined, visit, next_start: nextStart() },
            proposal.value,
        )
    }

    return { entry, outcomes, chosen, proposal, proposing, choice, movedTo, complete, save }
}
