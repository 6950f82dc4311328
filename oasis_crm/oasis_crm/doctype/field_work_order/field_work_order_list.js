frappe.listview_settings["Field Work Order"] = {
    add_fields: ["status", "priority", "due_on"],
    has_indicator_for_draft: 1,
    get_indicator(doc) {
        const closed = ["Approved", "Cancelled"].includes(doc.status);
        if (!closed && doc.due_on && doc.due_on < frappe.datetime.now_datetime()) {
            return [__("Overdue"), "red", `due_on,<,${frappe.datetime.now_datetime()}`];
        }
        const colors = { Completed: "purple", Approved: "green", Returned: "red", Cancelled: "gray" };
        return [__(doc.status), colors[doc.status] || "blue", `status,=,${doc.status}`];
    },
};
