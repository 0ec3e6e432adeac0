"""Small invented scans: a page, a photograph, a picture, and files that only look like them."""

import io

from PIL import Image
from reportlab.pdfgen.canvas import Canvas


def pdf_scan(words: str = "Signed sheet") -> bytes:
    """A PDF of one page."""
    made = io.BytesIO()
    canvas = Canvas(made, invariant=True)
    canvas.drawString(72, 700, words)
    canvas.showPage()
    canvas.save()
    return made.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 80), turned: int = 1) -> bytes:
    """A grey picture; `turned` is the orientation that a camera notes."""
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = turned
    Image.new("RGB", size, (120, 120, 120)).save(made, kind, exif=exif)
    return made.getvalue()
