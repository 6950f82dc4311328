import { call } from "./http"
import { nameCore } from "./nameCore"
import { phoneKey } from "./fold"
import { store, type Store } from "./store/db"

/**
 * Whether somebody else follows a firm, asked without a network: salted hashes of tax numbers, telephones and
 * names of all firms. A hit says that there is such a firm, and nothing else.
 */
export type GuardKind = "tax_id" | "phone" | "name"

interface Guard {
    salt: string
    entries: string[]
    fetched_at: number
}

const KEY = "guard"
const STALE = 12 * 3600_000
const PAGE = 20_000
const LETTERS: Record<GuardKind, string> = { tax_id: "t", phone: "p", name: "n" }

/** Fetches the hashes when those on the device are old or there are none. */
export async function refreshGuard(store: Store): Promise<void> {
    const known = await store.value<Guard>(KEY)
    if (!crypto.subtle || (known && Date.now() - known.fetched_at < STALE)) return
    const entries = new Set<string>()
    let salt = ""
    let cursor: string | undefined
    for (let done = false; !done;) {
        const page: { salt: string; entries: string[]; cursor: string; done: boolean } = await call(
            "oasis_crm.api.offline.duplicate_guard",
            { cursor, limit: PAGE },
        )
        page.entries.forEach((entry) => entries.add(entry))
        ;({ salt, cursor, done } = page)
    }
    await store.remember(KEY, { salt, entries: [...entries], fetched_at: Date.now() } satisfies Guard)
}

/** By what the typed firm is followed by somebody already. */
export async function guardHits(typed: {
    firm_name?: string
    phone?: string
    tax_id?: string
}): Promise<GuardKind[]> {
    const guard = await store().value<Guard>(KEY)
    if (!guard || !crypto.subtle) return []
    const entries = new Set(guard.entries)
    const wanted = Object.entries(values(typed)).filter(([, value]) => value) as [GuardKind, string][]
    const hashes = await Promise.all(wanted.map(([kind, value]) => hashed(guard.salt, LETTERS[kind], value)))
    return wanted.map(([kind]) => kind).filter((_, index) => entries.has(hashes[index]!))
}

function values({
    firm_name = "",
    phone = "",
    tax_id = "",
}: Parameters<typeof guardHits>[0]): Record<GuardKind, string> {
    const number = phoneKey(phone)
    return {
        tax_id: tax_id.replace(/\D/g, ""),
        phone: /^[2-5]\d{9}$/.test(number) ? `+90${number}` : "",
        name: nameCore(firm_name),
    }
}

async function hashed(salt: string, letter: string, value: string): Promise<string> {
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${salt}:${letter}:${value}`))
    return [...new Uint8Array(hash.slice(0, 6))].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}
