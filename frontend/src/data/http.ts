import { plainText } from "@/i18n/plain"

/** The one place that talks to the server. Everything else calls the verbs in this folder. */

export interface ServerMessage {
    message: string
    title?: string
    indicator?: string
    [extra: string]: unknown
}

export class ServerError extends Error {
    constructor(
        readonly status: number,
        readonly type: string,
        readonly messages: ServerMessage[],
    ) {
        super(messages.map((entry) => plainText(entry.message)).join("\n") || type || String(status))
    }
}

/** Nobody answered: no network, a server that is down, or a proxy's own error page. */
export class Unreachable extends Error {}

/** The session has ended: the user has to log in again before anything else can be said to the server. */
export class SignedOut extends Error {}

type Params = Record<string, unknown>

export function call<T>(method: string, args: Params = {}): Promise<T> {
    return request<{ message: T }>("POST", `/api/method/${method}`, { body: args }).then(
        (body) => body.message,
    )
}

export function read<T>(method: string, args: Params = {}, signal?: AbortSignal): Promise<T> {
    const url = `/api/method/${method}${query(args)}`
    return request<{ message: T }>("GET", url, { signal }).then((body) => body.message)
}

export const resource = {
    list: <T>(doctype: string, params: Params, signal?: AbortSignal) =>
        request<{ data: T[] }>("GET", `${resourceUrl(doctype)}${query(params)}`, { signal }).then(
            (body) => body.data,
        ),
    get: <T>(doctype: string, name: string) =>
        request<{ data: T }>("GET", resourceUrl(doctype, name)).then((body) => body.data),
    create: <T>(doctype: string, values: Params) =>
        request<{ data: T }>("POST", resourceUrl(doctype), { body: values }).then((body) => body.data),
    update: <T>(doctype: string, name: string, values: Params) =>
        request<{ data: T }>("PUT", resourceUrl(doctype, name), { body: values }).then((body) => body.data),
    remove: (doctype: string, name: string) => request<unknown>("DELETE", resourceUrl(doctype, name)),
}

/** Sends a form with a file in it; the browser sets the content type itself. */
export function upload<T>(form: FormData): Promise<T> {
    return request<{ message: T }>("POST", "/api/method/upload_file", { form }).then((body) => body.message)
}

function resourceUrl(doctype: string, name?: string): string {
    return `/api/resource/${encodeURIComponent(doctype)}${name ? `/${encodeURIComponent(name)}` : ""}`
}

function query(params: Params): string {
    const search = new URLSearchParams()
    for (const [key, value] of Object.entries(params)) {
        if (value === undefined || value === null || value === "") continue
        search.set(key, typeof value === "object" ? JSON.stringify(value) : String(value))
    }
    const text = search.toString()
    return text ? `?${text}` : ""
}

interface Options {
    body?: Params
    form?: FormData
    signal?: AbortSignal
}

async function request<T>(verb: string, url: string, options: Options = {}, again = true): Promise<T> {
    const response = await send(verb, url, options)
    if (response.ok) return (await parsed(response)) as T
    const error = await problem(response)
    if (error instanceof ServerError && error.type === "CSRFTokenError" && again) {
        await renewToken()
        return request<T>(verb, url, options, false)
    }
    throw error
}

async function send(verb: string, url: string, { body, form, signal }: Options): Promise<Response> {
    const headers: Record<string, string> = { Accept: "application/json" }
    if (window.csrf_token) headers["X-Frappe-CSRF-Token"] = window.csrf_token
    if (body) headers["Content-Type"] = "application/json"
    try {
        return await fetch(url, {
            method: verb,
            headers,
            body: form ?? (body && JSON.stringify(body)),
            signal,
            credentials: "same-origin",
            cache: "no-store",
        })
    } catch (error) {
        if (signal?.aborted) throw error
        throw new Unreachable()
    }
}

async function parsed(response: Response): Promise<unknown> {
    try {
        return await response.json()
    } catch {
        throw new Unreachable()
    }
}

async function problem(response: Response): Promise<Error> {
    if ([502, 503, 504].includes(response.status)) return new Unreachable()
    const body = await response.json().catch(() => ({}))
    if (response.status === 401 || (response.status === 403 && cookieUser() === null)) return new SignedOut()
    return new ServerError(
        response.status,
        String(body.exc_type ?? ""),
        serverMessages(body._server_messages),
    )
}

export function serverMessages(raw: unknown): ServerMessage[] {
    if (typeof raw !== "string") return []
    try {
        return (JSON.parse(raw) as string[]).map((entry) => JSON.parse(entry) as ServerMessage)
    } catch {
        return []
    }
}

/** Who the browser's session says is logged in; the cookie that says so is readable on purpose. */
export function cookieUser(): string | null {
    const match = /(?:^|; )user_id=([^;]*)/.exec(document.cookie)
    const user = match ? decodeURIComponent(match[1]!) : ""
    return user && user !== "Guest" ? user : null
}

/** A page kept from an earlier session carries that session's token; the server's own page has the new one. */
async function renewToken(): Promise<void> {
    const page = await fetch("/oasis", { cache: "no-store", headers: { Accept: "text/html" } })
    const match = /csrf_token = "([^"]+)"/.exec(await page.text())
    if (match) window.csrf_token = match[1]
}
