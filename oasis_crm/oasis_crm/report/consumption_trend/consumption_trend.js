frappe.query_reports["Consumption Trend"] = {
    filters: [
        ...oasis.reports.period("year"),
        ...oasis.reports.people(),
        { fieldname: "product", label: __("Product"), fieldtype: "Link", options: "Fuel Product" },
        { fieldname: "distributor", label: __("Distributor"), fieldtype: "Link", options: "Distributor" },
        { fieldname: "firm", label: __("Firm"), fieldtype: "Link", options: "Firm" },
    ],
};
