"""A dictionary whose keys read as attributes; a missing one reads as None."""

from __future__ import annotations

from typing import Any


class _dict(dict[str, Any]):
    __slots__ = ()

    def __getattr__(self, key: str) -> Any:
        if key[:2] == "__":
            raise AttributeError(key)
        return self.get(key)

    def __setattr__(self, key: str, value: Any) -> None:
        self[key] = value

    def __delattr__(self, key: str) -> None:
        self.pop(key, None)

    def update(self, *args: Any, **values: Any) -> _dict:  # type: ignore[override]
        """As dict.update, and answers itself so that calls can be chained."""
        super().update(*args, **values)
        return self

    def copy(self) -> _dict:
        return _dict(self)

    def __getstate__(self) -> dict[str, Any]:
        return dict(self)

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.update(state)
