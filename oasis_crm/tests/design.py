"""What the design fixes of the data dictionary: integrators and the web app rely on these names."""

FIELDS = {
    "Firm": """
        firm_name legal_title firm_type tax_id tax_office phone mobile email website address_line
        district city latitude longitude contacts sales_rep sales_team followed_since relationship
        stage stage_since lost_reason potential_litres vehicle_count current_supplier
        supplier_contract_end distributor customer_code credit_limit limit_used limit_available
        limit_as_of last_fuel_on litres_30d litres_90d litres_12m contract_end rating score
        score_reasons last_visit_on next_visit_on entry_method search_key
    """,
    "Firm Contact": "contact_name job_title phone email is_primary is_decision_maker",
    "Stage Change": "firm from_stage to_stage changed_on changed_by days_in_stage",
    "Firm Transfer": "firm from_rep to_rep reason status",
    "Firm Visit": """
        firm fuel_station visit_type status sales_rep planned_start planned_minutes origin
        assigned_by assignment_note decline_reason purpose done_on outcome stage_after notes
        next_visit previous_visit check_in_latitude check_in_longitude check_in_accuracy
        check_in_distance check_in_result client_id
    """,
    "Visit Outcome": "outcome next_visit_rule days next_stage asks_lost_reason disabled",
    "Field Work Order": """
        subject description firm assigned_to assigned_by team priority due_on status seen_on
        accepted_on started_on completed_on result_note
    """,
    "Personal Reminder": "subject remind_at note user firm repeat status notified_on",
    "Firm Document": """
        firm document_type pages file number issued_on expires_on amount bank status
        rejection_reason
    """,
    "Firm Document Page": "image",
    "Document Type": "document_type required_for",
    "Fuel Contract": """
        firm distributor contract_no starts_on ends_on committed_litres prices guarantee_amount
    """,
    "Fuel Contract Price": "product discount_percent fixed_discount",
    "Fuel Station": """
        station_code station_name distributor epdk_licence dealer address_line district city
        latitude longitude is_active
    """,
    "Fuel Product": "product unit group",
    "Distributor": """
        distributor adapter base_url auth_type webhook_secret schedule_minutes enabled last_sync_on
        last_error
    """,
    "Fuel Sale": """
        distributor external_id customer_code firm station product sold_at litres unit_price amount
        plate match_status sales_rep
    """,
    "Distributor Sync Log": """
        distributor kind started finished status received inserted updated skipped failed error
    """,
    "Sales Target": "period_type period_start period_end sales_rep sales_team lines",
    "Sales Target Line": "metric product_group target achieved percent",
    "Sales Team": "team leader members",
    "Sales Team Member": "user",
    "Firm Import": "file status rows error_workbook",
    "Report Subscription": """
        report filters frequency weekday day_of_month send_at format recipients send_if_empty
        last_sent_on last_error
    """,
    "Oasis Preference": "user language theme density quick_menu home_panels digest saved_views",
    "Offline Change": "device mutation_id result",
    "Sync Change": "ref_doctype ref_name audience",
    "Oasis Settings": """
        restrict_reps_to_own_data claim_after_days missed_after_hours contract_end_days
        supplier_end_days low_limit_percent limit_runway_days no_fuel_days
    """,
}

MANDATORY = {
    "Firm": "firm_name",
    "Firm Contact": "contact_name",
    "Firm Transfer": "firm to_rep reason",
    "Firm Visit": "firm sales_rep",
    "Visit Outcome": "outcome",
    "Field Work Order": "subject assigned_to",
    "Personal Reminder": "subject remind_at",
    "Firm Document": "firm document_type",
    "Firm Document Page": "image",
    "Fuel Contract": "firm starts_on ends_on",
    "Fuel Station": "station_code station_name",
    "Fuel Product": "product",
    "Distributor": "distributor",
    "Fuel Sale": "distributor external_id",
    "Sales Target": "period_start",
    "Sales Target Line": "target",
    "Sales Team": "team",
    "Report Subscription": "report",
}

SELECTS = {
    ("Firm", "firm_type"): "Fleet|Fuel Station|Transport|Construction|Agriculture|Industry|Public|Other",
    ("Firm", "relationship"): "Tracked|Customer|Former Customer",
    ("Firm", "stage"): "Suspect|Prospect|Approach|Negotiation|Closing|Order|Payment|Lost",
    ("Firm", "rating"): "A|B|C|D",
    ("Firm", "entry_method"): "Detailed|Quick|Excel|API",
    ("Firm Transfer", "status"): "Requested|Approved|Rejected",
    ("Firm Visit", "visit_type"): "Visit|Phone|Online",
    ("Firm Visit", "status"): "Planned|Assigned|Accepted|Declined|Done|Missed|Cancelled",
    ("Firm Visit", "origin"): "Manual|Automatic|Assigned",
    ("Firm Visit", "check_in_result"): "Verified|Out of Range|Not Verified",
    ("Visit Outcome", "next_visit_rule"): "After Days|Before Supplier Contract End|None",
    ("Field Work Order", "priority"): "Low|Medium|High|Urgent",
    (
        "Field Work Order",
        "status",
    ): "Open|Seen|Accepted|In Progress|Completed|Approved|Returned|Cancelled",
    ("Personal Reminder", "repeat"): "None|Daily|Weekly|Monthly",
    ("Personal Reminder", "status"): "Open|Done|Dismissed",
    ("Firm Document", "status"): "Captured|Verified|Rejected",
    ("Distributor", "adapter"): "REST|File",
    ("Distributor", "auth_type"): "API Key|OAuth2",
    ("Fuel Sale", "match_status"): "Matched|Unmatched",
    ("Distributor Sync Log", "status"): "Success|Partial|Error",
    ("Sales Target", "period_type"): "Month|Quarter|Year",
    ("Sales Target Line", "metric"): "Litres|Amount|New Customers|Visits",
    ("Report Subscription", "frequency"): "Daily|Weekly|Monthly",
    ("Report Subscription", "format"): "XLSX|PDF|HTML",
    ("Oasis Preference", "digest"): "None|Daily|Weekly|Monthly",
}
