frappe.query_reports["Rep Activity"] = {
    filters: [
        ...oasis.reports.period("month"),
        ...oasis.reports.people(),
    ],
};
