frappe.query_reports["Firm Analysis"] = {
    filters: [
        ...oasis.reports.people(),
        { fieldname: "rating", label: __("Rating"), fieldtype: "Select", options: oasis.reports.choices(["A", "B", "C", "D"]) },
        { fieldname: "stage", label: __("Stage"), fieldtype: "Select", options: oasis.reports.choices(["Suspect", "Prospect", "Approach", "Negotiation", "Closing", "Order", "Payment", "Lost"]) },
        { fieldname: "relationship", label: __("Relationship"), fieldtype: "Select", options: oasis.reports.choices(["Tracked", "Customer", "Former Customer"]) },
        { fieldname: "firm_type", label: __("Firm Type"), fieldtype: "Select", options: oasis.reports.choices(["Fleet", "Fuel Station", "Transport", "Construction", "Agriculture", "Industry", "Public", "Other"]) },
        { fieldname: "city", label: __("City"), fieldtype: "Data" },
    ],
};
