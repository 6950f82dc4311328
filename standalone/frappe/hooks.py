"""What the engine itself hooks into, in the same way as an app would."""

app_name = "frappe"
app_title = "Frappe Framework"
app_publisher = "The Oasis CRM authors"
app_description = "The standalone engine"
app_license = "MIT"

doc_events = {
    "*": {
        "on_update": ["frappe.core.doctype.file.utils.attach_files_to_document"],
        "on_update_after_submit": ["frappe.core.doctype.file.utils.attach_files_to_document"],
    },
}

_notification_log = "frappe.desk.doctype.notification_log.notification_log"

permission_query_conditions = {
    "File": "frappe.core.doctype.file.file.get_permission_query_conditions",
    "Notification Log": f"{_notification_log}.get_permission_query_conditions",
    "User": "frappe.core.doctype.user.user.get_permission_query_conditions",
}

has_permission = {
    "File": "frappe.core.doctype.file.file.has_permission",
    "Notification Log": f"{_notification_log}.has_permission",
    "User": "frappe.core.doctype.user.user.has_permission",
}

# rows that tell of a document and may not keep it from being deleted
ignore_links_on_delete = ["Comment", "Version", "Deleted Document", "Notification Log", "Error Log", "File"]

scheduler_events = {
    # mails to be sent later or again
    "cron": {"* * * * *": ["frappe.email.queue.flush"]},
    "daily": [
        "frappe.utils.housekeeping.clear_old_logs",
        "frappe.utils.housekeeping.optimize",
        "frappe.sessions.clear_expired_sessions",
    ],
}
