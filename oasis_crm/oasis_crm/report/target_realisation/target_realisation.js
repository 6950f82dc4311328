frappe.query_reports["Target Realisation"] = {
    filters: [
        ...oasis.reports.period("month"),
        ...oasis.reports.people(),
        { fieldname: "period_type", label: __("Period"), fieldtype: "Select", options: oasis.reports.choices(["Month", "Quarter", "Year"]) },
        { fieldname: "metric", label: __("Metric"), fieldtype: "Select", options: oasis.reports.choices(["Litres", "Amount", "New Customers", "Visits"]) },
    ],
};
