import { now, parse } from "@/data/dates"
import type { WorkOrder } from "@/data/types"
import type { Step } from "@/data/workOrders"

export const COLUMNS = [
    { label: "New", statuses: ["Open", "Seen", "Returned"] },
    { label: "Accepted", statuses: ["Accepted"] },
    { label: "In Progress", statuses: ["In Progress"] },
    { label: "Completed", statuses: ["Completed", "Approved"] },
] as const

const WEIGHT: Record<string, number> = { Urgent: 0, High: 1, Medium: 2, Low: 3 }

/** The orders by column, the urgent and the soonest due first. */
export function columnsOf(orders: readonly WorkOrder[]): WorkOrder[][] {
    return COLUMNS.map((column) =>
        orders
            .filter((order) => (column.statuses as readonly string[]).includes(order.status))
            .sort(firstThings),
    )
}

function firstThings(a: WorkOrder, b: WorkOrder): number {
    return (
        (WEIGHT[a.priority] ?? 9) - (WEIGHT[b.priority] ?? 9) ||
        String(a.due_on || "9").localeCompare(String(b.due_on || "9"))
    )
}

export function isOverdue(order: WorkOrder): boolean {
    const due = parse(order.due_on)
    return !!due && due < now() && !["Completed", "Approved", "Cancelled"].includes(order.status)
}

/** The steps open to the person who does the work, and to the one who gave it. */
const DOER: Record<string, Step[]> = {
    Open: ["Accept"],
    Seen: ["Accept"],
    Accepted: ["Start"],
    "In Progress": ["Complete"],
    Returned: ["Start"],
}
const GIVER: Record<string, Step[]> = {
    Open: ["Cancel"],
    Seen: ["Cancel"],
    Accepted: ["Cancel"],
    "In Progress": ["Cancel"],
    Returned: ["Cancel"],
    Completed: ["Approve", "Return"],
}

export function stepsFor(order: WorkOrder, doer: boolean, giver: boolean): Step[] {
    return [...(doer ? (DOER[order.status] ?? []) : []), ...(giver ? (GIVER[order.status] ?? []) : [])]
}
