import type { EChartsCoreOption } from "echarts/core"
import { LIGHTS, type Coverage } from "@/data/coverage"
import { __ } from "@/i18n"

const COLOURS = { green: "--fill-good", orange: "--fill-warn", red: "--fill-bad" } as const
const WORDS = { green: "In time", orange: "Due soon", red: "Overdue" } as const

/** A bar a rep: his firms by light, the one with the most overdue firms first. */
export const coverageOption =
    (reps: Coverage["reps"]) =>
    (colour: (name: string) => string): EChartsCoreOption => ({
        grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
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
            data: reps.map((row) => row.full_name || __("nobody")),
            axisTick: { show: false },
            axisLine: { show: false },
            axisLabel: { color: colour("--ink-gray-8") },
        },
        series: LIGHTS.map((light) => ({
            name: __(WORDS[light]),
            type: "bar",
            stack: "firms",
            barMaxWidth: 18,
            itemStyle: { color: colour(COLOURS[light]) },
            data: reps.map((row) => row[light]),
        })),
    })
