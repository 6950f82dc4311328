import frappe
from frappe import _
from frappe.utils import cint
from oasis_crm.errors import PreferenceError
from oasis_crm.permissions.realtime import ScopedUpdates

#: A day ahead; further ahead the calendar serves better.
_MOST_MINUTES = 24 * 60


class OasisPreference(ScopedUpdates):
    """How one user likes the screens and what is sent to him."""

    def before_insert(self) -> None:
        self.user = self.user or frappe.session.user

    def validate(self) -> None:
        if cint(self.visit_reminder_minutes) > _MOST_MINUTES:
            frappe.throw(
                _("A visit is reminded of at most {0} minutes before it.").format(_MOST_MINUTES),
                PreferenceError,
            )
