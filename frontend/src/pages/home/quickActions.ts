import type { Mode } from "@/data/types"

export interface QuickAction {
    key: string
    to: string
    label: string
    icon: string
    modes: readonly Mode[]
    /** Whose quick menu has it until he chooses for himself. */
    first: readonly Mode[]
}

const ALL = ["manager", "office", "field"] as const

export const QUICK_ACTIONS: readonly QuickAction[] = [
    { key: "new_firm", to: "/firms/new", label: "New firm", icon: "lucide-plus", modes: ALL, first: ALL },
    {
        key: "record_visit",
        to: "/firms?for=visit",
        label: "Record a visit",
        icon: "lucide-pen-line",
        modes: ALL,
        first: ["field"],
    },
    {
        key: "today",
        to: "/calendar?view=day",
        label: "Today's plan",
        icon: "lucide-calendar-days",
        modes: ALL,
        first: ["field"],
    },
    {
        key: "assign",
        to: "/assignments",
        label: "Assign a visit",
        icon: "lucide-route",
        modes: ["manager", "office"],
        first: ["manager", "office"],
    },
    {
        key: "work_orders",
        to: "/work-orders",
        label: "Work orders",
        icon: "lucide-clipboard-list",
        modes: ALL,
        first: ["manager", "office"],
    },
    {
        key: "reminder",
        to: "/reminders?new=1",
        label: "New reminder",
        icon: "lucide-alarm-clock-plus",
        modes: ALL,
        first: ["field"],
    },
    {
        key: "calendar",
        to: "/calendar",
        label: "Calendar",
        icon: "lucide-calendar-range",
        modes: ALL,
        first: ["manager", "office"],
    },
]
