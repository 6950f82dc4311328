import type { Mode } from "./data/types"

/** A place in the app: its route, its name (translated where shown), its icon, and whose mode has it. */
export interface Place {
    to: string
    label: string
    icon: string
    modes: readonly Mode[]
    /** Also a leader of a team has it, whatever his mode. */
    leader?: boolean
}

const ALL = ["manager", "office", "field"] as const

export const PLACES: readonly Place[] = [
    { to: "/", label: "Home", icon: "lucide-house", modes: ALL },
    { to: "/firms", label: "Firms", icon: "lucide-building-2", modes: ALL },
    { to: "/calendar", label: "Calendar", icon: "lucide-calendar-days", modes: ALL },
    { to: "/route", label: "Route", icon: "lucide-map", modes: ["field"] },
    {
        to: "/assignments",
        label: "Assignments",
        icon: "lucide-route",
        modes: ["manager", "office"],
        leader: true,
    },
    { to: "/coverage", label: "Coverage", icon: "lucide-gauge", modes: ALL },
    {
        to: "/leave",
        label: "Leave",
        icon: "lucide-tree-palm",
        modes: ["manager", "office"],
        leader: true,
    },
    { to: "/work-orders", label: "Work orders", icon: "lucide-clipboard-list", modes: ALL },
    { to: "/targets", label: "Targets", icon: "lucide-target", modes: ALL },
    { to: "/reports", label: "Reports", icon: "lucide-chart-column", modes: ALL },
    { to: "/documents", label: "Documents", icon: "lucide-file-text", modes: ALL },
    { to: "/transfers", label: "Transfers", icon: "lucide-arrow-right-left", modes: ALL },
    { to: "/duplicates", label: "Likely duplicates", icon: "lucide-copy-check", modes: ["manager"] },
    { to: "/import", label: "Import", icon: "lucide-file-up", modes: ALL },
    { to: "/reminders", label: "Reminders", icon: "lucide-alarm-clock", modes: ALL },
    { to: "/notifications", label: "Notifications", icon: "lucide-bell", modes: ALL },
    { to: "/sync", label: "Sync", icon: "lucide-refresh-cw", modes: ALL },
    { to: "/settings", label: "Preferences", icon: "lucide-sliders-horizontal", modes: ALL },
]

/** The places of the bottom bar on a phone, around the button that enters a firm. */
export const BAR = ["/", "/firms", "/calendar"]

export function placesFor(mode: Mode, isLeader: boolean): Place[] {
    return PLACES.filter((place) => place.modes.includes(mode) || (place.leader && isLeader))
}
