import { uuid } from "./ids"
import { allLocal } from "./documents"
import { commit, type Sent } from "./sync"
import type { WorkOrder } from "./types"

export const STEPS = ["See", "Accept", "Start", "Complete", "Approve", "Return", "Cancel"] as const
export type Step = (typeof STEPS)[number]

/** Where each step leads, for the screen until the server's own answer is there. */
const LEADS_TO: Record<Step, string> = {
    See: "Seen",
    Accept: "Accepted",
    Start: "In Progress",
    Complete: "Completed",
    Approve: "Approved",
    Return: "Returned",
    Cancel: "Cancelled",
}

export const workOrders = () => allLocal<WorkOrder>("Field Work Order")

export function takeStep(order: WorkOrder, action: Step, note = ""): Promise<Sent> {
    return commit({
        doctype: "Field Work Order",
        name: order.name,
        action: "step",
        values: { work_order: order.name, action, note },
        label: order.subject,
        effects: [{ doctype: "Field Work Order", name: order.name, values: { status: LEADS_TO[action] } }],
    })
}

export type NewOrder = Pick<
    WorkOrder,
    "subject" | "description" | "firm" | "assigned_to" | "priority" | "due_on"
>

export function createOrder(wanted: NewOrder): Promise<Sent> {
    const name = uuid()
    const values = { ...wanted, client_id: name }
    return commit({
        doctype: "Field Work Order",
        name,
        action: "insert",
        values,
        label: wanted.subject,
        effects: [{ doctype: "Field Work Order", name, create: true, values: { ...wanted, status: "Open" } }],
    })
}
