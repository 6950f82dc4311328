frappe.ui.form.on("Firm", {
    setup(frm) {
        frm.set_query("sales_rep", () => ({ filters: { enabled: 1, user_type: "System User" } }));
    },

    refresh(frm) {
        if (frm.is_new()) return;
        frm.trigger("add_actions");
        frm.trigger("show_score");
    },

    add_actions(frm) {
        const create = __("Create");
        const make = (doctype, values = {}) =>
            frappe.new_doc(doctype, { firm: frm.doc.name, ...values });
        frm.add_custom_button(
            __("Visit"),
            () => make("Firm Visit", { sales_rep: frm.doc.sales_rep }),
            create,
        );
        frm.add_custom_button(__("Document"), () => make("Firm Document"), create);
        frm.add_custom_button(__("Contract"), () => make("Fuel Contract"), create);
        frm.add_custom_button(__("Transfer Request"), () => make("Firm Transfer"), create);
        frm.add_custom_button(__("Reminder"), () => make("Personal Reminder"), create);
    },

    // The rating explains itself: each part of the score with its words.
    show_score(frm) {
        const reasons = parse(frm.doc.score_reasons);
        if (!reasons.length) return;
        const lines = reasons.map((reason) => frappe.utils.escape_html(reason.text || String(reason)));
        frm.dashboard.set_headline_alert(
            `<b>${frm.doc.rating} · ${frm.doc.score}</b> ${lines.join(" · ")}`,
        );
    },
});

function parse(reasons) {
    try {
        const parsed = JSON.parse(reasons || "[]");
        return Array.isArray(parsed) ? parsed : [];
    } catch {
        return [];
    }
}
