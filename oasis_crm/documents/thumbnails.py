"""Small pictures as answers."""

import frappe

_SMALLEST, _LARGEST = 48, 1200


def sane(size: int) -> int:
    """The longest side asked for, in pixels, within what is worth sending."""
    return max(_SMALLEST, min(size, _LARGEST))


def answer(content: bytes, name: str) -> None:
    """Make a JPEG the answer of this request, shown in the page rather than saved."""
    frappe.local.response.update(
        {
            "type": "download",
            "filename": f"{name}.jpg",
            "filecontent": content,
            "content_type": "image/jpeg",
            "display_content_as": "inline",
        }
    )
