"""Pictures as phones send them."""

import io

from PIL import Image, ImageDraw

CAMERA, ORIENTATION, TURNED_RIGHT = 0x010F, 0x0112, 6


def picture(width=600, height=400, colour="white", form="JPEG", exif=None, draw=None, mode="RGB"):
    """A picture of one colour; `draw(ImageDraw)` may paint on it."""
    image = Image.new(mode, (width, height), colour)
    if draw:
        draw(ImageDraw.Draw(image))
    buffer = io.BytesIO()
    image.save(buffer, form, **({"exif": exif} if exif else {}))
    return buffer.getvalue()


def camera_traces(orientation=1):
    """What a camera writes beside a picture."""
    exif = Image.Exif()
    exif[CAMERA], exif[ORIENTATION] = "Secret Camera", orientation
    return exif


def opened(content):
    return Image.open(io.BytesIO(content))
