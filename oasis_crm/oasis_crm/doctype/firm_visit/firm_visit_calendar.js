frappe.views.calendar["Firm Visit"] = {
    field_map: {
        start: "start",
        end: "end",
        id: "name",
        title: "title",
        status: "status",
        allDay: "allDay",
    },
    get_events_method: "oasis_crm.desk.calendar.visits",
    filters: [
        { fieldtype: "Link", fieldname: "sales_rep", options: "User", label: __("Sales Rep") },
        { fieldtype: "Link", fieldname: "firm", options: "Firm", label: __("Firm") },
    ],
    get_css_class(visit) {
        const classes = { Done: "success", Missed: "danger", Declined: "danger", Assigned: "warning" };
        return classes[visit.status] || "primary";
    },
};
