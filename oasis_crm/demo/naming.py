"""Names of firms, built as Turkish firms build theirs: a family or a brand, a trade, a legal form."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from oasis_crm.demo import people

_ROOTS = (
    "Kara Ak Demir Taş Yıldız Kılıç Aslan Çelik Altın Gök Bay Er Kaya Tek Öz Sarı Boz Yel Can Gün Ay Su "
    "Çam Dağ Tan "
    "Bal Toy Yağız Mert Alp Tuna Koru Bilge Sel Ulu Har Duru Kor "
    "Tepe Ocak Yurt Uz Gür Sön Kut Tor Ege Ilgaz Kır Çay"
).split()
_ENDINGS = (
    "oğlu kaya taş demir er soy türk han bay kan tekin gül doğan soylu alp bey çelik dağ deniz ay kurt "
    "ata yurt su "
    "pınar göz yiğit aslan bulut ören maz sever taner"
).split()
_FRONT = ("Öz", "Yeni", "Has", "Güven", "Hacı", "Büyük", "Anadolu", "Birlik", "Uğur", "Emin", "Doğuş")
_COLOURS = (
    "Mavi Yeşil Kuzey Güney Doğu Batı Ege Marmara Toros Ilgaz Anadolu Trakya Beyaz Kızıl Altın Gümüş Yüce "
    "Hızlı Parlak "
    "Bereket İpek Mor Ulu Sakin Serin Derin"
).split()
_THINGS = (
    "Ufuk Yıldız Rota Yol Kervan Köprü Pınar Irmak Vadi Zirve Liman Rüzgar Martı Turna Kartal Çınar Sedir "
    "Doruk Başak "
    "Gözde Adım Menzil Tepe Kaynak Durak Nehir Yelken Pusula Ova Kıvılcım"
).split()

TRADES = {
    "Fleet": (
        "Filo Kiralama",
        "Gıda Dağıtım",
        "Turizm",
        "Servis Taşımacılık",
        "Temizlik Hizmetleri",
        "Güvenlik Hizm.",
    ),
    "Fuel Station": ("Petrol", "Akaryakıt", "Petrol Ürünleri", "Petrolcülük"),
    "Transport": ("Nakliyat", "Lojistik", "Uluslararası Nakliyat", "Taşımacılık", "Kargo", "Lojistik Nak."),
    "Construction": (
        "İnşaat",
        "Hafriyat",
        "Hazır Beton",
        "İnş. Taah.",
        "Yapı",
        "Asfalt",
        "Madencilik",
        "Hafr. Nak.",
    ),
    "Agriculture": ("Tarım", "Tarım Ürünleri", "Hayvancılık", "Tarım Makinaları", "Tohumculuk"),
    "Industry": ("Makina", "Metal", "Tekstil", "Plastik", "Ambalaj", "Mermer", "Kimya", "Mobilya", "Gıda"),
    "Other": ("Turizm", "Otomotiv", "Sağlık Hizmetleri", "Reklam", "Danışmanlık", "Orman Ürünleri"),
}
PUBLIC = ("Belediyesi", "Sulama Birliği", "Organize Sanayi Bölge Müdürlüğü", "Köylere Hizmet Götürme Birliği")

#: (how it is written, in full, weight); sole traders have none.
FORMS = (
    ("Ltd. Şti.", "Limited Şirketi", 18),
    ("San. ve Tic. Ltd. Şti.", "Sanayi ve Ticaret Limited Şirketi", 34),
    ("Tic. Ltd. Şti.", "Ticaret Limited Şirketi", 12),
    ("A.Ş.", "Anonim Şirketi", 14),
    ("San. ve Tic. A.Ş.", "Sanayi ve Ticaret Anonim Şirketi", 18),
    ("Paz. ve Tic. A.Ş.", "Pazarlama ve Ticaret Anonim Şirketi", 4),
)
_LONG = {"İnş.": "İnşaat", "Taah.": "Taahhüt", "Nak.": "Nakliyat", "Hafr.": "Hafriyat", "Hizm.": "Hizmetleri"}
_UPPER = str.maketrans("iı", "İI")
_PLAIN = str.maketrans("ıİşŞçÇğĞöÖüÜ", "iIsScCgGoOuU")


@dataclass(frozen=True)
class FirmName:
    """`short` as people write it, `title` as the trade registry has it, `domain` for its mail."""

    short: str
    title: str
    domain: str
    sole_trader: bool


class Namer:
    """Gives names that no two firms share."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._cores: set[str] = set()

    def name(self, firm_type: str) -> FirmName:
        """A new name for a firm of that type."""
        if firm_type == "Public":
            return self._public()
        rng = self._rng
        sole = rng.random() < (0.22 if firm_type in ("Agriculture", "Transport") else 0.1)
        core = self._core(sole)
        trade = rng.choice(TRADES[firm_type])
        if sole:
            return self._told(f"{core} {trade}", f"{core} {trade}", core, True)
        form, full, _ = rng.choices(FORMS, [weight for *_, weight in FORMS])[0]
        return self._told(f"{core} {trade} {form}", f"{core} {_in_full(trade)} {full}", core, False)

    def _public(self) -> FirmName:
        place = self._core_of(lambda: _family(self._rng))
        name = f"{place} {self._rng.choice(PUBLIC)}"
        return self._told(name, name, place, False)

    def _core(self, sole: bool) -> str:
        return self._core_of(lambda: _person(self._rng) if sole else _brand(self._rng))

    def _core_of(self, draw) -> str:
        """One that is new; after some tries a second family's name tells it apart."""
        core = draw()
        for _ in range(6):
            if core not in self._cores:
                break
            core = draw()
        while core in self._cores:
            core = f"{draw()} {_family(self._rng)}"
        self._cores.add(core)
        return core

    def _told(self, short: str, title: str, core: str, sole: bool) -> FirmName:
        plain = "".join(char for char in core.translate(_PLAIN).lower() if char.isascii() and char.isalnum())
        return FirmName(short, upper(title), f"{plain}.example", sole)


def _family(rng: Random) -> str:
    root, ending = rng.choice(_ROOTS), rng.choice(_ENDINGS)
    return root + ("kan" if root.lower() == ending else ending)


def _person(rng: Random) -> str:
    return f"{rng.choice(people.MALE if rng.random() < 0.85 else people.FEMALE)} {_family(rng)}"


def _brand(rng: Random) -> str:
    kind = rng.random()
    if kind < 0.5:
        return _family(rng)
    if kind < 0.65:
        return f"{rng.choice(_FRONT)} {_family(rng)}"
    if kind < 0.77:
        return f"{_family(rng)} {rng.choice(('Kardeşler', 'Oğulları', 'Grup'))}"
    if kind < 0.85:
        return f"{_family(rng)} {_family(rng)}"
    return f"{rng.choice(_COLOURS)} {rng.choice(_THINGS)}"


def _in_full(trade: str) -> str:
    return " ".join(_LONG.get(word, word) for word in trade.split())


def upper(text: str) -> str:
    """Capitals as Turkish has them: "Işık Nakliyat" → "IŞIK NAKLİYAT"."""
    return text.translate(_UPPER).upper()
