from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe import _
from frappe.utils import flt, get_datetime, now_datetime, today
from oasis_crm.checks import check_location, normalise_phones
from oasis_crm.domain import stages, tax_ids, text
from oasis_crm.errors import DuplicateFirmError, InvalidTaxIdError, StageMoveError
from oasis_crm.followers import team_of
from oasis_crm.permissions.documents import may_follow
from oasis_crm.permissions.realtime import ScopedUpdates
from oasis_crm.permissions.scope import scope_of
from oasis_crm.services import due, firm_entry, firm_keys, settings

SEARCHED = ("firm_name", "legal_title", "city", "tax_id", "customer_code")


class Firm(ScopedUpdates):
    """A firm that is followed, or a customer. Values at permlevel 1 are worked out elsewhere."""

    def before_insert(self) -> None:
        self.set_follower_of_new()

    def before_validate(self) -> None:
        self.tidy()

    def validate(self) -> None:
        self.check_duplicates()
        self.check_tax_id()
        self.check_contact_data()
        self.check_follower()
        self.set_follow_up()
        self.move_stage()
        self.set_relationship()
        self.set_visit_due()
        self.set_limit_available()
        self.set_search_key()

    def on_update(self) -> None:
        self.log_stage()
        firm_keys.refresh(self)

    def on_trash(self) -> None:
        firm_keys.forget(self.name)
        frappe.db.delete("Stage Change", {"firm": self.name})

    def db_insert(self, *args, **kwargs) -> None:
        with tax_id_taken_meanwhile():
            super().db_insert(*args, **kwargs)

    def db_update(self) -> None:
        with tax_id_taken_meanwhile():
            super().db_update()

    def set_follower_of_new(self) -> None:
        """A rep follows what he enters; the office may leave a firm to be assigned."""
        if not self.sales_rep and not scope_of().everything:
            self.sales_rep = frappe.session.user

    def tidy(self) -> None:
        written = " ".join((self.firm_name or "").split())
        # Dots, dashes and invisible characters alone are no name: the field is then missing.
        self.firm_name = written if any(map(str.isalnum, written)) else ""
        self.tax_id = tax_ids.normalise(self.tax_id) or None
        self.email = (self.email or "").strip().casefold() or None
        self.client_id = self.client_id or None

    def check_duplicates(self) -> None:
        """A new firm is not one that is followed already; an import has asked for all its rows at once."""
        if self.is_new() and not self.flags.duplicates_checked:
            firm_entry.refuse_duplicate(self)

    def check_tax_id(self) -> None:
        if not self.tax_id or not self.has_value_changed("tax_id"):
            return
        problem = tax_ids.problem(self.tax_id)
        if problem:
            frappe.throw(tax_id_message(problem), InvalidTaxIdError, title=_("Tax ID"))
        if frappe.db.exists("Firm", {"tax_id": self.tax_id, "name": ["!=", self.name or ""]}):
            refuse_tax_id()

    def check_contact_data(self) -> None:
        normalise_phones(self, ("phone", "mobile"))
        for contact in self.contacts:
            normalise_phones(contact, ("phone",))
        check_location(self)

    def check_follower(self) -> None:
        """A firm changes hands by a transfer; only those who see both reps' rows hand it over directly."""
        if not self.has_value_changed("sales_rep") or self.flags.handed_over:
            return
        before = self.get_doc_before_save()
        scope = scope_of()
        allowed = may_follow(self.sales_rep, scope) and (not before or may_follow(before.sales_rep, scope))
        # A leader may not drop a firm into nobody's hands either: it would leave everybody's sight.
        if not allowed or (before and not self.sales_rep and not scope.everything):
            frappe.throw(_("A firm changes hands by a transfer request."), frappe.PermissionError)

    def set_follow_up(self) -> None:
        if not self.has_value_changed("sales_rep"):
            return
        if not (self.is_new() and self.followed_since):
            self.followed_since = today() if self.sales_rep else None
        self.sales_team = team_of(self.sales_rep) or (self.sales_team if self.is_new() else None)

    def move_stage(self) -> None:
        before = self.get_doc_before_save()
        was = before.stage if before else None
        if was == self.stage:
            return
        refusal = stages.refusal(was, self.stage, self.evidence())
        if refusal:
            frappe.throw(stage_message(refusal, was, self.stage), StageMoveError, title=_("Stage"))
        if before or not self.stage_since:
            self.stage_since = now_datetime()
        if self.stage != stages.LOST:
            self.lost_reason = None

    def evidence(self) -> stages.Evidence:
        """What the firm has to show for a stage."""
        return stages.Evidence(
            has_contract=bool(self.contract_end or self._has("Fuel Contract", docstatus=1)),
            has_sale=bool(self.last_fuel_on or self._has("Fuel Sale")),
            has_lost_reason=bool((self.lost_reason or "").strip()),
        )

    def _has(self, doctype: str, **filters: int) -> bool:
        return not self.is_new() and bool(frappe.db.exists(doctype, {"firm": self.name, **filters}))

    def set_relationship(self) -> None:
        if not self.has_value_changed("stage"):
            return
        if self.stage in ("Order", "Payment"):
            self.relationship = "Customer"
        elif self.stage == stages.LOST and self.relationship == "Customer":
            self.relationship = "Former Customer"

    def set_visit_due(self) -> None:
        """The rating's cadence and the last visit say when the next one is due."""
        self.visit_due_on = due.of({field: self.get(field) for field in due.FIELDS}, settings.cadence())

    def set_limit_available(self) -> None:
        if self.has_value_changed("credit_limit") or self.has_value_changed("limit_used"):
            self.limit_available = flt(self.credit_limit) - flt(self.limit_used)

    def set_search_key(self) -> None:
        self.search_key = text.search_key(self.get(field) for field in SEARCHED)

    def log_stage(self) -> None:
        before = self.get_doc_before_save()
        if not before or before.stage == self.stage:
            return
        since = get_datetime(before.stage_since or self.creation)
        change = frappe.get_doc(
            {
                "doctype": "Stage Change",
                "firm": self.name,
                "from_stage": before.stage,
                "to_stage": self.stage,
                "changed_on": self.stage_since,
                "changed_by": frappe.session.user,
                "days_in_stage": stages.days_in_stage(since, get_datetime(self.stage_since)),
                "sales_rep": self.sales_rep,
            }
        )
        # The log is written by the rule; nobody has the right to write it by hand.
        change.insert(ignore_permissions=True)


