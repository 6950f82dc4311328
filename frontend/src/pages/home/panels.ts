import { litres, momentText, numberText, percent, relativeDay, shortDay, whenText } from "@/i18n/format"
import { __ } from "@/i18n"
import type { PanelRow } from "@/data/types"
import type { Tone } from "@/components/tones"

/** How one panel of the instant info looks: what a row says, where it leads, how it warns. */
export interface PanelLook {
    key: string
    title: string
    icon: string
    tone: Tone
    empty: string
    more?: string
    line: (row: PanelRow) => { title: string; text: string; side?: string; tone?: Tone }
}

const text = (value: unknown) => String(value ?? "")
const join = (...parts: unknown[]) => parts.map(text).filter(Boolean).join(" · ")

const visitLine: PanelLook["line"] = (row) => ({
    title: text(row.firm_name),
    text: join(row.city, row.note),
    side: whenText(row.planned_start),
    tone: row.late ? "bad" : "plain",
})

const daysSide = (days: unknown, soon: number): { side: string; tone: Tone } => ({
    side: __("{0} days", [Number(days ?? 0)]),
    tone: Number(days) <= soon ? "bad" : "warn",
})

export const LOOKS: readonly PanelLook[] = [
    {
        key: "planned_visits",
        title: "Planned visits",
        icon: "lucide-calendar-check",
        tone: "info",
        more: "/calendar",
        empty: "No visits planned for these days.",
        line: visitLine,
    },
    {
        key: "assigned_visits",
        title: "Assigned visits",
        icon: "lucide-route",
        tone: "warn",
        more: "/calendar",
        empty: "Nobody has sent you anywhere.",
        line: visitLine,
    },
    {
        key: "work_orders",
        title: "Work orders",
        icon: "lucide-clipboard-list",
        tone: "info",
        more: "/work-orders",
        empty: "No open work orders.",
        line: (row) => ({
            title: text(row.subject),
            text: join(row.firm_name, row.assigned_to_name),
            side: row.due_on ? momentText(row.due_on) : __(text(row.priority)),
            tone: row.overdue ? "bad" : "plain",
        }),
    },
    {
        key: "reminders",
        title: "Reminders",
        icon: "lucide-alarm-clock",
        tone: "info",
        more: "/reminders",
        empty: "No reminders.",
        line: (row) => ({
            title: text(row.subject),
            text: text(row.firm_name),
            side: whenText(row.remind_at),
            tone: row.late ? "bad" : "plain",
        }),
    },
    {
        key: "contracts_ending",
        title: "Contracts about to end",
        icon: "lucide-file-clock",
        tone: "warn",
        empty: "No contract ends soon.",
        line: (row) => ({
            title: text(row.firm_name),
            text: join(row.city, shortDay(row.on)),
            ...daysSide(row.days_left, 14),
        }),
    },
    {
        key: "low_limits",
        title: "Little limit left",
        icon: "lucide-gauge",
        tone: "bad",
        empty: "Every customer has limit left.",
        line: (row) => ({
            title: text(row.firm_name),
            text:
                row.runway_days == null
                    ? text(row.city)
                    : __("Lasts about {0} days", [numberText(row.runway_days)]),
            side: percent(row.percent_left),
            tone: "bad",
        }),
    },
    {
        key: "quiet_customers",
        title: "Not fuelling",
        icon: "lucide-fuel",
        tone: "bad",
        empty: "Every customer fuels as usual.",
        line: (row) => ({
            title: text(row.firm_name),
            text: __("Last 30 days: {0}", [litres(row.litres_30d)]),
            ...daysSide(row.days, 9999),
        }),
    },
    {
        key: "supplier_contracts_ending",
        title: "Suppliers' contracts ending",
        icon: "lucide-handshake",
        tone: "info",
        empty: "No followed firm comes free soon.",
        line: (row) => ({
            title: text(row.firm_name),
            text: join(row.supplier, row.city),
            side: relativeDay(row.on),
            tone: "info",
        }),
    },
]

/** Where a row of a panel leads. */
export function rowTarget(row: PanelRow): string {
    const firm = row.doctype === "Firm" ? row.name : row.firm
    if (row.doctype === "Field Work Order") return `/work-orders?order=${encodeURIComponent(text(row.name))}`
    if (firm) return `/firms/${encodeURIComponent(text(firm))}`
    return row.doctype === "Personal Reminder" ? "/reminders" : "/calendar"
}
