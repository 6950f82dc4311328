frappe.views.calendar["Personal Reminder"] = {
    field_map: {
        start: "start",
        end: "end",
        id: "name",
        title: "title",
        status: "status",
        allDay: "allDay",
    },
    get_events_method: "oasis_crm.desk.calendar.reminders",
    get_css_class: (reminder) => (reminder.status === "Open" ? "warning" : "success"),
};
