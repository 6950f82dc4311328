"""The helpers for plain data, under the name the framework gives them."""

from frappe.utils.checks import (
    validate_email_address,
    validate_name,
    validate_phone_number,
    validate_url,
)
from frappe.utils.dates import *
from frappe.utils.formatters import (
    format_date,
    format_datetime,
    format_time,
    format_timedelta,
    format_value,
    formatdate,
)
from frappe.utils.html_utils import sanitize_html
from frappe.utils.links import get_url
from frappe.utils.numbers import cint, flt, fmt_money, rounded
from frappe.utils.text import *
from frappe.utils.timespan import get_timespan_date_range
from frappe.utils.typecast import cast
from frappe.utils.users import get_fullname
