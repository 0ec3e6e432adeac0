"""Paints the words of a list's cells in one go."""

from collections.abc import Iterator
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from iopdesk.ui.theme import Theme, current_theme
from iopdesk.ui.widgets.rows_model import RowsModel

Index = QModelIndex | QPersistentModelIndex
_PAD = 8


class TextCell(QStyledItemDelegate):
    """Words, on as many lines as fit where the list wraps, else on one; cut off with an ellipsis.

    Qt's own drawing asks model and style sheet some dozen times a cell, which on a full list costs
    more than the search that filled it.
    """

    def __init__(self, table: QTableView, model: RowsModel) -> None:  # type: ignore[type-arg]
        super().__init__(table)
        self._table = table
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground of a chosen row, and the words."""
        theme, rect = current_theme(), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accent_soft"))
        row, column = self._model.row(index.row()), self._model.columns[index.column()]
        text = column.text(row) if row is not None else ""
        if not text:
            return
        role = "bold" if self._model.is_bold(row, column) else "base"
        metrics = theme.metrics(role)
        pad, high = theme.px(_PAD), metrics.height()
        room = rect.width() - 2 * pad
        most = max(1, int(rect.height() // high)) if self._table.wordWrap() else 1
        lines = lines_of(theme, role, text, room, most)
        painter.setFont(theme.font(role))
        painter.setPen(theme.color("ink_soft" if column.soft else "ink"))
        y = rect.y() + (rect.height() - len(lines) * high) / 2 + metrics.ascent()
        for line in lines:
            x = rect.x() + pad
            if column.right:
                x += round(room - theme.width_of(line, role))
            painter.drawText(x, round(y), line)
            y += high


@lru_cache(maxsize=4096)
def lines_of(theme: Theme, role: str, text: str, width: int, most: int) -> tuple[str, ...]:
    """The text in at most so many lines of that width; the last one is cut off where it must be."""
    if most == 1:
        parts = [" ".join(text.split("\n"))]
    else:
        parts = [line for each in text.split("\n") for line in _wrapped(theme, role, each, width)]
    if len(parts) > most:
        parts = [*parts[: most - 1], " ".join(parts[most - 1 :])]
    elided = theme.metrics(role).elidedText
    return tuple(
        part
        if theme.width_of(part, role) <= width
        else elided(part, Qt.TextElideMode.ElideRight, width)
        for part in parts
    )


def _wrapped(theme: Theme, role: str, text: str, width: int) -> Iterator[str]:
    if theme.width_of(text, role) <= width:
        yield text
        return
    # Qt counts in UTF-16
    units = text.encode("utf-16-le", "replace")
    layout = QTextLayout(text, theme.font(role))
    layout.setTextOption(_AT_WORDS)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        first = 2 * line.textStart()
        yield units[first : first + 2 * line.textLength()].decode("utf-16-le", "replace").strip()
    layout.endLayout()


_AT_WORDS = QTextOption()
_AT_WORDS.setWrapMode(QTextOption.WrapMode.WordWrap)
