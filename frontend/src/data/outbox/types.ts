import type { Doc } from "@/data/types"

/**
 * One thing the user did, on its way to the server. `id` is made on the device and makes the effect happen
 * exactly once. `name` is the server's name, or the device's own (`client_id`) of a document made here.
 */
export interface Change {
    id: string
    seq: number
    doctype: string
    name: string
    action: Action
    values: Values
    base: Values | null
    depends_on: string[]
    state: ChangeState
    made_at: number
    tries: number
    label: string
    effects: Effect[]
    answer: Answer | null
    error: ChangeError | null
}

export type Action =
    | ("insert" | "update" | "delete")
    | ("quick_entry" | "record" | "respond" | "plan" | "move" | "reschedule" | "capture")
    | ("give" | "step" | "comment" | "attach" | "detach")
    | "rang"

/**
 * waiting → sending → done → absorbed (a pull has brought its outcome; kept a while as a record).
 * Or refused (the server said no), or blocked (what it stands on was refused).
 */
export type ChangeState = "waiting" | "sending" | "done" | "absorbed" | "refused" | "blocked"

export type Values = Record<string, unknown>

/** What a change does to one document of the local store until the server's own version arrives. */
export interface Effect {
    doctype: string
    name: string
    values: Values
    create?: boolean
}

export interface ChangeError {
    type: string
    message: string
    candidates?: unknown[]
}

export interface Answer {
    id: string
    status: "applied" | "merged" | "refused" | "blocked"
    name?: string | null
    doc?: Doc | null
    /** What a verb answers, as its endpoint does. */
    answer?: unknown
    conflicts?: Record<string, { mine: unknown; theirs: unknown }> | null
    error?: ChangeError | null
}

/** A row of the local store: the document as the user sees it, beside what the server last said. */
export interface Row {
    name: string
    doc: Doc
    server: Doc | null
}
