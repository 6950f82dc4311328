frappe.ui.form.on("Leave Cover", {
    refresh(frm) {
        if (frm.is_new() || !["Planned", "Active"].includes(frm.doc.status)) return;
        frm.add_custom_button(__("End this leave"), async () => {
            await frappe.call({
                method: "oasis_crm.api.leave.cancel",
                args: { leave_cover: frm.doc.name },
                freeze: true,
            });
            frm.reload_doc();
        });
    },
});
