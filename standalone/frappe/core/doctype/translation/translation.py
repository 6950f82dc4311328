"""A site's own word for something."""

from frappe import translate
from frappe.model.document import Document


class Translation(Document):
    def on_update(self) -> None:
        translate.clear_cache()

    def on_trash(self) -> None:
        translate.clear_cache()
