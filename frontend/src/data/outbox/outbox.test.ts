import { describe, expect, test } from "vitest"
import { applied, makeChange, makeEffect, refused } from "@/testing/builders"
import {
    backoff,
    effectsOn,
    foundations,
    overlay,
    recover,
    revive,
    sendable,
    settle,
    withDependents,
    withServerNames,
} from "./outbox"

const ids = (changes: { id: string }[]) => changes.map((change) => change.id)

describe("what may be sent", () => {
    test("changes go out in the order in which they were made", () => {
        const late = makeChange({ seq: 9 })
        const early = makeChange({ seq: 2 })
        expect(ids(sendable([late, early], 10))).toEqual([early.id, late.id])
    })

    test("a refused change does not hold back what does not stand on it", () => {
        const bad = makeChange({ state: "refused" })
        const dependent = makeChange({ depends_on: [bad.id] })
        const other = makeChange()
        expect(ids(sendable([bad, dependent, other], 10))).toEqual([other.id])
    })

    test("a batch is no larger than asked for", () => {
        expect(sendable([makeChange(), makeChange(), makeChange()], 2)).toHaveLength(2)
    })
})

describe("what stands on what", () => {
    test("a visit to a firm that was made here stands on that firm's entry", () => {
        const entry = makeChange({
            name: "local-1",
            effects: [makeEffect({ name: "local-1", create: true })],
        })
        expect(foundations([entry], "Firm Visit", "visit-1", { firm: "local-1" })).toEqual([entry.id])
    })

    test("an entry that has arrived is no foundation any more", () => {
        const entry = makeChange({
            name: "local-1",
            state: "done",
            effects: [makeEffect({ name: "local-1", create: true })],
        })
        expect(foundations([entry], "Firm Visit", "visit-1", { firm: "local-1" })).toEqual([])
    })

    test("throwing a change away takes everything that stands on it along", () => {
        const firm = makeChange()
        const visit = makeChange({ depends_on: [firm.id] })
        const move = makeChange({ depends_on: [visit.id] })
        const other = makeChange()
        expect(withDependents([firm, visit, move, other], firm.id)).toEqual([firm.id, visit.id, move.id])
    })
})

describe("the server's answers", () => {
    test("a refusal sets the change aside with its reason, and with it the whole chain", () => {
        const firm = makeChange()
        const visit = makeChange({ depends_on: [firm.id] })
        const move = makeChange({ depends_on: [visit.id] })
        const [a, b, c] = settle([firm, visit, move], [refused(firm.id, "Followed by Ayşe")])
        expect([a!.state, b!.state, c!.state]).toEqual(["refused", "blocked", "blocked"])
        expect(a!.error?.message).toBe("Followed by Ayşe")
    })

    test("changes without an answer stay as they are", () => {
        const one = makeChange()
        const two = makeChange()
        expect(settle([one, two], [applied(one.id)]).map((change) => change.state)).toEqual([
            "done",
            "waiting",
        ])
    })

    test("trying again gives new ids to the change and to what it had blocked, and keeps the chain", () => {
        const firm = makeChange({ state: "refused" })
        const visit = makeChange({ state: "blocked", depends_on: [firm.id] })
        let number = 0
        const [a, b] = revive([firm, visit], firm.id, () => `new-${(number += 1)}`, { tax_id: "" })
        expect(a).toMatchObject({ id: "new-1", state: "waiting", values: { tax_id: "" } })
        expect(b).toMatchObject({ id: "new-2", state: "waiting", depends_on: ["new-1"] })
    })

    test("after a crash in the middle of a send the change is sent again under the same id", () => {
        const change = makeChange({ state: "sending" })
        expect(recover([change])).toMatchObject([{ id: change.id, state: "waiting" }])
    })
})

describe("what the user sees", () => {
    const server = { name: "FIRM-00001", phone: "1", city: "Bursa" }

    test("unsent changes lie on top of the server's version, field by field", () => {
        expect(overlay(server, server.name, [makeEffect({ values: { phone: "2" } })])).toEqual({
            ...server,
            phone: "2",
        })
    })

    test("a document made here is visible before the server knows it", () => {
        const effect = makeEffect({ name: "local-1", create: true, values: { firm_name: "Yeni" } })
        expect(overlay(null, "local-1", [effect])).toEqual({ name: "local-1", firm_name: "Yeni" })
    })

    test("a change to a document that has gone shows nothing", () => {
        expect(overlay(null, "FIRM-00001", [makeEffect({ values: { phone: "2" } })])).toBeNull()
    })

    test("a refused change and one whose outcome has been fetched leave no trace", () => {
        const effect = makeEffect({ values: { phone: "2" } })
        const changes = (["refused", "blocked", "absorbed"] as const).map((state) =>
            makeChange({ state, effects: [effect] }),
        )
        expect(effectsOn(changes, "Firm", "FIRM-00001")).toEqual([])
    })

    test("a change that has arrived stays visible until a pull has brought its outcome", () => {
        const effect = makeEffect({ values: { phone: "2" } })
        expect(effectsOn([makeChange({ state: "done", effects: [effect] })], "Firm", "FIRM-00001")).toEqual([
            effect,
        ])
    })
})

test("names of the server replace the device's own, but never the id that makes a repeat harmless", () => {
    const values = withServerNames(
        { firm: "local-1", client_id: "local-1" },
        new Map([["local-1", "FIRM-00007"]]),
    )
    expect(values).toEqual({ firm: "FIRM-00007", client_id: "local-1" })
})

test("the wait between tries doubles and ends at five minutes", () => {
    expect([1, 2, 3, 20].map(backoff)).toEqual([2, 4, 8, 300])
})
