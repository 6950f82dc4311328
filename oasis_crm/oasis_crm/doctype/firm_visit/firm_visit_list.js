frappe.listview_settings["Firm Visit"] = {
    add_fields: ["status", "planned_start", "done_on"],
    get_indicator(doc) {
        const colors = {
            Planned: "blue",
            Assigned: "orange",
            Accepted: "cyan",
            Declined: "red",
            Done: "green",
            Missed: "red",
            Cancelled: "gray",
        };
        return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
    },
};
