"""Where a running server's helpers lie."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

# The operating systems allow about a hundred bytes for the path of a local socket.
LONGEST_SOCKET_PATH = 100


def realtime_socket(site_folder: str | os.PathLike[str]) -> str:
    """The local socket by which other processes of the site hand events to its server."""
    path = Path(site_folder, "realtime.sock").resolve()
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
        return str(path)
    short = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    return str(Path(tempfile.gettempdir(), f"oasis-{os.getuid()}-{short}.sock"))
