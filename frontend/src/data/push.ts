import { call } from "./http"

/** Push messages to this browser: whether it can take them, whether it does, on and off. */

export type PushState = "unsupported" | "blocked" | "off" | "on"

export async function pushState(): Promise<PushState> {
    if (!("serviceWorker" in navigator) || !("PushManager" in window)) return "unsupported"
    if (Notification.permission === "denied") return "blocked"
    return (await subscription()) ? "on" : "off"
}

export async function switchPushOn(): Promise<PushState> {
    if ((await Notification.requestPermission()) !== "granted") return "blocked"
    const { public_key } = await call<{ public_key: string }>("oasis_crm.api.notifications.push_key")
    const worker = await navigator.serviceWorker.ready
    const made = await worker.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: bytes(public_key),
    })
    await call("oasis_crm.api.notifications.subscribe", {
        subscription: made.toJSON(),
        device: navigator.userAgent.slice(0, 140),
    })
    return "on"
}

export async function switchPushOff(): Promise<PushState> {
    const made = await subscription()
    if (made) {
        await call("oasis_crm.api.notifications.unsubscribe", { endpoint_url: made.endpoint })
        await made.unsubscribe()
    }
    return "off"
}

async function subscription(): Promise<PushSubscription | null> {
    const worker = await navigator.serviceWorker.getRegistration("/oasis")
    return (await worker?.pushManager.getSubscription()) ?? null
}

/** The key comes in URL-safe base64 without padding; the browser wants bytes. */
export function bytes(key: string): Uint8Array<ArrayBuffer> {
    const plain = atob(key.replaceAll("-", "+").replaceAll("_", "/"))
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}
