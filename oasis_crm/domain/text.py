"""One way to fold Turkish text, for search keys and for comparison.

Databases disagree about Turkish letters (MariaDB: İ = i but ı ≠ i; SQLite: none of them), so both the stored
`search_key` and the words of a query pass through `fold` and compare byte by byte.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# "İ".lower() is two code points and "I".lower() is the wrong letter in Turkish: the letters go by table.
_LETTERS = str.maketrans("İIıŞşÇçĞğÖöÜüÂâÎîÛû", "iiissccggoouuaaiiuu")
_NOT_WORD = re.compile(r"[^\w]+|_+")


def fold(text: str | None) -> str:
    """Lower-case letters without marks, white space squeezed: "  IŞIK  Petrol" → "isik petrol"."""
    if not text:
        return ""
    translated = text.translate(_LETTERS)
    if not translated.isascii():
        decomposed = unicodedata.normalize("NFKD", translated)
        translated = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(translated.casefold().split())


def words(text: str | None) -> list[str]:
    """The folded words, punctuation dropped: "Öz-Işık Nak. A.Ş." → ["oz", "isik", "nak", "a", "s"]."""
    return _NOT_WORD.sub(" ", fold(text)).split()


def search_key(parts: Iterable[str | None], limit: int = 140) -> str:
    """The folded words of several fields, each word once, as one line of at most `limit` characters."""
    seen = dict.fromkeys(word for part in parts for word in words(part))
    return " ".join(seen)[:limit].rstrip()
