import { expect, test } from "vitest"
import type { WorkOrder } from "@/data/types"
import { cardsByColumn, cardsByPerson, COLUMNS, doneOf, stepInto, stepsFor } from "./columns"

let number = 0
const order = (over: Partial<WorkOrder> = {}): WorkOrder => ({
    name: `WO-${(number += 1)}`,
    subject: "Tabela",
    assigned_to: "a",
    priority: "Medium",
    status: "Open",
    ...over,
})

test("an order given to several people is one card, where the one furthest behind stands", () => {
    const group = [
        order({ order_group: "g", status: "Completed" }),
        order({ order_group: "g", status: "Accepted", assigned_to: "b" }),
        order({ order_group: "g", status: "Approved", assigned_to: "c" }),
    ]
    const columns = cardsByColumn([...group, order()])
    expect(columns.map((cards) => cards.length)).toEqual([1, 1, 0, 0, 0])
    const card = columns[1]![0]!
    expect([doneOf(card.orders), card.orders.length]).toEqual([2, 3])
})

test("the overdue stand first, then the urgent, then the soonest due", () => {
    const late = order({ due_on: "2020-01-01 10:00:00", priority: "Low" })
    const urgent = order({ due_on: "2090-01-05 10:00:00", priority: "Urgent" })
    const soon = order({ due_on: "2090-01-01 10:00:00" })
    const later = order({ due_on: "2090-01-02 10:00:00" })
    const [column] = cardsByColumn([later, soon, urgent, late])
    expect(column!.map((card) => card.key)).toEqual([late, urgent, soon, later].map(({ name }) => name))
})

test("each person has his own open orders", () => {
    const lanes = cardsByPerson([order(), order({ assigned_to: "b" }), order({ status: "Approved" })])
    expect(lanes.map((lane) => [lane.user, lane.cards.length])).toEqual([
        ["a", 1],
        ["b", 1],
    ])
})

test("an order goes into a column only by a step of the workflow that is the person's own", () => {
    const [, accepted, , , approved] = COLUMNS
    const open = order()
    expect(stepInto(accepted, stepsFor(open, true, false))).toBe("Accept")
    expect(stepInto(accepted, stepsFor(open, false, true))).toBeUndefined()
    expect(stepInto(approved, stepsFor(open, true, true))).toBeUndefined()
    const returned = stepInto(COLUMNS[0], stepsFor(order({ status: "Completed" }), false, true))
    expect(returned).toBe("Return")
})
