"""A labelled set for the duplicate guard: firms, and what a colleague would type for them, or for a new one.

Independent of the demo data: own words, own errors. Same seed, same set.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

_WORDS = json.loads(Path(__file__).with_name("duplicate_words.json").read_text(encoding="utf-8"))
SURNAMES: list[str] = _WORDS["surnames"]
GIVEN: list[str] = _WORDS["given_names"]
COINED: list[str] = _WORDS["coined"]
ENDINGS: list[str] = _WORDS["endings"]
TRADE: list[str] = _WORDS["trades"]
LEGAL: list[str] = _WORDS["legal_forms"]
CITIES: list[str] = _WORDS["cities"]
ABBREVIATIONS: dict[str, str] = _WORDS["abbreviations"]
DIALLING_CODES = ("212", "216", "312", "232", "532", "533", "542", "505")
ASCII = str.maketrans("İIıŞşÇçĞğÖöÜü", "iiissccggoouu")
KEYBOARD = ["qwertyuiopğü", "asdfghjklşi", "zxcvbnmöç"]


@dataclass(frozen=True)
class Firm:
    name: str
    core: str
    trade: str
    city: str
    tax_id: str
    phone: str


@dataclass(frozen=True)
class Query:
    """What is typed. `truth` is the index of the firm that is meant, None for a new firm."""

    name: str
    city: str | None
    tax_id: str | None
    phone: str | None
    truth: int | None
    noise: str


def firms(count: int, seed: int = 7) -> list[Firm]:
    """`count` different firms. Namesakes exist, as in life, but none that a person could not tell apart."""
    chance = random.Random(seed)
    taken = Taken()
    found: list[Firm] = []
    while len(found) < count:
        firm = _firm(chance)
        if taken.add(firm):
            found.append(firm)
    return found


class Taken:
    """Which names are borne already: the same words in the same trade are the same firm."""

    def __init__(self) -> None:
        self._trades: dict[str, set[str]] = {}
        self._tax_ids: set[str] = set()

    def add(self, firm: Firm) -> bool:
        trades = self._trades.setdefault(self._words(firm), set())
        own = set(firm.trade.replace("Ürünleri", "").split())
        # Two namesakes in other trades are enough of them: with more, nobody could say which one is meant.
        if trades & own or len(trades) > 3 or firm.tax_id in self._tax_ids:
            return False
        self._tax_ids.add(firm.tax_id)
        trades |= own
        return True

    @staticmethod
    def _words(firm: Firm) -> str:
        return " ".join(sorted(firm.core.translate(ASCII).lower().split()))


def _firm(chance: random.Random) -> Firm:
    core, trade = _core(chance), chance.choice(TRADE)
    if chance.random() < 0.25:
        trade += " " + chance.choice(TRADE)
    name = " ".join(part for part in (core, trade, chance.choice(LEGAL)) if part)
    phone = f"0{chance.choice(DIALLING_CODES)}{chance.randrange(10**7):07d}"
    return Firm(name, core, trade, chance.choice(CITIES), vkn(chance), phone)


def _core(chance: random.Random) -> str:
    surname, second = chance.choice(SURNAMES), chance.choice(SURNAMES)
    coined = chance.choice(COINED) + chance.choice(ENDINGS)
    makers: list[Callable[[], str]] = [
        lambda: f"{chance.choice(GIVEN)} {surname}",
        lambda: f"{surname} Kardeşler",
        lambda: f"{surname} {second}",
        lambda: f"Öz {coined}",
        lambda: f"{coined} {surname}",
        lambda: f"{coined} {chance.choice(COINED)}",
        lambda: f"{surname}{chance.choice(ENDINGS)} {chance.choice(COINED)}",
        lambda: coined if chance.random() < 0.3 else f"{coined} {chance.choice(GIVEN)}",
        lambda: f"{''.join(chance.choices('ABCDEFGHKLMNPRSTVYZ', k=3))} {surname}",
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


def queries(universe: list[Firm], count: int, seed: int = 11) -> Iterator[Query]:
    """Half of them mean a firm of the universe under some noise, half are new ones made by the same rules."""
    chance = random.Random(seed)
    taken = Taken()
    for firm in universe:
        taken.add(firm)
    kinds = list(NOISES)
    for number in range(count // 2):
        index = chance.randrange(len(universe))
        noise = kinds[number % len(kinds)]
        yield _query(universe[index], index, noise, chance)
    made = 0
    while made < count - count // 2:
        firm = _firm(chance)
        if taken.add(firm):
            made += 1
            yield replace(_query(firm, None, chance.choice(kinds), chance), truth=None)


def _query(firm: Firm, index: int | None, noise: str, chance: random.Random) -> Query:
    name = NOISES[noise](firm, chance)
    known = chance.random
    return Query(
        name,
        firm.city if known() < 0.6 else None,
        firm.tax_id if known() < 0.15 else None,
        _spaced(firm.phone, chance) if known() < 0.25 else None,
        index,
        noise,
    )


def _spaced(phone: str, chance: random.Random) -> str:
    return chance.choice(
        [phone, phone[1:], f"+90 {phone[1:4]} {phone[4:7]} {phone[7:]}", f"({phone[:4]}) {phone[4:]}"]
    )


def _typo(text: str, chance: random.Random) -> str:
    places = [n for n, char in enumerate(text) if char.isalpha()]
    at = chance.choice(places[1:] or places)
    kind = chance.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at] + text[at:]
    if kind == 2 and at + 1 < len(text):
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + _neighbour(text[at], chance) + text[at + 1 :]


def _neighbour(char: str, chance: random.Random) -> str:
    for row in KEYBOARD:
        if char.lower() in row:
            place = row.index(char.lower())
            return (
                row[max(0, place - 1)]
                if chance.random() < 0.5 and place
                else row[min(len(row) - 1, place + 1)]
            )
    return chance.choice("aeilnr")


def _abbreviate(text: str) -> str:
    return " ".join(ABBREVIATIONS.get(word, word) for word in text.split())


def _shuffled(firm: Firm, chance: random.Random) -> str:
    words = firm.core.split()
    return " ".join([*reversed(words), firm.trade, chance.choice(LEGAL)]).strip()


def _glued(firm: Firm, chance: random.Random) -> str:
    words = firm.name.split()
    at = chance.randrange(max(len(words) - 1, 1))
    return " ".join([*words[:at], "".join(words[at : at + 2]), *words[at + 2 :]])


NOISES: dict[str, Callable[[Firm, random.Random], str]] = {
    "as it is": lambda firm, chance: firm.name,
    "capitals": lambda firm, chance: firm.name.replace("i", "İ").upper(),
    "no Turkish letters": lambda firm, chance: firm.name.translate(ASCII),
    "a slip in the name": lambda firm, chance: f"{_typo(firm.core, chance)} {firm.trade}",
    "two slips": lambda firm, chance: _typo(_typo(firm.name, chance), chance),
    "legal form dropped": lambda firm, chance: f"{firm.core} {firm.trade}",
    "legal form changed": lambda firm, chance: f"{firm.core} {firm.trade} {chance.choice(LEGAL)}",
    "abbreviated": lambda firm, chance: _abbreviate(firm.name),
    "words in another order": _shuffled,
    "a blank missing": _glued,
    "a blank missing and a slip": lambda firm, chance: _typo(_glued(firm, chance), chance),
    "abbreviated, capitals, a slip": lambda firm, chance: (
        _typo(_abbreviate(firm.name), chance).replace("i", "İ").upper()
    ),
}
