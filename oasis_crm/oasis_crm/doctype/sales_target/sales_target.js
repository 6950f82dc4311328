frappe.ui.form.on("Sales Target", {
    refresh(frm) {
        if (frm.is_new()) return;
        const lines = frm.doc.lines.filter((line) => line.target);
        if (!lines.length) return;
        const shown = lines.map((line) => `${__(line.metric)}: ${Math.round(line.percent || 0)} %`);
        frm.dashboard.set_headline(shown.join(" · "));
    },
});
