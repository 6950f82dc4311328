import { addDays, addMinutes, addMonths, moment, now, parse } from "./dates"
import { uuid } from "./ids"
import { allLocal } from "./documents"
import { session } from "./session"
import { commit, type Sent } from "./sync"
import type { Reminder } from "./types"

const DOCTYPE = "Personal Reminder"

export const myReminders = async (): Promise<Reminder[]> =>
    (await allLocal<Reminder>(DOCTYPE)).sort((a, b) => a.remind_at.localeCompare(b.remind_at))

export type ReminderValues = Pick<Reminder, "subject" | "remind_at" | "note" | "firm" | "repeat">

export function addReminder(wanted: ReminderValues): Promise<Sent> {
    const name = uuid()
    const values = { ...wanted, user: session.user ?? "", status: "Open" as const }
    return commit({
        doctype: DOCTYPE,
        name,
        action: "insert",
        values: { ...values, client_id: name },
        label: wanted.subject,
        effects: [{ doctype: DOCTYPE, name, create: true, values }],
    })
}

export function changeReminder(reminder: Reminder, values: Partial<Reminder>): Promise<Sent> {
    const base = Object.fromEntries(Object.keys(values).map((field) => [field, reminder[field] ?? null]))
    // At another moment it is told anew.
    const told = "remind_at" in values ? { notified_on: null } : {}
    return commit({
        doctype: DOCTYPE,
        name: reminder.name,
        action: "update",
        values,
        base,
        label: reminder.subject,
        effects: [{ doctype: DOCTYPE, name: reminder.name, values: { ...values, ...told } }],
    })
}

/** Notes that the device has told its user by itself, so that the server does not tell him again. */
export function noteRang(reminder: Reminder): Promise<Sent> {
    const at = moment(now())
    return commit({
        doctype: DOCTYPE,
        name: reminder.name,
        action: "rang",
        values: { reminder: reminder.name, at },
        label: reminder.subject,
        effects: [{ doctype: DOCTYPE, name: reminder.name, values: { notified_on: at } }],
    })
}

export type Snooze = "10" | "60" | "tomorrow"

export function snoozedTo(choice: Snooze): Date {
    if (choice !== "tomorrow") return addMinutes(now(), Number(choice))
    const morning = addDays(now(), 1)
    const [hour, minute] = (session.boot?.settings.work_start ?? "09:00").split(":").map(Number)
    morning.setHours(hour ?? 9, minute ?? 0, 0, 0)
    return morning
}

export const snooze = (reminder: Reminder, choice: Snooze) =>
    changeReminder(reminder, { remind_at: moment(snoozedTo(choice)), status: "Open" })

/** Whether it should ring now: open, its moment has come, and nobody has told of it yet. */
export function isDue(reminder: Reminder, at: Date): boolean {
    const due = parse(reminder.remind_at)
    return reminder.status === "Open" && !reminder.notified_on && !!due && due <= at
}

/**
 * The moment of a repeating reminder that has come since it was last told, for a device that has not heard of
 * the server's own next one; null where none has. What was missed meanwhile is not made up for.
 */
export function cameAgain(reminder: Reminder, at: Date): Date | null {
    const told = parse(reminder.notified_on)
    let [latest, coming] = [null as Date | null, told && nextOf(reminder, told)]
    while (coming && coming <= at) [latest, coming] = [coming, nextOf(reminder, coming)]
    return latest
}

/** A repeating reminder's first moment after another one. */
export function nextOf(reminder: Reminder, after: Date): Date | null {
    const first = parse(reminder.remind_at)
    const step = STEPS[reminder.repeat ?? ""]
    if (!first || !step) return null
    let count = 1
    while (step(first, count) <= after) count += 1
    return step(first, count)
}

const STEPS: Record<string, (first: Date, count: number) => Date> = {
    Daily: (first, count) => addDays(first, count),
    Weekly: (first, count) => addDays(first, 7 * count),
    Monthly: (first, count) => addMonths(first, count),
}
