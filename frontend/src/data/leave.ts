import { call, read, resource } from "./http"
import { requestSync } from "./sync"
import type { Doc } from "./types"

const API = "oasis_crm.api.leave"

export interface Leave extends Doc {
    rep: string
    rep_name?: string
    cover: string
    cover_name?: string
    from_date: string
    to_date: string
    status: "Planned" | "Active" | "Ended" | "Cancelled"
    reason?: string
    visits_moved: number
    visits_returned: number
}

export interface LeaveWish {
    rep: string
    cover: string
    from_date: string
    to_date: string
}

/** Where one visit would go; `conflict`: why it does not keep its time. */
export interface LeaveMove {
    visit: string
    firm: string
    firm_name?: string
    planned_start: string
    new_start: string | null
    conflict: "taken" | "full" | "away" | "no_room" | null
}

export type LeaveEnd = Pick<Leave, "name" | "status" | "visits_moved" | "visits_returned">

export const leaves = (start: number, length: number) =>
    resource.list<Leave>("Leave Cover", {
        fields: [
            "name",
            "rep",
            "rep_name",
            "cover",
            "cover_name",
            "from_date",
            "to_date",
            "status",
            "reason",
            "visits_moved",
            "visits_returned",
        ],
        order_by: "from_date desc",
        limit_start: start,
        limit_page_length: length,
    })

export const previewLeave = (wish: LeaveWish) => read<LeaveMove[]>(`${API}.preview`, { ...wish })

export async function createLeave(wish: LeaveWish & { reason: string }): Promise<LeaveEnd> {
    const made = await call<LeaveEnd>(`${API}.create`, { ...wish })
    requestSync()
    return made
}

export async function cancelLeave(leave_cover: string): Promise<LeaveEnd> {
    const ended = await call<LeaveEnd>(`${API}.cancel`, { leave_cover })
    requestSync()
    return ended
}
