frappe.ui.form.on("Firm Visit", {
    setup(frm) {
        frm.set_query("outcome", () => ({ filters: { disabled: 0 } }));
        frm.set_query("sales_rep", () => ({ filters: { enabled: 1, user_type: "System User" } }));
    },

    // A rep plans for himself; the office chooses whom it sends.
    onload(frm) {
        if (!frm.is_new() || frm.doc.sales_rep || !frappe.user.has_role("Oasis Field")) return;
        frm.set_value("sales_rep", frappe.session.user);
    },

    refresh(frm) {
        const open = ["Planned", "Assigned", "Accepted", "Missed"].includes(frm.doc.status);
        if (frm.is_new() || !open) return;
        frm.add_custom_button(__("Record Visit"), () => record(frm)).addClass("btn-primary");
    },
});

function record(frm) {
    const dialog = new frappe.ui.Dialog({
        title: __("Record Visit"),
        fields: [
            { fieldname: "outcome", fieldtype: "Link", options: "Visit Outcome", label: __("Outcome"), reqd: 1 },
            { fieldname: "notes", fieldtype: "Text", label: __("Notes") },
            { fieldname: "lost_reason", fieldtype: "Data", label: __("Lost Reason") },
        ],
        primary_action_label: __("Save"),
        primary_action: (values) => save(frm, dialog, values),
    });
    dialog.show();
}

async function save(frm, dialog, values) {
    const { message } = await frappe.call({
        method: "oasis_crm.api.visits.record",
        args: { firm: frm.doc.firm, visit: frm.doc.name, ...values },
        freeze: true,
    });
    dialog.hide();
    if (message.next_visit) {
        const when = frappe.datetime.str_to_user(message.next_visit.planned_start);
        frappe.show_alert({ message: __("Next visit: {0}", [when]), indicator: "green" });
    }
    frm.reload_doc();
}
