frappe.ui.form.on("Firm Document", {
    setup(frm) {
        frm.set_query("document_type", () => ({ filters: { disabled: 0 } }));
    },

    // The office is asked for the reason before the workflow saves the rejection.
    before_workflow_action(frm) {
        if (frm.selected_workflow_action !== "Reject") return undefined;
        frappe.dom.unfreeze();
        // Closed without an answer, the promise stays open and nothing is rejected.
        return new Promise((resolve) => {
            frappe.prompt(
                {
                    fieldname: "reason",
                    fieldtype: "Small Text",
                    label: __("Rejection Reason"),
                    default: frm.doc.rejection_reason,
                    reqd: 1,
                },
                async ({ reason }) => {
                    await frm.set_value("rejection_reason", reason);
                    if (frm.is_dirty()) await frm.save();
                    resolve();
                },
                __("Reject"),
            );
        });
    },
});
