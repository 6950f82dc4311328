import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import type { NewChange } from "@/data/store/queue"
import { discard, enqueue } from "@/data/store/queue"
import { Store } from "@/data/store/db"
import { Sync, syncState } from "./sync"

interface Pushed {
    id: string
    name: string
    action: string
    values: Record<string, unknown>
}

/** In the place of a page: the network is gone. */
const LOST = Symbol("lost")

/** A server in memory: what it was sent, and what it is going to say. */
class FakeServer {
    pages: unknown[] = [{ changes: [], cursor: "c1", done: true }]
    pushed: Pushed[][] = []
    answer: (change: Pushed) => object = ({ id }) => ({ id, status: "applied" })
    fails: "network" | "signed out" | null = null
    /** Where each pull began. */
    cursors: (string | null)[] = []
    beforePull: () => unknown = () => undefined

    fetch = async (url: string, init: RequestInit): Promise<Response> => {
        if (this.fails === "network") throw new TypeError("Failed to fetch")
        if (this.fails === "signed out") return new Response("{}", { status: 401 })
        if (!url.includes("offline.push")) return this.pulled(new URL(url, "http://site"))
        const { changes } = JSON.parse(String(init.body)) as { changes: Pushed[] }
        this.pushed.push(changes)
        return this.json({ results: changes.map(this.answer) })
    }

    private async pulled({ searchParams }: URL): Promise<Response> {
        this.cursors.push(searchParams.get("cursor"))
        await this.beforePull()
        const page = this.pages.length > 1 ? this.pages.shift() : this.pages[0]
        if (page === LOST) throw new TypeError("Failed to fetch")
        return this.json(page)
    }

    private json = (message: unknown) => new Response(JSON.stringify({ message }))
}

const newFirm = (over: Partial<NewChange> = {}): NewChange => ({
    doctype: "Firm",
    name: "local-1",
    action: "quick_entry",
    values: { firm_name: "Yeni", client_id: "local-1" },
    label: "Yeni",
    effects: [{ doctype: "Firm", name: "local-1", create: true, values: { firm_name: "Yeni" } }],
    ...over,
})

const visitTo = (firm: string): NewChange => ({
    doctype: "Firm Visit",
    name: "visit-1",
    action: "record",
    values: { firm, client_id: "visit-1" },
    label: "",
    effects: [{ doctype: "Firm Visit", name: "visit-1", create: true, values: { firm } }],
})

let server: FakeServer
let store: Store
let sync: Sync
const doc = async (doctype: string, name: string) => (await store.rows.get([doctype, name]))?.doc
const states = async () => (await store.outbox.orderBy("seq").toArray()).map((change) => change.state)

beforeEach(() => {
    server = new FakeServer()
    vi.stubGlobal("fetch", server.fetch)
    store = new Store(`rep-${Math.random()}@oasis.example`)
    sync = new Sync(store)
})

afterEach(async () => {
    sync.stop()
    await store.delete()
    vi.unstubAllGlobals()
})

describe("fetching", () => {
    test("a pull of several pages becomes visible only when it is complete", async () => {
        const seen: number[] = []
        server.pages = [
            { changes: [{ doctype: "Firm", name: "A", doc: { name: "A" } }], cursor: "1", done: false },
            { changes: [{ doctype: "Firm", name: "B", doc: { name: "B" } }], cursor: "2", done: true },
        ]
        server.beforePull = async () => seen.push(await store.rows.count())
        await sync.run()
        expect(seen).toEqual([0, 0])
        expect(await store.rows.count()).toBe(2)
        expect(await store.value("cursor")).toBe("2")
    })

    test("a pull that was cut off goes on after its last page", async () => {
        const page = (name: string, done: boolean) => ({
            changes: [{ doctype: "Firm", name, doc: { name } }],
            cursor: name,
            done,
        })
        server.pages = [page("A", false), LOST, page("B", true)]
        await sync.run()
        expect(await store.rows.count()).toBe(0)
        await sync.run()
        expect(server.cursors).toEqual([null, "A", "A"])
        expect(await store.rows.toCollection().primaryKeys()).toEqual([
            ["Firm", "A"],
            ["Firm", "B"],
        ])
    })

    test("what is entered while a long copy arrives does not wait for its end", async () => {
        server.pages = [
            { changes: [], cursor: "1", done: false },
            { changes: [], cursor: "2", done: true },
        ]
        const sent: number[] = []
        server.beforePull = async () => {
            sent.push(server.pushed.length)
            if (sent.length === 1) await enqueue(store, newFirm())
        }
        await sync.run()
        expect(sent).toEqual([0, 1])
        expect(await doc("Firm", "local-1")).toMatchObject({ firm_name: "Yeni" })
    })

    test("a document that left the user's scope disappears", async () => {
        server.pages = [
            { changes: [{ doctype: "Firm", name: "A", doc: { name: "A" } }], cursor: "1", done: true },
        ]
        await sync.run()
        server.pages = [{ changes: [{ doctype: "Firm", name: "A", removed: true }], cursor: "2", done: true }]
        await sync.run()
        expect(await doc("Firm", "A")).toBeUndefined()
    })

    test("a full resync replaces everything except what has not been sent", async () => {
        server.pages = [
            { changes: [{ doctype: "Firm", name: "A", doc: { name: "A" } }], cursor: "1", done: true },
        ]
        await sync.run()
        server.fails = "network"
        await enqueue(store, newFirm())
        server.fails = null
        server.answer = ({ id }) => ({ id, status: "refused", error: { type: "X", message: "no" } })
        server.pages = [
            {
                changes: [{ doctype: "Firm", name: "B", doc: { name: "B" } }],
                cursor: "9",
                done: true,
                reset: true,
            },
        ]
        await sync.run()
        expect(await doc("Firm", "A")).toBeUndefined()
        expect(await doc("Firm", "B")).toBeDefined()
        expect(await states()).toEqual(["refused"])
    })
})

