"""Which DocTypes and fields a device keeps. What is not named here never reaches a device."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Table:
    """Rows that travel inside their document: those of a child table, or what hangs on it.

    `link`: the field naming the document; `where`: what tells these rows from others of their DocType;
    without it they are those of the table's field. `order`: as they are shown.
    """

    doctype: str
    fields: tuple[str, ...]
    link: str = "parent"
    where: dict[str, str] = field(default_factory=dict)
    order: str = "idx"


@dataclass(frozen=True)
class Shape:
    """The fields of a DocType on a device. `recent`: staff keep the newest so many, not everything."""

    fields: tuple[str, ...]
    tables: dict[str, Table] = field(default_factory=dict)
    recent: bool = False


#: In the order of a first pull: what others refer to comes first.
SHAPES: dict[str, Shape] = {
    "Visit Outcome": Shape(
        ("outcome", "next_visit_rule", "days", "next_stage", "asks_lost_reason", "disabled")
    ),
    "Document Type": Shape(
        ("document_type", "disabled", "has_expiry", "has_amount"),
        {"required_for": Table("Document Requirement", ("firm_type",))},
    ),
    "Fuel Product": Shape(("product", "unit", "group")),
    "Sales Team": Shape(("team", "leader"), {"members": Table("Sales Team Member", ("user",))}),
    "Firm": Shape(
        (
            *("firm_name", "legal_title", "firm_type", "tax_id", "tax_office", "entry_method", "sales_rep"),
            *(
                "sales_team",
                "followed_since",
                "relationship",
                "stage",
                "stage_since",
                "lost_reason",
                "rating",
            ),
            *(
                "score",
                "score_reasons",
                "last_visit_on",
                "next_visit_on",
                "phone",
                "mobile",
                "email",
                "website",
            ),
            *(
                "address_line",
                "district",
                "city",
                "latitude",
                "longitude",
                "potential_litres",
                "vehicle_count",
            ),
            *("current_supplier", "supplier_contract_end", "distributor", "customer_code", "contract_end"),
            *("credit_limit", "limit_used", "limit_available", "limit_as_of", "last_fuel_on", "litres_30d"),
            # What the home screen's watch lists look at, so that a device without a network has them too.
            *("daily_spend", "quiet_from"),
            *("litres_90d", "litres_12m", "search_key", "client_id", "creation", "modified"),
        ),
        {
            "contacts": Table(
                "Firm Contact",
                ("contact_name", "job_title", "phone", "email", "is_primary", "is_decision_maker"),
            )
        },
        recent=True,
    ),
    "Firm Visit": Shape(
        (
            *("firm", "visit_type", "status", "sales_rep", "planned_start", "planned_minutes", "origin"),
            *(
                "assigned_by",
                "assignment_note",
                "decline_reason",
                "purpose",
                "done_on",
                "outcome",
                "stage_after",
            ),
            *("notes", "next_visit", "previous_visit", "check_in_result", "check_in_distance", "plan_reason"),
            *("covered_for", "leave_cover", "client_id", "modified"),
        ),
        recent=True,
    ),
    "Field Work Order": Shape(
        (
            *("subject", "description", "firm", "assigned_to", "assigned_by", "team", "priority", "due_on"),
            *("status", "seen_on", "accepted_on", "started_on", "completed_on", "result_note", "modified"),
            *("order_group", "client_id", "creation"),
        ),
        {
            "comments": Table(
                "Comment",
                ("name", "comment_email", "comment_by", "content", "creation"),
                link="reference_name",
                where={"reference_doctype": "Field Work Order", "comment_type": "Comment"},
                order="creation",
            ),
            "files": Table(
                "File",
                ("name", "file_name", "file_url", "file_size", "owner", "creation"),
                link="attached_to_name",
                where={"attached_to_doctype": "Field Work Order"},
                order="creation",
            ),
        },
        recent=True,
    ),
    "Personal Reminder": Shape(
        (
            *("subject", "remind_at", "note", "user", "firm", "repeat", "status", "notified_on", "client_id"),
            "modified",
        )
    ),
    "Firm Document": Shape(
        (
            *("firm", "document_type", "number", "status", "rejection_reason", "issued_on", "expires_on"),
            *("amount", "bank", "file", "client_id", "creation", "modified"),
        ),
        {"pages": Table("Firm Document Page", ("image",))},
        recent=True,
    ),
    "Fuel Contract": Shape(
        (
            *("firm", "distributor", "contract_no", "sales_rep", "starts_on", "ends_on", "committed_litres"),
            *("guarantee_amount", "docstatus", "creation", "modified"),
        ),
        {"prices": Table("Fuel Contract Price", ("product", "discount_percent", "fixed_discount"))},
        recent=True,
    ),
    "Firm Transfer": Shape(
        (
            *("firm", "firm_name", "from_rep", "from_rep_name", "to_rep", "to_rep_name", "reason", "status"),
            *("creation", "modified"),
        ),
        recent=True,
    ),
    "Leave Cover": Shape(
        ("rep", "rep_name", "cover", "cover_name", "from_date", "to_date", "status", "reason"), recent=True
    ),
    "Stage Change": Shape(
        ("firm", "from_stage", "to_stage", "changed_on", "changed_by", "days_in_stage"), recent=True
    ),
    "Sales Target": Shape(
        ("period_type", "period_start", "period_end", "sales_rep", "sales_team", "modified"),
        {"lines": Table("Sales Target Line", ("metric", "product_group", "target", "achieved", "percent"))},
        recent=True,
    ),
    "Oasis Preference": Shape(
        (
            *("user", "language", "theme", "density", "digest", "quick_menu", "home_panels", "saved_views"),
            *("push_reminders", "email_reminders", "visit_reminder_minutes", "overdue_orders"),
        )
    ),
}
