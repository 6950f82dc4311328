"""A labelled set for the duplicate guard: firms, and what a colleague would type for them, or for a new one.

Independent of the demo data and of the app's word lists: own words, own errors. Same seed, same set. Two
vocabularies: the guard may be tuned on DEVELOPMENT; HELD_OUT (other words, other seeds) is what is reported.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

DEVELOPMENT, HELD_OUT = "duplicate_words.json", "duplicate_words_held_out.json"
DIALLING_CODES = ("212", "216", "312", "232", "532", "533", "542", "505")
ASCII = str.maketrans("İIıŞşÇçĞğÖöÜü", "iiissccggoouu")


@dataclass(frozen=True)
class Vocabulary:
    """The words that firms of one set are named with."""

    surnames: list[str]
    given_names: list[str]
    coined: list[str]
    endings: list[str]
    trades: list[str]
    legal_forms: list[str]
    cities: list[str]
    abbreviations: dict[str, str]


@lru_cache(maxsize=2)
def vocabulary(file_name: str) -> Vocabulary:
    return Vocabulary(**json.loads(Path(__file__).with_name(file_name).read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Firm:
    core: str
    trade: str
    legal: str
    city: str
    tax_id: str
    phone: str

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.core, self.trade, self.legal) if part)


def firms(count: int, seed: int = 7, words: str = DEVELOPMENT) -> list[Firm]:
    """`count` different firms. Namesakes exist, as in life, but none that a person could not tell apart."""
    chance = random.Random(seed)
    taken = Taken()
    found: list[Firm] = []
    while len(found) < count:
        firm = made(chance, vocabulary(words))
        if taken.add(firm):
            found.append(firm)
    return found


class Taken:
    """Which names are borne already: the same words in the same trade are the same firm."""

    def __init__(self) -> None:
        self._trades: dict[str, set[str]] = {}
        self._tax_ids: set[str] = set()

    def add(self, firm: Firm) -> bool:
        """Whether the firm can be told from all others; from then on it is one of them."""
        trades = self._trades.setdefault(_words(firm), set())
        own = set(firm.trade.replace("Ürünleri", "").split())
        # Two namesakes in other trades are enough of them: with more, nobody could say which one is meant.
        if trades & own or len(trades) > 3 or firm.tax_id in self._tax_ids:
            return False
        self._tax_ids.add(firm.tax_id)
        trades |= own
        return True

    def borne(self, firm: Firm) -> bool:
        """Whether somebody is called by the firm's core, in whatever trade."""
        return bool(self._trades.get(_words(firm)))


def _words(firm: Firm) -> str:
    words = firm.core.translate(ASCII).lower().split()
    return " ".join(sorted(word for word in words if word not in ("ve", "&")))


def made(chance: random.Random, words: Vocabulary) -> Firm:
    """A firm by chance."""
    trade = chance.choice(words.trades)
    if chance.random() < 0.25:
        trade += " " + chance.choice(words.trades)
    return Firm(
        _core(chance, words),
        trade,
        chance.choice(words.legal_forms),
        chance.choice(words.cities),
        vkn(chance),
        f"0{chance.choice(DIALLING_CODES)}{chance.randrange(10**7):07d}",
    )


def _core(chance: random.Random, words: Vocabulary) -> str:
    surname, second = chance.choice(words.surnames), chance.choice(words.surnames)
    coined, other = chance.choice(words.coined), chance.choice(words.coined)
    given, brand = chance.choice(words.given_names), coined + chance.choice(words.endings)
    makers: list[Callable[[], str]] = [
        lambda: f"{given} {surname}",
        lambda: f"{surname} Kardeşler",
        lambda: f"{surname} ve Oğulları",
        lambda: f"{surname} {second}",
        lambda: f"{surname} {chance.choice(('&', 've'))} {second}",
        lambda: f"Öz {brand}",
        lambda: f"{brand} {surname}",
        lambda: f"{brand} {other}",
        lambda: f"{surname}{chance.choice(words.endings)} {other}",
        lambda: brand if chance.random() < 0.3 else f"{brand} {given}",
        lambda: f"{''.join(chance.choices('ABCDEFGHKLMNPRSTVYZ', k=3))} {surname}",
        lambda: f"{chance.choice(words.cities)} {brand}",
        lambda: f"{brand} {chance.randrange(2, 99)}",
    ]
    return chance.choice(makers)()


def vkn(chance: random.Random) -> str:
    """A tax number with the right check digit."""
    digits = [chance.randrange(10) for _ in range(9)]
    total = 0
    for index, digit in enumerate(digits):
        shifted = (digit + 9 - index) % 10
        rest = shifted * 2 ** (9 - index) % 9
        total += 9 if shifted and rest == 0 else rest
    return "".join(map(str, digits)) + str(-total % 10)


def sister(firm: Firm, chance: random.Random, words: Vocabulary) -> Firm:
    """Another firm that shares what a careless eye takes for the same: the name, the family, the trade."""
    fresh = made(chance, words)
    parts = firm.core.split()
    kinds = [
        # Of the same family, in another trade.
        replace(fresh, core=firm.core, legal=firm.legal, city=firm.city),
        # Another member of the family in the same trade and town.
        replace(firm, core=f"{chance.choice(words.given_names)} {parts[-1]}", tax_id=fresh.tax_id),
        # The same first word with another second one.
        replace(firm, core=f"{parts[0]} {chance.choice(words.surnames)}", tax_id=fresh.tax_id),
        # Another number of a row of stations.
        replace(firm, core=f"{parts[0]} {chance.randrange(100, 999)}", tax_id=fresh.tax_id),
    ]
    return replace(chance.choice(kinds), phone=fresh.phone, tax_id=fresh.tax_id)
