"""`make goldens`: a fresh site prepared from setup.json, served on PORT, and nothing else."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from goldens_site import make_site

from frappe.server import ServerError, listening, serve


def main() -> None:
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT") or 8000)
    with tempfile.TemporaryDirectory(prefix="oasis-goldens-") as place:
        folder = Path(place, "goldens")
        try:
            with listening(host, port):
                pass  # better said now than after the site is made
            make_site(folder)
            serve(folder.name, folder.parent, host, port, ready=announce)
        except ServerError as error:
            sys.exit(str(error))


def announce(address: str) -> None:
    print(f"The goldens' site is served at {address}", flush=True)


if __name__ == "__main__":
    main()
