"""The columns that a workbook of firms may have: what they are called, and what kind of value they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "text", "phone", "email", "url", "tax_id", "number", "whole", "coordinate", "date", "choice", "person"
]


@dataclass(frozen=True)
class Field:
    """One importable field.

    headings   what people write over such a column, folded
    contact    whether it describes the firm's first contact instead of the firm
    staff      whether only staff may fill it
    limit      the longest text that fits
    """

    name: str
    kind: Kind
    headings: tuple[str, ...]
    contact: bool = False
    staff: bool = False
    limit: int = 140


def _said(headings: str) -> tuple[str, ...]:
    return tuple(heading.strip() for heading in headings.split("|"))


FIELDS: tuple[Field, ...] = (
    Field(
        "firm_name",
        "text",
        _said(
            "firma adi | firm name | firma | firma ismi | firma unvani | musteri adi | musteri | cari "
            "adi | cari hesap adi | cari unvan | cari | sirket adi | sirket | isletme adi | kurum adi "
            "| company | company name | customer | customer name | account name | firm | name | adi | "
            "isim"
        ),
    ),
    Field(
        "legal_title",
        "text",
        _said(
            "ticari unvan | legal title | unvan | unvani | resmi unvan | tam unvan | fatura unvani | "
            "legal name | trade name | title"
        ),
        limit=200,
    ),
    Field(
        "tax_id",
        "tax_id",
        _said(
            "vergi no | tax id | vkn | vkn tckn | tckn | vergi numarasi | vergi kimlik no | vergi tc "
            "no | vergi kimlik numarasi | tc kimlik no | tc no | tax number | tax no | vat number | "
            "vat no | vergi no tc kimlik no | vn"
        ),
        limit=11,
    ),
    Field("tax_office", "text", _said("vergi dairesi | tax office | vd | vergi daire")),
    Field(
        "firm_type",
        "choice",
        _said("firma tipi | firm type | firma turu | tip | tur | type | sektor | sector"),
    ),
    Field(
        "phone",
        "phone",
        _said(
            "telefon | phone | tel | telefon no | telefon numarasi | tel no | is telefonu | sabit "
            "telefon | telefon 1 | tel 1 | firma telefonu | phone number | telephone | iletisim no"
        ),
    ),
    Field(
        "mobile",
        "phone",
        _said(
            "cep telefonu | mobile | cep | gsm | cep tel | gsm no | cep no | mobil | mobil telefon | "
            "mobile phone | cell phone | cell | telefon 2 | tel 2 | phone 2"
        ),
    ),
    Field(
        "email",
        "email",
        _said("e posta | e mail | eposta | email | mail | e posta adresi | email address"),
    ),
    Field(
        "website",
        "url",
        _said("web sitesi | website | web | web adresi | internet adresi | url | site"),
    ),
    Field(
        "address_line",
        "text",
        _said("adres | address | acik adres | adres satiri | address line | adresi"),
        limit=1000,
    ),
    Field("district", "text", _said("ilce | district | ilcesi | town")),
    Field("city", "text", _said("il | city | sehir | ili | il adi | province | vilayet")),
    Field("latitude", "coordinate", _said("enlem | latitude | lat")),
    Field("longitude", "coordinate", _said("boylam | longitude | lng | lon | long")),
    Field(
        "potential_litres",
        "number",
        _said(
            "aylik potansiyel litre | potential litres a month | potansiyel litre | potansiyel | "
            "aylik litre | aylik tuketim | potential litres | potential | monthly litres | aylik "
            "potansiyel | litre"
        ),
    ),
    Field(
        "vehicle_count",
        "whole",
        _said("arac sayisi | vehicles | arac adedi | filo buyuklugu | vehicle count | arac | fleet size"),
    ),
    Field(
        "current_supplier",
        "text",
        _said(
            "mevcut tedarikci | current supplier | tedarikci | calistigi firma | mevcut dagitici | supplier"
        ),
    ),
    Field(
        "supplier_contract_end",
        "date",
        _said(
            "tedarikci sozlesme bitisi | supplier contract end | sozlesme bitis tarihi | sozlesme "
            "bitisi | tedarikci sozlesme bitis tarihi | contract end | sozlesme bitis"
        ),
    ),
    Field(
        "customer_code",
        "text",
        _said("musteri kodu | customer code | cari kod | cari kodu | code | kod"),
    ),
    Field(
        "sales_rep",
        "person",
        _said(
            "satis temsilcisi | sales rep | temsilci | plasiyer | satisci | saha personeli | sorumlu "
            "| sales representative | rep | musteri temsilcisi | takip eden"
        ),
        staff=True,
    ),
    Field(
        "contact_name",
        "text",
        _said(
            "yetkili | contact name | yetkili kisi | yetkili adi | ilgili kisi | yetkili adi soyadi | "
            "contact | contact person | ad soyad | ilgili | irtibat"
        ),
        contact=True,
    ),
    Field(
        "contact_title",
        "text",
        _said("yetkili gorevi | contact job title | gorev | gorevi | job title | unvan gorev"),
        contact=True,
    ),
    Field(
        "contact_phone",
        "phone",
        _said("yetkili telefonu | contact phone | yetkili tel | yetkili gsm | yetkili cep"),
        contact=True,
    ),
    Field(
        "contact_email",
        "email",
        _said("yetkili e posta | contact e mail | yetkili mail | yetkili eposta | contact email"),
        contact=True,
    ),
)

BY_NAME: dict[str, Field] = {field.name: field for field in FIELDS}

#: Firm type → how people write it in either language, folded.
FIRM_TYPES: dict[str, tuple[str, ...]] = {
    "Fleet": ("filo", "fleet", "arac filosu", "kiralama", "arac kiralama"),
    "Fuel Station": (
        "akaryakit istasyonu",
        "fuel station",
        "istasyon",
        "bayi",
        "petrol istasyonu",
        "station",
    ),
    "Transport": ("nakliye", "transport", "nakliyat", "lojistik", "tasimacilik", "ulasim", "logistics"),
    "Construction": ("insaat", "construction", "taahhut", "hafriyat", "beton"),
    "Agriculture": ("tarim", "agriculture", "ciftci", "tarim ve hayvancilik", "farming"),
    "Industry": ("sanayi", "industry", "uretim", "fabrika", "imalat", "manufacturing"),
    "Public": ("kamu", "public", "belediye", "resmi kurum", "kamu kurumu", "government"),
    "Other": ("diger", "other"),
}
