import { computed, reactive } from "vue"
import { applyLanguage } from "@/i18n"
import { applyAppearance } from "@/composables/appearance"
import { call, cookieUser, read, SignedOut } from "./http"
import { setZone } from "./dates"
import { isUnsent } from "./outbox/outbox"
import { openStore, store, wipeStore } from "./store/db"
import { startSync, stopSync } from "./sync"
import { countUnread } from "./notifications"
import { startRealtime, stopRealtime } from "./realtime"
import { startRinging, stopRinging } from "./ringing"
import type { Boot, Mode } from "./types"

interface Session {
    user: string | null
    boot: Boot | null
}

export const session = reactive<Session>({ user: null, boot: null })
export const mode = computed<Mode>(() => session.boot?.mode ?? "field")
export const mayAssign = computed(() => mode.value !== "field" || !!session.boot?.is_leader)

const LAST_USER = "oasis.user"

/**
 * Opens the store of whoever is logged in. What the device knows of him is enough to start with, so that a
 * start without network shows everything; the server's word follows when it can be had.
 */
export async function resume(): Promise<boolean> {
    const user = cookieUser() ?? localStorage.getItem(LAST_USER)
    if (!user) return false
    const known = await openStore(user).value<Boot>("boot")
    if (known) enter(known)
    const fresh = refreshBoot()
    if (known) {
        void fresh.catch(endIfSignedOut)
        return true
    }
    return fresh.then(
        () => true,
        (error) => {
            if (error instanceof SignedOut) return false
            throw error
        },
    )
}

function endIfSignedOut(error: unknown): void {
    // With unsent changes on the device the user stays on his pages; the log-in is asked for in a banner.
    if (!(error instanceof SignedOut)) return
}

async function refreshBoot(): Promise<void> {
    const boot = await read<Boot>("oasis_crm.api.boot.get")
    await openStore(boot.user).remember("boot", boot)
    enter(boot)
}

function enter(boot: Boot): void {
    const first = session.user !== boot.user
    session.user = boot.user
    session.boot = boot
    localStorage.setItem(LAST_USER, boot.user)
    setZone(boot.time_zone)
    applyLanguage(boot.preferences?.language || boot.language)
    applyAppearance(boot.preferences)
    countUnread(boot.unread_notifications)
    if (!first) return
    void startSync(openStore(boot.user))
    startRealtime(boot.site)
    startRinging()
    void navigator.storage?.persist?.()
}

/** Logs in and opens the user's store. Throws what the server says when it refuses. */
export async function logIn(user: string, password: string): Promise<void> {
    await call("login", { usr: user, pwd: password })
    localStorage.removeItem(LAST_USER)
}

export async function unsentCount(): Promise<number> {
    return store().outbox.filter(isUnsent).count()
}

/** Ends the session here and on the server and removes the user's data from the device. */
export async function logOut(): Promise<void> {
    stopSync()
    stopRealtime()
    stopRinging()
    await call("logout").catch(() => undefined)
    await wipeStore()
    localStorage.removeItem(LAST_USER)
    session.user = session.boot = null
}

/** Everybody whom the user may come across. */
export const knownPeople = () => [...(session.boot?.users ?? []), ...(session.boot?.colleagues ?? [])]

/** Whether a firm's rep is one of the user's own people; who is only sent there reads the firm's card. */
export const isOwn = (rep: string | undefined): boolean =>
    mode.value !== "field" || (session.boot?.users ?? []).some((person) => person.user === rep)

export function fullName(user: string | null | undefined): string {
    if (!user) return ""
    if (user === session.boot?.user) return session.boot.full_name
    return knownPeople().find((person) => person.user === user)?.full_name ?? user
}
