import { read } from "./http"

export interface ReportColumn {
    fieldname: string
    label: string
    fieldtype: string
    options?: string
}

export interface ReportAnswer {
    columns: ReportColumn[]
    result: Record<string, unknown>[]
    chart?: {
        type?: string
        data: { labels: string[]; datasets: { name: string; values: number[] }[] }
    } | null
    report_summary?: { label: string; value: unknown; datatype?: string }[] | null
}

export interface ReportFilters {
    from_date: string
    to_date: string
    sales_rep: string
    sales_team: string
}

/** The reports there are, by the names that the server knows them by. */
export const REPORTS = [
    "Followed Firms",
    "Visits Performed",
    "Visits Planned",
    "Visits Assigned",
    "Firm Analysis",
    "Target Realisation",
    "SPANCOP",
    "Contract Watch",
    "Limit Watch",
    "Dormant Customers",
    "Rep Activity",
    "Consumption Trend",
] as const

/** Runs a report for the rows that the user may see. Empty filters are left to the report's own defaults. */
export async function runReport(report_name: string, filters: ReportFilters): Promise<ReportAnswer> {
    const given = Object.fromEntries(Object.entries(filters).filter(([, value]) => value))
    const answer = await read<ReportAnswer>("frappe.desk.query_report.run", { report_name, filters: given })
    return { ...answer, result: answer.result.filter((row) => !Array.isArray(row)) }
}
