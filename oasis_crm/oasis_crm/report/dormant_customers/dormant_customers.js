frappe.query_reports["Dormant Customers"] = {
    filters: [
        ...oasis.reports.people(),
        { fieldname: "days", label: __("Days without Fuel"), fieldtype: "Int" },
        { fieldname: "rating", label: __("Rating"), fieldtype: "Select", options: oasis.reports.choices(["A", "B", "C", "D"]) },
        { fieldname: "city", label: __("City"), fieldtype: "Data" },
    ],
};
