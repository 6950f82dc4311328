import { liveQuery, type Subscription } from "dexie"
import { reactive } from "vue"
import { moment, now, parse } from "./dates"
import { live, onEvent } from "./realtime"
import { isUnsent } from "./outbox/outbox"
import { cameAgain, isDue, myReminders, nextOf, noteRang } from "./reminders"
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
/** Reminders that rang here and whose ringing the server has not heard of: their next ones are not known here. */
let untold: ReadonlySet<string> = new Set()
/** What rang here, by reminder and moment. */
let rung: ReadonlySet<string> = new Set()
/** Of those that ring, the ones that came again. */
const again = new Set<string>()

export function startRinging(): void {
    stopRinging()
    watching = liveQuery(async () => ({
        found: await myReminders(),
        names: await aliasMap(store()),
        sent: await store()
            .outbox.filter((change) => change.action === "rang" && isUnsent(change))
            .toArray(),
        keys: await store().meta.where("key").startsWith("rang:").primaryKeys(),
    })).subscribe(({ found, names, sent, keys }) => {
        reminders = found
        aliases = names
        untold = new Set(sent.map((change) => names.get(change.name) ?? change.name))
        rung = new Set(keys)
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
    again.clear()
    ringing.names = []
}

export function stopRing(name: string): void {
    again.delete(name)
    ringing.names = ringing.names.filter((other) => other !== name)
}

/** Not done, and not put off to a later moment; one that has not come with a pull yet certainly rings. */
function stillRings(name: string): boolean {
    const known = reminders.find((one) => one.name === name)
    return again.has(name) || !known || (known.status === "Open" && parse(known.remind_at)! <= now())
}

function ring(name: string): void {
    if (!ringing.names.includes(name)) ringing.names.push(name)
}

function look(): void {
    clearTimeout(alarm)
    const at = now()
    for (const reminder of reminders)
        if (isDue(reminder, at) && !serverTells(reminder, at)) void ringHere(reminder)
    for (const reminder of reminders.filter(({ name }) => untold.has(name))) {
        const came = cameAgain(reminder, at)
        if (came && !rung.has(keyOf(reminder, came))) void ringAgain(reminder, came)
    }
    alarm = setTimeout(look, Math.min(LONGEST_SLEEP, untilNext(at)))
}

function serverTells(reminder: Reminder, at: Date): boolean {
    return live.connected && at.getTime() - parse(reminder.remind_at)!.getTime() < PATIENCE
}

function untilNext(at: Date): number {
    const first = reminders
        .filter((one) => one.status === "Open" && !one.notified_on)
        .map((one) => parse(one.remind_at))
    const later = reminders.filter(({ name }) => untold.has(name)).map((one) => nextOf(one, at))
    const waits = [...first, ...later].map((one) => (one?.getTime() ?? 0) - at.getTime())
    return Math.min(LONGEST_SLEEP, ...waits.filter((wait) => wait > 0)) + 50
}

async function ringHere(reminder: Reminder): Promise<void> {
    ring(reminder.name)
    if (!(await isFirst(keyOf(reminder, parse(reminder.remind_at)!)))) return
    await noteRang(reminder).catch(() => undefined)
    await showOnDevice(reminder).catch(() => undefined)
}

/** One that repeats, without the server, which goes on with it by itself: there is nothing to note. */
async function ringAgain(reminder: Reminder, at: Date): Promise<void> {
    again.add(reminder.name)
    ring(reminder.name)
    if (await isFirst(keyOf(reminder, at))) await showOnDevice(reminder).catch(() => undefined)
}

function keyOf(reminder: Reminder, at: Date): string {
    const made = [...aliases].find(([, name]) => name === reminder.name)?.[0]
    return `rang:${made ?? reminder.name}:${moment(at)}`
}

/** Of several open tabs one notes it and shows the device's own notification. */
const isFirst = (key: string): Promise<boolean> =>
    store()
        .meta.add({ key, value: Date.now() })
        .then(
            () => true,
            () => false,
        )

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
