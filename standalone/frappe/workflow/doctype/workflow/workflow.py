"""Workflows: the states of a DocType's documents and the steps between them."""

from __future__ import annotations

from frappe.context import local
from frappe.database import schema
from frappe.exceptions import ValidationError
from frappe.messages import throw
from frappe.model.document import Document
from frappe.model.meta import clear_meta, get_meta
from frappe.model.workflow import clear_workflows
from frappe.translate import _
from frappe.utils.numbers import cint


class Workflow(Document):
    def validate(self) -> None:
        self._deactivate_others()
        states = {row.state: cint(row.doc_status) for row in self.states}
        for row in self.transitions:
            for state in (row.state, row.next_state):
                if state not in states:
                    throw(_("{0} is no state of this workflow").format(state), ValidationError)
            if (states[row.state], states[row.next_state]) not in ((0, 0), (0, 1), (1, 1), (1, 2)):
                throw(_("It cannot go from {0} to {1}").format(row.state, row.next_state), ValidationError)

    def _deactivate_others(self) -> None:
        if self.is_active:
            others = {"document_type": self.document_type, "name": ["!=", self.name], "is_active": 1}
            local.db.set_value("Workflow", others, "is_active", 0)

    def on_update(self) -> None:
        clear_workflows()
        clear_meta(self.document_type)
        schema.sync(local.db, get_meta(self.document_type, cached=False))
        self._set_first_state()

    def _set_first_state(self) -> None:
        """Documents that were there before the workflow begin where their status puts them."""
        field = self.workflow_state_field
        for status in (0, 1, 2):
            first = next((row.state for row in self.states if cint(row.doc_status) == status), None)
            if first:
                local.db.execute(
                    f"UPDATE `tab{self.document_type}` SET `{field}`=? "
                    f"WHERE docstatus=? AND (`{field}` IS NULL OR `{field}`='')",
                    (first, status),
                )

    def after_delete(self) -> None:
        clear_workflows()
        clear_meta(self.document_type)
