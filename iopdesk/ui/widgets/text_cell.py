"""Paints the words of a list's cells in one go."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.rows_model import RowsModel

Index = QModelIndex | QPersistentModelIndex
_PAD = 8
_LINE = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
_LEFT = _LINE | Qt.AlignmentFlag.AlignLeft.value
_RIGHT = _LINE | Qt.AlignmentFlag.AlignRight.value


class TextCell(QStyledItemDelegate):
    """One line of words, cut off at its end where the column is narrow.

    Qt's own drawing asks model and style sheet some dozen times a cell, which on a full list costs
    more than the search that filled it. Words that take several lines keep Qt's.
    """

    def __init__(self, table: QTableView, model: RowsModel) -> None:  # type: ignore[type-arg]
        super().__init__(table)
        self._table = table
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground of a chosen row, and the words."""
        theme, rect = current_theme(), option.rect
        text = index.data() or ""
        column = self._model.columns[index.column()]
        is_bold = self._model.is_bold(self._model.row(index.row()), column)
        role = "bold" if is_bold else "base"
        pad = theme.px(_PAD)
        room = rect.adjusted(pad, 0, -pad, 0)
        metrics = theme.metrics(role)
        takes_lines = "\n" in text or metrics.horizontalAdvance(text) > room.width()
        if self._table.wordWrap() and takes_lines:
            super().paint(painter, option, index)
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accent_soft"))
        if not text:
            return
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(theme.font(role))
        painter.setPen(theme.color("ink_soft" if column.soft else "ink"))
        painter.drawText(room, _RIGHT if column.right else _LEFT, shown)
