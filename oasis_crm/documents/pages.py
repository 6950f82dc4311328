"""One photographed page, and pages joined to a PDF. Pure: bytes in, bytes out.

A page is drawn anew from its pixels, so nothing of what the camera wrote beside them (place, time, device, a
small copy of the uncropped picture) is kept.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import Literal

from PIL import Image, ImageOps, UnidentifiedImageError

Kind = Literal["image", "pdf"]
PageCode = Literal[
    "too_large", "empty", "heic", "not_a_picture", "damaged", "too_many_pixels", "crop", "rotation", "mixed",
    "too_many_pages", "locked",
]  # fmt: skip
Point = tuple[float, float]

MOST_BYTES = 25 * 1024 * 1024
MOST_PAGES = 30
#: Phones take up to 200 million; a bomb claims billions.
MOST_PIXELS = 220_000_000
#: Enough to read a stamp on an A4 page, little enough to travel.
LONGEST_SIDE = 2200
QUALITY = 80
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")
_DOTS_PER_INCH = 200
_SMALLEST_CROP = 0.01
_OUTSIDE = 0.02


class PageRefusal(ValueError):
    """A page that cannot be kept. `shown`: what the sentence about it names."""

    def __init__(self, code: PageCode, shown: str = "") -> None:
        super().__init__(code)
        self.code, self.shown = code, shown


def kind_of(content: bytes) -> Kind:
    """What a page's content is, whatever its name says."""
    if not content:
        raise PageRefusal("empty")
    if len(content) > MOST_BYTES:
        raise PageRefusal("too_large", str(MOST_BYTES // 1024**2))
    if content[4:8] == b"ftyp":
        raise PageRefusal("heic" if content[8:12] in _HEIC else "not_a_picture")
    if content.lstrip()[:5] == b"%PDF-":
        return _whole_pdf(content)
    return "image"


def _whole_pdf(content: bytes) -> Kind:
    if b"%%EOF" not in content[-2048:]:
        raise PageRefusal("damaged")
    if b"/Encrypt" in content:
        raise PageRefusal("locked")
    return "pdf"


def straighten(content: bytes, rotation: int = 0, crop: Sequence[Sequence[float]] | None = None) -> bytes:
    """A picture as a page: upright, cropped to its four corners, turned clockwise, of a sane size."""
    if rotation % 90:
        raise PageRefusal("rotation", str(rotation))
    image = _opened(content)
    if crop:
        image = _flattened(image, corners(crop))
    if rotation % 360:
        image = image.rotate(-rotation, expand=True)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return _jpeg(image, QUALITY)


def thumbnail(content: bytes, size: int) -> bytes:
    """A small JPEG of a page."""
    image = _opened(content)
    image.thumbnail((size, size))
    return _jpeg(image, QUALITY)


def join(pages: Sequence[bytes], title: str) -> bytes:
    """Pages (JPEG) as one PDF; one picture at a time is unpacked."""
    buffer = io.BytesIO()
    about = {"title": title}
    for number, page in enumerate(pages):
        with Image.open(io.BytesIO(page)) as image:
            image.save(buffer, "PDF", append=number > 0, resolution=_DOTS_PER_INCH, quality=QUALITY, **about)
        about = {}
    return buffer.getvalue()


def corners(crop: Sequence[Sequence[float]]) -> list[Point]:
    """Four corners, from the top left clockwise, as fractions of the picture; a real figure."""
    try:
        points = [(float(x), float(y)) for x, y in crop]
    except (TypeError, ValueError):
        raise PageRefusal("crop") from None
    inside = all(-_OUTSIDE <= value <= 1 + _OUTSIDE for point in points for value in point)
    if len(points) != 4 or not inside or not _turns_right(points):
        raise PageRefusal("crop")
    return [(min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)) for x, y in points]


def _turns_right(points: Sequence[Point]) -> bool:
    """Whether the figure is convex, clockwise and not next to nothing."""
    areas = []
    for index in range(4):
        (ax, ay), (bx, by), (cx, cy) = (points[(index + step) % 4] for step in range(3))
        areas.append((bx - ax) * (cy - by) - (by - ay) * (cx - bx))
    return all(math.isfinite(area) and area > 0 for area in areas) and sum(areas) / 4 >= _SMALLEST_CROP


def _opened(content: bytes) -> Image.Image:
    """The picture upright, in colour, on white."""
    try:
        image = Image.open(io.BytesIO(content), formats=_FORMATS)
        if image.width * image.height > MOST_PIXELS:
            raise PageRefusal("too_many_pixels", str(image.width * image.height // 1_000_000))
        # A JPEG can be unpacked at half or a quarter of its size at once.
        image.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
        image.load()
    except (UnidentifiedImageError, Image.DecompressionBombError):
        raise PageRefusal("not_a_picture") from None
    except (OSError, SyntaxError, ValueError) as error:
        if isinstance(error, PageRefusal):
            raise
        raise PageRefusal("damaged") from None
    image.thumbnail((LONGEST_SIDE * 2, LONGEST_SIDE * 2))
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "P", "PA"):
        layered = upright.convert("RGBA")
        ground = Image.new("RGBA", layered.size, "white")
        upright = Image.alpha_composite(ground, layered)
    return upright.convert("RGB")


def _flattened(image: Image.Image, quadrilateral: Sequence[Point]) -> Image.Image:
    """The four-sided figure seen from straight above."""
    points = [(x * image.width, y * image.height) for x, y in quadrilateral]
    top_left, top_right, bottom_right, bottom_left = points
    width = round(max(math.dist(top_left, top_right), math.dist(bottom_left, bottom_right), 1))
    height = round(max(math.dist(top_left, bottom_left), math.dist(top_right, bottom_right), 1))
    return image.transform(
        (width, height),
        Image.Transform.PERSPECTIVE,
        perspective(points, width, height),
        Image.Resampling.BICUBIC,
    )


def perspective(points: Sequence[Point], width: int, height: int) -> tuple[float, ...]:
    """The eight numbers by which a rectangle of that size is seen as the figure: a–h of
    x' = (ax + by + c) / (gx + hy + 1), y' = (dx + ey + f) / (gx + hy + 1).
    """
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
    across, down = (x1 - x2, y1 - y2), (x3 - x2, y3 - y2)
    bend_x, bend_y = x0 - x1 + x2 - x3, y0 - y1 + y2 - y3
    scale = across[0] * down[1] - down[0] * across[1]
    g = (bend_x * down[1] - down[0] * bend_y) / scale
    h = (across[0] * bend_y - bend_x * across[1]) / scale
    return (
        *((x1 - x0 + g * x1) / width, (x3 - x0 + h * x3) / height, x0),
        *((y1 - y0 + g * y1) / width, (y3 - y0 + h * y3) / height, y0),
        *(g / width, h / height),
    )


def _jpeg(image: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality, optimize=True)
    return buffer.getvalue()
