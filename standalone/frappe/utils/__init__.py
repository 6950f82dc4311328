"""Small helpers without state, gathered from their modules."""

from frappe.utils.data import *
from frappe.utils.data import (  # the names that star imports leave out
    cast,
    get_fullname,
)
from frappe.utils.error import get_traceback
from frappe.utils.files import get_files_path, get_site_path
from frappe.utils.users import get_formatted_email, get_user_info_for_avatar
