frappe.ui.form.on("Sales Team", {
    setup(frm) {
        const people = () => ({ filters: { enabled: 1, user_type: "System User" } });
        frm.set_query("leader", people);
        frm.set_query("user", "members", people);
    },
});
