import { uuid } from "./ids"
import { allLocal } from "./documents"
import { session } from "./session"
import { commit, type Sent } from "./sync"
import type { Reminder } from "./types"

export const myReminders = async (): Promise<Reminder[]> =>
    (await allLocal<Reminder>("Personal Reminder")).sort((a, b) => a.remind_at.localeCompare(b.remind_at))

export type ReminderValues = Pick<Reminder, "subject" | "remind_at" | "note" | "firm" | "repeat">

export function addReminder(wanted: ReminderValues): Promise<Sent> {
    const name = uuid()
    const values = { ...wanted, user: session.user ?? "", status: "Open" as const }
    return commit({
        doctype: "Personal Reminder",
        name,
        action: "insert",
        values: { ...values, client_id: name },
        label: wanted.subject,
        effects: [{ doctype: "Personal Reminder", name, create: true, values }],
    })
}

export function changeReminder(reminder: Reminder, values: Partial<Reminder>): Promise<Sent> {
    const base = Object.fromEntries(Object.keys(values).map((field) => [field, reminder[field] ?? null]))
    return commit({
        doctype: "Personal Reminder",
        name: reminder.name,
        action: "update",
        values,
        base,
        label: reminder.subject,
        effects: [{ doctype: "Personal Reminder", name: reminder.name, values }],
    })
}
