from oasis_crm.offline.shapes import SHAPES as _SHAPES
from oasis_crm.permissions.rules import RULES as _RULES

app_name = "oasis_crm"
app_title = "Oasis CRM"
app_publisher = "The Oasis CRM authors"
app_description = "CRM for the sales teams of fuel distributors"
app_email = "hello@oasis.example"
app_license = "mit"

require_type_annotated_api_methods = True

add_to_apps_screen = [
    {
        "name": "oasis_crm",
        "logo": "/assets/oasis_crm/frontend/logo.svg",
        "title": "Oasis CRM",
        "route": "/oasis",
        "has_permission": "oasis_crm.permissions.roles.may_open_app",
    }
]

after_install = "oasis_crm.install.after_install"
after_migrate = "oasis_crm.install.after_migrate"

permission_query_conditions = {
    **dict.fromkeys(_RULES, "oasis_crm.permissions.conditions.conditions"),
    "Comment": "oasis_crm.permissions.attachments.conditions",
    "File": "oasis_crm.permissions.attachments.conditions",
    "Version": "oasis_crm.permissions.attachments.conditions",
}

has_permission = {
    **dict.fromkeys(_RULES, "oasis_crm.permissions.documents.has_permission"),
    "Comment": "oasis_crm.permissions.attachments.has_permission",
    "File": "oasis_crm.permissions.attachments.file_has_permission",
    "Version": "oasis_crm.permissions.attachments.has_permission",
}

standard_queries = {"Firm": "oasis_crm.desk.queries.firms"}

# The desk's reports share their filters.
app_include_js = "/assets/oasis_crm/js/oasis_reports.js"

override_doctype_class = {"File": "oasis_crm.overrides.file.OasisFile"}

override_whitelisted_methods = {
    "frappe.client.get_count": "oasis_crm.permissions.client.get_count",
    "frappe.client.validate_link": "oasis_crm.permissions.client.validate_link",
    "frappe.desk.doctype.dashboard_chart.dashboard_chart.get": "oasis_crm.permissions.client.get_chart",
    "frappe.desk.search.get_link_title": "oasis_crm.permissions.client.get_link_title",
}

_TOLD_TO_DEVICES = {
    "on_change": "oasis_crm.offline.log.on_change",
    "after_delete": "oasis_crm.offline.log.on_change",
}

doc_events = {
    **dict.fromkeys(_SHAPES, _TOLD_TO_DEVICES),
    "Field Work Order": {
        **_TOLD_TO_DEVICES,
        "after_insert": "oasis_crm.services.work_orders.on_new",
    },
    "Comment": {
        "before_insert": "oasis_crm.permissions.mentions.keep_to_readers",
        "on_update": "oasis_crm.services.order_talk.on_change",
        "after_delete": "oasis_crm.services.order_talk.on_change",
    },
    "File": {
        "on_update": "oasis_crm.services.order_talk.on_change",
        "after_delete": "oasis_crm.services.order_talk.on_change",
    },
    "User": {
        "on_update": "oasis_crm.permissions.realtime.forget_staff",
        "on_trash": "oasis_crm.permissions.realtime.forget_staff",
    },
}

# The log of a firm goes with it; visits, contracts and sales hold it back.
ignore_links_on_delete = ["Stage Change", "Firm Import", "Firm Merge"]

scheduler_events = {
    "cron": {
        "* * * * *": [
            "oasis_crm.notifications.reminders.fire_due",
            "oasis_crm.notifications.upcoming.remind",
        ],
        "0 8 * * *": ["oasis_crm.notifications.overdue.tell_of_overdue"],
    },
    "hourly": [
        "oasis_crm.notifications.missed.mark_missed",
        "oasis_crm.imports.batches.resume_stalled",
        "oasis_crm.services.visit_batches.resume_stalled",
        "oasis_crm.services.leave.turn_days",
    ],
    "daily": [
        "oasis_crm.offline.log.prune",
        "oasis_crm.services.due.refresh",
        "oasis_crm.documents.expiry.remind",
    ],
}

website_route_rules = [{"from_route": "/oasis/<path:app_path>", "to_route": "oasis"}]
