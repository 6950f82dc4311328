"""Work orders: given, taken step by step, talked about."""

from typing import Any

from oasis_crm.documents import thumbnails
from oasis_crm.permissions.roles import EVERYONE, endpoint
from oasis_crm.services import devices, order_talk, work_orders


@endpoint(roles=EVERYONE)
def give(
    subject: str,
    people: list | str,
    description: str | None = None,
    firm: str | None = None,
    priority: str = "Medium",
    due_on: str | None = None,
    client_id: str | None = None,
) -> dict[str, Any]:
    """Give a work order to one or several people: one order each, all of them or none."""
    about = {
        "subject": subject,
        "description": description,
        "firm": firm,
        "priority": priority,
        "due_on": devices.local_time(due_on) if due_on else None,
    }
    given = work_orders.give(devices.names(people), about, client_id)
    orders = [
        {"name": order.name, "assigned_to": order.assigned_to, "status": order.status} for order in given
    ]
    return {"name": given[0].name, "order_group": given[0].order_group, "orders": orders}


@endpoint(roles=EVERYONE)
def step(work_order: str, action: str, note: str | None = None) -> dict[str, str]:
    """Take a step of the workflow, with a note where there is something to say."""
    taken = work_orders.step(work_order, action, note)
    return {"name": taken.name, "status": taken.status}


@endpoint(roles=EVERYONE)
def comment(work_order: str, text: str, mentions: list | str | None = None) -> dict[str, str]:
    """Write on a work order that the caller may read; the mentioned are told."""
    written = order_talk.comment(work_order, text, devices.names(mentions))
    return {"name": work_order, "comment": written.name}


@endpoint(roles=EVERYONE)
def attach(work_order: str, files: list | str) -> dict[str, Any]:
    """Hang uploaded files on a work order that the caller may change."""
    return {"name": work_order, "files": order_talk.attach(work_order, devices.objects(files))}


@endpoint(roles=EVERYONE)
def detach(work_order: str, file: str) -> dict[str, str]:
    """Take a file off a work order: for who hung it there and who gave the order."""
    order_talk.detach(work_order, file)
    return {"name": work_order}


@endpoint(roles=EVERYONE, methods=("GET", "POST"))
def thumbnail(file: str, size: int = 320) -> None:
    """A small picture of a photograph on a work order, as a download."""
    thumbnails.answer(order_talk.thumbnail(file, thumbnails.sane(size)), file)