describe("sending", () => {
    test("what was entered without a network is visible at once and sent when it returns, once", async () => {
        server.fails = "network"
        await enqueue(store, newFirm())
        await sync.run()
        expect(syncState.online).toBe(false)
        expect(await doc("Firm", "local-1")).toMatchObject({ firm_name: "Yeni" })
        server.fails = null
        await sync.run()
        await sync.run()
        expect(server.pushed.flat()).toHaveLength(1)
        expect(await states()).toEqual(["absorbed"])
    })

    test("a repeat after a lost answer carries the same id", async () => {
        const { id } = await enqueue(store, newFirm())
        await store.outbox.update(id, { state: "sending" })
        await sync.run()
        expect(server.pushed.flat().map((change) => change.id)).toEqual([id])
    })

    test("an ended session pauses and keeps the outbox", async () => {
        await enqueue(store, newFirm())
        server.fails = "signed out"
        await sync.run()
        expect(syncState.signedOut).toBe(true)
        expect(await states()).toEqual(["waiting"])
    })

    test("a refused firm takes the visit to it aside, and the rest goes on", async () => {
        server.answer = ({ id, action }) =>
            action === "quick_entry"
                ? { id, status: "refused", error: { type: "DuplicateFirmError", message: "!" } }
                : { id, status: "applied" }
        await enqueue(store, newFirm())
        await enqueue(store, visitTo("local-1"))
        await enqueue(store, { ...visitTo("FIRM-2"), name: "visit-2", effects: [] })
        // The server blocks what depends on a refused change by itself; here only the device's own rule is at work.
        server.answer = ((plain) => (change: Pushed) =>
            change.values.firm === "local-1" ? { id: change.id, status: "blocked" } : plain(change))(
            server.answer,
        )
        await sync.run()
        expect(await states()).toEqual(["refused", "blocked", "absorbed"])
        expect(await doc("Firm", "local-1")).toBeUndefined()
    })

    test("the server's name of a firm made here takes its place in what is sent later", async () => {
        server.answer = ({ id, action }) => ({
            id,
            status: "applied",
            name: action === "quick_entry" ? "FIRM-00042" : "VIS-1",
        })
        await enqueue(store, newFirm())
        await sync.run()
        await enqueue(store, visitTo("local-1"))
        await sync.run()
        expect(server.pushed[1]![0]!.values).toEqual({ firm: "FIRM-00042", client_id: "visit-1" })
    })

    test("after the pull only the server's version of a new firm is left", async () => {
        server.answer = ({ id }) => ({ id, status: "applied", name: "FIRM-00042" })
        server.pages = [
            {
                changes: [{ doctype: "Firm", name: "FIRM-00042", doc: { name: "FIRM-00042" } }],
                cursor: "2",
                done: true,
            },
        ]
        await enqueue(store, newFirm())
        await sync.run()
        expect(await doc("Firm", "local-1")).toBeUndefined()
        expect(await doc("Firm", "FIRM-00042")).toBeDefined()
    })

    test("a field that the server kept is shown with both values", async () => {
        server.answer = ({ id }) => ({
            id,
            status: "merged",
            conflicts: { phone: { mine: "1", theirs: "2" } },
        })
        await enqueue(store, newFirm({ action: "update" }))
        await sync.run()
        expect(await store.conflicts.toArray()).toMatchObject([
            { fields: { phone: { mine: "1", theirs: "2" } } },
        ])
    })
})

test("discarding a change takes its effect back", async () => {
    const { id } = await enqueue(store, newFirm())
    await discard(store, id)
    expect(await doc("Firm", "local-1")).toBeUndefined()
    expect(await states()).toEqual([])
})
