"""Base of delegates that paint cells in Python: each look is drawn once and then reused."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QPixmapCache
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from iopdesk.ui.theme import current_theme

Index = QModelIndex | QPersistentModelIndex


class PaintedCell(QStyledItemDelegate):
    """Override `cell_key` and `draw`; the ground of chosen rows and the cache are done here.

    Without the cache a screen of such cells costs two frames, with it as little as Qt's own.
    """

    def cell_key(self, index: Index) -> str:
        """Everything that the drawing depends on, besides size, theme and selection."""
        raise NotImplementedError

    def draw(self, painter: QPainter, rect: QRectF, index: Index, selected: bool) -> None:
        """Draw the cell into `rect` on a transparent ground."""
        raise NotImplementedError

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell, from the cache where its look is known."""
        theme = current_theme()
        rect = option.rect
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, theme.color("accent_soft"))
        if rect.isEmpty():
            return
        ratio = painter.device().devicePixelRatioF()
        key = (
            f"{type(self).__name__}|{theme.name}|{theme.scale}|{ratio}|{rect.width()}x"
            f"{rect.height()}|{selected}|{self.cell_key(index)}"
        )
        picture = QPixmap()
        if not QPixmapCache.find(key, picture):
            picture = QPixmap(rect.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            inside = QPainter(picture)
            inside.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.draw(inside, QRectF(0, 0, rect.width(), rect.height()), index, selected)
            inside.end()
            QPixmapCache.insert(key, picture)
        painter.drawPixmap(rect.topLeft(), picture)
