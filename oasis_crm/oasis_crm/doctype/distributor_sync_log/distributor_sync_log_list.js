frappe.listview_settings["Distributor Sync Log"] = {
    add_fields: ["status"],
    get_indicator(doc) {
        const colors = { Success: "green", Partial: "orange", Error: "red" };
        return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
    },
};
