import { fullName, mode, session } from "@/data/session"
import type { WorkOrder } from "@/data/types"
import type { Step } from "@/data/workOrders"
import { __ } from "@/i18n"
import { stepInto, stepsFor, type Column } from "./columns"

export const isMine = (order: WorkOrder) => order.assigned_to === session.user

/** Managers, and who gave it unless it is his own. The server has the last word. */
export const isGiver = (order: WorkOrder) =>
    mode.value === "manager" || (order.assigned_by === session.user && !isMine(order))

export const mySteps = (order: WorkOrder): Step[] => stepsFor(order, isMine(order), isGiver(order))

/** Why an order does not go where it was dragged, in words. */
export function refusalOf(order: WorkOrder, column: Column): string {
    if (!isMine(order) && stepInto(column, stepsFor(order, true, false)))
        return __("Only {0} takes this step.", [fullName(order.assigned_to)])
    return __("From “{0}” this work order does not go to “{1}”.", [__(order.status), __(column.label)])
}
