import { addDays, now, parse } from "@/data/dates"
import type { WorkOrder } from "@/data/types"
import { LEADS_TO, type Step } from "@/data/workOrders"

export const COLUMNS = [
    { label: "New", statuses: ["Open", "Seen", "Returned"] },
    { label: "Accepted", statuses: ["Accepted"] },
    { label: "In Progress", statuses: ["In Progress"] },
    { label: "Completed", statuses: ["Completed"] },
    { label: "Approved", statuses: ["Approved"] },
] as const
export type Column = (typeof COLUMNS)[number]

/** One thing on the board: an order, or those that were given to several people at once. */
export interface Card {
    key: string
    /** The one that is furthest behind first. */
    orders: WorkOrder[]
}

const DONE = ["Completed", "Approved"]
const CLOSED = [...DONE, "Cancelled"]
const WEIGHT: Record<string, number> = { Urgent: 0, High: 1, Medium: 2, Low: 3 }
/** What was approved longer ago is history. */
const APPROVED_DAYS = 30

export const isOpen = (order: WorkOrder) => !CLOSED.includes(order.status)
export const doneOf = (orders: readonly WorkOrder[]) =>
    orders.filter((order) => DONE.includes(order.status)).length

export function isOverdue(order: WorkOrder): boolean {
    const due = parse(order.due_on)
    return !!due && due < now() && isOpen(order)
}

/** Orders that belong on a board: all but the cancelled and those approved long ago. */
export function isCurrent(order: WorkOrder): boolean {
    if (order.status === "Cancelled") return false
    const done = parse(order.completed_on)
    return order.status !== "Approved" || !done || done > addDays(now(), -APPROVED_DAYS)
}

const columnIndex = (order: WorkOrder) =>
    COLUMNS.findIndex((column) => (column.statuses as readonly string[]).includes(order.status))

/** The overdue first, then the urgent, then the soonest due. */
export function firstThings(a: WorkOrder, b: WorkOrder): number {
    return (
        Number(isOverdue(b)) - Number(isOverdue(a)) ||
        (WEIGHT[a.priority] ?? 9) - (WEIGHT[b.priority] ?? 9) ||
        String(a.due_on || "9").localeCompare(String(b.due_on || "9"))
    )
}

/** Groups as one card each, in the column of whoever is furthest behind. */
export function cardsByColumn(orders: readonly WorkOrder[]): Card[][] {
    const cards = new Map<string, WorkOrder[]>()
    for (const order of orders) {
        const key = order.order_group || order.name
        cards.set(key, [...(cards.get(key) ?? []), order])
    }
    const columns: Card[][] = COLUMNS.map(() => [])
    for (const [key, members] of cards) {
        const sorted = members.sort((a, b) => columnIndex(a) - columnIndex(b))
        columns[columnIndex(sorted[0]!)]?.push({ key, orders: sorted })
    }
    for (const column of columns) column.sort((a, b) => firstThings(a.orders[0]!, b.orders[0]!))
    return columns
}

export interface Lane {
    user: string
    cards: Card[]
}

/** Each person's own orders, those with the most to do first. */
export function cardsByPerson(orders: readonly WorkOrder[]): Lane[] {
    const people = new Map<string, WorkOrder[]>()
    for (const order of orders.filter(isOpen)) {
        people.set(order.assigned_to, [...(people.get(order.assigned_to) ?? []), order])
    }
    return [...people]
        .sort(
            ([, a], [, b]) => b.filter(isOverdue).length - a.filter(isOverdue).length || b.length - a.length,
        )
        .map(([user, own]) => ({
            user,
            cards: own.sort(firstThings).map((order) => ({ key: order.name, orders: [order] })),
        }))
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

/** The step that brings an order into a column; undefined where the workflow has none for this person. */
export function stepInto(column: Column, steps: readonly Step[]): Step | undefined {
    return steps.find((step) => (column.statuses as readonly string[]).includes(LEADS_TO[step]))
}
