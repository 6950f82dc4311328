import type { EChartsCoreOption } from "echarts/core"
import type { TargetLine } from "@/data/targets"
import { __ } from "@/i18n"
import { numberText, percent } from "@/i18n/format"

type Runner = TargetLine & { who: string }

/** One bar a rep, as far as his target, with a stroke where he should be today. */
export const raceOption =
    (lines: readonly Runner[]) =>
    (colour: (name: string) => string): EChartsCoreOption => ({
        grid: { left: 8, right: 48, top: 8, bottom: 8, containLabel: true },
        tooltip: {
            trigger: "axis",
            axisPointer: { type: "none" },
            formatter: (rows: { dataIndex: number }[]) => told(lines[rows[0]!.dataIndex]!),
        },
        xAxis: {
            type: "value",
            axisLabel: { formatter: percent },
            splitLine: { lineStyle: { color: colour("--outline-gray-1") } },
        },
        yAxis: {
            type: "category",
            data: lines.map((line) => line.who),
            axisTick: { show: false },
            axisLine: { show: false },
            axisLabel: { color: colour("--ink-gray-8") },
        },
        series: [
            {
                type: "bar",
                barMaxWidth: 18,
                data: lines.map((line) => ({
                    value: line.percent,
                    itemStyle: { color: colour(fill(line)), borderRadius: [0, 6, 6, 0] },
                })),
                label: {
                    show: true,
                    position: "right",
                    formatter: ({ value }: { value: number }) => percent(value),
                    color: colour("--ink-gray-8"),
                    fontWeight: 600,
                },
            },
            {
                type: "scatter",
                symbol: "rect",
                symbolSize: [3, 24],
                itemStyle: { color: colour("--ink-gray-8") },
                data: lines.map((line) => (100 * line.expected_today) / (line.target || 1)),
            },
        ],
    })

export function fill(line: Pick<TargetLine, "achieved" | "expected_today" | "target">): string {
    const pace = line.achieved / (line.expected_today || line.target || 1)
    return pace >= 1 ? "--fill-good" : pace >= 0.85 ? "--fill-warn" : "--fill-bad"
}

function told(line: Runner): string {
    const rows = [
        [__("Achieved"), line.achieved],
        [__("Expected by today"), line.expected_today],
        [__("Target"), line.target],
        [__("Projection"), line.projection],
    ] as const
    return rows.map(([label, value]) => `${label}: ${numberText(value)}`).join("<br>")
}
