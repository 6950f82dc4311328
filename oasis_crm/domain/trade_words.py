"""The words of Turkish firm names that say what a firm does and how it is incorporated, folded."""

from __future__ import annotations

# fmt: off
#: Legal forms and what goes with them: they say nothing about which firm it is.
LEGAL: frozenset[str] = frozenset(
    {
        "as", "ao", "anonim", "sirketi", "sirket", "sti", "ltd", "limited", "lti", "tic", "ticaret",
        "san", "sanayi", "sanayii", "ve", "ith", "ithalat", "ihr", "ihracat", "dis", "ltdsti",
        "anonimsirketi", "limitedsirketi", "koll", "kollektif", "kom", "komandit", "koop",
        "kooperatifi", "kooperatif", "sahis", "ic", "isletmesi", "isletme", "isl", "the", "co", "company",
        "inc", "gmbh", "paz", "pazarlama",
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
    "enerji": ("en", "enj", "ener"),
    "elektrik": ("elek", "elk"),
    "elektronik": ("elektro",),
    "muhendislik": ("muh",),
    "mimarlik": ("mim",),
    "yapi": ("yap",),
    "beton": ("bet",),
    "hazir": (),
    "malzemeleri": ("malz", "malzeme"),
    "mobilya": ("mob",),
    "orman": ("orm", "ormancilik"),
    "kimya": ("kim",),
    "plastik": ("plas", "pls"),
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
    "uluslararasi": ("ulus", "milletlerarasi"),
    "ambar": ("ambari",),
    "hirdavat": ("hird", "hirdavatcilik", "nalburiye"),
    "baski": ("matbaa", "matbaacilik", "basim", "ofset", "yayincilik"),
    "prefabrik": ("prefabrike",),
    "granit": (),
    "kuyumculuk": ("kuyum", "mucevherat"),
    "tavukculuk": ("tavuk", "kanatli", "yumurta"),
    "firincilik": ("firin", "ekmek", "pastacilik"),
    "kuruyemis": (),
    "sulama": (),
    "seracilik": ("sera", "fidancilik", "tohum", "tohumculuk"),
    "kaucuk": ("lastik",),
    "dokum": ("dokumculuk",),
    "aluminyum": ("alum",),
    "izolasyon": ("izol", "yalitim"),
    "peyzaj": (),
    "vinc": (),
    "forklift": (),
    "kurtarma": (),
    "personel": ("pers",),
    "komur": (),
    "gubre": (),
    "konfeksiyon": ("konf", "giyim"),
    "ayakkabi": ("kundura",),
    "medikal": ("tibbi",),
    "ilac": ("eczacilik", "ecza"),
    "yazilim": (),
    "elektromekanik": (),
    "mekanik": (),
    "tesisat": (),
    "dekorasyon": ("dekor",),
    "isitma": (),
    "sogutma": (),
    "klima": (),
    "havalandirma": (),
    "gumrukleme": ("gumruk",),
    "denizcilik": (),
    "havacilik": (),
    "balikcilik": (),
    "besicilik": ("besi",),
    "sutculuk": (),
    "mandira": (),
    "endustri": ("endustriyel",),
    "savunma": (),
    "sistemleri": ("sistem",),
    "teknoloji": ("teknolojileri", "teknik"),
    "iletisim": ("haberlesme", "telekom", "telekomunikasyon"),
    "organizasyon": ("org",),
    "catering": (),
    "restoran": ("restaurant", "lokanta"),
    "emlak": ("gayrimenkul",),
    "musavirlik": (),
    "sigorta": ("sigortacilik",),
    "geridonusum": ("donusum", "hurda", "hurdacilik"),
    "otobus": (),
    "tanker": (),
    "dorse": (),
    "karoser": (),
    "ambulans": (),
    "perakende": ("toptan",),
    "yatirim": ("yatirimlari",),
    "uretim": ("imalat", "imal"),
    "yag": (),
    "su": (),
    "et": (),
    "un": (),
    "yem": (),
    "cam": (),
    "boya": (),
    "deri": (),
    "kagit": (),
    "sut": (),
}

#: Trades that say too little by themselves to tell that two firms do the same.
VAGUE: frozenset[str] = frozenset(
    {
        "urunleri", "hizmetleri", "malzemeleri", "grup", "uluslararasi", "dagitim", "sistemleri",
        "yatirim", "uretim", "hazir", "perakende", "endustri",
    }
)

#: Short for a trade with a full stop behind, surnames without.
SURNAMES: frozenset[str] = frozenset({"tas", "dag"})

#: Short for a trade or a legal form, but also how brands end: "Dicletaş", "Kuzeypet".
BRAND_ENDINGS: frozenset[str] = frozenset(
    {"san", "pet", "mak", "tas", "tur", "met", "kim", "dag", "mer", "tar", "mad", "sag", "el", "as", "ser"}
)

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
