import type { EChartsCoreOption } from "echarts/core"

/** What the bars are cut into: its word, the name of its colour, and a value for each bar. */
export interface Part {
    name: string
    colour: string
    values: number[]
}

/** Lying bars, one for each name, each cut into the same parts; `top`: room for the legend in pixels. */
export const stackedBars =
    (names: string[], parts: Part[], top: number) =>
    (colour: (name: string) => string): EChartsCoreOption => ({
        grid: { left: 8, right: 16, top, bottom: 8, containLabel: true },
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
            data: names,
            axisTick: { show: false },
            axisLine: { show: false },
            axisLabel: { color: colour("--ink-gray-8") },
        },
        series: parts.map((part) => ({
            name: part.name,
            type: "bar",
            stack: "parts",
            barMaxWidth: 18,
            itemStyle: { color: colour(part.colour) },
            data: part.values,
        })),
    })
