frappe.listview_settings["Firm Document"] = {
    add_fields: ["status", "expires_on"],
    has_indicator_for_draft: 1,
    get_indicator(doc) {
        const colors = { Captured: "orange", Verified: "green", Rejected: "red" };
        return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
    },
};
