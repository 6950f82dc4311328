import { liveQuery } from "dexie"
import { isSetAside } from "@/data/outbox/outbox"
import type { Answer, Change } from "@/data/outbox/types"
import { ServerError } from "@/data/http"
import { refreshGuard } from "@/data/guard"
import { store, type Store } from "@/data/store/db"
import { discard, enqueue, type NewChange } from "@/data/store/queue"
import { Leadership } from "./leader"
import { Sync, syncState } from "./sync"

export { syncState } from "./sync"

const pulledListeners = new Set<() => void>()

/** Calls back after each pull until the returned function is called. */
export function onPulled(listener: () => void): () => void {
    pulledListeners.add(listener)
    return () => pulledListeners.delete(listener)
}

const PATIENCE = 12_000
const EVERY = 5 * 60_000

let sync: Sync | null = null
let leadership: Leadership | null = null
let clock: ReturnType<typeof setInterval> | undefined

function pulled(current: Store): void {
    pulledListeners.forEach((listener) => listener())
    void refreshGuard(current).catch(() => undefined)
}

/** Starts exchanging for the user whose store is open: now, and at each moment at which it may be worth while. */
export async function startSync(current: Store): Promise<void> {
    stopSync()
    syncState.lastPull = (await current.value<number>("pulled_at")) ?? null
    syncState.firstPullDone = syncState.lastPull !== null
    sync = new Sync(current, () => pulled(current))
    leadership = new Leadership(current.user, () => void sync?.run())
    window.addEventListener("online", requestSync)
    window.addEventListener("focus", requestSync)
    document.addEventListener("visibilitychange", whenSeen)
    clock = setInterval(requestSync, EVERY)
    requestSync()
}

export function stopSync(): void {
    window.removeEventListener("online", requestSync)
    window.removeEventListener("focus", requestSync)
    document.removeEventListener("visibilitychange", whenSeen)
    clearInterval(clock)
    leadership?.stop()
    sync?.stop()
    sync = leadership = null
}

function whenSeen(): void {
    if (document.visibilityState === "visible") requestSync()
}

export function requestSync(): void {
    leadership?.ask()
}

/** How a change ended as far as the user was willing to wait for it. */
export type Sent = { state: "done"; answer: Answer } | { state: "kept" }

/**
 * Writes a change down and sends it. With the server in reach the answer is waited for, and a refusal is
 * thrown and leaves nothing behind; without it the change stays in the outbox and the effect stays visible.
 */
export async function commit(wanted: NewChange): Promise<Sent> {
    const change = await enqueue(store(), wanted)
    requestSync()
    const ended = await outcome(change.id)
    if (!ended) return { state: "kept" }
    if (!isSetAside(ended) && ended.answer) return { state: "done", answer: ended.answer }
    await discard(store(), change.id)
    throw refusal(ended)
}

function refusal(change: Change): ServerError {
    const { type = "", message = "", candidates } = change.error ?? {}
    return new ServerError(417, type, [{ message, candidates }])
}

/** Resolves with the change once it is done or set aside, or with null when that takes too long. */
function outcome(id: string): Promise<Change | null> {
    return new Promise((resolve) => {
        const finish = (change: Change | null) => {
            clearTimeout(timer)
            watching.unsubscribe()
            resolve(change)
        }
        const timer = setTimeout(() => finish(null), PATIENCE)
        const watching = liveQuery(() => store().outbox.get(id)).subscribe((change) => {
            if (!change || change.state === "sending") return
            // Tried and waiting again: nobody answered. The change is safe in the outbox.
            if (change.state === "waiting") {
                if (change.tries > 0) setTimeout(() => finish(null))
            } else setTimeout(() => finish(change))
        })
    })
}
