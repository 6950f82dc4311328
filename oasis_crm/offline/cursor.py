"""How far a device has read: opaque to it, and bound to the scope it was read with."""

import base64
import hashlib
import json
from dataclasses import asdict, dataclass

from oasis_crm.permissions.scope import Scope


@dataclass(frozen=True)
class Cursor:
    """`log`: the last entry of the change log that needs no repeating. While the first copy is under way,
    `step` counts the DocTypes that are done and `name` is the last document sent of the next one."""

    scope: str
    log: str
    step: int | None = None
    name: str = ""

    def encode(self) -> str:
        return base64.urlsafe_b64encode(json.dumps(asdict(self)).encode()).decode()


def decode(text: str | None) -> Cursor | None:
    """The cursor that a device sent back; None for none, or for one that this server did not make."""
    try:
        return Cursor(**json.loads(base64.urlsafe_b64decode(text or ""))) if text else None
    except (ValueError, TypeError):
        return None


def scope_mark(scope: Scope) -> str:
    """A short mark of what a user may see. When it changes, his device starts afresh."""
    seen = [scope.user, scope.everything, sorted(scope.reads), sorted(scope.leads), sorted(scope.teams)]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:16]
