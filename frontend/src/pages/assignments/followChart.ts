import type { EChartsCoreOption } from "echarts/core"
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
export const followOption =
    (reps: FollowUp["reps"]) =>
    (colour: (name: string) => string): EChartsCoreOption => ({
        grid: { left: 8, right: 16, top: 56, bottom: 8, containLabel: true },
        legend: { top: 0, textStyle: { color: colour("--ink-gray-7") }, itemWidth: 12, itemHeight: 12 },
        tooltip: { trigger: "axis", axisPointer: { type: "none" } },
        xAxis: {
            type: "value",
            minInterval: 1,
            splitLine: { lineStyle: { color: colour("--outline-gray-1") } },
        },
        yAxis: {
            type: "category",
            inverse: true,
            data: reps.map((row) => row.full_name),
            axisTick: { show: false },
            axisLine: { show: false },
            axisLabel: { color: colour("--ink-gray-8") },
        },
        series: FOLLOWED.map((status) => ({
            name: __(status),
            type: "bar",
            stack: "visits",
            barMaxWidth: 18,
            itemStyle: { color: colour(COLOURS[status]) },
            data: reps.map((row) => row[status]),
        })),
    })
