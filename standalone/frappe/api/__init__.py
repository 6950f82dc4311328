"""Routes under /api: version 1 of the framework's REST interface."""

from __future__ import annotations

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Submount
from werkzeug.wrappers import Request, Response

import frappe
from frappe.api import v1
from frappe.utils.response import build_response

API_URL_MAP = Map(
    [Submount("/api", v1.rules()), Submount("/api/v1", v1.rules())], strict_slashes=False, merge_slashes=False
)


def handle(request: Request) -> Response:
    """Answers an API request: the route's result under `data`, a remote call's under `message`."""
    if request.path.startswith("/api/v2/"):
        raise frappe.DoesNotExistError("version 2 of the REST interface is not part of the standalone engine")
    try:
        endpoint, arguments = API_URL_MAP.bind_to_environ(request.environ).match()
    except HTTPException:
        raise frappe.DoesNotExistError from None
    data = endpoint(**arguments)
    if isinstance(data, Response):
        return data
    if data is not None:
        frappe.local.response["data"] = data
    return build_response("json")
