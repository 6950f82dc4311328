"""Documents and their life: insert, save, submit, cancel, delete."""

from __future__ import annotations

from typing import Any, TypeVar

from frappe.context import local
from frappe.exceptions import (
    DocstatusTransitionError,
    DoesNotExistError,
    PermissionError,
    TimestampMismatchError,
    ValidationError,
)
from frappe.exposure import whitelist
from frappe.hooks_registry import doc_events
from frappe.messages import clear_last_message, throw
from frappe.model import validation
from frappe.model.create_new import defaults
from frappe.model.delete_doc import check_links, delete_doc
from frappe.model.document_extras import DocumentExtras
from frappe.model.fieldtypes import OPTIONAL_FIELDS
from frappe.model.links import validate_links
from frappe.model.meta import get_meta
from frappe.model.permlevels import drop_unreadable_values, reset_forbidden_values
from frappe.model.workflow import get_workflow_name, set_workflow_state_on_action, validate_workflow
from frappe.permissions import has_permission
from frappe.translate import _
from frappe.types import _dict
from frappe.utils.dates import get_datetime, now

Self = TypeVar("Self", bound="Document")
# docstatus before and after → what the save is
ACTIONS = {(0, 0): "save", (0, 1): "submit", (1, 1): "update_after_submit", (1, 2): "cancel"}
SAVING = {
    "save": ("validate", "before_save"),
    "submit": ("validate", "before_submit"),
    "cancel": ("before_cancel",),
    "update_after_submit": ("before_update_after_submit",),
}
SAVED = {
    "save": ("on_update",),
    "submit": ("on_update", "on_submit"),
    "cancel": ("on_cancel",),
    "update_after_submit": ("on_update_after_submit",),
}


