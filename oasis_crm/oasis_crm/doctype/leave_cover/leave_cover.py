import frappe
from frappe import _
from frappe.utils import getdate, nowdate
from oasis_crm.checks import check_order
from oasis_crm.errors import LeaveCoverError, PastDateError
from oasis_crm.permissions.documents import may_follow
from oasis_crm.permissions.realtime import ScopedUpdates
from oasis_crm.permissions.scope import scope_of
from oasis_crm.services import absence, leave, people, routing


class LeaveCover(ScopedUpdates):
    """A rep's absence: for its days a colleague makes his visits, afterwards what is undone comes back."""

    def validate(self) -> None:
        if self.is_new():
            self.check_days()
            self.check_people()
            self.check_other_leaves()

    def after_insert(self) -> None:
        leave.begin(self)

    def on_trash(self) -> None:
        if self.status in absence.RUNNING:
            frappe.throw(_("Cancel the leave first, so that the visits return."), LeaveCoverError)

    def check_days(self) -> None:
        check_order(self, "from_date", "to_date")
        if getdate(self.to_date) < getdate(nowdate()):
            frappe.throw(_("The leave is over already."), PastDateError)

    def check_people(self) -> None:
        if self.rep == self.cover:
            frappe.throw(_("Nobody stands in for himself."), LeaveCoverError)
        for user in (self.rep, self.cover):
            routing.check_works(user)
        if not may_follow(self.cover, scope_of()):
            frappe.throw(_("You may not route visits to this rep."), frappe.PermissionError)

    def check_other_leaves(self) -> None:
        """Visits that changed hands once do not change hands again before they are back."""
        first, last = getdate(self.from_date), getdate(self.to_date)
        for role, user in (("rep", self.rep), ("rep", self.cover)):
            if other := absence.within(role, user, first, last):
                frappe.throw(absence.sentence(other), LeaveCoverError)
        if other := absence.within("cover", self.rep, first, last):
            words = _("{0} stands in for {1} in these days; end that leave first.")
            rep, absent = people.full_name(self.rep), people.full_name(other.rep)
            frappe.throw(words.format(rep, absent), LeaveCoverError)
