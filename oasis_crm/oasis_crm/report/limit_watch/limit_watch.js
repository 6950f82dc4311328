frappe.query_reports["Limit Watch"] = {
    filters: [
        ...oasis.reports.people(),
        { fieldname: "only_low", label: __("Only Low Limits"), fieldtype: "Check" },
        { fieldname: "rating", label: __("Rating"), fieldtype: "Select", options: oasis.reports.choices(["A", "B", "C", "D"]) },
        { fieldname: "city", label: __("City"), fieldtype: "Data" },
    ],
};
