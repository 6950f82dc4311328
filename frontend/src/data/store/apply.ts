import { effectsOn, overlay } from "@/data/outbox/outbox"
import type { Change, Effect } from "@/data/outbox/types"
import type { Doc } from "@/data/types"
import { storedRow, type PullProgress, type StagedChange, type Store } from "./db"

/** Where a pull goes on: after the pages that an interrupted one has staged, or after the last complete one. */
export async function pullProgress(
    store: Store,
): Promise<Omit<PullProgress, "cursor"> & { cursor?: string }> {
    const begun = await store.value<PullProgress>("pulling")
    if (begun) return begun
    // Pages without a note of how far they reach are of no use.
    await store.staged.clear()
    const cursor = await store.value<string>("cursor")
    return { cursor, reset: !cursor, received: 0 }
}

/** Puts a page aside until the pull is complete; one that begins anew makes those before it void. */
export async function stagePage(
    store: Store,
    changes: StagedChange[],
    { fresh, ...progress }: PullProgress & { fresh: boolean },
): Promise<void> {
    await store.transaction("rw", [store.staged, store.meta], async () => {
        if (fresh) await store.staged.clear()
        await store.staged.add({ changes })
        await store.remember("pulling", progress)
    })
}

/** Brings the visible version of the named documents up to date with the outbox. Runs inside a transaction. */
export async function refreshRows(store: Store, targets: Pick<Effect, "doctype" | "name">[]): Promise<void> {
    const changes = await store.outbox.toArray()
    for (const { doctype, name } of uniqueTargets(targets)) {
        const row = await store.rows.get([doctype, name])
        await putView(store, doctype, name, row?.server ?? null, changes)
    }
}

async function putView(store: Store, doctype: string, name: string, server: Doc | null, changes: Change[]) {
    const view = overlay(server, name, effectsOn(changes, doctype, name))
    if (view) await store.rows.put(storedRow(doctype, view, server))
    else await store.rows.delete([doctype, name])
}

function uniqueTargets<T extends Pick<Effect, "doctype" | "name">>(targets: T[]): T[] {
    return [...new Map(targets.map((target) => [`${target.doctype}\n${target.name}`, target])).values()]
}

/**
 * Makes a complete pull visible at once: the server's documents, with unsent changes still on top.
 * `finished` are changes whose outcome this pull contains, so that their own effects are no longer needed.
 */
export async function applyPull(
    store: Store,
    { cursor, reset, finished }: { cursor: string; reset: boolean; finished: string[] },
): Promise<void> {
    await store.transaction("rw", [store.rows, store.outbox, store.staged, store.meta], async () => {
        const done = (await store.outbox.bulkGet(finished)).filter((change): change is Change => !!change)
        await store.outbox.bulkPut(done.map((change) => ({ ...change, state: "absorbed" as const })))
        await forgetOld(store)
        if (reset) await store.rows.clear()
        const pages = await store.staged.orderBy("id").toArray()
        await putStaged(
            store,
            pages.flatMap((page) => page.changes),
        )
        const unsent = (await store.outbox.toArray()).flatMap((change) => change.effects)
        await refreshRows(store, [...done.flatMap((change) => change.effects), ...unsent])
        await store.staged.clear()
        await store.meta.delete("pulling")
        await store.meta.bulkPut([
            { key: "cursor", value: cursor },
            { key: "pulled_at", value: Date.now() },
        ])
    })
}

const RECORD_KEPT = 24 * 3600_000

async function forgetOld(store: Store): Promise<void> {
    const before = Date.now() - RECORD_KEPT
    await store.outbox
        .where("state")
        .equals("absorbed")
        .and((change) => change.made_at < before)
        .delete()
}

async function putStaged(store: Store, staged: StagedChange[]): Promise<void> {
    const last = uniqueLast(staged)
    const gone = last.filter((change) => !change.doc)
    const docs = last.filter((change): change is StagedChange & { doc: Doc } => !!change.doc)
    await store.rows.bulkPut(docs.map(({ doctype, doc }) => storedRow(doctype, doc, doc)))
    await store.rows.bulkDelete(gone.map(({ doctype, name }) => [doctype, name]))
}

function uniqueLast(staged: StagedChange[]): StagedChange[] {
    return [...new Map(staged.map((change) => [`${change.doctype}\n${change.name}`, change])).values()]
}
