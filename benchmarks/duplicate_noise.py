"""How people get a firm's name wrong: one kind of noise a function, and several at once."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.duplicate_data import (
    ASCII,
    DEVELOPMENT,
    Firm,
    Taken,
    Vocabulary,
    made,
    sister,
    vocabulary,
)

KEYBOARD = ["qwertyuıopğü", "asdfghjklşi", "zxcvbnmöç"]
#: Letters that sound or look alike.
_ALIKE = {"ı": "i", "i": "ı", "ğ": "", "c": "ç", "s": "z", "d": "t", "t": "d", "b": "p", "v": "w", "k": "q"}
_SUFFIXES = ("lar", "ler", "oğlu", "ın", "nın")

Noise = Callable[["Typing", Firm], str]


@dataclass(frozen=True)
class Typing:
    """Somebody who types; what he mistakes is up to chance."""

    chance: random.Random
    words: Vocabulary


@dataclass(frozen=True)
class Query:
    """What is typed. `truth` is the index of the firm that is meant, None for a new firm."""

    name: str
    city: str | None
    tax_id: str | None
    phone: str | None
    truth: int | None
    noise: str


def queries(universe: list[Firm], count: int, seed: int = 11, words: str = DEVELOPMENT) -> Iterator[Query]:
    """Half of them mean a firm of the universe under some noise, half are new ones.

    Of the new ones a third are sisters of a firm of the universe; all of them come under noise too.
    """
    chance = random.Random(seed)
    typing, taken = Typing(chance, vocabulary(words)), Taken()
    for firm in universe:
        taken.add(firm)
    kinds = list(NOISES)
    for number in range(count // 2):
        index = chance.randrange(len(universe))
        yield _query(typing, universe[index], index, kinds[number % len(kinds)])
    new = 0
    while new < count - count // 2:
        related = new % 3 == 0
        firm = (
            sister(chance.choice(universe), chance, typing.words) if related else made(chance, typing.words)
        )
        if taken.add(firm):
            new += 1
            asked = _query(typing, firm, None, chance.choice(kinds))
            yield asked if not related else Query(*_values(asked)[:-1], "a sister firm")


def _values(query: Query) -> tuple[str, str | None, str | None, str | None, int | None, str]:
    return query.name, query.city, query.tax_id, query.phone, query.truth, query.noise


def _query(typing: Typing, firm: Firm, index: int | None, noise: str) -> Query:
    known = typing.chance.random
    return Query(
        NOISES[noise](typing, firm),
        firm.city if known() < 0.6 else None,
        firm.tax_id if known() < 0.1 else None,
        _spaced(firm.phone, typing.chance) if known() < 0.2 else None,
        index,
        noise if index is not None else "a new firm",
    )


def _spaced(phone: str, chance: random.Random) -> str:
    return chance.choice(
        [phone, phone[1:], f"+90 {phone[1:4]} {phone[4:7]} {phone[7:]}", f"({phone[:4]}) {phone[4:]}"]
    )


# Slips


def slip(text: str, chance: random.Random) -> str:
    """One letter less, more, doubled, swapped with the next, or another."""
    places = [n for n, char in enumerate(text) if char.isalpha()]
    if not places:
        return text
    at = chance.choice(places[1:] or places)
    letter, before, after = text[at], text[:at], text[at + 1 :]
    kind = chance.randrange(6)
    if kind == 0:
        return before + after
    if kind == 1:
        return before + letter + letter + after
    if kind == 2 and after[:1].isalpha():
        return before + after[0] + letter + after[1:]
    if kind == 3:
        return before + chance.choice("aeiklnrst") + letter + after
    if kind == 4 and letter.lower() in _ALIKE:
        return before + _ALIKE[letter.lower()] + after
    return before + _neighbour(letter, chance) + after


def _neighbour(char: str, chance: random.Random) -> str:
    for row in KEYBOARD:
        if char.lower() in row:
            place = row.index(char.lower())
            step = -1 if place and (chance.random() < 0.5 or place == len(row) - 1) else 1
            return row[place + step]
    return chance.choice("aeilnr")


# Noises


def _legal_changed(typing: Typing, firm: Firm) -> str:
    return f"{firm.core} {firm.trade} {typing.chance.choice(typing.words.legal_forms)}".strip()


def abbreviated(typing: Typing, name: str) -> str:
    """As firms abbreviate."""
    return " ".join(typing.words.abbreviations.get(word, word) for word in name.split())


def _cut(typing: Typing, firm: Firm) -> str:
    """Trade words cut off wherever it came."""
    chance = typing.chance
    cut = [word[: chance.randint(3, max(len(word) - 1, 3))] + "." for word in firm.trade.split()]
    return f"{firm.core} {' '.join(cut)} {abbreviated(typing, firm.legal)}".strip()


def _turned(typing: Typing, firm: Firm) -> str:
    return f"{' '.join(reversed(firm.core.split()))} {firm.trade} {firm.legal}".strip()


def _shuffled(typing: Typing, firm: Firm) -> str:
    return " ".join(typing.chance.sample(words := [*firm.core.split(), *firm.trade.split()], len(words)))


def glued(typing: Typing, name: str) -> str:
    """One blank left out."""
    words = name.split()
    at = typing.chance.randrange(max(len(words) - 1, 1))
    return " ".join([*words[:at], "".join(words[at : at + 2]), *words[at + 2 :]])


def _split(typing: Typing, name: str) -> str:
    """A word of the name in two."""
    words = name.split()
    at = max(range(len(words)), key=lambda n: (len(words[n]) > 5) * typing.chance.random())
    cut = typing.chance.randrange(3, max(len(words[at]) - 2, 4))
    return " ".join([*words[:at], words[at][:cut], words[at][cut:], *words[at + 1 :]])


def _and(typing: Typing, firm: Firm) -> str:
    """ "ve", "&" and nothing are the same."""
    words = firm.core.split()
    if "ve" in words or "&" in words:
        other = typing.chance.choice((" ", " ve ", " & ", "-"))
        return f"{firm.core.replace(' ve ', ' & ').replace(' & ', other)} {firm.trade} {firm.legal}".strip()
    return f"{firm.core} {firm.trade.replace(' ', ' ve ', 1)} {firm.legal.replace(' ve ', ' & ')}".strip()


def _suffixed(typing: Typing, firm: Firm) -> str:
    """The last word of the name with an ending of plural or possession, or without the one it has."""
    for ending in _SUFFIXES[:3]:
        if firm.core.endswith(ending) and len(firm.core.split()[-1]) > len(ending) + 3:
            return f"{firm.core.removesuffix(ending)} {firm.trade}"
    ending = typing.chance.choice(_SUFFIXES) if firm.core[-1].isalpha() else ""
    return f"{firm.core}{ending} {firm.trade} {firm.legal}".strip()


def _marked(typing: Typing, firm: Firm) -> str:
    """Hyphens, full stops and quotation marks where they do not belong."""
    core = typing.chance.choice(("-", " - ", ".", ", ", "/")).join(firm.core.split())
    return typing.chance.choice((f'"{core}" {firm.trade}', f"{core} {firm.trade}. {firm.legal}"))


def _several(typing: Typing, firm: Firm) -> str:
    """Two or three of: abbreviated, a blank missing, a slip in the name, capitals, plain letters."""
    chance = typing.chance
    core = slip(firm.core, chance) if chance.random() < 0.7 else firm.core
    name = f"{core} {firm.trade} {firm.legal}".strip()
    for change in chance.sample(_CHANGES, 2):
        name = change(typing, name)
    return name


def _capitals(typing: Typing, name: str) -> str:
    return name.replace("i", "İ").upper()


_CHANGES: list[Callable[[Typing, str], str]] = [
    abbreviated,
    glued,
    _capitals,
    lambda typing, name: name.translate(ASCII),
]

NOISES: dict[str, Noise] = {
    "as it is": lambda typing, firm: firm.name,
    "capitals": lambda typing, firm: _capitals(typing, firm.name),
    "no Turkish letters": lambda typing, firm: firm.name.translate(ASCII),
    "a slip in the name": lambda typing, firm: f"{slip(firm.core, typing.chance)} {firm.trade}",
    "two slips": lambda typing, firm: slip(slip(firm.name, typing.chance), typing.chance),
    "two slips in the name": lambda typing, firm: (
        f"{slip(slip(firm.core, typing.chance), typing.chance)} {firm.trade} {firm.legal}".strip()
    ),
    "legal form dropped": lambda typing, firm: f"{firm.core} {firm.trade}",
    "legal form changed": _legal_changed,
    "abbreviated": lambda typing, firm: abbreviated(typing, firm.name),
    "abbreviated anywhere": _cut,
    "words in another order": _turned,
    "words in any order": _shuffled,
    "a blank missing": lambda typing, firm: glued(typing, firm.name),
    "all blanks missing": lambda typing, firm: firm.name.replace(" ", ""),
    "a blank missing and a slip": lambda typing, firm: slip(glued(typing, firm.name), typing.chance),
    "a word in two": lambda typing, firm: f"{_split(typing, firm.core)} {firm.trade} {firm.legal}".strip(),
    "a word in two and a slip": lambda typing, firm: slip(
        f"{_split(typing, firm.core)} {firm.trade}", typing.chance
    ),
    "and": _and,
    "an ending more or less": _suffixed,
    "punctuation": _marked,
    "abbreviated, capitals, a slip": lambda typing, firm: _capitals(
        typing, slip(abbreviated(typing, firm.name), typing.chance)
    ),
    "several at once": _several,
}
