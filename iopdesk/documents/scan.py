"""Scans as pages: whether a file can be read at all, and pictures as a PDF of one page."""

import io

from PIL import Image, ImageOps
from reportlab.lib.pagesizes import letter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

#: A photo of 48 million points passes, and legal paper at 600 dpi; more would fill the memory.
_MOST_PIXELS = 50_000_000
_MARGIN = 18.0


class UnreadableScanError(Exception):
    """The bytes are not a picture or PDF that can be shown."""


class TooManyPixelsError(UnreadableScanError):
    """A picture that would need too much memory, however small its file is."""


def refuse_unreadable_pdf(content: bytes) -> None:
    """UnreadableScanError unless the PDF has pages that open without a password."""
    # 7 MiB, for the few scans that are added
    from pypdf import PdfReader  # noqa: PLC0415
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted or not len(reader.pages):
            raise UnreadableScanError
    except UnreadableScanError:
        raise
    # a broken file ends a reader in many ways; all of them mean the same to the person
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableScanError from error


def picture_as_pdf(content: bytes) -> bytes:
    """A JPEG or PNG as a PDF of one page, upright as the camera meant it."""
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise TooManyPixelsError
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except Image.DecompressionBombError as error:
        raise TooManyPixelsError from error
    except (OSError, ValueError, SyntaxError) as error:
        raise UnreadableScanError from error
    wide, high = letter if picture.height >= picture.width else letter[::-1]
    scale = min((wide - 2 * _MARGIN) / picture.width, (high - 2 * _MARGIN) / picture.height)
    drawn_wide, drawn_high = picture.width * scale, picture.height * scale
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(wide, high), invariant=True)
    left, low = (wide - drawn_wide) / 2, (high - drawn_high) / 2
    canvas.drawImage(ImageReader(picture), left, low, drawn_wide, drawn_high)
    canvas.showPage()
    canvas.save()
    return made.getvalue()