@contextmanager
def tax_id_taken_meanwhile() -> Iterator[None]:
    """Somebody may store the same tax ID after `check_tax_id` has looked; the database then says so."""
    try:
        yield
    except frappe.UniqueValidationError as error:
        if "tax_id" in str(error):
            refuse_tax_id()
        raise


def refuse_tax_id() -> None:
    """Refuse a tax ID that another firm has, without naming that firm: it may be another rep's."""
    frappe.throw(
        _("A firm with this tax ID is already there."), DuplicateFirmError, title=_("Duplicate Firm")
    )


def tax_id_message(problem: tax_ids.Problem) -> str:
    """What is wrong with a tax ID, in words."""
    messages = {
        "length": _("A tax ID has 10 digits (VKN) or 11 digits (TCKN)."),
        "check_digit": _("The check digits of this tax ID are wrong."),
        "placeholder": _("This is not a real tax ID."),
    }
    return messages[problem]


def stage_message(refusal: stages.Refusal, was: str | None, stage: str) -> str:
    """Why a stage move is refused, in words."""
    messages = {
        "unknown_stage": _("There is no stage {1}."),
        "not_allowed": _("A firm does not go from stage {0} to stage {1}."),
        "needs_contract": _("Stage {1} needs a submitted contract."),
        "needs_sale": _("Stage {1} needs a first sale."),
        "needs_lost_reason": _("State why the firm is lost."),
    }
    return messages[refusal].format(_(was or ""), _(stage))


def on_doctype_update() -> None:
    """Indexes for a rep's list as it was changed and by name, the watch lists, and the distributor's codes.

    Those of the watch lists hold all that the list's condition asks, and end in the rep: counting reads no
    firm, and a leader's list needs no index of its own.
    """
    frappe.db.add_index("Firm", ["sales_rep", "modified"])
    frappe.db.add_index("Firm", ["sales_rep", "firm_name"])
    frappe.db.add_index("Firm", ["relationship", "sales_rep"])
    frappe.db.add_index("Firm", ["relationship", "last_fuel_on", "quiet_from", "sales_rep"])
    limits = ["relationship", "limit_available", "credit_limit", "daily_spend", "sales_rep"]
    frappe.db.add_index("Firm", limits, "limit_watch_index")
    frappe.db.add_index("Firm", ["contract_end", "sales_rep"])
    frappe.db.add_index("Firm", ["supplier_contract_end", "sales_rep"])
    frappe.db.add_index("Firm", ["visit_due_on", "sales_rep"])
    frappe.db.add_index("Firm", ["sales_rep", "visit_due_on", "rating"])
    frappe.db.add_index("Firm", ["distributor", "customer_code"])
