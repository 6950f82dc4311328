import { reactive } from "vue"
import { backoff, recover, sendable, settle } from "@/data/outbox/outbox"
import type { Answer, Change } from "@/data/outbox/types"
import { call, read, ServerError, SignedOut, Unreachable } from "@/data/http"
import { deviceId } from "@/data/ids"
import { applyPull, pullProgress, refreshRows, stagePage } from "@/data/store/apply"
import type { StagedChange, Store } from "@/data/store/db"
import { withFilesSent } from "./uploads"
import { aliasMap, newAliases, replaceAll, wire } from "@/data/store/queue"
import type { Doc } from "@/data/types"

const BATCH = 50
const PAGE = 1000

export interface SyncState {
    phase: "idle" | "sending" | "fetching"
    online: boolean
    signedOut: boolean
    failure: string
    lastPull: number | null
    firstPullDone: boolean
    received: number
}

export const syncState = reactive<SyncState>({
    phase: "idle",
    online: true,
    signedOut: false,
    failure: "",
    lastPull: null,
    firstPullDone: false,
    received: 0,
})

interface PulledChange {
    doctype: string
    name: string
    doc?: Doc
    removed?: boolean
}

interface PullAnswer {
    changes: PulledChange[]
    cursor: string
    done: boolean
    reset?: boolean
}

/** One exchange with the server: the outbox goes out, then what changed there comes in. */
export class Sync {
    private timer: ReturnType<typeof setTimeout> | undefined
    private running: Promise<void> | null = null
    private again = false
    private failures = 0

    constructor(
        private readonly store: Store,
        private readonly onPulled: () => void = () => undefined,
    ) {}

    /** Runs now, or once more after the run that is under way. */
    run(): Promise<void> {
        if (this.running) {
            this.again = true
            return this.running
        }
        this.running = this.exchange().finally(() => {
            this.running = null
            if (this.again) {
                this.again = false
                void this.run()
            }
        })
        return this.running
    }

    stop(): void {
        clearTimeout(this.timer)
    }

    private async exchange(): Promise<void> {
        clearTimeout(this.timer)
        try {
            await this.push()
            await this.pull()
            this.failures = 0
            Object.assign(syncState, { online: true, signedOut: false, failure: "" })
        } catch (error) {
            this.failed(error)
        } finally {
            syncState.phase = "idle"
        }
    }

    private failed(error: unknown): void {
        this.failures += 1
        syncState.online = !(error instanceof Unreachable)
        syncState.signedOut = error instanceof SignedOut
        syncState.failure = error instanceof ServerError ? error.message : ""
        if (!(error instanceof Unreachable || error instanceof SignedOut || error instanceof ServerError)) {
            console.error(error)
        }
        // A session that ended does not come back by itself; the rest may.
        if (!syncState.signedOut)
            this.timer = setTimeout(() => void this.run(), backoff(this.failures) * 1000)
    }

    async push(): Promise<void> {
        await this.store.outbox.bulkPut(
            recover(await this.store.outbox.where("state").equals("sending").toArray()),
        )
        for (;;) {
            const batch = sendable(await this.store.outbox.toArray(), BATCH)
            if (!batch.length) return
            syncState.phase = "sending"
            await this.send(batch)
        }
    }

    private async send(batch: Change[]): Promise<void> {
        const sending = batch.map((change) => ({
            ...change,
            state: "sending" as const,
            tries: change.tries + 1,
        }))
        await this.store.outbox.bulkPut(sending)
        const aliases = await aliasMap(this.store)
        try {
            const changes = await Promise.all(batch.map((change) => this.ready(wire(change, aliases))))
            const { results } = await call<{ results: Answer[] }>("oasis_crm.api.offline.push", {
                device: deviceId(),
                changes,
            })
            await this.settle(batch, results)
        } catch (error) {
            await this.store.outbox.bulkPut(recover(sending))
            throw error
        }
    }

    private async ready(change: ReturnType<typeof wire>) {
        return { ...change, values: await withFilesSent(this.store, change.values) }
    }

    private async settle(sent: Change[], answers: Answer[]): Promise<void> {
        const { store } = this
        await store.transaction(
            "rw",
            [store.rows, store.outbox, store.aliases, store.conflicts],
            async () => {
                const before = await store.outbox.toArray()
                const after = settle(recover(before), answers)
                await replaceAll(store, before, after)
                await store.aliases.bulkPut(newAliases(sent, answers))
                await store.conflicts.bulkPut(conflicts(sent, answers))
                await refreshRows(
                    store,
                    after.flatMap((change) => change.effects),
                )
            },
        )
    }

    async pull(): Promise<void> {
        const { store } = this
        const finished = await store.outbox.where("state").equals("done").primaryKeys()
        let { cursor, reset, received } = await pullProgress(store)
        for (;;) {
            Object.assign(syncState, { phase: "fetching", received })
            const page: PullAnswer = await read("oasis_crm.api.offline.pull", { cursor, limit: PAGE })
            const fresh = !!page.reset
            reset ||= fresh
            cursor = page.cursor
            received = (fresh ? 0 : received) + page.changes.length
            await stagePage(store, page.changes.map(staged), { cursor, reset, received, fresh })
            if (page.done) break
            // A first copy takes its time; what is entered meanwhile does not wait for it.
            await this.push()
        }
        await applyPull(store, { cursor, reset, finished })
        syncState.lastPull = Date.now()
        syncState.firstPullDone = true
        this.onPulled()
    }
}

const staged = ({ doctype, name, doc, removed }: PulledChange): StagedChange => ({
    doctype,
    name,
    doc: removed ? null : (doc ?? null),
})

function conflicts(sent: Change[], answers: Answer[]) {
    const byId = new Map(sent.map((change) => [change.id, change]))
    return answers.flatMap((answer) => {
        const change = byId.get(answer.id)
        if (!change || !answer.conflicts || !Object.keys(answer.conflicts).length) return []
        const { id, label, doctype, name } = change
        return [{ id, label, doctype, name, fields: answer.conflicts }]
    })
}
