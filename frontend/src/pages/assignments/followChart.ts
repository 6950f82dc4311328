import { stackedBars } from "@/components/chart/stackedBars"
import { FOLLOWED, type FollowUp } from "@/data/assigning"
import { __ } from "@/i18n"

const COLOURS: Record<(typeof FOLLOWED)[number], string> = {
    Assigned: "--fill-warn",
    Accepted: "--brand",
    Declined: "--ink-gray-4",
    Missed: "--fill-bad",
    Done: "--fill-good",
}

/** A bar a rep: what became of the visits he was sent on. */
export const followOption = (reps: FollowUp["reps"]) =>
    stackedBars(
        reps.map((row) => row.full_name),
        FOLLOWED.map((status) => ({
            name: __(status),
            colour: COLOURS[status],
            values: reps.map((row) => row[status]),
        })),
        56,
    )
