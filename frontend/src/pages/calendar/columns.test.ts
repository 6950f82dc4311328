import { expect, test } from "vitest"
import { moment } from "@/data/dates"
import type { CalendarEvent } from "@/data/types"
import { fromColumn, toColumn } from "./columns"
import { hours, toEvent } from "./options"

const monday = new Date(2026, 10, 23)
const visit = (over: Partial<CalendarEvent> = {}): CalendarEvent => ({
    doctype: "Firm Visit",
    name: "VIS-1",
    title: "Kaya Nakliyat",
    start: "2026-11-23 10:00:00",
    end: "2026-11-23 10:30:00",
    status: "Planned",
    user: "b",
    editable: true,
    ...over,
})
const look = {
    people: ["a", "b"],
    names: (user: string) => user.toUpperCase(),
    columns: true,
    listed: false,
}

test("a person's entry stands in his column and comes back from it unchanged", () => {
    const at = new Date(2026, 10, 23, 10, 15)
    for (const person of [0, 1, 7]) expect(fromColumn(toColumn(at, person), monday)).toEqual({ person, at })
    expect(moment(fromColumn(toColumn(at, 3), monday).at)).toBe("2026-11-23 10:15:00")
})

test("side by side everybody has a column; together everybody has a colour and his name", () => {
    expect(toEvent(visit(), look)[0]).toMatchObject({ start: "2026-11-24T10:00:00", title: "Kaya Nakliyat" })
    const together = toEvent(visit(), { ...look, columns: false })[0]!
    expect(together).toMatchObject({ start: "2026-11-23T10:00:00", title: "Kaya Nakliyat · B" })
    expect(String(together.classNames)).toContain("person-1")
})

test("a holiday closes every column of a shared day", () => {
    const day = visit({ doctype: "Holiday", start: "2026-11-23", end: null, user: undefined })
    expect(toEvent(day, look).map((event) => event.start)).toEqual(["2026-11-23", "2026-11-24"])
})

test("a leave closes the column of who is away; among several in one column it bears his name", () => {
    const leave = visit({ doctype: "Leave Cover", title: "On leave", start: "2026-11-23", end: null })
    const beside = toEvent(leave, look)
    expect(beside).toMatchObject([{ start: "2026-11-24", display: "background", allDay: true }])
    const together = toEvent(leave, { ...look, columns: false })
    expect(together).toMatchObject([{ start: "2026-11-23", display: "block", title: "On leave · B" }])
    expect(toEvent(leave, { ...look, people: ["b"], columns: false })[0]!.display).toBe("background")
})

test("a list has no background: a day off is a line of its own there", () => {
    const day = visit({ doctype: "Holiday", start: "2026-11-23", end: null, user: undefined })
    const lines = toEvent(day, { ...look, columns: false, listed: true })
    expect(lines).toMatchObject([{ start: "2026-11-23", display: "block", title: "Kaya Nakliyat" }])
})

test("only visits are made longer or shorter, and only what may be moved is moved", () => {
    const order = visit({ doctype: "Field Work Order" })
    expect(toEvent(order, look)[0]).toMatchObject({ startEditable: true, durationEditable: false })
    expect(toEvent(visit({ editable: false }), look)[0]).toMatchObject({ startEditable: false })
})

test("the grid begins an hour before work and reaches whatever stands outside of it", () => {
    const settings = { work_start: "09:00", work_end: "18:00" } as never
    expect(hours(settings, [])).toEqual({ slotMinTime: "8:00:00", slotMaxTime: "20:00:00" })
    const late = visit({ start: "2026-11-23 06:30:00", end: "2026-11-23 23:30:00" })
    expect(hours(settings, [late])).toEqual({ slotMinTime: "6:00:00", slotMaxTime: "24:00:00" })
})
