frappe.listview_settings["Fuel Sale"] = {
    add_fields: ["match_status"],
    get_indicator(doc) {
        const color = doc.match_status === "Matched" ? "green" : "orange";
        return [__(doc.match_status), color, `match_status,=,${doc.match_status}`];
    },
};
