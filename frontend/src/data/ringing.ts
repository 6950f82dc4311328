import { liveQuery, type Subscription } from "dexie"
import { reactive } from "vue"
import { now, parse } from "./dates"
import { live, onEvent } from "./realtime"
import { isDue, myReminders, noteRang } from "./reminders"
import { store } from "./store/db"
import { aliasMap } from "./store/queue"
import type { Reminder } from "./types"

/**
 * Reminders that ring on this device. With the server in reach it rings when the server says so. Without it
 * the device watches the clock itself, and notes that it rang, so that the server does not tell it again.
 */
export const ringing = reactive<{ names: string[] }>({ names: [] })

/** How long past its minute the server is waited for where the line to it seems to stand. */
const PATIENCE = 90_000
const LONGEST_SLEEP = 60_000

let watching: Subscription | null = null
let alarm: ReturnType<typeof setTimeout> | undefined
let unhear: (() => void) | undefined
let reminders: Reminder[] = []
/** The server's names of reminders that were made here. */
let aliases: ReadonlyMap<string, string> = new Map()

export function startRinging(): void {
    stopRinging()
    watching = liveQuery(async () => ({
        found: await myReminders(),
        names: await aliasMap(store()),
    })).subscribe(({ found, names }) => {
        reminders = found
        aliases = names
        ringing.names = [...new Set(ringing.names.map((name) => names.get(name) ?? name))].filter(stillRings)
        look()
    })
    unhear = onEvent("oasis_notification", (told) => {
        const { doctype, docname } = told as { doctype?: string; docname?: string }
        if (doctype === "Personal Reminder" && docname) ring(docname)
    })
    document.addEventListener("visibilitychange", look)
}

export function stopRinging(): void {
    watching?.unsubscribe()
    unhear?.()
    clearTimeout(alarm)
    document.removeEventListener("visibilitychange", look)
    ringing.names = []
}

export function stopRing(name: string): void {
    ringing.names = ringing.names.filter((other) => other !== name)
}

/** Not done, and not put off to a later moment; one that has not come with a pull yet certainly rings. */
function stillRings(name: string): boolean {
    const known = reminders.find((one) => one.name === name)
    return !known || (known.status === "Open" && parse(known.remind_at)! <= now())
}

function ring(name: string): void {
    if (!ringing.names.includes(name)) ringing.names.push(name)
}

function look(): void {
    clearTimeout(alarm)
    const at = now()
    for (const reminder of reminders)
        if (isDue(reminder, at) && !serverTells(reminder, at)) void ringHere(reminder)
    alarm = setTimeout(look, Math.min(LONGEST_SLEEP, untilNext(at)))
}

function serverTells(reminder: Reminder, at: Date): boolean {
    return live.connected && at.getTime() - parse(reminder.remind_at)!.getTime() < PATIENCE
}

function untilNext(at: Date): number {
    const waits = reminders
        .filter((one) => one.status === "Open" && !one.notified_on)
        .map((one) => parse(one.remind_at)!.getTime() - at.getTime())
        .filter((wait) => wait > 0)
    return Math.min(LONGEST_SLEEP, ...waits) + 50
}

/** Of several open tabs one notes it and shows the device's own notification. */
async function ringHere(reminder: Reminder): Promise<void> {
    ring(reminder.name)
    const made = [...aliases].find(([, name]) => name === reminder.name)?.[0]
    const key = `rang:${made ?? reminder.name}:${reminder.remind_at}`
    const first = await store()
        .meta.add({ key, value: Date.now() })
        .then(
            () => true,
            () => false,
        )
    if (!first) return
    await noteRang(reminder).catch(() => undefined)
    await showOnDevice(reminder).catch(() => undefined)
}

async function showOnDevice(reminder: Reminder): Promise<void> {
    if (!("Notification" in window) || Notification.permission !== "granted") return
    const worker = await navigator.serviceWorker?.getRegistration("/oasis")
    await worker?.showNotification(reminder.subject, {
        body: reminder.note ?? "",
        tag: reminder.name,
        icon: "/assets/oasis_crm/frontend/icon-192.png",
        data: { url: "/oasis/reminders" },
    })
}
