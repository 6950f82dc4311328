frappe.query_reports["Visits Planned"] = {
    filters: [
        ...oasis.reports.period("ahead"),
        ...oasis.reports.people(),
        { fieldname: "visit_type", label: __("Visit Type"), fieldtype: "Select", options: oasis.reports.choices(["Visit", "Phone", "Online"]) },
        { fieldname: "status", label: __("Status"), fieldtype: "Select", options: oasis.reports.choices(["Planned", "Assigned", "Accepted"]) },
        { fieldname: "origin", label: __("Origin"), fieldtype: "Select", options: oasis.reports.choices(["Manual", "Automatic", "Assigned"]) },
        { fieldname: "firm", label: __("Firm"), fieldtype: "Link", options: "Firm" },
    ],
};
