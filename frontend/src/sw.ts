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

self.addEventListener("push", (event) => {
    const { title = "Oasis CRM", body = "", url = "/oasis/notifications" } = event.data?.json() ?? {}
    event.waitUntil(
        self.registration.showNotification(title, {
            body,
            icon: "/assets/oasis_crm/frontend/icon-192.png",
            data: { url },
        }),
    )
})

self.addEventListener("notificationclick", (event) => {
    event.notification.close()
    event.waitUntil(show(event.notification.data.url))
})

async function show(url: string): Promise<void> {
    const [open] = await self.clients.matchAll({ type: "window" })
    if (!open) return void (await self.clients.openWindow(url))
    await open.focus()
    await open.navigate(url)
}
