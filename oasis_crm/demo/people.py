"""Names of people: the demo's users and the contacts of firms."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

DOMAIN = "oasis.example"
PASSWORD = "oasis"

FEMALE = (
    "Ayşe Fatma Elif Zeynep Merve Büşra Esra Selin Derya Gülşah Nur Sibel Özlem Pınar Ebru Hatice Emine "
    "Tuğba Ceren "
    "İrem Gamze Şule Yasemin Sevgi Deniz Melike Hülya Aslı Nazlı Dilek"
).split()
MALE = (
    "Mehmet Ahmet Mustafa Ali Hüseyin Hasan İbrahim İsmail Osman Yusuf Murat Ömer Ramazan Halil Süleyman "
    "Abdullah "
    "Mahmut Recep Salih Fatih Kadir Emre Hakan "
    "Serkan Burak Gökhan Volkan Tolga Cem Onur Barış Uğur Kemal Selim Yavuz"
).split()
SURNAMES = (
    "Yılmaz Kaya Demir Şahin Çelik Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin "
    "Kara Koç Kurt "
    "Özkan Şimşek Polat Korkmaz Çakır Erdoğan Güneş Aksoy Bulut Turan Güler Yavuz Avcı Işık Tekin Coşkun "
    "Özer Taş "
    "Karaca Ateş Uçar Sarı Duman Toprak Bayram Ünal Gündüz "
    "Sezer Akın Erdem Soylu Uysal Gürbüz Ekinci Tunç Bilgin"
).split()
JOBS = (
    "Genel Müdür",
    "Firma Sahibi",
    "Satın Alma Müdürü",
    "Filo Yöneticisi",
    "Muhasebe Müdürü",
    "Lojistik Şefi",
)
DECIDERS = ("Genel Müdür", "Firma Sahibi", "Satın Alma Müdürü")

#: The reps of the small demo, in order of their number.
REPS = (
    ("Emre", "Aksoy"), ("Zeynep", "Karaca"), ("Burak", "Şimşek"), ("Elif", "Gündüz"),
    ("Serkan", "Polat"), ("Derya", "Işık"), ("Onur", "Çetin"), ("Selin", "Özer"),
)  # fmt: skip
LEADER = ("Murat", "Yıldırım")
MANAGER = ("Ayşe", "Toprak")
OFFICE = ("Gamze", "Uysal")


@dataclass(frozen=True)
class Person:
    """A user of the demo. `role`: manager, office or field."""

    user: str
    first_name: str
    last_name: str
    role: str

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"


def staff() -> list[Person]:
    """Those who see everything."""
    return [
        Person(f"manager@{DOMAIN}", *MANAGER, "manager"),
        Person(f"office@{DOMAIN}", *OFFICE, "office"),
    ]


def leader() -> Person:
    """The head of team North, a rep himself."""
    return Person(f"leader@{DOMAIN}", *LEADER, "field")


def reps(count: int, rng: Random) -> list[Person]:
    """rep1 … rep<count>; from the ninth on their names are drawn."""
    return [
        Person(f"rep{n + 1}@{DOMAIN}", *(REPS[n] if n < len(REPS) else a_name(rng)), "field")
        for n in range(count)
    ]


def a_name(rng: Random) -> tuple[str, str]:
    """First name and surname."""
    return rng.choice(FEMALE if rng.random() < 0.35 else MALE), rng.choice(SURNAMES)
