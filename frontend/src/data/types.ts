/** Documents as the server sends them: flat rows with their child tables. Dates are the server's strings. */

export interface Doc {
    name: string
    [field: string]: unknown
}

export type Mode = "manager" | "office" | "field"

export const STAGES = [
    "Suspect",
    "Prospect",
    "Approach",
    "Negotiation",
    "Closing",
    "Order",
    "Payment",
    "Lost",
] as const
export type Stage = (typeof STAGES)[number]

export const FIRM_TYPES = [
    "Fleet",
    "Fuel Station",
    "Transport",
    "Construction",
    "Agriculture",
    "Industry",
    "Public",
    "Other",
] as const

export interface FirmContact {
    contact_name: string
    job_title?: string
    phone?: string
    email?: string
    is_primary?: 0 | 1
    is_decision_maker?: 0 | 1
}

export interface Firm extends Doc {
    firm_name: string
    legal_title?: string
    firm_type?: string
    tax_id?: string
    tax_office?: string
    phone?: string
    mobile?: string
    email?: string
    website?: string
    address_line?: string
    district?: string
    city?: string
    latitude?: number
    longitude?: number
    contacts?: FirmContact[]
    sales_rep?: string
    sales_team?: string
    followed_since?: string
    relationship?: string
    stage?: Stage
    stage_since?: string
    potential_litres?: number
    vehicle_count?: number
    current_supplier?: string
    supplier_contract_end?: string
    distributor?: string
    customer_code?: string
    credit_limit?: number
    limit_used?: number
    limit_available?: number
    limit_as_of?: string
    last_fuel_on?: string
    litres_30d?: number
    litres_90d?: number
    litres_12m?: number
    daily_spend?: number
    quiet_from?: string
    contract_end?: string
    rating?: "A" | "B" | "C" | "D" | ""
    score?: number
    score_reasons?: string
    last_visit_on?: string
    next_visit_on?: string
    search_key?: string
    modified?: string
}

export type VisitStatus = "Planned" | "Assigned" | "Accepted" | "Declined" | "Done" | "Missed" | "Cancelled"
export const OPEN_VISIT: readonly VisitStatus[] = ["Planned", "Assigned", "Accepted"]

export interface Visit extends Doc {
    firm: string
    firm_name?: string
    visit_type?: "Visit" | "Phone" | "Online"
    status: VisitStatus
    sales_rep: string
    planned_start?: string
    planned_minutes?: number
    origin?: "Manual" | "Automatic" | "Assigned"
    assigned_by?: string
    assignment_note?: string
    decline_reason?: string
    purpose?: string
    done_on?: string
    outcome?: string
    stage_after?: string
    notes?: string
    next_visit?: string
    client_id?: string
    check_in_result?: string
    /** Whose visit it is while a colleague stands in for him. */
    covered_for?: string
}

export interface WorkOrder extends Doc {
    subject: string
    description?: string
    firm?: string
    assigned_to: string
    assigned_by?: string
    priority: "Low" | "Medium" | "High" | "Urgent"
    due_on?: string
    status: string
    result_note?: string
    order_group?: string
    client_id?: string
    creation?: string
    seen_on?: string
    accepted_on?: string
    started_on?: string
    completed_on?: string
    comments?: OrderComment[]
    files?: OrderFile[]
}

/** What somebody said on a work order; `content` is the framework's HTML. */
export interface OrderComment {
    name: string
    comment_email: string
    comment_by?: string
    content: string
    creation: string
}

export interface OrderFile {
    name: string
    file_name: string
    file_url: string
    file_size?: number
    owner: string
    creation: string
}

export interface Reminder extends Doc {
    subject: string
    remind_at: string
    note?: string
    user?: string
    firm?: string
    repeat?: "None" | "Daily" | "Weekly" | "Monthly"
    status: "Open" | "Done" | "Dismissed"
    /** When its user was told of this moment of it. */
    notified_on?: string | null
}

export interface Outcome {
    outcome: string
    label: string
    next_visit_rule: "After Days" | "Before Supplier Contract End" | "None"
    days: number
    next_stage?: string | null
    asks_lost_reason?: boolean | 0 | 1
}

export interface Person {
    user: string
    full_name: string
    mode?: Mode
    team?: string | null
}

export interface Team {
    team: string
    leader?: string
    members: { user: string; full_name: string }[]
}

export interface Preferences {
    language: string
    theme: "Light" | "Dark" | "System" | string
    density: string
    quick_menu: string[]
    home_panels: string[]
    digest: string
    email_reminders?: 0 | 1
    push_reminders?: 0 | 1
    visit_reminder_minutes?: number
    overdue_orders?: 0 | 1
    saved_views: SavedView[]
}

export interface SavedView {
    name: string
    page: string
    query: Record<string, string>
}

export interface Boot {
    user: string
    full_name: string
    mode: Mode
    roles: string[]
    is_leader: boolean
    language: string
    time_zone: string
    currency: string
    today: string
    now: string
    version: string
    site: string
    teams: Team[]
    users: Person[]
    /** Who else may see what the user sees: managers, the office, who leads his teams. */
    colleagues?: Person[]
    settings: {
        work_start: string
        work_end: string
        working_days: number[]
        slot_minutes: number
        daily_visit_cap: number
        holidays: string[]
        holiday_names?: Record<string, string>
        check_in_radius_m?: number
        cadence?: Record<string, number | null>
        map_tiles?: string | null
        map_attribution?: string | null
        [key: string]: unknown
    }
    outcomes: Outcome[]
    stages: { stage: string; probability: number; next: string[] }[]
    document_types: { name: string; label: string; required_for: string[] }[]
    preferences: Preferences
    unread_notifications: number
    offline: { scope: "full" | "working set"; guard?: { salt: string; entries_url: string } | null }
}

/** A firm that looks like the one being typed. Where the user may not open it, `firm` and `city` are null. */
export interface Candidate {
    firm: string | null
    firm_name: string
    city: string | null
    score: number
    reasons: ("tax_id" | "phone" | "email" | "name")[]
    exact: boolean
    can_open: boolean
    followed_by: string | null
    followed_since: string | null
    last_contact: string | null
    /** Found without the server, which alone can say whose it is. */
    unseen?: boolean
}

export interface TimelineEntry {
    kind: string
    on: string
    by?: string
    by_name?: string
    title: string
    text?: string
    doctype: string
    name: string
}

export interface Proposal {
    planned_start: string
    reason: string
}

export interface CalendarEvent {
    doctype: string
    name: string
    title: string
    start: string
    end?: string | null
    status?: string
    user?: string
    user_name?: string
    color?: string
    firm?: string
    firm_name?: string
    kind?: string
    editable?: boolean
}

export type PanelRow = Record<string, unknown> & { doctype?: string; name?: string }

export interface Panel {
    key: string
    count: number
    rows: PanelRow[]
}

export interface InstantInfo {
    as_of: string
    panels: Panel[]
    /** Said by the device alone. */
    offline?: boolean
}
