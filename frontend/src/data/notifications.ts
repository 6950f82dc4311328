import { reactive } from "vue"
import { call, read } from "./http"

/** A line in the user's notifications. */
export interface Notice {
    name: string
    subject: string
    document_type?: string
    document_name?: string
    from_user_name?: string
    read: 0 | 1
    creation: string
}

export interface NoticeFilter {
    doctype: string
    unread: boolean
}

export const notices = reactive({
    unread: 0,
    list: [] as Notice[],
    loaded: false,
    more: false,
    filter: { doctype: "", unread: false } as NoticeFilter,
})

const API = "oasis_crm.api.notifications"
const PAGE = 40

interface Page {
    rows: Notice[]
    more: boolean
    unread: number
}

const page = (start: number, limit: number) =>
    read<Page>(`${API}.listing`, {
        start,
        limit,
        doctype: notices.filter.doctype,
        unread_only: notices.filter.unread ? 1 : 0,
    })

/** The number on the bell, and on the app's icon where the device shows one there. */
export function countUnread(unread: number): void {
    notices.unread = unread
    const badge = unread ? navigator.setAppBadge?.(unread) : navigator.clearAppBadge?.()
    void badge?.catch(() => undefined)
}

let asked = 0

/** Loads the newest, as many as are shown already; of several at once the last one asked for is shown. */
export async function loadNotices(filter?: NoticeFilter): Promise<void> {
    const turn = (asked += 1)
    if (filter) notices.filter = filter
    const found = await page(0, filter ? PAGE : Math.max(PAGE, notices.list.length))
    if (turn !== asked) return
    Object.assign(notices, { list: found.rows, more: found.more, loaded: true })
    countUnread(found.unread)
}

export async function loadMore(): Promise<void> {
    const found = await page(notices.list.length, PAGE)
    notices.list.push(...found.rows)
    notices.more = found.more
}

/** Something was told, or read on another screen: the list and the bell follow. */
export function refreshNotices(): void {
    void loadNotices().catch(() => undefined)
}

/** Marks some, or all of them; shown at once, put back where the server does not take it. */
export async function markNotices(which: Notice[] | null, read: 0 | 1): Promise<void> {
    const changed = (which ?? notices.list).filter((notice) => notice.read !== read)
    for (const notice of changed) notice.read = read
    try {
        const names = which?.map((notice) => notice.name)
        const { unread } = await call<{ unread: number }>(`${API}.mark`, { names, read: read === 1 })
        countUnread(unread)
    } catch (error) {
        for (const notice of changed) notice.read = read ? 0 : 1
        throw error
    }
}

const PAGES: Record<string, (name: string) => string> = {
    Firm: (name) => `/firms/${encodeURIComponent(name)}`,
    "Firm Visit": () => "/calendar",
    "Field Work Order": (name) => `/work-orders?order=${encodeURIComponent(name)}`,
    "Personal Reminder": () => "/reminders",
    "Firm Transfer": () => "/transfers",
    "Firm Document": () => "/documents",
    "Firm Import": () => "/import",
}

/** The page that shows what a notification is about; "" where the app has none. */
export const pageAbout = (doctype?: string, name?: string): string =>
    name ? (PAGES[doctype ?? ""]?.(name) ?? "") : ""
