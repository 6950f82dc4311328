"""Small helpers without state, gathered from their modules."""

from frappe.utils.data import *
from frappe.utils.data import cast, get_fullname  # the names that star imports leave out
from frappe.utils.files import get_files_path
