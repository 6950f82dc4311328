import { allLocal } from "./documents"
import { holdsEverything } from "./firms"
import { call, read, resource } from "./http"
import { requestSync } from "./sync"
import type { Doc } from "./types"

export interface Transfer extends Doc {
    firm: string
    firm_name?: string
    from_rep?: string
    from_rep_name?: string
    to_rep: string
    to_rep_name?: string
    reason: string
    status: "Requested" | "Approved" | "Rejected"
    creation: string
}

/** Requests that firms change hands, newest first: from the device where it holds all the user may see. */
export async function transfers(status: string, start: number, length: number): Promise<Transfer[]> {
    if (!holdsEverything()) return remoteTransfers(status, start, length)
    return (await allLocal<Transfer>("Firm Transfer"))
        .filter((transfer) => !status || transfer.status === status)
        .sort((a, b) => b.creation.localeCompare(a.creation))
        .slice(start, start + length)
}

const remoteTransfers = (status: string, start: number, length: number) =>
    resource.list<Transfer>("Firm Transfer", {
        fields: [
            "name",
            "firm",
            "firm_name",
            "from_rep",
            "from_rep_name",
            "to_rep",
            "to_rep_name",
            "reason",
            "status",
            "creation",
        ],
        filters: status ? { status } : undefined,
        order_by: "creation desc",
        limit_start: start,
        limit_page_length: length,
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
    similar_firm_city?: string
    similar_firm_rep_name?: string
    duplicate_reason?: string
    creation: string
}

export const reviews = async (start: number, limit: number) =>
    (await read<{ rows: Review[] }>("oasis_crm.api.firms.duplicate_reviews", { start, limit })).rows

export const leaveBoth = (firm: string) => call("oasis_crm.api.firms.review_duplicate", { firm })

export interface Merge {
    name: string
    firm: string
    moved: Record<string, number>
    undo_until: string
}

/** A merge that was made: which firm stayed, which one went. */
export interface PastMerge extends Doc {
    firm: string
    firm_name?: string
    merged_name: string
    merged_on: string
    undo_until: string
    status: "Merged" | "Unmerged"
}

export const pastMerges = () =>
    resource.list<PastMerge>("Firm Merge", {
        fields: [
            "name",
            "firm",
            "firm.firm_name as firm_name",
            "merged_name",
            "merged_on",
            "undo_until",
            "status",
        ],
        order_by: "merged_on desc",
        limit_page_length: 20,
    })

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
