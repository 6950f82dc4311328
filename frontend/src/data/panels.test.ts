import { expect, test } from "vitest"
import { makeFirm } from "@/testing/builders"
import { panelRows, type Asker, type Held } from "./panels"
import type { Firm, Visit } from "./types"

const asker: Asker = {
    user: "rep",
    people: new Set(["rep"]),
    settings: {
        contract_end_days: 60,
        supplier_end_days: 90,
        low_limit_percent: 20,
        limit_runway_days: 5,
        no_fuel_days: 15,
    } as unknown as Asker["settings"],
    now: new Date(2026, 10, 23, 12, 0),
}
const firm = (over: Partial<Firm>) => makeFirm({ sales_rep: "rep", relationship: "Customer", ...over })
const visit = (name: string, over: Partial<Visit>): Visit => ({
    name,
    firm: "FIRM-1",
    status: "Planned",
    sales_rep: "rep",
    planned_start: "2026-11-24 10:00:00",
    ...over,
})
const names = (key: string, held: Partial<Held>) =>
    panelRows(key, { firms: [], visits: [], orders: [], reminders: [], ...held }, asker)!.map(
        (row) => row.name,
    )

test("planned visits are the rep's own open ones up to the end of the seventh day, the earliest first", () => {
    const visits = [
        visit("later", { planned_start: "2026-11-30 23:00:00" }),
        visit("beyond", { planned_start: "2026-12-01 09:00:00" }),
        visit("late", { planned_start: "2026-11-20 09:00:00", status: "Accepted" }),
        visit("another's", { sales_rep: "other" }),
        visit("asked", { status: "Assigned", planned_start: "2027-01-05 09:00:00" }),
        visit("done", { status: "Done" }),
    ]
    expect(names("planned_visits", { visits })).toEqual(["late", "later"])
    expect(names("assigned_visits", { visits })).toEqual(["asked"])
})

test("contracts are watched from today to the last watched day", () => {
    const ends = ["2026-11-22", "2026-11-23", "2027-01-22", "2027-01-23"]
    const firms = ends.map((contract_end) => firm({ name: contract_end, contract_end }))
    expect(names("contracts_ending", { firms })).toEqual(["2026-11-23", "2027-01-22"])
})

test("a limit is low by its share or by how long it lasts", () => {
    const limit = { credit_limit: 1000 }
    const firms = [
        firm({ name: "share", ...limit, limit_available: 200 }),
        firm({ name: "runway", ...limit, limit_available: 400, daily_spend: 100 }),
        firm({ name: "well", ...limit, limit_available: 400, daily_spend: 50 }),
        firm({ name: "none", credit_limit: 0, limit_available: 0 }),
        firm({ name: "tracked", ...limit, limit_available: 0, relationship: "Tracked" }),
    ]
    expect(names("low_limits", { firms })).toEqual(["share", "runway"])
})

test("a customer is quiet by his own habit or by the fixed number of days", () => {
    const firms = [
        firm({ name: "habit", last_fuel_on: "2026-11-20 10:00:00", quiet_from: "2026-11-23" }),
        firm({ name: "days", last_fuel_on: "2026-11-08 23:00:00" }),
        firm({ name: "well", last_fuel_on: "2026-11-09 00:00:00" }),
        firm({ name: "never" }),
    ]
    expect(names("quiet_customers", { firms })).toEqual(["days", "habit"])
})

test("a firm that the rep only visits is on none of his watch lists", () => {
    const firms = [firm({ name: "card", sales_rep: "other", contract_end: "2026-11-30" })]
    expect(names("contracts_ending", { firms })).toEqual([])
})

test("what only the server can count is not made up", () => {
    expect(panelRows("targets", { firms: [], visits: [], orders: [], reminders: [] }, asker)).toBeNull()
})
