import { stackedBars } from "@/components/chart/stackedBars"
import { LIGHTS, type Coverage } from "@/data/coverage"
import { __ } from "@/i18n"

const COLOURS = { green: "--fill-good", orange: "--fill-warn", red: "--fill-bad" } as const
const WORDS = { green: "In time", orange: "Due soon", red: "Overdue" } as const

/** A bar a rep: his firms by light, the one with the most overdue firms first. */
export const coverageOption = (reps: Coverage["reps"]) =>
    stackedBars(
        reps.map((row) => row.full_name || __("nobody")),
        LIGHTS.map((light) => ({
            name: __(WORDS[light]),
            colour: COLOURS[light],
            values: reps.map((row) => row[light]),
        })),
        36,
    )