class Document(DocumentExtras):
    """The base of every controller."""

    _action: str
    _doc_before_save: Any
    _original_modified: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Document(doctype, name) reads; Document({…}) holds what it is given."""
        self.name = None
        self.flags = _dict()
        first = args[0] if args else kwargs
        if isinstance(first, str):
            self.doctype = first
            self.name = args[1] if len(args) > 1 else first
            self.flags.for_update = kwargs.get("for_update")
            self.load_from_db()
        elif isinstance(first, dict) and first.get("doctype"):
            super().__init__(first)
            self.init_valid_columns()
        else:
            raise ValueError("a document is made of a DocType and a name, or of an object with a doctype")

    def load_from_db(self: Self) -> Self:
        """Reads the document and its rows; DoesNotExistError where there is none."""
        if self.flags.for_update:
            local.db.begin_write()
        row = self.load_single() if get_meta(self.doctype).issingle else self.load_row()
        self.__dict__.update(row)
        self.docstatus = row.get("docstatus") or 0
        self.init_valid_columns()
        self.__dict__.pop("_doc_before_save", None)
        self.load_children_from_db()
        return self

    reload = load_from_db

    def load_doc_before_save(self, *, raise_exception: bool = False) -> None:
        self._doc_before_save = None
        if self.is_new():
            return
        try:
            self._doc_before_save = type(self)(self.doctype, self.name)
        except DoesNotExistError:
            if raise_exception:
                raise
            clear_last_message()

    # --- permissions

    def check_permission(self, permtype: str = "read") -> None:
        """PermissionError unless the user may."""
        if not self.has_permission(permtype):
            message = _("You may not {0} {1} {2}").format(_(permtype), _(self.doctype), self.name or "")
            throw(message, PermissionError, title=_("Not permitted"))

    def has_permission(self, permtype: str = "read", *, user: str | None = None) -> bool:
        if self.flags.ignore_permissions:
            return True
        return has_permission(self.doctype, permtype, self, user=user)

    def validate_higher_perm_levels(self) -> None:
        """Values of levels the user may not write go back to what they were."""
        if self.flags.ignore_permissions or local.flags.in_install or local.session.user == "Administrator":
            return
        reset_forbidden_values(self)

    def apply_fieldlevel_read_permissions(self) -> None:
        """Drops the values of levels the user may not read."""
        if local.session.user != "Administrator":
            drop_unreadable_values(self)

    # --- insert and save

    def insert(
        self: Self,
        ignore_permissions: bool | None = None,
        ignore_links: bool | None = None,
        ignore_if_duplicate: bool = False,
        ignore_mandatory: bool | None = None,
        set_name: str | None = None,
    ) -> Self:
        """Writes a new document: checks, permission, hooks, row, rows of tables, hooks."""
        self._take_flags(
            ignore_permissions=ignore_permissions,
            ignore_links=ignore_links,
            ignore_mandatory=ignore_mandatory,
        )
        self.set("__islocal", True)
        self._set_defaults()
        self.set_user_and_timestamp()
        self.set_docstatus()
        self.check_if_latest()
        self._validate_links()
        self.check_permission("create")
        self.run_method("before_insert")
        self._set_names(set_name)
        self.set_parent_in_children()
        self.validate_higher_perm_levels()
        self.flags.in_insert = True
        self.run_before_save_methods()
        self._validate()
        self.set_docstatus()
        self.flags.in_insert = False
        self._write_new(ignore_if_duplicate)
        self.run_method("after_insert")
        self.flags.in_insert = True
        if self.get("amended_from"):
            self.validate_amended_from()
        self.run_post_save_methods()
        self.flags.in_insert = False
        self.__dict__.pop("__islocal", None)
        self.__dict__.pop("__unsaved", None)
        return self

    def _take_flags(self, **asked: bool | None) -> None:
        self.flags.update({flag: value for flag, value in asked.items() if value is not None})

    def _write_new(self, ignore_if_duplicate: bool) -> None:
        if get_meta(self.doctype).issingle:
            self.update_single()
        else:
            self.db_insert(ignore_if_duplicate=ignore_if_duplicate)
        for row in self.get_all_children():
            row.parent = self.name
            row.db_insert()

    def save(self: Self, ignore_permissions: bool | None = None, ignore_version: bool | None = None) -> Self:
        """Writes the document as changed; a new one is inserted."""
        self._take_flags(ignore_permissions=ignore_permissions)
        self.flags.ignore_version = local.flags.in_test if ignore_version is None else ignore_version
        if self.is_new() or not self.name:
            return self.insert()
        self._set_defaults()
        self.check_permission("write")
        self.set_user_and_timestamp()
        self.set_docstatus()
        self.check_if_latest()
        self.set_parent_in_children()
        self._name_new_rows()
        self.validate_higher_perm_levels()
        self._validate_links()
        self.run_before_save_methods()
        if self._action != "cancel":
            self._validate()
        if self._action == "update_after_submit":
            validation.validate_update_after_submit(self)
        self.set_docstatus()
        if get_meta(self.doctype).issingle:
            self.update_single()
        else:
            self.db_update()
        self.update_children()
        self.run_post_save_methods()
        self.__dict__.pop("__unsaved", None)
        return self

    def _set_defaults(self) -> None:
        if local.flags.in_import:
            return
        if self.is_new():
            self.update_if_missing(defaults(self.doctype))
        for df in get_meta(self.doctype).table_fields:
            new_rows = [row for row in self.get(df.fieldname) or [] if row.is_new()]
            if new_rows:
                missing = defaults(df.options)
                for row in new_rows:
                    row.update_if_missing(missing)

    def set_user_and_timestamp(self) -> None:
        self._original_modified = self.modified
        self.modified = now()
        self.modified_by = local.session.user
        # migrations and installs bring documents along with who made them and when
        keeps = local.flags.in_install or local.flags.in_patch or local.flags.in_migrate
        if self.is_new() and not (keeps and self.creation and self.owner):
            self.creation = self.modified
            self.owner = self.modified_by
        for row in self.get_all_children():
            row.modified, row.modified_by = self.modified, self.modified_by
            row.owner = row.get("owner") or self.owner
            row.creation = row.get("creation") or self.creation
        local.flags.currently_saving.append((self.doctype, self.name))

    def set_docstatus(self) -> None:
        status = self.docstatus
        self.docstatus = status
        for row in self.get_all_children():
            row.__dict__["docstatus"] = status

    # --- checks before writing

    def check_if_latest(self) -> None:
        """TimestampMismatchError where the document changed since it was read; decides what this save is."""
        local.db.begin_write()
        self.load_doc_before_save(raise_exception=True)
        self._action = "save"
        previous = self._doc_before_save
        if not previous:
            self.check_docstatus_transition(0)
            return
        if _moment(previous.modified) != _moment(self._original_modified):
            reason = _("{0} {1} was changed by somebody after you opened it; open it again")
            throw(reason.format(_(self.doctype), self.name), TimestampMismatchError)
        if not get_meta(self.doctype).issingle:
            self.check_docstatus_transition(previous.docstatus)

    def check_docstatus_transition(self, to_docstatus: int) -> None:
        """0→0 save, 0→1 submit, 1→1 update after submit, 1→2 cancel; nothing else."""
        step = (int(to_docstatus), int(self.docstatus))
        if step in ACTIONS:
            self._action = ACTIONS[step]
            if self._action != "save":
                self.check_permission("cancel" if self._action == "cancel" else "submit")
        elif to_docstatus == 2:
            throw(_("A cancelled document cannot be changed"), ValidationError)
        elif step[1] in (0, 1, 2):
            throw(_("A document cannot go from status {0} to {1}").format(*step), DocstatusTransitionError)
        else:
            throw(_("{0} is not a document status").format(step[1]), ValidationError)

    def _validate_links(self) -> None:
        if not self.flags.ignore_links and self._action != "cancel":
            validate_links(self)

    def _validate(self) -> None:
        validation.validate(self)
        self.validate_workflow()
        for row in self.get_all_children():
            validation.validate_row(row)
        if self.is_new():
            for name in OPTIONAL_FIELDS:
                self.__dict__[name] = None
        else:
            validation.validate_set_only_once(self)
            validation.validate_constants(self)

    def validate_workflow(self) -> None:
        if get_workflow_name(self.doctype):
            validate_workflow(self)
            if self._action != "save":
                set_workflow_state_on_action(self, self._action)

    def validate_amended_from(self) -> None:
        if local.db.get_value(self.doctype, self.amended_from, "docstatus") != 2:
            throw(_("Only a cancelled document can be amended"), title=_("Not amended"))

    # --- hooks

    def run_before_save_methods(self) -> None:
        if self._action in ("save", "submit"):
            self.run_method("before_validate")
        if not self.flags.ignore_validate:
            for method in SAVING[self._action]:
                self.run_method(method)

    def run_post_save_methods(self) -> None:
        for method in SAVED[self._action]:
            self.run_method(method)
        if self._action == "cancel":
            self.check_no_back_links_exist()
        self.clear_cache()
        if self.flags.get("notify_update", True):
            self.notify_update()
        self.save_version()
        self.run_method("on_change")
        saving = local.flags.currently_saving
        if (self.doctype, self.name) in saving:
            saving.remove((self.doctype, self.name))

    def run_method(self, method: str, *args: Any, **kwargs: Any) -> Any:
        """The controller's method, then the hooks of the DocType, then those of all DocTypes."""
        own = getattr(self, method, None)
        answer = own(*args, **kwargs) if callable(own) else None
        for hook in doc_events.of(self.doctype, method):
            database = local.db
            held, database.transaction_control = database.transaction_control, False
            try:
                answer = _joined(answer, hook(self, method, *args, **kwargs))
            finally:
                database.transaction_control = held
        return answer

    # --- submit, cancel, delete

    @whitelist()
    def submit(self) -> Any:
        self.docstatus = 1
        return self.save()

    @whitelist()
    def cancel(self) -> Any:
        self.docstatus = 2
        return self.save()

    def delete(self, ignore_permissions: bool = False, force: bool = False) -> None:
        delete_doc(self.doctype, self.name, force, ignore_permissions=ignore_permissions, flags=self.flags)

    def check_no_back_links_exist(self) -> None:
        if not self.flags.ignore_links:
            check_links(self, "Cancel")

    # --- single values

    def db_set(
        self,
        fieldname: Any,
        value: Any = None,
        update_modified: bool = True,
        notify: bool = False,
    ) -> None:
        """Writes fields at once, running on_change but no checks."""
        values = dict(fieldname) if isinstance(fieldname, dict) else {fieldname: value}
        self.update(values)
        if update_modified and (self.doctype, self.name) not in local.flags.currently_saving:
            self.modified, self.modified_by = now(), local.session.user
        if not self.get_doc_before_save():
            self.load_doc_before_save()
        self.run_method("before_change")
        if self.name is None:
            return
        stamp = {"modified": self.modified, "modified_by": self.modified_by}
        local.db.set_value(self.doctype, self.name, values, **stamp, update_modified=update_modified)
        self.run_method("on_change")
        if notify:
            self.notify_update()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.doctype} {self.name or 'unsaved'}>"


def _moment(value: Any) -> Any:
    if value is None or value == "":
        return None
    try:
        return get_datetime(value)
    except (ValidationError, TypeError, ValueError):
        return str(value)


def _joined(answer: Any, more: Any) -> Any:
    if more is None:
        return answer
    return {**answer, **more} if isinstance(answer, dict) and isinstance(more, dict) else more
