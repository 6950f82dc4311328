frappe.query_reports["Contract Watch"] = {
    filters: [
        ...oasis.reports.period("none"),
        ...oasis.reports.people(),
        { fieldname: "kind", label: __("Contract"), fieldtype: "Select", options: oasis.reports.choices(["Customer Contract", "Supplier Contract"]) },
        { fieldname: "rating", label: __("Rating"), fieldtype: "Select", options: oasis.reports.choices(["A", "B", "C", "D"]) },
        { fieldname: "city", label: __("City"), fieldtype: "Data" },
    ],
};
