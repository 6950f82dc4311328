import { call } from "@/data/http"
import type { Values } from "@/data/outbox/types"
import type { Store, StoredFile } from "@/data/store/db"

/** Small enough to get through a bad line in one go, large enough not to chat. */
const CHUNK = 256 * 1024

interface Progress {
    received: number
    file_url?: string
}

/** Values in which files of this device stand as `{local_file: id}`, with the server's addresses instead. */
export async function withFilesSent(store: Store, values: Values): Promise<Values> {
    const found = { ...values }
    for (const key of ["pages", "files"]) {
        if (Array.isArray(values[key])) found[key] = await allSent(store, values[key] as Named[])
    }
    return found
}

type Named = { local_file?: string } & Values

async function allSent(store: Store, named: Named[]): Promise<Values[]> {
    const files = []
    for (const one of named) {
        const { local_file, ...rest } = one
        files.push(local_file ? { ...rest, file_url: await sent(store, local_file) } : one)
    }
    return files
}

/** The server's address of a file, which is sent first where it is not there yet, from where it broke off. */
async function sent(store: Store, id: string): Promise<string> {
    const file = await store.files.get(id)
    if (!file) throw new Error(`The file ${id} is not on this device`)
    if (file.file_url) return file.file_url
    const file_url = await send(file)
    // The bytes have arrived; what is kept from here on is only where.
    await store.files.put({ ...file, bytes: new ArrayBuffer(0), file_url })
    return file_url
}

async function send(file: StoredFile): Promise<string> {
    const { id, filename, bytes } = file
    const about = {
        upload_id: id,
        sha256: await sha256(bytes),
        total: bytes.byteLength,
        filename,
        is_private: 1,
    }
    const ask = (offset: number, content: string) =>
        call<Progress>("oasis_crm.api.offline.upload_chunk", { ...about, offset, content })
    let state = await ask(0, "")
    while (!state.file_url) {
        const from = state.received
        state = await ask(from, base64(bytes.slice(from, from + CHUNK)))
        if (!state.file_url && state.received <= from) throw new Error("The server takes no more of the file")
    }
    return state.file_url
}

/** The content's hash, or nothing where the page is served without TLS and the browser withholds its hashing. */
async function sha256(bytes: ArrayBuffer): Promise<string | undefined> {
    if (!crypto.subtle) return undefined
    const hash = await crypto.subtle.digest("SHA-256", bytes)
    return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}

function base64(bytes: ArrayBuffer): string {
    const part = 0x8000
    const view = new Uint8Array(bytes)
    let text = ""
    for (let at = 0; at < view.length; at += part)
        text += String.fromCharCode(...view.subarray(at, at + part))
    return btoa(text)
}
