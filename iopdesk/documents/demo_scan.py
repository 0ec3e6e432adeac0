"""A sheet as if it came from the scanner, for the demo clinic; the same bytes every time."""

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

_TOP, _LEFT, _LINE, _SIGNED_AT = 720.0, 72.0, 28.0, 320.0


def scanned_sheet(title: str, names: Sequence[str]) -> bytes:
    """One page with the title, the names, and a stroke where each would have signed."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=letter, invariant=True)
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(_LEFT, _TOP, title)
    canvas.setFont("Helvetica", 11)
    for at, name in enumerate(names, start=1):
        low, right = _TOP - 20 - at * _LINE, _SIGNED_AT + 60 + 4 * len(name)
        canvas.drawString(_LEFT, low, name)
        canvas.line(_SIGNED_AT, low - 3, _SIGNED_AT + 180, low - 3)
        bends = (_SIGNED_AT + 40, low + 18, _SIGNED_AT + 70, low - 14)
        canvas.bezier(_SIGNED_AT + 10, low, *bends, right, low + 6)
    canvas.showPage()
    canvas.save()
    return made.getvalue()
