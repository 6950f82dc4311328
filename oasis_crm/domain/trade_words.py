"""The words of Turkish firm names that say what a firm does and how it is incorporated, folded."""

from __future__ import annotations

# fmt: off
#: Legal forms and what goes with them: they say nothing about which firm it is.
LEGAL: frozenset[str] = frozenset(
    {
        "as", "ao", "anonim", "sirketi", "sirket", "sti", "ltd", "limited", "lti", "tic", "ticaret",
        "san", "sanayi", "sanayii", "ve", "ith", "ithalat", "ihr", "ihracat", "dis", "ltdsti",
        "anonimsirketi", "limitedsirketi", "koll", "kollektif", "kom", "komandit", "koop",
        "kooperatifi", "kooperatif", "sahis", "isletmesi", "isletme", "isl", "the", "co", "company",
        "inc", "gmbh",
    }
)

#: Trade → how it is also written.
SPELLINGS: dict[str, tuple[str, ...]] = {
    "insaat": ("ins", "insaatcilik", "insat"),
    "nakliyat": ("nak", "nakliye", "nakl", "nakliyecilik", "nakliyati"),
    "taahhut": ("taah", "taahut"),
    "petrol": ("pet", "petr", "petrolculuk", "petrolleri"),
    "akaryakit": ("akar",),
    "urunleri": ("urn", "urun"),
    "gida": ("gda",),
    "tarim": ("tar", "tarimsal"),
    "hayvancilik": ("hayv", "hayvan"),
    "otomotiv": ("otom", "oto", "otomobil"),
    "turizm": ("tur", "turz"),
    "tekstil": ("teks", "tks"),
    "makina": ("mak", "makine", "makinalari", "makinasi"),
    "metal": ("met",),
    "lojistik": ("loj",),
    "tasimacilik": ("tas", "tasima"),
    "hafriyat": ("hafr", "haf"),
    "madencilik": ("mad", "maden"),
    "enerji": ("enj", "ener"),
    "elektrik": ("elek", "elk", "elektronik"),
    "muhendislik": ("muh",),
    "mimarlik": ("mim",),
    "pazarlama": ("paz",),
    "yapi": ("yap",),
    "beton": ("bet",),
    "hazir": (),
    "malzemeleri": ("malz", "malzeme"),
    "mobilya": ("mob",),
    "orman": ("orm", "ormancilik"),
    "kimya": ("kim",),
    "plastik": ("plas",),
    "ambalaj": ("amb",),
    "saglik": ("sag",),
    "temizlik": ("tem",),
    "guvenlik": ("guv",),
    "hizmetleri": ("hizm", "hiz", "hizmet"),
    "danismanlik": ("dan",),
    "egitim": ("egt",),
    "bilisim": ("bil",),
    "reklam": ("rek",),
    "kargo": (),
    "filo": (),
    "kiralama": ("kir",),
    "servis": ("serv",),
    "asfalt": ("asf",),
    "mermer": ("mer",),
    "dagitim": ("dag",),
    "grup": ("group", "holding", "hold"),
    "uluslararasi": ("ulus",),
}

#: Words of the name itself that people abbreviate.
ALIASES: dict[str, str] = {
    "kard": "kardesler",
    "kardes": "kardesler",
    "krd": "kardesler",
    "ogl": "ogullari",
    "ogullar": "ogullari",
}
# fmt: on

#: Any spelling of a trade → the trade.
TRADES: dict[str, str] = {
    spelling: trade for trade, spellings in SPELLINGS.items() for spelling in (trade, *spellings)
}
