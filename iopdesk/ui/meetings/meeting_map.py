"""Directions and distances of the listed meetings on a plain plot, without any map service."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin, sqrt

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.services.meeting_search import MeetingLine
from iopdesk.ui.meetings.meeting_words import (
    away_words,
    direction_words,
    line_when_words,
    miles_words,
)
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _, ngettext_

_RINGS = (0.25, 0.5, 1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 12500)
_MOST_RINGS = 4
_NAMED = 3
_NEAR_CLICK = 14


@dataclass(frozen=True)
class MapSpot:
    """All listed meetings at one place: how far and in which direction, in degrees from north."""

    miles: float
    bearing: float
    lines: tuple[MeetingLine, ...]


class MeetingMap(QWidget):
    """The plot and a sentence about the current place; `chosen` carries its first meeting.

    Right and left go round by direction, down and up farther and nearer, Enter chooses.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self.plot = MapPlot(self)
        self.told = label("", "", self, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.plot, 1)
        column.addWidget(self.told)
        self.plot.moved.connect(self._say)
        self.plot.entered.connect(self._on_entered)

    def show_lines(self, lines: Sequence[MeetingLine]) -> None:
        """Show these, measured from where their distances are."""
        self.plot.show_spots(_spots(lines), len(lines))
        self._say()

    def _say(self) -> None:
        words = self.plot.words()
        self.told.setText(words)
        self.plot.setAccessibleDescription(words)

    def _on_entered(self, spot: MapSpot) -> None:
        self.chosen.emit(spot.lines[0])


class MapPlot(QWidget):
    """Paints rings of distance, four directions and a dot a place."""

    moved = Signal()
    entered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Meetings by direction and distance"))
        self.setMinimumHeight(current_theme().px(220))
        self.spots: tuple[MapSpot, ...] = ()
        self.at = -1
        self._without_place = 0

    def show_spots(self, spots: Sequence[MapSpot], lines: int) -> None:
        """Show these, nearest first; `lines` is how many meetings there are in all."""
        self.spots = tuple(spots)
        self._without_place = lines - sum(len(spot.lines) for spot in spots)
        self.at = 0 if spots else -1
        self.update()

    def words(self) -> str:
        """The current place in words, and what has no place on the plot."""
        told = []
        if self.at >= 0:
            told.append(_spot_words(self.spots[self.at]))
        if self._without_place:
            told.append(
                ngettext_(
                    "{n} meeting has no known distance and is only in the list.",
                    "{n} meetings have no known distance and are only in the list.",
                    self._without_place,
                )
            )
        return "\n".join(told) or _("Nothing to show.")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Walk from place to place."""
        round_ = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        away = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if self.at < 0:
            super().keyPressEvent(event)
        elif away is not None:
            self._go(min(max(self.at + away, 0), len(self.spots) - 1))
        elif round_ is not None:
            order = sorted(range(len(self.spots)), key=lambda n: self.spots[n].bearing)
            self._go(order[(order.index(self.at) + round_) % len(order)])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.spots[self.at])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click goes to the nearest dot."""
        places = [(self._place(spot) - event.position(), n) for n, spot in enumerate(self.spots)]
        near = min(places, key=lambda p: p[0].manhattanLength(), default=None)
        if near and near[0].manhattanLength() <= current_theme().px(_NEAR_CLICK):
            self._go(near[1])
            self.entered.emit(self.spots[near[1]])

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The current dot shows where the keys are."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Rings first, dots over them, the current one last."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_rings(painter)
        theme = current_theme()
        for number, spot in enumerate(self.spots):
            if number != self.at:
                self._paint_dot(painter, spot)
        if self.at >= 0:
            spot = self.spots[self.at]
            self._paint_dot(painter, spot)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("ink"), theme.px(2 if self.hasFocus() else 1)))
            size = _size(spot) + theme.px(4)
            painter.drawEllipse(self._place(spot), size, size)
        painter.end()

    def _go(self, at: int) -> None:
        self.at = at
        self.update()
        self.moved.emit()

    def _rings(self) -> list[float]:
        far = max((spot.miles for spot in self.spots), default=1.0)
        outer = next((n for n, ring in enumerate(_RINGS) if ring >= far), len(_RINGS) - 1)
        return list(_RINGS[max(0, outer - _MOST_RINGS + 1) : outer + 1])

    def _radius(self, miles: float) -> float:
        # the root gives the near places, which matter most, more room
        half = min(self.width(), self.height()) / 2 - current_theme().px(18)
        return half * sqrt(miles / self._rings()[-1])

    def _place(self, spot: MapSpot) -> QPointF:
        away, turn = self._radius(spot.miles), radians(spot.bearing)
        middle = QRectF(self.rect()).center()
        return QPointF(middle.x() + away * sin(turn), middle.y() - away * cos(turn))

    def _paint_dot(self, painter: QPainter, spot: MapSpot) -> None:
        theme = current_theme()
        painter.setPen(QPen(theme.color("surface"), theme.px(1)))
        painter.setBrush(theme.color("accent"))
        size = _size(spot)
        painter.drawEllipse(self._place(spot), size, size)

    def _paint_rings(self, painter: QPainter) -> None:
        theme = current_theme()
        middle = QRectF(self.rect()).center()
        painter.setFont(theme.font("small"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        high = theme.metrics("small").height()
        for ring in self._rings():
            radius = self._radius(ring)
            painter.setPen(QPen(theme.color("edge"), theme.px(1), Qt.PenStyle.DotLine))
            painter.drawEllipse(middle, radius, radius)
            painter.setPen(theme.color("ink_soft"))
            words = miles_words(ring) if ring < 1 else _("{miles} mi", miles=f"{ring:g}")
            painter.drawText(QPointF(middle.x() + theme.px(4), middle.y() + radius - 3), words)
        painter.setPen(theme.color("ink"))
        edge = self._radius(self._rings()[-1])
        for bearing in (0, 90, 180, 270):
            turn = radians(bearing)
            x = middle.x() + (edge + theme.px(10)) * sin(turn)
            y = middle.y() - (edge + theme.px(10)) * cos(turn)
            box = QRectF(x - 40, y - high / 2, 80, high)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, direction_words(bearing))
        painter.setPen(QPen(theme.color("ink"), theme.px(2)))
        arm = theme.px(5)
        painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0))
        painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm))


def _size(spot: MapSpot) -> float:
    return current_theme().px(4) * min(2.0, 1 + (len(spot.lines) - 1) / 10)


def _spots(lines: Sequence[MeetingLine]) -> list[MapSpot]:
    at: dict[tuple[float, float], list[MeetingLine]] = defaultdict(list)
    for line in lines:
        if line.miles is not None and line.bearing is not None:
            at[line.miles, line.bearing].append(line)
    return [MapSpot(*where, tuple(held)) for where, held in sorted(at.items())]


def _spot_words(spot: MapSpot) -> str:
    first = spot.lines[0]
    named = "; ".join(f"{line.name}, {line_when_words(line)}" for line in spot.lines[:_NAMED])
    if len(spot.lines) > _NAMED:
        named = _("{meetings}; and {n} more", meetings=named, n=len(spot.lines) - _NAMED)
    return _(
        "{away}: {place}. {meetings}.",
        away=away_words(first),
        place=first.place or first.street or first.city,
        meetings=named,
    )
