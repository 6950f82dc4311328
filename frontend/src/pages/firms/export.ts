import { fullName } from "@/data/session"
import { listFirms, type FirmQuery } from "@/data/firms"
import { saveCsv } from "@/data/csv"
import { today } from "@/data/dates"
import type { Firm } from "@/data/types"
import { __ } from "@/i18n"

const MOST = 10_000

/** What stands in the file, column by column. */
const COLUMNS: readonly { label: string; value: (firm: Firm) => unknown }[] = [
    { label: "Firm name", value: (firm) => firm.firm_name },
    { label: "City", value: (firm) => firm.city },
    { label: "District", value: (firm) => firm.district },
    { label: "Phone", value: (firm) => firm.phone },
    { label: "Sales rep", value: (firm) => fullName(firm.sales_rep) },
    { label: "Stage", value: (firm) => __(String(firm.stage ?? "")) },
    { label: "Relationship", value: (firm) => __(String(firm.relationship ?? "")) },
    { label: "Rating", value: (firm) => firm.rating },
    { label: "Last contact", value: (firm) => String(firm.last_visit_on ?? "").slice(0, 10) },
    { label: "Next visit", value: (firm) => String(firm.next_visit_on ?? "").slice(0, 16) },
    { label: "Monthly potential", value: (firm) => firm.potential_litres },
]

/** Hands the found firms to the user as a file that a spreadsheet opens as it is, in Turkey too. */
export async function exportFirms(query: FirmQuery): Promise<void> {
    const { firms } = await listFirms(query, 0, MOST)
    const rows = [
        COLUMNS.map((column) => __(column.label)),
        ...firms.map((firm) => COLUMNS.map((column) => column.value(firm))),
    ]
    saveCsv(`${__("Firms")} ${today()}`, rows)
}
