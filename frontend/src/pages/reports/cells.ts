import type { ReportAnswer, ReportColumn } from "@/data/reports"
import { dateText, momentText, money, numberText, percent } from "@/i18n/format"

const NUMBERS = new Set(["Int", "Float", "Currency", "Percent"])
export const isNumber = (column: ReportColumn) => NUMBERS.has(column.fieldtype)

/** A report's value as people read it. */
export function cellText(column: Pick<ReportColumn, "fieldtype">, value: unknown): string {
    if (value === null || value === undefined || value === "") return ""
    if (column.fieldtype === "Date") return dateText(value)
    if (column.fieldtype === "Datetime") return momentText(value)
    if (column.fieldtype === "Currency") return money(value)
    if (column.fieldtype === "Percent") return percent(value)
    return isNumber(column as ReportColumn) ? numberText(value, 1) : String(value)
}

/** A report's chart in the terms of ours: bars, or lines where the report wants these. */
export function chartOption(chart: NonNullable<ReportAnswer["chart"]>) {
    const { labels, datasets } = chart.data
    const shades = ["--brand", "--amberline", "--tone-info", "--fill-bad", "--fill-good", "--tone-plain"]
    return (colour: (name: string) => string) => ({
        grid: { left: 8, right: 12, top: 36, bottom: 4, containLabel: true },
        legend: { show: datasets.length > 1, top: 0, textStyle: { color: colour("--ink-gray-7") } },
        tooltip: { trigger: "axis", valueFormatter: (value: number) => numberText(value, 1) },
        color: shades.map(colour),
        xAxis: {
            type: "category",
            data: labels,
            axisTick: { show: false },
            axisLabel: { hideOverlap: true },
        },
        yAxis: {
            type: "value",
            axisLabel: { formatter: (value: number) => numberText(value) },
            splitLine: { lineStyle: { color: colour("--outline-gray-1") } },
        },
        series: datasets.map((set) => ({
            name: set.name,
            type: chart.type === "line" ? "line" : "bar",
            data: set.values,
            barMaxWidth: 34,
            itemStyle: { borderRadius: [4, 4, 0, 0] },
        })),
    })
}
