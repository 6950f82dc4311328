import { ref } from "vue"

/** A newer version of the app is on the device and waits for the page to be loaded again. */
export const newVersion = ref(false)

export function registerWorker(): void {
    if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return
    // The worker imports its code from another address; without `none` the browser may keep an old copy of it.
    void navigator.serviceWorker
        .register("/oasis-sw.js", { scope: "/oasis", updateViaCache: "none" })
        .then(watch, (error) => console.warn(error))
}

function watch(registration?: ServiceWorkerRegistration): void {
    registration?.addEventListener("updatefound", () => {
        const next = registration.installing
        next?.addEventListener("statechange", () => {
            if (next.state === "activated" && navigator.serviceWorker.controller) newVersion.value = true
        })
    })
}
