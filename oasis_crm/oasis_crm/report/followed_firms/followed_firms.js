frappe.query_reports["Followed Firms"] = {
    filters: [
        ...oasis.reports.period("none"),
        ...oasis.reports.people(),
        { fieldname: "relationship", label: __("Relationship"), fieldtype: "Select", options: oasis.reports.choices(["Tracked", "Customer", "Former Customer"]) },
        { fieldname: "stage", label: __("Stage"), fieldtype: "Select", options: oasis.reports.choices(["Suspect", "Prospect", "Approach", "Negotiation", "Closing", "Order", "Payment", "Lost"]) },
        { fieldname: "rating", label: __("Rating"), fieldtype: "Select", options: oasis.reports.choices(["A", "B", "C", "D"]) },
        { fieldname: "firm_type", label: __("Firm Type"), fieldtype: "Select", options: oasis.reports.choices(["Fleet", "Fuel Station", "Transport", "Construction", "Agriculture", "Industry", "Public", "Other"]) },
        { fieldname: "city", label: __("City"), fieldtype: "Data" },
    ],
};
