"""Who calls in the tests: the goldens' users, as browsers or as programs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from werkzeug.test import Client

GOLDENS = Path(__file__).parents[1] / "goldens"
SETUP = json.loads((GOLDENS / "setup.json").read_text(encoding="utf-8"))
USERS = {user["email"]: user for user in SETUP["users"]}
MANAGER, REP, OTHER_REP = "gm@golden.test", "grep1@golden.test", "grep2@golden.test"
VIEWER, NOBODY = "gview@golden.test", "gnone@golden.test"


@dataclass
class Answer:
    status: int
    body: Any
    text: str
    headers: Any

    @property
    def data(self) -> Any:
        return self.body["data"]

    @property
    def message(self) -> Any:
        return self.body["message"]

    @property
    def said(self) -> str:
        """The messages for the user, in one text."""
        return " ".join(
            json.loads(one)["message"] for one in json.loads(self.body.get("_server_messages", "[]"))
        )


class Caller:
    """A program that calls the site: a browser with cookies, or with an API key."""

    def __init__(self, application: Any, token: str | None = None, address: str = "127.0.0.1") -> None:
        self.client = Client(application)
        self.headers = {"Accept": "application/json"}
        self.address = address
        if token:
            self.headers["Authorization"] = f"token {token}"

    def call(self, method: str, path: str, headers: dict[str, str] | None = None, **options: Any) -> Answer:
        response = self.client.open(
            path,
            method=method,
            headers={**self.headers, **(headers or {})},
            environ_base={"REMOTE_ADDR": self.address},
            **options,
        )
        body = response.get_json(silent=True) if response.mimetype == "application/json" else None
        readable = (response.mimetype or "").startswith(
            ("text", "appl")
        ) and "Content-Encoding" not in response.headers
        text = response.get_data(as_text=True) if readable else ""
        return Answer(response.status_code, body, text, response.headers)

    def get(self, path: str, **options: Any) -> Answer:
        return self.call("GET", path, **options)

    def post(self, path: str, **options: Any) -> Answer:
        return self.call("POST", path, **options)

    def put(self, path: str, **options: Any) -> Answer:
        return self.call("PUT", path, **options)

    def delete(self, path: str, **options: Any) -> Answer:
        return self.call("DELETE", path, **options)

    def log_in(self, user: str, password: str | None = None) -> Answer:
        password = password or USERS[user]["password"]
        return self.post("/api/method/login", data={"usr": user, "pwd": password})
