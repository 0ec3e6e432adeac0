"""Paints the five choices and the minutes box of the attendance grid; edits the minutes."""

import uuid

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QIntValidator, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionViewItem, QWidget

from iopdesk.domain.attendance import Mark
from iopdesk.domain.group_session import SessionRow
from iopdesk.ui.groups.group_words import hint_words, mark_words, short_mark_words
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.painted_cell import PaintedCell
from iopdesk.ui.widgets.rows_model import ROW_ROLE
from iopdesk.ui.widgets.text_cell import TextCell

Index = QModelIndex | QPersistentModelIndex
_HIGH, _PAD, _RADIUS = 29, 8, 6
_TOKENS = {Mark.EXCUSED: "mark_warn", Mark.ABSENT: "mark_bad"}


def _row(index: Index) -> SessionRow:
    row = index.data(ROW_ROLE)
    assert isinstance(row, SessionRow)
    return row


class NameDelegate(TextCell):
    """The client's name, and below it what a counselor should notice.

    A column of its own for hints would be mostly empty, and cut the names short.
    """

    slot_minutes = 0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One line, or two where there is something to notice."""
        row = _row(index)
        hint = hint_words(row, self.slot_minutes)
        if not hint:
            super().paint(painter, option, index)
            return
        theme, rect = current_theme(), QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accent_soft"))
        room = rect.adjusted(theme.px(_PAD), theme.px(4), -theme.px(_PAD), -theme.px(4))
        top = Qt.AlignmentFlag.AlignTop.value | Qt.TextFlag.TextSingleLine.value
        bottom = Qt.AlignmentFlag.AlignBottom.value | Qt.TextFlag.TextSingleLine.value
        for words, role, ink, place in (
            (row.name, "bold", "ink", top),
            (hint, "label", "ink_soft", bottom),
        ):
            right = Qt.TextElideMode.ElideRight
            shown = theme.metrics(role).elidedText(words, right, room.width())
            painter.setFont(theme.font(role))
            painter.setPen(theme.color(ink))
            painter.drawText(room, place, shown)


class MarkDelegate(PaintedCell):
    """Five segments a row, equal in every row; `pressed` carries the row and its new mark.

    `offered` is what can be chosen now: a session of a later day takes fewer.
    """

    pressed = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_short = False
        self.offered = tuple(Mark)

    def words(self, mark: Mark) -> str:
        """What a segment says at this width."""
        return short_mark_words(mark) if self.is_short else mark_words(mark)

    def segments(self, rect: QRectF) -> list[tuple[Mark, QRectF]]:
        """Where each choice stands in its cell; painting and clicking use the same places."""
        theme = current_theme()
        left = rect.x() + theme.px(_PAD)
        top = rect.center().y() - theme.px(_HIGH) / 2
        found = []
        for mark in self.offered:
            wide = self._width(mark)
            found.append((mark, QRectF(left, top, wide, theme.px(_HIGH))))
            left += wide
        return found

    def width_needed(self) -> int:
        """Pixels of the whole column."""
        theme = current_theme()
        return round(sum(self._width(mark) for mark in Mark) + 2 * theme.px(_PAD))

    def cell_key(self, index: Index) -> str:
        """The chosen mark and the words' length."""
        return f"{_row(index).mark}{self.is_short}{self.words(Mark.PRESENT)}{len(self.offered)}"

    def draw(self, painter: QPainter, rect: QRectF, index: Index, selected: bool) -> None:
        """One rounded outline, lines between, the chosen part filled."""
        theme = current_theme()
        chosen = _row(index).mark
        segments = self.segments(rect)
        whole = segments[0][1].united(segments[-1][1]).adjusted(0.5, 0.5, -0.5, -0.5)
        outline = QPainterPath()
        outline.addRoundedRect(whole, theme.px(_RADIUS), theme.px(_RADIUS))
        painter.fillPath(outline, theme.color("surface"))
        for mark, place in segments:
            if mark is chosen:
                painter.save()
                painter.setClipPath(outline)
                painter.fillRect(place, theme.color(_TOKENS.get(mark, "mark_good")))
                painter.restore()
        painter.setPen(QPen(theme.color("edge"), 1))
        painter.drawPath(outline)
        for mark, place in segments:
            if mark is not segments[0][0]:
                x = round(place.x()) + 0.5
                painter.drawLine(QPointF(x, whole.top()), QPointF(x, whole.bottom()))
        for mark, place in segments:
            painter.setFont(theme.font("bold" if mark is chosen else "base"))
            painter.setPen(theme.color("on_mark" if mark is chosen else "ink"))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), self.words(mark))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Room for all five."""
        return QSize(self.width_needed(), current_theme().px(_HIGH + 8))

    def editorEvent(  # noqa: N802
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """A click on a segment."""
        if event.type() != QEvent.Type.MouseButtonRelease or not isinstance(event, QMouseEvent):
            return False
        for mark, place in self.segments(QRectF(option.rect)):
            if place.contains(event.position()) and event.button() == Qt.MouseButton.LeftButton:
                self.pressed.emit(_row(index), mark)
                return True
        return False

    def _width(self, mark: Mark) -> float:
        # Measured in bold, so that a choice does not move its neighbours.
        theme = current_theme()
        return theme.metrics("bold").horizontalAdvance(self.words(mark)) + theme.px(16)


class MinutesDelegate(PaintedCell):
    """A box with the minutes; digits open an editor.

    The box of `awaiting`, the client marked last, is outlined: digits typed now are theirs.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.awaiting: uuid.UUID | None = None

    def cell_key(self, index: Index) -> str:
        """The minutes, and whether digits go here."""
        return f"{_row(index).minutes}{self._is_awaiting(index)}"

    def draw(self, painter: QPainter, rect: QRectF, index: Index, selected: bool) -> None:
        """A field's outline with the number in it."""
        theme = current_theme()
        box = self._box(rect)
        is_awaiting = self._is_awaiting(index)
        painter.setPen(QPen(theme.color("focus" if is_awaiting else "edge"), 1 + is_awaiting))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(
            box.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(_RADIUS), theme.px(_RADIUS)
        )
        minutes = _row(index).minutes
        painter.setFont(theme.font())
        painter.setPen(theme.color("ink"))
        inside = box.adjusted(theme.px(9), 0, 0, 0)
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(inside, int(side), "" if minutes is None else str(minutes))

    def createEditor(  # noqa: N802
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """A line that takes digits only."""
        editor = QLineEdit(parent)
        # More than the session lasts may be typed: a person is told, not cut off half-way.
        editor.setValidator(QIntValidator(0, 999, editor))
        editor.setMaxLength(3)
        return editor

    def updateEditorGeometry(  # noqa: N802
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """The editor stands where the box is painted."""
        editor.setGeometry(self._box(QRectF(option.rect)).toRect())

    def _is_awaiting(self, index: Index) -> bool:
        return self.awaiting is not None and _row(index).client_id == self.awaiting

    @staticmethod
    def _box(rect: QRectF) -> QRectF:
        theme = current_theme()
        high = theme.px(30)
        top = rect.center().y() - high / 2
        return QRectF(rect.x() + theme.px(_PAD), top, theme.px(50), high)
