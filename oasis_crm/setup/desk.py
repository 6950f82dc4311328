"""Boards for those who work in the desk."""

from typing import Any

from oasis_crm.domain.stages import STAGES

_COLOURS = ("Gray", "Light Blue", "Cyan", "Blue", "Purple", "Orange", "Green", "Red")


def records() -> list[dict[str, Any]]:
    """The firms as a kanban board by SPANCOP stage."""
    return [
        {
            "doctype": "Kanban Board",
            "kanban_board_name": "SPANCOP",
            "reference_doctype": "Firm",
            "field_name": "stage",
            "private": 0,
            "show_labels": 1,
            "columns": [
                {"column_name": stage, "status": "Active", "indicator": colour}
                for stage, colour in zip(STAGES, _COLOURS, strict=True)
            ],
        }
    ]
