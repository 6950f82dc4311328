// The filters that the reports of Oasis CRM share, for the desk.
frappe.provide("oasis.reports");

oasis.reports.period = (kind) => {
    const date = frappe.datetime;
    const from = {
        month: date.month_start(),
        "from month": date.month_start(),
        year: date.add_months(date.month_start(), -11),
    }[kind];
    const to = { month: date.get_today(), year: date.get_today(), ahead: date.add_days(date.get_today(), 30) }[kind];
    return [
        { fieldname: "from_date", label: __("From Date"), fieldtype: "Date", default: from },
        { fieldname: "to_date", label: __("To Date"), fieldtype: "Date", default: to },
    ];
};

oasis.reports.people = () => [
    { fieldname: "sales_rep", label: __("Sales Rep"), fieldtype: "Link", options: "User" },
    { fieldname: "sales_team", label: __("Sales Team"), fieldtype: "Link", options: "Sales Team" },
];

// A Select that shows its choices in the reader's language and sends them in English.
oasis.reports.choices = (values) => [
    { value: "", label: "" },
    ...values.map((value) => ({ value, label: __(value) })),
];
