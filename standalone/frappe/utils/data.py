"""The helpers for plain data, under the name the framework gives them."""

from frappe.utils.checks import (
    validate_email_address,
    validate_name,
    validate_phone_number,
    validate_phone_number_with_country_code,
    validate_url,
)
from frappe.utils.dates import *
from frappe.utils.filters import compare, evaluate_filters
from frappe.utils.formatters import (
    format_date,
    format_datetime,
    format_duration,
    format_time,
    format_timedelta,
    format_value,
    formatdate,
    get_user_date_format,
    get_user_time_format,
    global_date_format,
    pretty_date,
)
from frappe.utils.html_utils import clean_html, sanitize_html
from frappe.utils.links import (
    get_host_name,
    get_link_to_form,
    get_url,
    get_url_to_form,
    get_url_to_list,
    get_url_to_report,
    quoted,
)
from frappe.utils.numbers import (
    ceil,
    cint,
    floor,
    flt,
    fmt_money,
    get_number_format_info,
    remainder,
    rounded,
    safe_div,
)
from frappe.utils.text import *
from frappe.utils.timespan import get_timespan_date_range
from frappe.utils.typecast import cast, cast_fieldtype
from frappe.utils.users import get_fullname
