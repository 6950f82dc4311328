import { foundations, revive, withDependents, withServerNames } from "@/data/outbox/outbox"
import type { Action, Answer, Change, Effect, Values } from "@/data/outbox/types"
import { uuid } from "@/data/ids"
import { refreshRows } from "./apply"
import type { Store } from "./db"

export interface NewChange {
    doctype: string
    name: string
    action: Action
    values: Values
    base?: Values | null
    label: string
    effects: Effect[]
}

/** Writes a change and its effect on the local documents in one transaction: both are there or neither is. */
export async function enqueue(store: Store, given: NewChange): Promise<Change> {
    // What a screen hands over may still be watched by it; the store takes plain values only.
    const wanted = JSON.parse(JSON.stringify(given)) as NewChange
    return store.transaction("rw", [store.rows, store.outbox], async () => {
        const earlier = await store.outbox.orderBy("seq").toArray()
        const change: Change = {
            ...wanted,
            base: wanted.base ?? null,
            id: uuid(),
            seq: (earlier.at(-1)?.seq ?? 0) + 1,
            depends_on: foundations(earlier, wanted.doctype, wanted.name, wanted.values),
            state: "waiting",
            made_at: Date.now(),
            tries: 0,
            answer: null,
            error: null,
        }
        await store.outbox.add(change)
        await refreshRows(store, change.effects)
        return change
    })
}

export async function discard(store: Store, id: string): Promise<void> {
    await store.transaction("rw", [store.rows, store.outbox], async () => {
        const all = await store.outbox.toArray()
        const gone = new Set(withDependents(all, id))
        await store.outbox.bulkDelete([...gone])
        await refreshRows(
            store,
            all.filter((change) => gone.has(change.id)).flatMap((change) => change.effects),
        )
    })
}

/** Tries a refused change again, with other values where the user has mended it. */
export async function retry(store: Store, id: string, mended?: Values): Promise<void> {
    await store.transaction("rw", [store.rows, store.outbox], async () => {
        const all = await store.outbox.toArray()
        const revived = revive(all, id, uuid, mended)
        await replaceAll(store, all, revived)
        await refreshRows(
            store,
            revived.flatMap((change) => change.effects),
        )
    })
}

export async function replaceAll(store: Store, before: Change[], after: Change[]): Promise<void> {
    const kept = new Set(after.map((change) => change.id))
    await store.outbox.bulkDelete(before.map((change) => change.id).filter((id) => !kept.has(id)))
    await store.outbox.bulkPut(after)
}

export async function aliasMap(store: Store): Promise<Map<string, string>> {
    return new Map((await store.aliases.toArray()).map(({ local, name }) => [local, name]))
}

/** What goes over the wire for a change. */
export function wire(change: Change, aliases: ReadonlyMap<string, string>) {
    const { id, doctype, action, base, depends_on } = change
    const name = aliases.get(change.name) ?? change.name
    return { id, doctype, name, action, values: withServerNames(change.values, aliases), base, depends_on }
}

/** Names that the server gave to documents made here. */
export function newAliases(
    changes: readonly Change[],
    answers: readonly Answer[],
): { local: string; name: string }[] {
    const byId = new Map(changes.map((change) => [change.id, change]))
    return answers.flatMap((answer) => {
        const change = byId.get(answer.id)
        const made = change?.effects.some((effect) => effect.create && effect.name === change.name)
        return change && made && answer.name && answer.name !== change.name
            ? [{ local: change.name, name: answer.name }]
            : []
    })
}
