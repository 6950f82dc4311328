import { read } from "./http"

export interface TargetLine {
    name: string
    period_type: "Month" | "Quarter" | "Year"
    period_start: string
    period_end: string
    sales_rep: string | null
    sales_team: string | null
    metric: string
    product_group: string | null
    target: number
    achieved: number
    percent: number
    expected_today: number
    projection: number
    needed_per_day: number
}

export interface Progress {
    lines: TargetLine[]
    as_of: string
}

/** Targets and what has come of them in the period that holds a day; by the user's scope. */
export const targetProgress = (day: string) =>
    read<Progress>("oasis_crm.api.targets.progress", { period_start: day })
