frappe.query_reports["Visits Assigned"] = {
    filters: [
        ...oasis.reports.period("from month"),
        ...oasis.reports.people(),
        { fieldname: "status", label: __("Status"), fieldtype: "Select", options: oasis.reports.choices(["Assigned", "Accepted", "Declined", "Done", "Missed", "Cancelled"]) },
        { fieldname: "assigned_by", label: __("Assigned by"), fieldtype: "Link", options: "User" },
        { fieldname: "firm", label: __("Firm"), fieldtype: "Link", options: "Firm" },
    ],
};
