"""Work orders, step by step."""

from oasis_crm.permissions.roles import EVERYONE, endpoint
from oasis_crm.services import work_orders


@endpoint(roles=EVERYONE)
def step(work_order: str, action: str, note: str | None = None) -> dict[str, str]:
    """Take a step of the workflow, with a note where there is something to say."""
    taken = work_orders.step(work_order, action, note)
    return {"name": taken.name, "status": taken.status}
