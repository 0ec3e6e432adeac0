"""Paints the chips, bars, icons and row buttons of a table."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from iopdesk.ui.icon_painter import paint_icon
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.bar import paint_bar
from iopdesk.ui.widgets.painted_cell import PaintedCell
from iopdesk.ui.widgets.rows_model import LOOK_ROLE, ROW_ROLE, CellLook, Kind

Index = QModelIndex | QPersistentModelIndex
_PAD, _CHIP_HIGH, _BUTTON_HIGH = 8, 20, 32


class ChipDelegate(PaintedCell):
    """Draws by the look of the cell; `pressed` carries the row whose painted button was hit."""

    pressed = Signal(object)

    def cell_key(self, index: Index) -> str:
        """The look in words."""
        return repr(self._look(index))

    def draw(self, painter: QPainter, rect: QRectF, index: Index, selected: bool) -> None:
        """Draw chip, bar, icon or button."""
        look = self._look(index)
        theme = current_theme()
        pad = theme.px(_PAD)
        if look.kind is Kind.CHIP and look.text:
            self._draw_chip(painter, rect, look)
        elif look.kind is Kind.BUTTON and look.text:
            self._draw_button(painter, self.button_rect(rect, look.text), look.text)
        elif look.kind is Kind.BAR:
            token = look.tone if look.tone != "neutral" else "accent"
            paint_bar(painter, rect.adjusted(pad, 0, -pad, 0), look.share, theme, token, look.reach)
        elif look.kind is Kind.SHARE and look.text:
            self._draw_share(painter, rect.adjusted(pad, 0, -pad, 0), look)
        elif look.kind is Kind.ICON and look.icon:
            size = theme.px(16)
            top = rect.center().y() - size / 2
            token = look.tone if look.tone != "neutral" else "ink_soft"
            paint_icon(painter, QRectF(rect.x() + pad, top, size, size), look.icon, token)

    def button_rect(self, rect: QRectF, text: str) -> QRectF:
        """Where in its cell a painted button stands: at the right, full of its words."""
        theme = current_theme()
        wide = theme.metrics("bold").horizontalAdvance(text) + theme.px(26)
        high = min(theme.px(_BUTTON_HIGH), rect.height() - theme.px(4))
        left = rect.right() - wide - theme.px(_PAD)
        return QRectF(left, rect.center().y() - high / 2, wide, high)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Room for the words and their padding."""
        return QSize(self.width_of(self._look(index)), current_theme().px(32))

    def width_of(self, look: CellLook) -> int:
        """How wide a cell of this look wants to be."""
        theme = current_theme()
        words = theme.metrics("bold").horizontalAdvance(look.text)
        wide = {
            Kind.CHIP: theme.metrics("label").horizontalAdvance(look.text) + theme.px(34),
            Kind.BUTTON: words + theme.px(44) if look.text else 0,
            Kind.BAR: theme.px(136),
            Kind.SHARE: theme.px(136),
            Kind.ICON: theme.px(32),
        }.get(look.kind, words + theme.px(16))
        return round(wide)

    def editorEvent(  # noqa: N802
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """A click on a painted button."""
        if event.type() != QEvent.Type.MouseButtonRelease or not isinstance(event, QMouseEvent):
            return False
        look = self._look(index)
        if look.kind is not Kind.BUTTON or not look.text:
            return False
        place = QRectF(option.rect)
        if event.button() == Qt.MouseButton.LeftButton and self.button_rect(
            place, look.text
        ).contains(event.position()):
            self.pressed.emit(index.data(ROW_ROLE))
            return True
        return False

    def _draw_chip(self, painter: QPainter, rect: QRectF, look: CellLook) -> None:
        theme = current_theme()
        pad, high = theme.px(_PAD), theme.px(_CHIP_HIGH)
        icon = theme.px(18) if look.icon else 0
        room = rect.width() - 4 * pad - icon
        metrics = theme.metrics("label")
        text = metrics.elidedText(look.text, Qt.TextElideMode.ElideRight, room)
        wide = metrics.horizontalAdvance(text) + 2 * pad + icon
        place = QRectF(rect.x() + pad, rect.center().y() - high / 2, wide, high)
        edge = theme.hex("chip_edge")
        painter.setPen(Qt.PenStyle.NoPen if edge == "transparent" else theme.color("chip_edge"))
        painter.setBrush(theme.color(f"{look.tone}_soft"))
        painter.drawRoundedRect(place, high / 2, high / 2)
        if look.icon:
            size = theme.px(13)
            at = QRectF(place.x() + pad, place.center().y() - size / 2, size, size)
            paint_icon(painter, at, look.icon, look.tone)
        painter.setPen(theme.color(look.tone))
        painter.setFont(theme.font("label"))
        painter.drawText(
            place.adjusted(pad + icon, 0, 0, -1),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            text,
        )

    def _draw_share(self, painter: QPainter, rect: QRectF, look: CellLook) -> None:
        theme = current_theme()
        words = theme.metrics().horizontalAdvance("100 %") + theme.px(6)
        painter.setPen(theme.color("ink"))
        painter.setFont(theme.font())
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(QRectF(rect.x(), rect.y(), words, rect.height()), right, look.text)
        if any(letter.isdigit() for letter in look.text):
            place = rect.adjusted(words + theme.px(8), 0, 0, 0)
            paint_bar(painter, place, look.share, theme, "accent")

    def _draw_button(self, painter: QPainter, place: QRectF, text: str) -> None:
        theme = current_theme()
        painter.setPen(theme.color("edge"))
        painter.setBrush(theme.color("surface"))
        edge = place.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, theme.px(6), theme.px(6))
        painter.setPen(theme.color("ink"))
        painter.setFont(theme.font())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)

    @staticmethod
    def _look(index: Index) -> CellLook:
        look = index.data(LOOK_ROLE)
        assert isinstance(look, CellLook)
        return look
