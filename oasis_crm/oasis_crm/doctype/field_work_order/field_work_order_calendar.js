frappe.views.calendar["Field Work Order"] = {
    field_map: {
        start: "start",
        end: "end",
        id: "name",
        title: "title",
        status: "status",
        allDay: "allDay",
    },
    get_events_method: "oasis_crm.desk.calendar.work_orders",
    filters: [
        { fieldtype: "Link", fieldname: "assigned_to", options: "User", label: __("Assigned to") },
    ],
    get_css_class: (order) => (order.status === "Approved" ? "success" : "primary"),
};
