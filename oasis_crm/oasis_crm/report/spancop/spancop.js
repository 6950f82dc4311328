frappe.query_reports["SPANCOP"] = {
    filters: [
        ...oasis.reports.period("month"),
        ...oasis.reports.people(),
        { fieldname: "group_by", label: __("Group by"), fieldtype: "Select", options: oasis.reports.choices(["Sales Rep", "Sales Team", "All"]) },
        { fieldname: "firm_type", label: __("Firm Type"), fieldtype: "Select", options: oasis.reports.choices(["Fleet", "Fuel Station", "Transport", "Construction", "Agriculture", "Industry", "Public", "Other"]) },
        { fieldname: "city", label: __("City"), fieldtype: "Data" },
    ],
};
