"""Numbers that pass every check and belong to nobody known: tax numbers, telephones, plates, licences."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from stdnum.tr import tckimlik, vkn

from oasis_crm.domain.tax_ids import PLACEHOLDERS

MOBILE_PREFIXES = tuple(
    [*range(530, 540), *range(541, 547), 549, 505, 506, 507, 551, 552, 553, 554, 555, 559]
)
#: Plates have no Q, W, X and no Turkish letters.
PLATE_LETTERS = "ABCDEFGHIJKLMNOPRSTUVYZ"

_PRIME = 899_999_963


def company_tax_ids(rng: Random) -> Iterator[str]:
    """Different VKNs without end (until 900 million)."""
    for number in _scattered(rng):
        front = str(100_000_000 + number)
        full = front + vkn.calc_check_digit(front)
        if full not in PLACEHOLDERS:
            yield full


def personal_tax_ids(rng: Random) -> Iterator[str]:
    """Different TCKNs without end (until 900 million)."""
    for number in _scattered(rng):
        front = str(100_000_000 + number)
        full = front + tckimlik.calc_check_digits(front)
        if full not in PLACEHOLDERS:
            yield full


def _scattered(rng: Random) -> Iterator[int]:
    """0 … _PRIME - 1 in an order that looks like none, each once."""
    step, number = rng.randrange(10**6, _PRIME), rng.randrange(_PRIME)
    while True:
        number = (number + step) % _PRIME
        yield number


def mobile(rng: Random) -> str:
    """A mobile number in E.164."""
    return f"+90{rng.choice(MOBILE_PREFIXES)}{rng.randrange(2_000_000, 9_999_999)}"


def landline(area_code: int, rng: Random) -> str:
    """A landline number in E.164."""
    return f"+90{area_code}{rng.randrange(2_200_000, 8_999_999)}"


def plate(province: int, rng: Random) -> str:
    """A vehicle's plate: "34 ABC 123"."""
    letters = "".join(rng.choices(PLATE_LETTERS, k=rng.choice((2, 3, 3))))
    digits = rng.randrange(100, 1000) if len(letters) == 3 else rng.randrange(100, 10_000)
    return f"{province:02d} {letters} {digits}"


def licence(rng: Random) -> str:
    """A dealer's licence of the energy market authority, in its form."""
    return f"BAY/{rng.randrange(400, 960)}-{rng.randrange(10, 99)}/{rng.randrange(10_000, 49_999)}"
