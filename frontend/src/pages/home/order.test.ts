import { expect, test } from "vitest"
import { moved, toggled } from "./order"
import { panelOrder, TITLES } from "./panels"

test("a panel goes to the place it is dragged to, in either direction", () => {
    expect(moved(["a", "b", "c"], "c", 0)).toEqual(["c", "a", "b"])
    expect(moved(["a", "b", "c"], "a", 2)).toEqual(["b", "c", "a"])
})

test("a panel is hidden and comes back at the end", () => {
    expect(toggled(["a", "b"], "a")).toEqual(["b"])
    expect(toggled(["b"], "a")).toEqual(["b", "a"])
})

test("until somebody chooses, each mode has every panel, its own first", () => {
    for (const mode of ["field", "office", "manager"] as const)
        expect(panelOrder([], mode).toSorted()).toEqual(Object.keys(TITLES).toSorted())
    expect(panelOrder(["reminders", "gone"], "field")).toEqual(["reminders"])
})
