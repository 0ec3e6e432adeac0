"""A link as a square code for a phone's camera: black on white, as vectors."""

import segno
from reportlab.lib.colors import black, white
from reportlab.platypus import Flowable

QUIET_MODULES = 4
"""White modules around the code; cameras need them."""

PRINT_SIZE = 104.0
"""Points from edge to edge, quiet zone included."""


def qr_modules(link: str) -> tuple[tuple[bool, ...], ...]:
    """The code without its quiet zone, row by row from the top; True is black.

    Error correction M. Put no client's data in a link. ValueError for a link beyond 2,331 bytes.
    """
    try:
        code = segno.make_qr(link, error="m", boost_error=False)
    except segno.DataOverflowError as error:
        raise ValueError("too long for a QR code") from error
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def has_qr(link: str) -> bool:
    """Whether the link can be printed as a code that a phone can open."""
    return link.lower().startswith(("https://", "http://")) and len(link) <= 300


class QrCode(Flowable):
    """The code of a link as something to put on a page."""

    def __init__(self, link: str, size: float = PRINT_SIZE) -> None:
        super().__init__()
        self._modules = qr_modules(link)
        self._size = size

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """ReportLab's question for the size."""
        return self._size, self._size

    def draw(self) -> None:
        """Draws runs of black modules as one rectangle each, so that no seam shows."""
        canvas = self.canv
        module = self._size / (len(self._modules) + 2 * QUIET_MODULES)
        canvas.saveState()
        canvas.setFillColor(white)
        canvas.rect(0, 0, self._size, self._size, stroke=0, fill=1)
        canvas.setFillColor(black)
        for row, line in enumerate(self._modules):
            y = self._size - (row + QUIET_MODULES + 1) * module
            for start, length in _black_runs(line):
                x = (start + QUIET_MODULES) * module
                canvas.rect(x, y, length * module, module, stroke=0, fill=1)
        canvas.restoreState()


def _black_runs(line: tuple[bool, ...]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    start = 0
    for index in range(len(line) + 1):
        if index < len(line) and line[index]:
            continue
        if index > start:
            runs.append((start, index - start))
        start = index + 1
    return runs
