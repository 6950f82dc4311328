/// <reference lib="webworker" />
import { cleanupOutdatedCaches, precacheAndRoute } from "workbox-precaching"
import { NavigationRoute, registerRoute } from "workbox-routing"
import { NetworkFirst } from "workbox-strategies"

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] }

/** Longer than a good line needs, shorter than a person waits. */
const PATIENCE_SECONDS = 3
const SHELL = "oasis-shell"

cleanupOutdatedCaches()
precacheAndRoute(self.__WB_MANIFEST)

// Every page of the app is the same document; it is kept under one key and carries no user's data.
registerRoute(
    new NavigationRoute(
        new NetworkFirst({
            cacheName: SHELL,
            networkTimeoutSeconds: PATIENCE_SECONDS,
            plugins: [
                {
                    cacheKeyWillBeUsed: async () => "/oasis",
                    cacheWillUpdate: async ({ response }) =>
                        response.ok && !response.redirected ? response : null,
                },
            ],
        }),
        { allowlist: [/^\/oasis(\/|$)/] },
    ),
)

self.addEventListener("install", (event) => {
    void self.skipWaiting()
    event.waitUntil(caches.open(SHELL).then((cache) => cache.add("/oasis")))
})
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()))

interface Message {
    title?: string
    body?: string
    url?: string
    reminder?: string
    actions?: { action: string; title: string }[]
}

self.addEventListener("push", (event) => {
    const message: Message = event.data?.json() ?? {}
    const { title = "Oasis CRM", body = "", url = "/oasis/notifications", reminder, actions } = message
    const options = {
        body,
        icon: "/assets/oasis_crm/frontend/icon-192.png",
        // A reminder put off and told again takes the place of what it said before.
        tag: reminder,
        renotify: !!reminder,
        actions: actions ?? [],
        data: { url, reminder },
    }
    event.waitUntil(self.registration.showNotification(title, options))
})

self.addEventListener("notificationclick", (event) => {
    const { url, reminder } = event.notification.data as { url: string; reminder?: string }
    event.notification.close()
    event.waitUntil(
        event.action && reminder ? putOff(reminder, Number(event.action)).catch(() => show(url)) : show(url),
    )
})

/** Puts a reminder off without opening the app. Throws where the server does not take it. */
async function putOff(reminder: string, minutes: number): Promise<void> {
    const page = await (await fetch("/oasis", { cache: "no-store" })).text()
    const token = /csrf_token = "([^"]+)"/.exec(page)?.[1] ?? ""
    const answer = await fetch("/api/method/oasis_crm.api.notifications.snooze", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Frappe-CSRF-Token": token },
        body: JSON.stringify({ reminder, minutes }),
    })
    if (!answer.ok) throw new Error(String(answer.status))
}

async function show(url: string): Promise<void> {
    const windows = await self.clients.matchAll({ type: "window" })
    const open = windows.find((one) => new URL(one.url).pathname.startsWith("/oasis"))
    if (!open) return void (await self.clients.openWindow(url))
    await open.navigate(url)
    await open.focus().catch(() => undefined)
}
