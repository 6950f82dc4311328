"""Pictures of papers as reps photograph them: a page slightly askew on a desk, marked as a specimen."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

from oasis_crm.demo.lettering import write
from oasis_crm.demo.naming import upper

PAGE = (840, 1188)
CHEQUE = (1000, 460)
_PAPER, _INK, _FADED, _DESK = "#fbfaf4", "#23262b", "#d9d4c7", "#6d5a48"
_MARGIN = 70
_STAMP = "#27408b"

#: Document type → (title, size of the paper).
TITLES = {
    "Sales Contract": ("Akaryakıt Satış Sözleşmesi", PAGE),
    "Guarantee Cheque": ("Teminat Çeki", CHEQUE),
    "Guarantee Letter": ("Kesin Teminat Mektubu", PAGE),
    "Tax Certificate": ("Vergi Levhası", PAGE),
    "Signature Circular": ("İmza Sirküleri", PAGE),
    "Trade Registry Gazette": ("Ticaret Sicil Gazetesi İlanı", PAGE),
}
_CLAUSES = (
    "1. Taraflar, aşağıda yazılı araçlara akaryakıt satışı konusunda anlaşmıştır.",
    "2. Alıcı, yıllık taahhüt ettiği litreyi istasyon ağından almayı kabul eder.",
    "3. İskonto, pompa satış fiyatı üzerinden ürün bazında uygulanır.",
    "4. Faturalar ayda iki kez düzenlenir; ödeme vadesi otuz gündür.",
    "5. Teminat, aylık tüketim tutarının altına düşerse alıcı tamamlar.",
    "6. Taşıt tanıma birimleri alıcıya emaneten teslim edilir.",
    "7. Taraflar, altmış gün önceden yazılı bildirimle sözleşmeyi sona erdirebilir.",
)


def pages(document_type: str, facts: list[tuple[str, str]]) -> list[bytes]:
    """The pages of a paper as JPEG; `facts`: what stands on it, as (label, value)."""
    title, size = TITLES[document_type]
    front = _sheet(title, size)
    end = _facts(front, facts, 190)
    if document_type != "Sales Contract":
        _signature(front, min(end + 60, size[1] - 130))
        return [_photographed(front, 0.7)]
    _lines(front, _CLAUSES[:4], end + 50)
    back = _sheet(title, size)
    _signature(back, _lines(back, _CLAUSES[4:], _facts(back, facts[:2], 190) + 40) + 120)
    return [_photographed(front, 0.7), _photographed(back, -0.5)]


def _sheet(title: str, size: tuple[int, int]) -> Image.Image:
    sheet = Image.new("RGB", size, _PAPER)
    _specimen(sheet)
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((_MARGIN - 20, 60, size[0] - _MARGIN + 20, 140), outline=_INK, width=2)
    write(draw, (_MARGIN, 80), upper(title), 32, _INK, _PAPER)
    return sheet


def _specimen(sheet: Image.Image) -> None:
    """Nobody shall take these for real papers."""
    draw = ImageDraw.Draw(sheet)
    for y in range(260, sheet.height, 420):
        write(draw, (sheet.width * 0.28, y), "ÖRNEK", 110, _FADED, _PAPER)


def _facts(sheet: Image.Image, facts: list[tuple[str, str]], y: float) -> float:
    draw = ImageDraw.Draw(sheet)
    for label, value in facts:
        write(draw, (_MARGIN, y), label, 17, "#6a6f78", _PAPER)
        write(draw, (_MARGIN + 210, y - 3), value[:44], 21, _INK, _PAPER)
        y += 42
    return y


def _lines(sheet: Image.Image, texts: tuple[str, ...], y: float) -> float:
    draw = ImageDraw.Draw(sheet)
    for text in texts:
        write(draw, (_MARGIN, y), text, 19, _INK, _PAPER)
        y += 46
    return y


def _signature(sheet: Image.Image, y: float) -> None:
    """A stamp and something like a signature."""
    draw = ImageDraw.Draw(sheet)
    x = sheet.width - 300
    draw.ellipse((x, y, x + 190, y + 110), outline=_STAMP, width=3)
    write(draw, (x + 38, y + 42), "KAŞE / İMZA", 19, _STAMP, _PAPER)
    curve = [(x + 30 + 9 * n, y + 55 + (28 if n % 2 else -24) * (1 - n / 16)) for n in range(16)]
    draw.line(curve, fill=_STAMP, width=3, joint="curve")


def _photographed(sheet: Image.Image, angle: float) -> bytes:
    desk = Image.new("RGB", (sheet.width + 60, sheet.height + 60), _DESK)
    turned = sheet.convert("RGBA").rotate(angle, resample=Image.Resampling.BILINEAR, expand=True)
    desk.paste(turned, (30, 30), turned)
    buffer = BytesIO()
    desk.save(buffer, "JPEG", quality=72)
    return buffer.getvalue()
