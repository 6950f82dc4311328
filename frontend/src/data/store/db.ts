import Dexie, { type Table } from "dexie"
import type { Answer, Change, Row } from "@/data/outbox/types"
import type { Doc } from "@/data/types"

/** A document of the local store with what it is looked up by. */
export interface StoredRow extends Row {
    doctype: string
    firm: string
    at: string
}

export interface StagedChange {
    doctype: string
    name: string
    /** Null when the document is gone. */
    doc: Doc | null
}

/** A page of a pull that is under way. */
export interface StagedPage {
    id?: number
    changes: StagedChange[]
}

/** How far a pull has come whose pages are staged. */
export interface PullProgress {
    cursor: string
    reset: boolean
    /** How many documents are staged. */
    received: number
}

/** A photo or file that waits to be sent. Bytes, not Blobs: Safari has lost stored Blobs. */
export interface StoredFile {
    id: string
    filename: string
    bytes: ArrayBuffer
    /** Its address on the server once it is there. */
    file_url: string
}

export interface Conflict {
    id: string
    label: string
    doctype: string
    name: string
    fields: NonNullable<Answer["conflicts"]>
}

/** One user's store on this device. Another user of the same device gets another database. */
export class Store extends Dexie {
    rows!: Table<StoredRow, [string, string]>
    outbox!: Table<Change, string>
    staged!: Table<StagedPage, number>
    aliases!: Table<{ local: string; name: string }, string>
    conflicts!: Table<Conflict, string>
    files!: Table<StoredFile, string>
    meta!: Table<{ key: string; value: unknown }, string>

    constructor(readonly user: string) {
        super(`oasis:${user}`)
        this.version(1).stores({
            rows: "[doctype+name], doctype, [doctype+firm], [doctype+at]",
            outbox: "id, seq, state",
            staged: "++id",
            aliases: "local",
            conflicts: "id",
            files: "id",
            meta: "key",
        })
    }

    async value<T>(key: string): Promise<T | undefined> {
        return (await this.meta.get(key))?.value as T | undefined
    }

    async remember(key: string, value: unknown): Promise<void> {
        await this.meta.put({ key, value })
    }
}

/** The day or moment by which a document stands in lists and calendars. */
const MOMENT: Record<string, (doc: Doc) => unknown> = {
    "Firm Visit": (doc) => doc.done_on || doc.planned_start,
    "Personal Reminder": (doc) => doc.remind_at,
    "Field Work Order": (doc) => doc.due_on,
    "Firm Document": (doc) => doc.issued_on || doc.creation,
    "Stage Change": (doc) => doc.changed_on,
    "Fuel Contract": (doc) => doc.starts_on,
}

export function storedRow(doctype: string, doc: Doc, server: Doc | null): StoredRow {
    return {
        doctype,
        name: doc.name,
        doc,
        server,
        firm: String(doc.firm ?? ""),
        at: String(MOMENT[doctype]?.(doc) ?? ""),
    }
}

let current: Store | null = null

export function openStore(user: string): Store {
    if (current?.user !== user) {
        current?.close()
        current = new Store(user)
    }
    return current
}

export function store(): Store {
    if (!current) throw new Error("The local store is used before anybody has logged in")
    return current
}

export async function wipeStore(): Promise<void> {
    await current?.delete()
    current = null
}
