import type { Socket } from "socket.io-client"
import { reactive } from "vue"
import { refreshNotices } from "./notifications"
import { requestSync } from "./sync"

/**
 * The server's live events. They only say that something changed: what changed comes with the next pull, by
 * the same permissions as everything else.
 */
type Listener = (data: unknown) => void

/** Whether the server's events come in at the moment. */
export const live = reactive({ connected: false })

let socket: Socket | null = null
let soon: ReturnType<typeof setTimeout> | undefined
const listeners = new Map<string, Set<Listener>>()

export function startRealtime(site: string): void {
    stopRealtime()
    void import("socket.io-client").then(({ io }) => {
        socket = io(address(site), { withCredentials: true, reconnectionDelayMax: 30_000 })
        socket.on("connect", () => {
            live.connected = true
            refreshNotices()
            pullSoon()
        })
        socket.on("disconnect", () => (live.connected = false))
        socket.onAny(heard)
    })
}

export function stopRealtime(): void {
    socket?.disconnect()
    socket = null
    live.connected = false
}

function heard(event: string, data: unknown): void {
    listeners.get(event)?.forEach((listener) => listener(data))
    // The framework's own lines come as `notification`, after ours have come under their own name.
    if (["notification", "oasis_notifications_read"].includes(event)) refreshNotices()
    pullSoon()
}

/** Several documents saved together announce themselves one by one; one pull fetches them all. */
function pullSoon(): void {
    clearTimeout(soon)
    soon = setTimeout(requestSync, 150)
}

/** On a bench under development the socket has a port of its own; everywhere else it shares the page's. */
function address(site: string): string {
    const { protocol, hostname, host, port } = window.location
    const own = window.oasis?.socketio_port
    return `${protocol}//${own && port ? `${hostname}:${own}` : host}/${window.oasis?.site ?? site}`
}

/** Listens to one kind of event until the returned function is called. */
export function onEvent(event: string, listener: Listener): () => void {
    const set = listeners.get(event) ?? new Set()
    listeners.set(event, set.add(listener))
    return () => set.delete(listener)
}
