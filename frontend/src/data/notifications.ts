import { reactive } from "vue"
import { call, resource } from "./http"
import type { Doc } from "./types"

export interface Notice extends Doc {
    subject: string
    type?: string
    document_type?: string
    document_name?: string
    read: 0 | 1
    creation: string
    email_content?: string
}

export const notices = reactive({ unread: 0, list: [] as Notice[], loaded: false })

const FIELDS = ["name", "subject", "type", "document_type", "document_name", "read", "creation"]

export async function loadNotices(): Promise<void> {
    notices.list = await resource.list<Notice>("Notification Log", {
        fields: FIELDS,
        order_by: "creation desc",
        limit_page_length: 50,
    })
    notices.loaded = true
    notices.unread = notices.list.filter((notice) => !notice.read).length
}

export function notified(): void {
    void loadNotices().catch(() => undefined)
}

const LOG = "frappe.desk.doctype.notification_log.notification_log"

export async function markRead(notice: Notice): Promise<void> {
    if (notice.read) return
    notice.read = 1
    notices.unread = Math.max(0, notices.unread - 1)
    await call(`${LOG}.mark_as_read`, { docname: notice.name })
}

export async function markAllRead(): Promise<void> {
    await call(`${LOG}.mark_all_as_read`)
    for (const notice of notices.list) notice.read = 1
    notices.unread = 0
}
