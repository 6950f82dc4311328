frappe.listview_settings["Firm Transfer"] = {
    add_fields: ["status"],
    has_indicator_for_draft: 1,
    get_indicator(doc) {
        const colors = { Requested: "orange", Approved: "green", Rejected: "red" };
        return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
    },
};
