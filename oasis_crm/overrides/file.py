from frappe.core.doctype.file.file import File
from oasis_crm.permissions.rules import GUARDED


class OasisFile(File):
    """A file that, hanging on a document of the app, never lies in the public folder."""

    def before_insert(self) -> None:
        if self.is_guarded and not self.file_url:
            self.is_private = 1
        super().before_insert()

    def after_insert(self) -> None:
        super().after_insert()
        if self.is_guarded and not self.is_private and not self.is_remote_file:
            # It was uploaded before it was attached; moving it is the system's rule, not a right of the user.
            self.is_private = 1
            self.save(ignore_permissions=True)

    @property
    def is_guarded(self) -> bool:
        return self.attached_to_doctype in GUARDED and not self.is_folder
