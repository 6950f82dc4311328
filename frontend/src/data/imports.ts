import { call, resource, upload } from "./http"
import { requestSync } from "./sync"
import type { Doc } from "./types"

export type Verdict = "New" | "Update" | "Duplicate of mine" | "Followed by another rep" | "Invalid"
export const VERDICTS: readonly Verdict[] = [
    "New",
    "Update",
    "Duplicate of mine",
    "Followed by another rep",
    "Invalid",
]

export interface PreviewRow {
    row: number
    values: Record<string, unknown>
    verdict: Verdict
    reason: string
    firm?: string | null
}

export interface Preview {
    mapping: Record<string, string | null>
    columns: string[]
    fields: { fieldname: string; label: string }[]
    rows: PreviewRow[]
    counts: Partial<Record<Verdict, number>>
    total: number
    shown: number
    sheet?: string
    warnings?: string[]
}

export interface FirmImport extends Doc {
    status: string
    progress?: number
    total_rows?: number
    error_workbook?: string
    error?: string
    creation: string
    file?: string
}

export interface Undone {
    removed: number
    restored: number
    kept: { firm: string; firm_name: string; reason: string }[]
    kept_count: number
}

const API = "oasis_crm.api.imports"
export const templateUrl = (language: string) => `/api/method/${API}.template?language=${language}`

/** Puts the workbook on the server, for its owner's eyes only. Gives its address there. */
export async function uploadWorkbook(file: File): Promise<string> {
    const form = new FormData()
    form.set("file", file, file.name)
    form.set("is_private", "1")
    return (await upload<{ file_url: string }>(form)).file_url
}

export const preview = (file_url: string, mapping?: Preview["mapping"]) =>
    call<Preview>(`${API}.preview`, { file_url, mapping })
export const startImport = (file_url: string, mapping: Preview["mapping"]) =>
    call<FirmImport>(`${API}.start`, { file_url, mapping })
export const importState = (name: string) => resource.get<FirmImport>("Firm Import", name)
export const cancelImport = (firm_import: string) =>
    call<{ status: string }>(`${API}.cancel`, { firm_import })
export const resumeImport = (firm_import: string) =>
    call<{ status: string }>(`${API}.resume`, { firm_import })

export async function undoImport(firm_import: string): Promise<Undone> {
    const undone = await call<Undone>(`${API}.undo`, { firm_import })
    requestSync()
    return undone
}

export const pastImports = () =>
    resource.list<FirmImport>("Firm Import", {
        fields: ["*"],
        order_by: "creation desc",
        limit_page_length: 10,
    })
