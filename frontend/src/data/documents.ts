import { resource, ServerError } from "./http"
import { store } from "./store/db"
import type { Doc } from "./types"

/** All documents of one kind that the device holds. */
export async function allLocal<T extends Doc>(doctype: string): Promise<T[]> {
    const rows = await store().rows.where("doctype").equals(doctype).toArray()
    return rows.map((row) => row.doc as T)
}

/** Documents of one kind that belong to a firm. */
export async function ofFirm<T extends Doc>(doctype: string, firm: string): Promise<T[]> {
    const names = await namesOf(firm)
    const rows = await store()
        .rows.where("[doctype+firm]")
        .anyOf(names.map((name) => [doctype, name]))
        .toArray()
    return rows.map((row) => row.doc as T)
}

/** Documents of one kind whose moment lies in [from, to). */
export async function between<T extends Doc>(doctype: string, from: string, to: string): Promise<T[]> {
    const rows = await store()
        .rows.where("[doctype+at]")
        .between([doctype, from], [doctype, to], true, false)
        .toArray()
    return rows.map((row) => row.doc as T)
}

/** A document by the server's name or by the device's own. */
export async function local<T extends Doc>(doctype: string, name: string): Promise<T | null> {
    for (const known of await namesOf(name)) {
        const row = await store().rows.get([doctype, known])
        if (row) return row.doc as T
    }
    return null
}

/** The names one document goes by on this device: the server's first. */
async function namesOf(name: string): Promise<string[]> {
    const alias = await store().aliases.get(name)
    if (alias) return [alias.name, name]
    const back = await store()
        .aliases.filter((entry) => entry.name === name)
        .first()
    return back ? [name, back.local] : [name]
}

/** From the server, for what the device does not keep; null where there is no such thing or no right to it. */
export async function remote<T extends Doc>(doctype: string, name: string): Promise<T | null> {
    try {
        return await resource.get<T>(doctype, name)
    } catch (error) {
        if (error instanceof ServerError && (error.status === 404 || error.status === 403)) return null
        throw error
    }
}
