frappe.listview_settings["Firm"] = {
    add_fields: ["stage", "relationship", "rating", "next_visit_on"],
    get_indicator(doc) {
        const colors = {
            Suspect: "gray",
            Prospect: "light-blue",
            Approach: "cyan",
            Negotiation: "blue",
            Closing: "purple",
            Order: "orange",
            Payment: "green",
            Lost: "red",
        };
        return [__(doc.stage), colors[doc.stage], `stage,=,${doc.stage}`];
    },
};
