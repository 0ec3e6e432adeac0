"""Draws icons into cells and own widgets, crisp at every size and device pixel ratio."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgRenderer

from iopdesk.ui.theme import current_theme


@lru_cache(maxsize=256)
def _drawing(file: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(Path(file).read_bytes()))


def paint_icon(painter: QPainter, rect: QRectF, name: str, token: str = "ink") -> None:
    """Draw an icon of resources/icons in a token's colour into `rect`."""
    _drawing(current_theme().icon_file(name, token)).render(painter, rect)
