import { __ } from "@/i18n"
import { call, read, resource } from "./http"
import { uuid } from "./ids"
import { allLocal, ofFirm } from "./documents"
import { holdsEverything } from "./firms"
import { store } from "./store/db"
import { commit, requestSync, type Sent } from "./sync"
import type { Doc, Firm } from "./types"

/** The photographed papers of firms. */
export interface Paper extends Doc {
    firm: string
    firm_name?: string
    document_type: string
    number?: string
    status: "Captured" | "Verified" | "Rejected"
    rejection_reason?: string
    issued_on?: string
    expires_on?: string
    amount?: number
    bank?: string
    file?: string
}

export interface PaperKind extends Doc {
    document_type: string
    disabled?: 0 | 1
    has_expiry?: 0 | 1
    has_amount?: 0 | 1
    required_for?: { firm_type: string }[]
}

/** Four corners from the top left clockwise, as fractions of the picture. */
export type Crop = [number, number][]

export interface CapturedPage {
    bytes: ArrayBuffer
    filename: string
    rotation: 0 | 90 | 180 | 270
    crop: Crop | null
}

export interface PaperFacts {
    document_type: string
    number?: string
    issued_on?: string
    expires_on?: string
    amount?: number
    bank?: string
}

export interface Missing {
    document_type: string
    label: string
    status: "Missing" | "Rejected" | "Expired" | "Captured"
}

const API = "oasis_crm.api.documents"

export const paperKinds = async () =>
    (await allLocal<PaperKind>("Document Type")).filter((kind) => !kind.disabled)
/** A firm's papers, newest first: from the device, or from the server where the device keeps but a part. */
export async function papersOf(firm: string): Promise<Paper[]> {
    const kept = await ofFirm<Paper>("Firm Document", firm)
    if (holdsEverything()) return kept.sort((a, b) => moment(b).localeCompare(moment(a)))
    return remotePapers({ firm }, 0, 100).catch(() => kept)
}
const moment = (paper: Paper) => String(paper.creation ?? paper.modified ?? "9")

/** What a firm's type must have and is not there: the server's word, or without it the device's own. */
export const missingPapers = (firm: Firm): Promise<Missing[]> =>
    read<Missing[]>(`${API}.missing`, { firm: firm.name }).catch(() => missingHere(firm))

async function missingHere(firm: Firm): Promise<Missing[]> {
    const papers = await ofFirm<Paper>("Firm Document", firm.name)
    const there = (kind: PaperKind) =>
        papers.some((paper) => paper.document_type === kind.name && paper.status !== "Rejected")
    return (await paperKinds())
        .filter(
            (kind) => kind.required_for?.some((rule) => rule.firm_type === firm.firm_type) && !there(kind),
        )
        .map((kind) => ({ document_type: kind.name, label: __(kind.document_type), status: "Missing" }))
}

/** A firm that lacks papers which its type must have. */
export interface Lacking {
    firm: string
    firm_name: string
    city?: string
    sales_rep?: string
    missing: Missing[]
}

export const firmsLackingPapers = (start: number, limit: number) =>
    read<Lacking[]>(`${API}.missing`, { start, limit })
export const thumbnailUrl = (document: string, size = 320) =>
    `/api/method/${API}.thumbnail?document=${encodeURIComponent(document)}&size=${size}`

/** Keeps the pages on the device and hands them over with the document when the server is in reach. */
export async function capturePaper(firm: Firm, facts: PaperFacts, pages: CapturedPage[]): Promise<Sent> {
    const client_id = uuid()
    const kept = pages.map(({ bytes, filename, rotation, crop }) => ({
        file: { id: uuid(), filename, bytes, file_url: "" },
        page: { rotation, ...(crop ? { crop } : {}) },
    }))
    await store().files.bulkPut(kept.map((entry) => entry.file))
    return commit({
        doctype: "Firm Document",
        name: client_id,
        action: "capture",
        values: {
            ...facts,
            firm: firm.name,
            client_id,
            pages: kept.map(({ file, page }) => ({ ...page, local_file: file.id })),
        },
        label: firm.firm_name,
        effects: [
            {
                doctype: "Firm Document",
                name: client_id,
                create: true,
                values: { ...facts, firm: firm.name, status: "Captured" },
            },
        ],
    })
}

/** The newest papers in a state, of all firms the user may see. */
export async function listPapers(status: string, start: number, length: number): Promise<Paper[]> {
    if (!holdsEverything()) return remotePapers(status ? { status } : {}, start, length)
    const firms = new Map((await allLocal<Firm>("Firm")).map((firm) => [firm.name, firm.firm_name]))
    return (await allLocal<Paper>("Firm Document"))
        .filter((paper) => !status || paper.status === status)
        .map((paper): Paper => ({ ...paper, firm_name: firms.get(paper.firm) }))
        .sort((a, b) => String(b.modified ?? "9").localeCompare(String(a.modified ?? "9")))
        .slice(start, start + length)
}

const remotePapers = (filters: object, start: number, length: number) =>
    resource.list<Paper>("Firm Document", {
        fields: [
            "name",
            "firm",
            "firm.firm_name as firm_name",
            "document_type",
            "status",
            "number",
            "issued_on",
            "expires_on",
            "amount",
            "bank",
            "file",
            "rejection_reason",
            "modified",
        ],
        filters,
        order_by: "modified desc",
        limit_start: start,
        limit_page_length: length,
    })

/** Verifies or rejects by the workflow that administrators configure. */
export async function judgePaper(paper: Paper, action: "Verify" | "Reject", reason = ""): Promise<void> {
    // The workflow reads the document anew: what it needs has to stand in it before.
    const kept = reason
        ? await resource.update<Doc>("Firm Document", paper.name, { rejection_reason: reason })
        : await resource.get<Doc>("Firm Document", paper.name)
    const doc = JSON.stringify({ ...kept, doctype: "Firm Document" })
    await call("frappe.model.workflow.apply_workflow", { doc, action })
    requestSync()
}
