import { litres, momentText, numberText, percent, relativeDay, shortDay, whenText } from "@/i18n/format"
import { __ } from "@/i18n"
import { session } from "@/data/session"
import type { Mode, PanelRow } from "@/data/types"
import type { Tone } from "@/components/tones"

/** How one panel of the instant info looks: what a row says, where it leads, how it warns. */
export interface PanelLook {
    key: string
    title: string
    icon: string
    tone: Tone
    empty: string
    /** The page on which such things are dealt with, and what its link says. */
    more?: string
    moreText?: string
    line: (row: PanelRow) => PanelText
}

interface PanelText {
    title: string
    text: string
    side?: string
    tone?: Tone
    /** How much of it is left, 0–1, where that is seen quicker than read. */
    part?: number
}

const text = (value: unknown) => String(value ?? "")
const join = (...parts: unknown[]) => parts.map(text).filter(Boolean).join(" · ")

const visitLine: PanelLook["line"] = (row) => ({
    title: text(row.firm_name),
    text: join(row.city, row.note),
    side: whenText(row.planned_start),
    tone: row.late ? "bad" : "plain",
})

/** Days that run out, and how many of those that are watched are left. */
const daysSide = (days: unknown, soon: number, watched: string): Omit<PanelText, "title" | "text"> => ({
    side: __("{0} days", [Number(days ?? 0)]),
    tone: Number(days) <= soon ? "bad" : "warn",
    part: Number(days ?? 0) / Number(session.boot?.settings[watched] || 60),
})

export const LOOKS: readonly PanelLook[] = [
    {
        key: "planned_visits",
        title: "Planned visits",
        icon: "lucide-calendar-check",
        tone: "info",
        more: "/calendar",
        moreText: "Calendar",
        empty: "No visits planned for these days.",
        line: visitLine,
    },
    {
        key: "assigned_visits",
        title: "Assigned visits",
        icon: "lucide-route",
        tone: "warn",
        more: "/calendar",
        moreText: "Calendar",
        empty: "Nobody has sent you anywhere.",
        line: visitLine,
    },
    {
        key: "work_orders",
        title: "Work orders",
        icon: "lucide-clipboard-list",
        tone: "info",
        more: "/work-orders",
        moreText: "Work orders",
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
        moreText: "Reminders",
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
            ...daysSide(row.days_left, 14, "contract_end_days"),
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
            part: Number(row.percent_left) / 100,
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
            side: __("{0} days", [Number(row.days ?? 0)]),
            tone: "bad",
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
            part: Number(row.days_left) / Number(session.boot?.settings.supplier_end_days || 90),
        }),
    },
]

/** The targets stand among the panels, with gauges in place of rows. */
export const TARGETS = "targets"
export const TITLES: Record<string, string> = {
    ...Object.fromEntries(LOOKS.map((look) => [look.key, look.title])),
    [TARGETS]: "Targets",
}

/** What each mode needs first; everybody may put it in an order of his own. */
const FIRST: Record<Mode, readonly string[]> = {
    field: [TARGETS, "planned_visits", "assigned_visits", "work_orders", "reminders", "quiet_customers"],
    office: ["assigned_visits", "planned_visits", "contracts_ending", "low_limits", "quiet_customers"],
    manager: [TARGETS, "work_orders", "low_limits", "quiet_customers", "contracts_ending"],
}

/** The panels to show, in their order: as chosen, else as the mode needs them. */
export function panelOrder(chosen: readonly string[], mode: Mode): string[] {
    const known = chosen.filter((key) => key in TITLES)
    if (known.length) return known
    const first = FIRST[mode]
    return [...first, ...Object.keys(TITLES).filter((key) => !first.includes(key))]
}

/** Where a row of a panel leads. */
export function rowTarget(row: PanelRow): string {
    const firm = row.doctype === "Firm" ? row.name : row.firm
    if (row.doctype === "Field Work Order") return `/work-orders?order=${encodeURIComponent(text(row.name))}`
    if (firm) return `/firms/${encodeURIComponent(text(firm))}`
    return row.doctype === "Personal Reminder" ? "/reminders" : "/calendar"
}
