"""Draws the calendar: hours, days, entries, cursor and ghost; only what is in sight."""

from dataclasses import dataclass
from datetime import time

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from iopdesk.domain.appointment import AppointmentKind, AppointmentState, time_of
from iopdesk.domain.calendar import CalendarEntry
from iopdesk.ui.calendar.calendar_words import entry_state_words, expected_words, kind_words
from iopdesk.ui.calendar.grid_layout import GridLayout, Placed
from iopdesk.ui.theme import Theme, current_theme
from iopdesk.ui.widgets.text_cell import lines_of
from iopdesk.ui.wording import _, screen_wording

_TONES = {
    AppointmentState.KEPT: "good",
    AppointmentState.NO_SHOW: "bad",
    AppointmentState.CANCELLED_BY_CLIENT: "neutral",
    AppointmentState.CANCELLED_BY_CLINIC: "neutral",
}
_TITLE_LINES = 2
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Ghost:
    """An entry on its way to another time."""

    entry: CalendarEntry
    column: int
    minute: int


class GridPainter:
    """Draws in coordinates of the content; the caller shifts by the scroll bars."""

    def __init__(self, painter: QPainter, layout: GridLayout, seen: QRectF) -> None:
        self._painter = painter
        self._layout = layout
        self._seen = seen
        self._theme: Theme = current_theme()
        # among the columns of one day none stands out
        self._is_week = len({column.day for column in layout.columns}) > 1

    def ground(self) -> None:
        """Columns, hours and half hours."""
        theme, layout, painter = self._theme, self._layout, self._painter
        painter.fillRect(self._seen, theme.color("surface"))
        for at, column in enumerate(layout.columns):
            whole = QRectF(layout.lefts[at], 0, layout.wide(at), layout.size.height())
            if column.is_today and self._is_week:
                painter.fillRect(whole, theme.color("hover"))
            if column.closed:
                painter.fillRect(whole, theme.color("canvas"))
        hours = range(layout.first_hour, layout.last_hour + 1)
        right = layout.size.width()
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLines([_line(0, layout.top(hour * 60), right) for hour in hours])
        painter.setPen(QPen(theme.color("line"), 1, Qt.PenStyle.DotLine))
        painter.drawLines([_line(0, layout.top(hour * 60 + 30), right) for hour in hours])
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLines(
            [QLineF(left, 0, left, layout.size.height()) for left in layout.lefts[1:-1]]
        )

    def entries(self, current: Placed | None) -> None:
        """The entries that are in sight; the current one is ringed last."""
        for placed in self._layout.placed:
            if placed.rect.intersects(self._seen):
                if placed.entry is None:
                    self._rest(placed)
                else:
                    self._entry(placed.rect, placed.entry)
        if current is not None:
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.setPen(QPen(self._theme.color("focus"), self._theme.px(2)))
            radius = self._theme.px(5)
            self._painter.drawRoundedRect(current.rect.adjusted(1, 1, -1, -1), radius, radius)

    def cursor(self, column: int, minute: int) -> None:
        """The empty place at which N books."""
        theme, painter = self._theme, self._painter
        rect = self._layout.rect(column, minute, 30)
        painter.setBrush(theme.color("accent_soft"))
        painter.setPen(QPen(theme.color("focus"), theme.px(1.5), Qt.PenStyle.DashLine))
        painter.drawRoundedRect(rect, theme.px(4), theme.px(4))
        painter.setPen(theme.color("accent"))
        painter.setFont(theme.font("label_bold"))
        words = screen_wording().time(time_of(minute))
        painter.drawText(rect.adjusted(theme.px(7), 0, 0, 0), _LEFT, words)

    def now(self, at: time) -> None:
        """A line at the present time of today."""
        minute = at.hour * 60 + at.minute
        for column, each in enumerate(self._layout.columns):
            if each.is_today and self._layout.first_hour * 60 <= minute:
                self._painter.setPen(QPen(self._theme.color("bad"), self._theme.px(1.5)))
                left, right = self._layout.lefts[column : column + 2]
                self._painter.drawLine(_line(left, self._layout.top(minute), right))

    def ghost(self, ghost: Ghost) -> None:
        """Where a moved entry would go."""
        theme, painter, entry = self._theme, self._painter, ghost.entry
        rect = self._layout.rect(ghost.column, ghost.minute, entry.minutes)
        painter.setBrush(theme.color("accent_soft"))
        painter.setPen(QPen(theme.color("focus"), theme.px(2), Qt.PenStyle.DashLine))
        painter.drawRoundedRect(rect, theme.px(5), theme.px(5))
        end = time_of(ghost.minute + entry.minutes)
        span = screen_wording().time_span(time_of(ghost.minute), end)
        self._lines(rect, [(span, "label_bold"), (entry.title, "label")], "accent")

    def heads(self, left: float) -> None:
        """Names of the columns, and closed days; drawn over the content at its top."""
        theme, painter, layout = self._theme, self._painter, self._layout
        for at, column in enumerate(layout.columns):
            rect = QRectF(layout.lefts[at] - left, 0, layout.wide(at), layout.head)
            inner = rect.adjusted(theme.px(8), theme.px(4), -theme.px(4), -theme.px(4))
            token = "accent" if column.is_today and self._is_week else "ink"
            second = column.closed or column.note
            lines = [(column.head, "bold"), (second, "label")]
            high = inner.height() / 2
            for row, (words, role) in enumerate(lines if second else lines[:1]):
                painter.setFont(theme.font(role))
                painter.setPen(theme.color(token if row == 0 else _soft(column.closed)))
                fits = theme.metrics(role).elidedText(
                    words, Qt.TextElideMode.ElideRight, inner.width()
                )
                top = inner.top() + row * high
                box = QRectF(inner.left(), top, inner.width(), high)
                painter.drawText(box if second else inner, _LEFT, fits)

    def hours(self, top: float) -> None:
        """The hours at the left edge."""
        theme, painter, layout = self._theme, self._painter, self._layout
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("ink_soft"))
        words = screen_wording()
        high = theme.metrics("small").height()
        for hour in range(layout.first_hour, min(layout.last_hour, 24)):
            y = layout.top(hour * 60) - top + layout.head
            box = QRectF(0, y + 1, layout.gutter - theme.px(7), high)
            told = words.time(time(hour))
            if theme.metrics("small").horizontalAdvance(told) > box.width():
                told = told.split(" ")[0]
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, told)

    def _entry(self, rect: QRectF, entry: CalendarEntry) -> None:
        theme, painter = self._theme, self._painter
        tone = _tone(entry)
        ground = "accent_soft" if tone == "accent" else f"{tone}_soft"
        painter.setPen(QPen(theme.color("edge" if entry.is_off else tone), 1))
        painter.setBrush(theme.color("surface" if entry.is_off else ground))
        radius = theme.px(5)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if not entry.is_off:
            bar = QRectF(rect.left(), rect.top() + 3, theme.px(3), rect.height() - 6)
            painter.fillRect(bar, theme.color(tone))
        bold, wide = theme.metrics("label_bold"), rect.width() - theme.px(10)
        title = next(
            (each for each in _titles(entry) if bold.horizontalAdvance(each) <= wide), entry.title
        )
        room = max(int(rect.height() // theme.metrics("label").height()), 1)
        most = _TITLE_LINES if entry.is_group and room > _TITLE_LINES else 1
        titles = lines_of(theme, "label_bold", title, int(wide), most)
        plain = theme.metrics("label")
        is_slim = plain.horizontalAdvance(_span(entry)) > wide
        details = _details(entry, _span(entry, bare=is_slim))
        lines = [*((each, "label_bold") for each in titles), *((each, "label") for each in details)]
        self._lines(rect, lines, "ink_soft" if entry.is_off else tone, is_off=entry.is_off)

    def _lines(
        self, rect: QRectF, lines: list[tuple[str, str]], token: str, *, is_off: bool = False
    ) -> None:
        """As many lines as there is height for, each shortened to the width."""
        theme, painter = self._theme, self._painter
        inner = rect.adjusted(theme.px(7), theme.px(1), -theme.px(3), 0)
        high = theme.metrics("label").height()
        room = max(int(inner.height() // high), 1)
        painter.setPen(theme.color(token))
        for row, (words, role) in enumerate(lines[:room]):
            font = QFont(theme.font(role))
            font.setStrikeOut(is_off and row == 0)
            painter.setFont(font)
            fits = theme.metrics(role).elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(
                QRectF(inner.left(), inner.top() + row * high, inner.width(), high), _LEFT, fits
            )

    def _rest(self, placed: Placed) -> None:
        theme, painter = self._theme, self._painter
        painter.setPen(QPen(theme.color("edge"), 1))
        painter.setBrush(theme.color("neutral_soft"))
        painter.drawRoundedRect(placed.rect, theme.px(5), theme.px(5))
        painter.setPen(theme.color("neutral"))
        painter.setFont(theme.font("label_bold"))
        words = _("+{n}", n=placed.hidden)
        painter.drawText(placed.rect, Qt.AlignmentFlag.AlignCenter, words)


def _tone(entry: CalendarEntry) -> str:
    if entry.is_group:
        return "accent"
    if entry.is_planned:
        return "warn" if entry.kind == AppointmentKind.MEDICATION else "info"
    return _TONES[AppointmentState(entry.state)]


def _titles(entry: CalendarEntry) -> list[str]:
    """The title, and what is left of a client's name where three stand side by side."""
    first, _space, last = entry.title.partition(" ")
    if entry.is_group or not last:
        return [entry.title]
    return [entry.title, f"{first} {last[0]}.", first]


def _span(entry: CalendarEntry, *, bare: bool = False) -> str:
    """From when to when; bare in a slim place, where the hours at the edge say the rest."""
    words = screen_wording()
    if not bare:
        return words.time_span(entry.start, entry.end)
    return "–".join(words.time(each).split(" ")[0] for each in (entry.start, entry.end))


def _details(entry: CalendarEntry, span: str) -> list[str]:
    """The lines under the title, the most needed first."""
    state = entry_state_words(entry)
    what = expected_words(entry.expected) if entry.is_group else kind_words(entry.kind)
    where = _("by video or phone") if entry.is_remote else entry.room
    lines = [state, span, what, ", ".join(part for part in (where, entry.staff) if part)]
    return [line for line in lines if line]


def _line(left: float, top: float, right: float) -> QLineF:
    return QLineF(left, top, right, top)


def _soft(closed: str) -> str:
    return "warn" if closed else "ink_soft"
