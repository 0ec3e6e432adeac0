"""Several papers as one file to print in one go."""

import io
from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from iopdesk.documents import fonts

_STAMP_SIZE = 8.0
_STAMP_IN, _STAMP_DOWN = 40.0, 18.0


def joined_pdf(parts: Sequence[bytes]) -> bytes:
    """The pages of these papers one after the other, each as it was; properties of the first."""
    if len(parts) == 1:
        return parts[0]
    # 7 MiB, for the few papers that are joined
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415

    writer = PdfWriter(clone_from=io.BytesIO(parts[0]))
    for part in parts[1:]:
        writer.append(PdfReader(io.BytesIO(part)))
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def bound_pdf(parts: Sequence[tuple[str, bytes]], sheet_words: str) -> bytes:
    """Parts with their names as one file: a bookmark each, and every sheet numbered at its top.

    `sheet_words` has {sheet} and {sheets}, as in "Sheet {sheet} of {sheets}".
    """
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415

    writer = PdfWriter(clone_from=io.BytesIO(parts[0][1]))
    starts = [0]
    for _name, part in parts[1:]:
        starts.append(len(writer.pages))
        writer.append(PdfReader(io.BytesIO(part)))
    for (name, _part), start in zip(parts, starts, strict=True):
        writer.add_outline_item(title=name, page_number=start)
    count = len(writer.pages)
    for at, page in enumerate(writer.pages, start=1):
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        words = sheet_words.format(sheet=at, sheets=count)
        page.merge_page(PdfReader(io.BytesIO(_stamp(words, width, height))).pages[0])
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def page_count(pdf: bytes) -> int:
    """How many pages a paper has."""
    from pypdf import PdfReader  # noqa: PLC0415

    return len(PdfReader(io.BytesIO(pdf)).pages)


def _stamp(words: str, width: float, height: float) -> bytes:
    """One clear page with small words at the upper right corner."""
    fonts.load_main_faces()
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(width, height), invariant=1)
    canvas.setFont(fonts.REGULAR, _STAMP_SIZE)
    canvas.drawRightString(width - _STAMP_IN, height - _STAMP_DOWN, words)
    canvas.save()
    return made.getvalue()
