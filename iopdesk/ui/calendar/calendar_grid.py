"""The painted calendar: entries by day and hour, walked through and moved by keys or mouse."""

from collections.abc import Callable, Sequence
from datetime import time

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QToolTip, QWidget

from iopdesk.domain.appointment import time_of
from iopdesk.domain.calendar import CalendarEntry
from iopdesk.ui.calendar.calendar_words import entry_words
from iopdesk.ui.calendar.grid_columns import GridColumn
from iopdesk.ui.calendar.grid_cursor import GridCursor
from iopdesk.ui.calendar.grid_layout import STEP, GridLayout, Placed
from iopdesk.ui.calendar.grid_painter import Ghost, GridPainter
from iopdesk.ui.theme import current_theme
from iopdesk.ui.wording import _, screen_wording

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FIRST_SHOWN = 8 * 60


class CalendarGrid(QAbstractScrollArea):
    """`opened` carries an entry, `booked` and `dropped` a column and a minute of the day.

    `crowd_opened` carries the column of entries that had no room.
    """

    opened = Signal(object)
    booked = Signal(object, int)
    dropped = Signal(object, object, int)
    crowd_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("grid", "true")
        self.viewport().setMouseTracking(True)
        self._columns: tuple[GridColumn, ...] = ()
        self._now: time | None = None
        self._layout = GridLayout((), QSize(1, 1))
        self._cursor = GridCursor()
        self._ghost: Ghost | None = None
        self._pressed: QPoint | None = None
        self._may_move: Callable[[CalendarEntry], bool] = _nothing_moves
        self.setAccessibleName(_("Calendar"))

    def show_columns(
        self, columns: Sequence[GridColumn], now: time | None, *, keep_place: bool
    ) -> None:
        """Show these; `keep_place` says that it is the same span as before."""
        self._columns, self._now = tuple(columns), now
        self._ghost = None
        self._lay_out()
        self._cursor.show_columns(self._columns, keep=keep_place)
        if not keep_place:
            first = min((e.first_minute for c in columns for e in c.entries), default=_FIRST_SHOWN)
            self.verticalScrollBar().setValue(int(self._layout.top(first) - self._layout.hour / 4))
        self._tell()
        self.viewport().update()

    def let_move(self, may_move: Callable[[CalendarEntry], bool]) -> None:
        """Which entries may be moved."""
        self._may_move = may_move

    def current(self) -> CalendarEntry | None:
        """The entry that keys are about."""
        return self._cursor.entry

    def current_column(self) -> GridColumn | None:
        """The column of the cursor."""
        return self._columns[self._cursor.column] if self._columns else None

    def choose(self, entry: CalendarEntry) -> None:
        """Make an entry current."""
        for at, column in enumerate(self._columns):
            if entry in column.entries:
                self._cursor.choose(at, entry)
                self._arrived()
                return

    @property
    def drawn(self) -> GridLayout:
        """What is painted where."""
        return self._layout

    def seen_at(self, point: QPointF) -> QPoint:
        """A point of the content in the window, as it is scrolled now."""
        left, top = self._scrolled()
        across = point.x() + self._layout.gutter - left
        return QPointF(across, point.y() + self._layout.head - top).toPoint()

    @property
    def is_moving(self) -> bool:
        """Whether an entry is on its way to another time."""
        return self._ghost is not None

    def sizeHint(self) -> QSize:  # noqa: N802
        """Small: it fills what is left."""
        theme = current_theme()
        return QSize(theme.px(400), theme.px(260))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Ground, entries, cursor, ghost; then heads and hours over them."""
        layout, theme = self._layout, current_theme()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, top = self._scrolled()
        room = self.viewport().rect()
        body = QRectF(layout.gutter, layout.head, room.width(), room.height())
        painter.save()
        painter.setClipRect(body)
        painter.translate(layout.gutter - left, layout.head - top)
        seen = QRectF(left, top, body.width(), body.height())
        drawn = GridPainter(painter, layout, seen)
        drawn.ground()
        if self.hasFocus() and self._cursor.entry is None and self._columns and not self._ghost:
            drawn.cursor(self._cursor.column, self._cursor.minute)
        drawn.entries(self._placed_current() if self.hasFocus() else None)
        if self._now is not None:
            drawn.now(self._now)
        if self._ghost is not None:
            drawn.ghost(self._ghost)
        painter.restore()
        painter.fillRect(QRectF(0, 0, room.width(), layout.head), theme.color("surface"))
        painter.setPen(theme.color("line"))
        painter.drawLine(0, layout.head, room.width(), layout.head)
        painter.save()
        painter.setClipRect(QRectF(layout.gutter, 0, room.width(), layout.head))
        painter.translate(layout.gutter, 0)
        drawn.heads(left)
        painter.restore()
        painter.setClipRect(QRectF(0, layout.head + 1, layout.gutter, room.height()))
        painter.fillRect(QRectF(0, 0, layout.gutter, room.height()), theme.color("surface"))
        drawn.hours(top)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Columns share the width."""
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Measure again with the style sheet."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_columns"):
            self._lay_out()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Say where the cursor is."""
        super().focusInEvent(event)
        self._arrived()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Esc ends a move before the window goes back with it."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._ghost is not None
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows walk, or carry what is moved; Enter opens or drops."""
        key = Qt.Key(event.key())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self._ghost is not None:
            self._carry(key)
        elif key in _ARROWS:
            self._cursor.step(*_ARROWS[key], by_time=shift)
            self._arrived()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._cursor.to_end(first=key == Qt.Key.Key_Home)
            self._arrived()
        elif key in _ENTER:
            self._open()
        else:
            super().keyPressEvent(event)

    def begin_move(self) -> bool:
        """Take the current entry up; arrows carry it, Enter drops it, Esc puts it back."""
        entry = self._cursor.entry
        if entry is None or not self._may_move(entry):
            return False
        self._show_ghost(Ghost(entry, self._cursor.column, entry.first_minute))
        return True

    def book_here(self) -> None:
        """Ask for an appointment at the cursor."""
        if self._columns:
            self.booked.emit(self._columns[self._cursor.column], self._cursor.minute)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose an entry, or a time."""
        if event.button() != Qt.MouseButton.LeftButton or not self._columns:
            return
        self._pressed = event.position().toPoint()
        point = self._content(event.position())
        placed = self._layout.hit(point)
        if placed is not None and placed.entry is None:
            self._pressed = None
            self._cursor.go_to(*self._layout.at(point))
            self.crowd_opened.emit(self._columns[placed.column])
        elif placed is not None and placed.entry is not None:
            self._cursor.choose(placed.column, placed.entry)
        else:
            self._cursor.go_to(*self._layout.at(point))
        self._arrived()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag an entry."""
        if self._pressed is None or self._cursor.entry is None:
            return
        way = event.position().toPoint() - self._pressed
        entry = self._cursor.entry
        if self._ghost is None:
            if way.manhattanLength() < QApplication.startDragDistance():
                return
            if not self._may_move(entry):
                return
        grip = self._content(QPointF(self._pressed)).y() - self._layout.top(entry.first_minute)
        point = self._content(event.position())
        column, minute = self._layout.at(QPointF(point.x(), point.y() - grip + self._half_step()))
        self._show_ghost(Ghost(entry, column, min(minute, 24 * 60 - entry.minutes)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drop what was dragged."""
        self._pressed = None
        if self._ghost is not None:
            self._drop()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open the entry, or book here."""
        self._pressed = None
        self._open()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Tool tips say the whole entry."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            placed = self._layout.hit(self._content(QPointF(event.pos())))
            words = entry_words(placed.entry) if placed and placed.entry else ""
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    def _open(self) -> None:
        entry = self._cursor.entry
        if entry is None:
            self.book_here()
        else:
            self.opened.emit(entry)

    def _carry(self, key: Qt.Key) -> None:
        ghost = self._ghost
        if ghost is None:
            return
        if key == Qt.Key.Key_Escape:
            self._end_move()
            self._announce(_("Put back."))
        elif key in _ENTER:
            self._drop()
        elif key in _ARROWS:
            across, down = _ARROWS[key]
            column = min(max(ghost.column + across, 0), len(self._columns) - 1)
            minute = min(max(ghost.minute + down * STEP, 0), 24 * 60 - ghost.entry.minutes)
            self._show_ghost(Ghost(ghost.entry, column, self._layout.kept_within(minute)))

    def _show_ghost(self, ghost: Ghost) -> None:
        if ghost == self._ghost:
            return
        self._ghost = ghost
        rect = self._layout.rect(ghost.column, ghost.minute, ghost.entry.minutes)
        self._bring_into_view(rect)
        self.viewport().update()
        head = self._columns[ghost.column].spoken
        self._announce(f"{head}, {screen_wording().time(time_of(ghost.minute))}")

    def _drop(self) -> None:
        ghost = self._ghost
        self._end_move()
        if ghost is None:
            return
        column = self._columns[ghost.column]
        if ghost.column != self._cursor.column or ghost.minute != ghost.entry.first_minute:
            self.dropped.emit(ghost.entry, column, ghost.minute)

    def _end_move(self) -> None:
        self._ghost = None
        self.viewport().update()

    def _arrived(self) -> None:
        placed = self._placed_current()
        if placed is not None:
            self._bring_into_view(placed.rect)
        elif self._columns and self.hasFocus():
            self._bring_into_view(self._layout.rect(self._cursor.column, self._cursor.minute, 30))
        self._tell()
        self.viewport().update()

    def _tell(self) -> None:
        if not self._columns:
            return
        entry, head = self._cursor.entry, self._columns[self._cursor.column].spoken
        if entry is None:
            at = screen_wording().time(time_of(self._cursor.minute))
            words = _("{column}, {time}: free", column=head, time=at)
        else:
            words = f"{head}: {entry_words(entry)}"
        self.setAccessibleDescription(words)
        if self.hasFocus():
            self._announce(words)

    def _announce(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _placed_current(self) -> Placed | None:
        entry = self._cursor.entry
        return None if entry is None else self._layout.of_entry(entry, self._cursor.column)

    def _lay_out(self) -> None:
        self._layout = GridLayout(self._columns, self.viewport().size())
        self._cursor.set_hours(self._layout.first_hour, self._layout.last_hour)
        room, size = self.viewport().size(), self._layout.size
        for bar, whole, shown in (
            (self.horizontalScrollBar(), size.width(), room.width() - self._layout.gutter),
            (self.verticalScrollBar(), size.height(), room.height() - self._layout.head),
        ):
            bar.setRange(0, max(round(whole - shown), 0))
            bar.setPageStep(max(shown, 1))
            bar.setSingleStep(round(self._layout.hour / 2))

    def _bring_into_view(self, rect: QRectF) -> None:
        room = self.viewport().size()
        for bar, begin, end, shown in (
            (
                self.horizontalScrollBar(),
                rect.left(),
                rect.right(),
                room.width() - self._layout.gutter,
            ),
            (
                self.verticalScrollBar(),
                rect.top(),
                rect.bottom(),
                room.height() - self._layout.head,
            ),
        ):
            if end > bar.value() + shown:
                bar.setValue(round(end - shown) + 2)
            if begin < bar.value():
                bar.setValue(round(begin) - 2)

    def _scrolled(self) -> tuple[int, int]:
        return self.horizontalScrollBar().value(), self.verticalScrollBar().value()

    def _content(self, point: QPointF) -> QPointF:
        left, top = self._scrolled()
        return QPointF(point.x() - self._layout.gutter + left, point.y() - self._layout.head + top)

    def _half_step(self) -> float:
        return self._layout.hour * STEP / 120


def _nothing_moves(_entry: CalendarEntry) -> bool:
    return False
