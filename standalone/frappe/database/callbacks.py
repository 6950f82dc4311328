"""Functions to run once when a transaction ends."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

Callback = Callable[[], Any]


class CallbackManager:
    def __init__(self) -> None:
        self._functions: deque[Callback] = deque()

    def add(self, func: Callback) -> None:
        self._functions.append(func)

    def __call__(self, func: Callback) -> None:
        self.add(func)

    def run(self) -> None:
        """Runs them in the order they came, with those they add, each once."""
        while self._functions:
            self._functions.popleft()()

    def reset(self) -> None:
        self._functions.clear()
