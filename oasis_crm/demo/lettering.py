"""Turkish text on pictures with the font that Pillow ships, which has only the letters of English.

The missing letters are put together: the plain letter, and the mark that it lacks.
"""

from __future__ import annotations

from functools import lru_cache

from PIL import ImageDraw, ImageFont

#: Letter → (plain letter, mark).
_MADE_OF = {
    "ç": ("c", "tail"), "Ç": ("C", "tail"), "ş": ("s", "tail"), "Ş": ("S", "tail"),
    "ğ": ("g", "bow"), "Ğ": ("G", "bow"), "ö": ("o", "dots"), "Ö": ("O", "dots"),
    "ü": ("u", "dots"), "Ü": ("U", "dots"), "İ": ("I", "dot"), "ı": ("i", "bare"),
    "â": ("a", ""), "₺": ("TL", ""), "–": ("-", ""),
}  # fmt: skip


@lru_cache(maxsize=16)
def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.load_default(size)  # type: ignore[return-value]  # of a size it is always a FreeType font


def write(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int, ink: str, paper: str
) -> float:
    """Write one line; `at` is its left top corner, `paper` the colour behind it. Answers where it ends."""
    x, y = at
    for char in text:
        plain, mark = _MADE_OF.get(char, (char, ""))
        draw.text((x, y), plain, fill=ink, font=font(size))
        width = font(size).getlength(plain)
        if mark:
            _mark(draw, mark, (x, x + width), y, size, char.isupper(), ink if mark != "bare" else paper)
        x += width
    return x


def _mark(
    draw: ImageDraw.ImageDraw, mark: str, over: tuple[float, float], y: float, size: int, tall: bool, ink: str
) -> None:
    middle, line = sum(over) / 2, max(size // 14, 1)
    top = y + size * (0.1 if tall else 0.24)
    if mark == "tail":
        foot = y + size * 1.0
        draw.arc((middle - size * 0.1, foot, middle + size * 0.1, foot + size * 0.2), 250, 100, ink, line)
    elif mark == "bow":
        box = (middle - size * 0.14, top - size * 0.12, middle + size * 0.14, top + size * 0.1)
        draw.arc(box, 20, 160, ink, line)
    elif mark == "bare":
        draw.rectangle((over[0], y, over[1], y + size * 0.42), fill=ink)
    else:
        for shift in (-0.12, 0.12) if mark == "dots" else (0,):
            x = middle + shift * size
            draw.ellipse((x - line, top - line, x + line, top + line), fill=ink)
