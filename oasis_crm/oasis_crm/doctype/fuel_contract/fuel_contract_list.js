frappe.listview_settings["Fuel Contract"] = {
    add_fields: ["ends_on", "docstatus"],
    get_indicator(doc) {
        if (doc.docstatus !== 1) return undefined;
        const today = frappe.datetime.get_today();
        if (doc.ends_on < today) return [__("Ended"), "gray", `ends_on,<,${today}`];
        const soon = frappe.datetime.add_days(today, 60);
        if (doc.ends_on <= soon) return [__("Ends Soon"), "orange", `ends_on,<=,${soon}`];
        return [__("Running"), "green", `ends_on,>,${soon}`];
    },
};
