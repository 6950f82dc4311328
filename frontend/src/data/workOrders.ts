import { moment, now } from "./dates"
import { allLocal } from "./documents"
import { uuid } from "./ids"
import { fullName, session } from "./session"
import { store } from "./store/db"
import { commit, type Sent } from "./sync"
import type { Doc, OrderComment, OrderFile, WorkOrder } from "./types"

const DOCTYPE = "Field Work Order"

export type Step = "See" | "Accept" | "Start" | "Complete" | "Approve" | "Return" | "Cancel"

/** Where each step leads, for the screen until the server's own answer is there. */
export const LEADS_TO: Record<Step, string> = {
    See: "Seen",
    Accept: "Accepted",
    Start: "In Progress",
    Complete: "Completed",
    Approve: "Approved",
    Return: "Returned",
    Cancel: "Cancelled",
}

const STAMPS: Partial<Record<Step, string>> = {
    See: "seen_on",
    Accept: "accepted_on",
    Start: "started_on",
    Complete: "completed_on",
}

export const workOrders = () => allLocal<WorkOrder>(DOCTYPE)

export function takeStep(order: WorkOrder, action: Step, note = ""): Promise<Sent> {
    const stamp = STAMPS[action]
    const values = {
        status: LEADS_TO[action],
        ...(stamp && !order[stamp] ? { [stamp]: moment(now()) } : {}),
        ...(note ? { result_note: note } : {}),
    }
    return commit({
        doctype: DOCTYPE,
        name: order.name,
        action: "step",
        values: { work_order: order.name, action, note },
        label: order.subject,
        effects: [{ doctype: DOCTYPE, name: order.name, values }],
    })
}

export type NewOrder = Pick<WorkOrder, "subject" | "description" | "firm" | "priority" | "due_on">

/** One order for each of the people, all of them or none; several are one group. */
export function giveOrder(wanted: NewOrder, people: string[]): Promise<Sent> {
    const id = uuid()
    const several = people.length > 1
    const given = { ...wanted, status: "Open", assigned_by: session.user, creation: moment(now()) }
    return commit({
        doctype: DOCTYPE,
        name: id,
        action: "give",
        values: { ...wanted, people, client_id: id },
        label: wanted.subject,
        effects: people.map((assigned_to, index) => ({
            doctype: DOCTYPE,
            name: several ? `${id}.${index + 1}` : id,
            create: true,
            values: { ...given, assigned_to, ...(several ? { order_group: id } : {}) },
        })),
    })
}

/** What was said and hung on an order on this device and is not yet part of what the server sent. */
export interface PendingTalk {
    comments: OrderComment[]
    files: (OrderFile & { local_file: string })[]
}

export async function pendingTalk(order: string): Promise<PendingTalk> {
    const of = async <T extends Doc>(doctype: string) =>
        (await allLocal<T>(doctype)).filter((doc) => doc.work_order === order)
    return {
        comments: await of<OrderComment & Doc>("Comment"),
        files: await of<OrderFile & { local_file: string } & Doc>("File"),
    }
}

export function sayOn(order: WorkOrder, text: string, mentions: string[]): Promise<Sent> {
    const values = {
        work_order: order.name,
        content: text.replaceAll("&", "&amp;").replaceAll("<", "&lt;"),
        comment_email: session.user,
        comment_by: fullName(session.user),
        creation: moment(now()),
    }
    return commit({
        doctype: DOCTYPE,
        name: order.name,
        action: "comment",
        values: { work_order: order.name, text, mentions },
        label: order.subject,
        effects: [{ doctype: "Comment", name: uuid(), create: true, values }],
    })
}

/** Keeps the file on the device and hands it over when the server is in reach. */
export async function attachTo(order: WorkOrder, bytes: ArrayBuffer, filename: string): Promise<Sent> {
    const id = uuid()
    await store().files.put({ id, filename, bytes, file_url: "" })
    const shown = {
        work_order: order.name,
        file_name: filename,
        file_size: bytes.byteLength,
        local_file: id,
        owner: session.user,
        creation: moment(now()),
    }
    return commit({
        doctype: DOCTYPE,
        name: order.name,
        action: "attach",
        values: { work_order: order.name, files: [{ local_file: id, filename }] },
        label: order.subject,
        effects: [{ doctype: "File", name: id, create: true, values: shown }],
    })
}

export function detachFrom(order: WorkOrder, file: OrderFile): Promise<Sent> {
    const files = (order.files ?? []).filter((other) => other.name !== file.name)
    return commit({
        doctype: DOCTYPE,
        name: order.name,
        action: "detach",
        values: { work_order: order.name, file: file.name },
        label: order.subject,
        effects: [{ doctype: DOCTYPE, name: order.name, values: { files } }],
    })
}

export const thumbnailOf = (file: OrderFile) =>
    `/api/method/oasis_crm.api.work_orders.thumbnail?file=${encodeURIComponent(file.name)}&size=240`

/** The bytes of a file that has not been sent yet; null once they have left the device. */
export async function pendingBytes(id: string): Promise<ArrayBuffer | null> {
    const file = await store().files.get(id)
    return file && file.bytes.byteLength ? file.bytes : null
}
