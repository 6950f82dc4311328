import { call, read } from "./http"
import { requestSync } from "./sync"
import type { Visit } from "./types"

const API = "oasis_crm.api.routing"

/** A rep who could be sent, with the visits he has to make in the days asked for. */
export interface RepLoad {
    rep: string
    full_name: string
    visits: number
    away: { text: string; cover: string } | null
}

export interface Planned {
    name: string
    status: string
    planned_start: string
    sales_rep: string
    /** What speaks against the hour that was asked for. */
    warnings: string[]
}

export interface Assignment {
    firm: string
    sales_rep: string
    planned_start?: string
    note?: string
    visit_type?: string
}

export type Strategy = "Rep" | "Least Loaded" | "Follower"

export interface ManyWish {
    strategy: Strategy
    from_date: string
    to_date: string
    sales_rep?: string
    sales_team?: string
    note?: string
}

export interface BatchRow {
    firm: string
    firm_name: string
    result: "Waiting" | "Assigned" | "Refused"
    reason?: string
    sales_rep_name?: string
    planned_start?: string
}

export interface Batch {
    name: string
    status: "Queued" | "Running" | "Done" | "Failed"
    total: number
    assigned: number
    refused: number
    rows: BatchRow[]
}

export interface FollowedVisit extends Visit {
    city?: string
    sales_rep_name?: string
    assigned_by_name?: string
    covered_for_name?: string
}

export const FOLLOWED = ["Assigned", "Accepted", "Declined", "Missed", "Done"] as const
export type Counts = Record<(typeof FOLLOWED)[number], number>

export interface FollowUp {
    rows: FollowedVisit[]
    more: boolean
    counts: Counts
    reps: (Counts & { sales_rep: string; full_name: string })[]
}

export interface FollowQuery {
    status: string
    sales_rep: string
    mine: boolean
}

/** Whom one may send, the least loaded first. */
export const repLoads = (from_date: string, to_date: string, sales_team = "") =>
    read<RepLoad[]>(`${API}.loads`, { from_date, to_date, sales_team })

export async function assignVisit(wanted: Assignment): Promise<Planned> {
    const planned = await call<Planned>("oasis_crm.api.visits.assign", { ...wanted })
    requestSync()
    return planned
}

/** Gives a declined or missed visit to a rep anew; without one the server finds who has least to do. */
export const reassignVisit = (visit: string, sales_rep = "") =>
    call<Planned>("oasis_crm.api.visits.reassign", { visit, ...(sales_rep ? { sales_rep } : {}) })

export const assignMany = (firms: string[], wish: ManyWish) =>
    call<Batch>(`${API}.assign_many`, { firms, ...wish })
export const batchState = (visit_batch: string) => read<Batch>(`${API}.batch`, { visit_batch })
export const retryBatch = (visit_batch: string) => call<Batch>(`${API}.retry`, { visit_batch })

export const followUp = (query: FollowQuery, start: number, limit: number) =>
    read<FollowUp>(`${API}.follow_up`, { ...query, mine: query.mine ? 1 : 0, start, limit })
