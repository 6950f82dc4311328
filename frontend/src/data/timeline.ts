import { __ } from "@/i18n"
import { dateText } from "@/i18n/format"
import { now, moment } from "./dates"
import { ofFirm } from "./documents"
import { read } from "./http"
import { uuid } from "./ids"
import { fullName, session } from "./session"
import { commit, type Sent } from "./sync"
import type { Paper } from "./papers"
import type { Transfer } from "./transfers"
import type { Doc, Firm, Reminder, TimelineEntry, Visit, WorkOrder } from "./types"

/** Everything that happened with a firm, newest first. */
export interface Timeline {
    entries: TimelineEntry[]
    more: boolean
}

export function timeline(firm: string, kinds: string[], start: number, limit: number): Promise<Timeline> {
    return read("oasis_crm.api.firms.timeline", {
        firm,
        kinds: kinds.length ? kinds : undefined,
        start,
        limit,
    })
}

interface StageChange extends Doc {
    from_stage?: string
    to_stage: string
    changed_on: string
    changed_by?: string
    days_in_stage?: number
}

interface Contract extends Doc {
    contract_no?: string
    starts_on: string
    ends_on: string
    creation?: string
}

/** A comment of this device that the server does not have yet. */
interface Spoken extends Doc {
    content: string
    comment_email: string
    creation: string
}

export function commentOn(firm: Firm, text: string): Promise<Sent> {
    const content = { firm: firm.name, content: text, comment_email: session.user, creation: moment(now()) }
    return commit({
        doctype: "Firm",
        name: firm.name,
        action: "comment",
        values: { firm: firm.name, text },
        label: firm.firm_name,
        effects: [{ doctype: "Comment", name: uuid(), create: true, values: content }],
    })
}

/** A document of the device as an entry; null for what has not happened yet. */
type Teller<T extends Doc> = (doc: T) => Omit<TimelineEntry, "doctype" | "name"> | null
const joined = (...parts: (string | undefined | false)[]) => parts.filter(Boolean).join(" · ")

const ofVisit: Teller<Visit> = (visit) => {
    const on = String(visit.done_on || visit.planned_start || "")
    if (!visit.done_on && on > moment(now())) return null
    const type = visit.visit_type || "Visit"
    return {
        kind: type === "Visit" ? "visit" : "call",
        on,
        by: visit.sales_rep,
        title: `${__(type)}: ${__(visit.outcome || visit.status)}`,
        text: visit.notes || visit.decline_reason,
    }
}
const ofStage: Teller<StageChange> = (change) => ({
    kind: "stage",
    on: change.changed_on,
    by: change.changed_by,
    title: `${__(change.from_stage ?? "")} → ${__(change.to_stage)}`,
    text: change.days_in_stage ? __("after {0} days", [change.days_in_stage]) : "",
})
const ofPaper: Teller<Paper> = (paper) => ({
    kind: "document",
    on: String(paper.creation ?? paper.issued_on ?? paper.modified ?? ""),
    title: __(paper.document_type),
    text: joined(paper.number, __(paper.status)),
})
const ofContract: Teller<Contract> = (contract) => ({
    kind: "contract",
    on: String(contract.creation ?? contract.starts_on),
    title: joined(__("Contract"), contract.contract_no),
    text: `${dateText(contract.starts_on)} – ${dateText(contract.ends_on)}`,
})
const ofTransfer: Teller<Transfer> = (transfer) => ({
    kind: "transfer",
    on: String(transfer.creation ?? transfer.modified ?? ""),
    title: `${__("Transfer")}: ${__(transfer.status)}`,
    text: `${transfer.from_rep_name ?? "–"} → ${transfer.to_rep_name ?? transfer.to_rep}. ${transfer.reason}`,
})
const ofOrder: Teller<WorkOrder> = (order) => ({
    kind: "work_order",
    on: String(order.creation ?? order.due_on ?? order.modified ?? ""),
    by: order.assigned_by,
    title: order.subject,
    text: joined(__(order.status), order.result_note),
})
const ofReminder: Teller<Reminder> = (reminder) =>
    reminder.remind_at > moment(now())
        ? null
        : {
              kind: "reminder",
              on: reminder.remind_at,
              by: reminder.user,
              title: reminder.subject,
              text: joined(__(reminder.status), reminder.note),
          }

const ofComment: Teller<Spoken> = (comment) => ({
    kind: "comment",
    on: comment.creation,
    by: comment.comment_email,
    title: __("Waits to be sent"),
    text: comment.content,
})

const tellers: Record<string, Teller<never>> = {
    "Firm Visit": ofVisit,
    "Stage Change": ofStage,
    "Firm Document": ofPaper,
    "Fuel Contract": ofContract,
    "Firm Transfer": ofTransfer,
    "Field Work Order": ofOrder,
    "Personal Reminder": ofReminder,
    Comment: ofComment,
}

/** What the device itself can tell of a firm's past, for when the server is out of reach. */
export async function localTimeline(firm: string, kind: string): Promise<TimelineEntry[]> {
    const told = await Promise.all(
        Object.entries(tellers).map(async ([doctype, tell]) =>
            (await ofFirm(doctype, firm)).flatMap((doc) => {
                const entry = (tell as Teller<Doc>)(doc)
                const by_name = fullName(entry?.by)
                return entry ? [{ ...entry, by_name, doctype, name: doc.name }] : []
            }),
        ),
    )
    return told
        .flat()
        .filter((entry) => !kind || entry.kind === kind)
        .sort((a, b) => b.on.localeCompare(a.on))
}
