import { call, read, resource } from "./http"
import { requestSync } from "./sync"
import type { Doc } from "./types"

export interface Transfer extends Doc {
    firm: string
    firm_name?: string
    from_rep?: string
    to_rep: string
    reason: string
    status: "Requested" | "Approved" | "Rejected"
    creation: string
}

/** Requests that firms change hands, newest first. */
export const transfers = (status: string) =>
    resource.list<Transfer>("Firm Transfer", {
        fields: [
            "name",
            "firm",
            "firm.firm_name as firm_name",
            "from_rep",
            "to_rep",
            "reason",
            "status",
            "creation",
        ],
        filters: status ? { status } : undefined,
        order_by: "creation desc",
        limit_page_length: 100,
    })

export async function judgeTransfer(transfer: Transfer, action: "Approve" | "Reject"): Promise<void> {
    const doc = { ...(await resource.get<Doc>("Firm Transfer", transfer.name)), doctype: "Firm Transfer" }
    await call("frappe.model.workflow.apply_workflow", { doc: JSON.stringify(doc), action })
    requestSync()
}

/** A firm that was entered although a very similar one was there. */
export interface Review {
    firm: string
    firm_name: string
    city?: string
    sales_rep?: string
    sales_rep_name?: string
    similar_firm: string
    similar_firm_name: string
    similar_city?: string
    similar_sales_rep_name?: string
    duplicate_reason?: string
    creation: string
}

export const reviews = (start: number, limit: number) =>
    read<{ rows: Review[]; more: boolean }>("oasis_crm.api.firms.duplicate_reviews", { start, limit })

export const leaveBoth = (firm: string) => call("oasis_crm.api.firms.review_duplicate", { firm })

export interface Merge {
    name: string
    firm: string
    moved: Record<string, number>
    undo_until: string
}

/** Makes one firm of two: everything of `merged` moves to `kept`. Can be taken back for a while. */
export async function mergeFirms(kept: string, merged: string, reason: string): Promise<Merge> {
    const done = await call<Merge>("oasis_crm.api.firms.merge", { firm: kept, merged_firm: merged, reason })
    requestSync()
    return done
}

export async function undoMerge(firm_merge: string): Promise<void> {
    await call("oasis_crm.api.firms.unmerge", { firm_merge })
    requestSync()
}
