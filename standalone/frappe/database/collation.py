"""How text compares: İ = i, ş = s, ç = c and so on; ı is not i; trailing blanks do not count."""

from __future__ import annotations

import functools
import re
import unicodedata

KEPT = 200_000
# what Turkish and its loan words are written with; going letter by letter is four times slower
_MARKED = tuple(zip("İÇĞÖŞÜçğöşüÂâÎîÛû", "ICGOSUcgosuAaIiUu", strict=True))
_folded: dict[str, str] = {}


def fold(text: str) -> str:
    """The form under which two texts are the same for searching and ordering."""
    if text.isascii():
        # worked out faster than looked up, and the room is for those that are not
        return text.rstrip().lower()
    known = _folded.get(text)
    if known is not None:
        return known
    result = _fold(text.rstrip())
    if len(_folded) >= KEPT:
        _folded.clear()
    _folded[text] = result
    return result


def _fold(text: str) -> str:
    plain = text
    for marked, letter in _MARKED:
        plain = plain.replace(marked, letter)
    if plain.replace("ı", "").isascii():
        return plain.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def collate(one: str, other: str) -> int:
    if one == other:
        return 0
    # a row that is written asks this a hundred times: spelled out, since calls cost more than what they do
    first = one.rstrip().lower() if one.isascii() else _folded.get(one) or fold(one)
    second = other.rstrip().lower() if other.isascii() else _folded.get(other) or fold(other)
    return -1 if first < second else int(first > second)


def like(pattern: str | None, value: object, escape: str = "\\") -> bool | None:
    """SQL's `value LIKE pattern` under the same folding."""
    if pattern is None or value is None:
        return None
    return _matcher(pattern, escape)(fold(str(value))) is not None


@functools.lru_cache(maxsize=512)
def _matcher(pattern: str, escape: str):  # type: ignore[no-untyped-def]
    parts, escaped = [], False
    for letter in _fold_pattern(pattern):
        if escaped:
            parts.append(re.escape(letter))
            escaped = False
        elif letter == escape:
            escaped = True
        else:
            parts.append({"%": ".*", "_": "."}.get(letter) or re.escape(letter))
    return re.compile("".join(parts), re.DOTALL).fullmatch


def _fold_pattern(pattern: str) -> str:
    # blanks before a closing wildcard count, so the pattern is folded without trimming
    return fold(pattern + "\0")[:-1]
