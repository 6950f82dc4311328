frappe.query_reports["Visits Performed"] = {
    filters: [
        ...oasis.reports.period("month"),
        ...oasis.reports.people(),
        { fieldname: "visit_type", label: __("Visit Type"), fieldtype: "Select", options: oasis.reports.choices(["Visit", "Phone", "Online"]) },
        { fieldname: "outcome", label: __("Outcome"), fieldtype: "Link", options: "Visit Outcome" },
        { fieldname: "firm", label: __("Firm"), fieldtype: "Link", options: "Firm" },
    ],
};
