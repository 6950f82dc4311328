frappe.ui.form.on("Report Subscription", {
    setup(frm) {
        frm.set_query("report", () => ({ filters: { module: "Oasis CRM", disabled: 0 } }));
        frm.set_query("user", "recipients", () => ({ filters: { enabled: 1 } }));
    },
});
