"""The firms: who they are, where, who follows them, how much they could buy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from oasis_crm.demo import numbers, people
from oasis_crm.demo.naming import FirmName, Namer
from oasis_crm.demo.places import District, Province, Territory, a_spot
from oasis_crm.demo.world import World

#: Type → (weight, vehicles from, to, litres a month of one vehicle).
TYPES = {
    "Transport": (30, 4, 90, 1900),
    "Construction": (18, 3, 60, 1100),
    "Fleet": (17, 5, 140, 260),
    "Industry": (12, 2, 35, 420),
    "Agriculture": (10, 1, 18, 700),
    "Fuel Station": (5, 1, 4, 26_000),
    "Public": (4, 6, 70, 350),
    "Other": (4, 1, 14, 300),
}
DISTRIBUTORS = ("Turna Petrol", "Sedir Akaryakıt", "Kuzgun Enerji")
RIVALS = (
    "Poyraz Petrol",
    "Lodos Akaryakıt",
    "Meltem Enerji",
    "Boğaç Petrol",
    "Kervan Oil",
    "İmbat Akaryakıt",
)
STREETS = (
    "Atatürk Cad.",
    "Cumhuriyet Cad.",
    "İnönü Bulvarı",
    "Sanayi Cad.",
    "Fevzi Çakmak Cad.",
    "İstasyon Cad.",
)
QUARTERS = (
    "Cumhuriyet Mah.",
    "Yeni Mah.",
    "Sanayi Mah.",
    "Fatih Mah.",
    "Organize Sanayi Bölgesi",
    "Bahçelievler Mah.",
)

#: The end of the road of each hundred firms: how far a firm has come by today.
FATES = {
    "Suspect": 15,
    "Prospect": 14,
    "Approach": 11,
    "Negotiation": 8,
    "Closing": 4,
    "Order": 2,
    "Payment": 35,
    "Former": 4,
    "Lost": 7,
}


@dataclass(slots=True)
class Contact:
    name: str
    job: str
    phone: str
    email: str


@dataclass(slots=True)
class Firm:
    """A firm as the other generators need it. Days are numbers of the World, reps indexes of the Cast."""

    index: int
    naming: FirmName
    firm_type: str
    tax_id: str | None
    province: Province
    district: District
    latitude: float
    longitude: float
    phone: str
    mobile: str
    contacts: list[Contact]
    vehicles: int
    potential: int
    rep: int
    team: int
    since: int
    fate: str
    distributor: int
    supplier: str | None
    supplier_end: int | None
    entry: str
    #: The rep who followed it before, until `moved`.
    former_rep: int | None = None
    moved: int | None = None
    path: list[tuple[int, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"FIRM-{self.index:05d}"

    @property
    def has_bought(self) -> bool:
        return self.fate in ("Payment", "Former")

    @property
    def has_signed(self) -> bool:
        return self.fate in ("Order", "Payment", "Former")

    def rep_on(self, day: int) -> int:
        """Who followed the firm on that day."""
        return self.former_rep if self.moved is not None and day < self.moved else self.rep


@dataclass(frozen=True)
class RepTraits:
    """How a rep works. `skill`: his wins against the usual; `share`: his firms against an equal part."""

    skill: float
    share: float


#: The first eight and the leader; the others are drawn.
TRAITS = (
    RepTraits(1.25, 1.1), RepTraits(0.95, 1.0), RepTraits(0.7, 0.9), RepTraits(1.05, 1.05),
    RepTraits(1.35, 1.15), RepTraits(0.85, 1.0), RepTraits(1.0, 0.95), RepTraits(0.6, 0.85),
)  # fmt: skip
LEADER_TRAITS = RepTraits(1.1, 0.35)


def traits(count: int, rng: Random) -> list[RepTraits]:
    """Of `count` reps and, last, the leader."""
    drawn = [RepTraits(rng.uniform(0.55, 1.4), rng.uniform(0.85, 1.15)) for _ in range(count)]
    return [*TRAITS[:count], *drawn[len(TRAITS) :], LEADER_TRAITS]


def firms(
    world: World, territories: Sequence[Territory], team_of: Sequence[int], ways: Sequence[RepTraits]
) -> Iterator[Firm]:
    """The firms 1 … world.firms; by rep: his territory, his team, how he works."""
    maker = _Maker(world, territories, team_of, ways)
    return (maker.firm(number) for number in range(1, world.firms + 1))


class _Maker:
    def __init__(self, world, territories, team_of, ways) -> None:
        self.world, self.territories, self.team_of, self.ways = world, territories, team_of, ways
        self.rng = world.stream("firms")
        self.namer = Namer(world.stream("names"))
        self.company_ids = numbers.company_tax_ids(world.stream("vkn"))
        self.personal_ids = numbers.personal_tax_ids(world.stream("tckn"))
        self.shares = [way.share for way in ways]

    def firm(self, index: int) -> Firm:
        rng = self.rng
        rep = rng.choices(range(len(self.shares)), self.shares)[0]
        firm_type = rng.choices(list(TYPES), [weight for weight, *_ in TYPES.values()])[0]
        naming = self.namer.name(firm_type)
        province = self.territories[rep].a_province(rng)
        district = province.a_district(rng)
        latitude, longitude = a_spot(district, rng)
        vehicles, potential = _size(firm_type, rng)
        fate = self._fate(rep)
        firm = Firm(
            index=index,
            naming=naming,
            firm_type=firm_type,
            tax_id=self._tax_id(naming, fate),
            province=province,
            district=district,
            latitude=latitude,
            longitude=longitude,
            phone=numbers.landline(rng.choice(province.area_codes), rng),
            mobile=numbers.mobile(rng),
            contacts=_contacts(naming, rng),
            vehicles=vehicles,
            potential=potential,
            rep=rep,
            team=self.team_of[rep],
            since=self._since(fate),
            fate=fate,
            distributor=rng.choices((0, 1, 2), (6, 3, 2))[0],
            supplier=None,
            supplier_end=None,
            entry=rng.choices(("Detailed", "Quick", "Excel", "API"), (50, 28, 20, 2))[0],
        )
        self._supply(firm)
        self._hand_over(firm)
        return firm

    def _fate(self, rep: int) -> str:
        """Reps differ in what becomes of their firms."""
        skill = self.ways[rep].skill
        won = {"Payment", "Order", "Closing"}
        weights = [weight * (skill if fate in won else 1) for fate, weight in FATES.items()]
        return self.rng.choices(list(FATES), weights)[0]

    def _tax_id(self, naming: FirmName, fate: str) -> str | None:
        """Early prospects have not told theirs yet."""
        if fate in ("Suspect", "Prospect") and self.rng.random() < 0.45:
            return None
        return next(self.personal_ids if naming.sole_trader else self.company_ids)

    def _since(self, fate: str) -> int:
        world, rng = self.world, self.rng
        youngest, oldest = {
            "Suspect": (1, 160), "Prospect": (10, 320), "Approach": (25, 420), "Negotiation": (40, 480),
            "Closing": (60, 520), "Order": (70, 560), "Former": (430, 1090),
            "Payment": (90, 1090), "Lost": (60, 700),
        }[fate]  # fmt: skip
        age = min(rng.randint(youngest, oldest), world.history_days - 3)
        return world.past_working_day(world.now - age)

    def _supply(self, firm: Firm) -> None:
        """Whom those buy from who do not buy from us, and until when."""
        if firm.fate in ("Order", "Payment") or self.rng.random() < 0.2:
            return
        firm.supplier = self.rng.choice(RIVALS)
        if self.rng.random() < 0.75:
            firm.supplier_end = self.world.now + self.rng.randint(-20, 480)

    def _hand_over(self, firm: Firm) -> None:
        """A few firms came from a colleague of the same team."""
        colleagues = [rep for rep, team in enumerate(self.team_of) if team == firm.team and rep != firm.rep]
        age = self.world.last - firm.since
        if not colleagues or age < 200 or self.rng.random() > 0.03:
            return
        firm.former_rep = self.rng.choice(colleagues)
        firm.moved = self.world.past_working_day(self.world.last - self.rng.randint(20, min(age - 60, 300)))


def _size(firm_type: str, rng: Random) -> tuple[int, int]:
    """Vehicles, and the litres a month they could burn; most firms are small."""
    _, least, most, litres = TYPES[firm_type]
    vehicles = least + int((most - least) * rng.random() ** 2.6)
    return vehicles, max(int(vehicles * litres * rng.uniform(0.6, 1.3)) // 100 * 100, 300)


def _contacts(naming: FirmName, rng: Random) -> list[Contact]:
    jobs = ["Firma Sahibi"] if naming.sole_trader else rng.sample(people.JOBS, rng.choice((1, 1, 2, 2, 3)))
    found = []
    for job in jobs:
        first, last = people.a_name(rng)
        found.append(Contact(f"{first} {last}", job, numbers.mobile(rng), _mail(first, last, naming.domain)))
    return found


_MAIL = str.maketrans("ıİşŞçÇğĞöÖüÜ", "iIsScCgGoOuU")


def _mail(first: str, last: str, domain: str) -> str:
    return f"{first}.{last}@{domain}".translate(_MAIL).lower()


def address(firm: Firm) -> str:
    """Quarter, street and number."""
    n = firm.index
    return f"{QUARTERS[n % len(QUARTERS)]} {STREETS[n // 7 % len(STREETS)]} No: {1 + n * 37 % 180}"


def tax_office(firm: Firm) -> str:
    return f"{firm.province.name if firm.district.name == 'Merkez' else firm.district.name} Vergi Dairesi"
