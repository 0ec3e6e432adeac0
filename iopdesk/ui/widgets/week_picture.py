"""A week at a glance: groups, meetings, appointments and busy hours, and where they clash."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from iopdesk.domain.week import DAYS_OF_WEEK, WeekBlock
from iopdesk.ui.theme import current_theme
from iopdesk.ui.wording import _, screen_wording

_FIRST_MINUTE, _LAST_MINUTE = 6 * 60, 23 * 60
_HEAD, _BODY, _KEY = 18, 66, 24


class BlockKind(StrEnum):
    """What a block of the picture is."""

    GROUP = "group"
    MEETING = "meeting"
    APPOINTMENT = "appointment"
    BUSY = "busy"


_GROUNDS = {
    BlockKind.GROUP: "neutral",
    BlockKind.MEETING: "accent",
    BlockKind.APPOINTMENT: "info",
    BlockKind.BUSY: "warn_soft",
}
_INKS = {
    BlockKind.GROUP: "surface",
    BlockKind.MEETING: "on_accent",
    BlockKind.APPOINTMENT: "surface",
    BlockKind.BUSY: "warn",
}
# Busy hours lie under what takes place in them.
_ORDER = (BlockKind.BUSY, BlockKind.GROUP, BlockKind.APPOINTMENT, BlockKind.MEETING)


@dataclass(frozen=True)
class PictureBlock:
    """One block of the picture; `clashes` says that it is at the time of another."""

    block: WeekBlock
    kind: BlockKind
    clashes: bool = False


class WeekPicture(QWidget):
    """Paints seven days; its accessible text and tool tips say the same in words.

    Where it is high enough (`units`), blocks show their words.
    """

    def __init__(self, parent: QWidget | None = None, *, units: float = _BODY) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._units = units
        self._blocks: list[PictureBlock] = []
        self._heads: tuple[str, ...] = ()
        self._places: list[tuple[QRectF, PictureBlock]] = []
        self.setAccessibleName(_("A week at a glance"))

    def show_week(self, groups: Sequence[WeekBlock], meetings: Sequence[WeekBlock]) -> None:
        """Show these; a meeting at the time of a group is marked."""
        shown = [PictureBlock(group, BlockKind.GROUP) for group in groups]
        shown += [
            PictureBlock(
                meeting, BlockKind.MEETING, any(meeting.clashes_with(group) for group in groups)
            )
            for meeting in meetings
        ]
        self.show_blocks(shown)

    def show_blocks(self, blocks: Sequence[PictureBlock], heads: Sequence[str] = ()) -> None:
        """Show these under the names of weekdays, or under `heads`."""
        self._blocks = sorted(blocks, key=lambda b: (b.block.weekday, b.block.first_minute))
        self._heads = tuple(heads)
        self.setAccessibleDescription(self.words())
        self.update()

    def words(self) -> str:
        """The picture as text, block by block."""
        return "; ".join(_block_words(block) for block in self._blocks) or _("Nothing this week")

    def sizeHint(self) -> QSize:  # noqa: N802
        """Seven columns and the key below."""
        theme = current_theme()
        return QSize(theme.px(300), theme.px(_HEAD + self._units + _KEY))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Columns that can still be told apart."""
        theme = current_theme()
        return QSize(theme.px(200), theme.px(_HEAD + self._units + _KEY))

    def event(self, event: QEvent) -> bool:
        """Tool tips say what a block is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            for place, block in reversed(self._places):
                if place.contains(QPointF(event.pos())):
                    QToolTip.showText(event.globalPos(), _block_words(block), self)
                    return True
            QToolTip.hideText()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Days, blocks, key."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = theme.px(6)
        wide = (self.width() - gap * (DAYS_OF_WEEK - 1)) / DAYS_OF_WEEK
        head, body = theme.px(_HEAD), theme.px(self._units)
        self._places = []
        names = self._heads or [
            screen_wording().weekday(day).capitalize() for day in range(DAYS_OF_WEEK)
        ]
        for day in range(DAYS_OF_WEEK):
            left = day * (wide + gap)
            painter.setFont(theme.font("label"))
            painter.setPen(theme.color("ink_soft"))
            painter.drawText(QRectF(left, 0, wide, head), Qt.AlignmentFlag.AlignCenter, names[day])
            column = QRectF(left, head, wide, body)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("track"))
            painter.drawRoundedRect(column, theme.px(4), theme.px(4))
            for block in sorted(self._blocks, key=lambda each: _ORDER.index(each.kind)):
                if block.block.weekday == day:
                    self._draw_block(painter, column, block)
        self._draw_key(painter, head + body)

    def _draw_block(self, painter: QPainter, column: QRectF, block: PictureBlock) -> None:
        theme = current_theme()
        span = _LAST_MINUTE - _FIRST_MINUTE
        first = min(max(block.block.first_minute, _FIRST_MINUTE), _LAST_MINUTE)
        last = min(max(first + block.block.minutes, _FIRST_MINUTE), _LAST_MINUTE)
        top = column.top() + (first - _FIRST_MINUTE) / span * column.height()
        high = max((last - first) / span * column.height(), theme.px(7))
        top = min(top, column.bottom() - high)
        inset = theme.px(5) if block.clashes else theme.px(2)
        place = QRectF(column.left() + inset, top, column.width() - 2 * inset, high)
        self._places.append((place, block))
        token = "bad" if block.clashes else _GROUNDS[block.kind]
        painter.setBrush(theme.color(token))
        is_plain = block.kind in (BlockKind.GROUP, BlockKind.BUSY)
        edge = QPen(theme.color("surface"), theme.px(1))
        painter.setPen(Qt.PenStyle.NoPen if is_plain else edge)
        painter.drawRoundedRect(place, theme.px(2), theme.px(2))
        self._draw_words(painter, place, block)

    def _draw_words(self, painter: QPainter, place: QRectF, block: PictureBlock) -> None:
        theme = current_theme()
        metrics = theme.metrics("small")
        room = place.adjusted(theme.px(3), 0, -theme.px(2), 0)
        if place.height() < metrics.height() or room.width() < theme.px(40):
            return
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("surface" if block.clashes else _INKS[block.kind]))
        words = metrics.elidedText(block.block.words, Qt.TextElideMode.ElideRight, room.width())
        line = QRectF(room.left(), room.top(), room.width(), metrics.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)

    def _draw_key(self, painter: QPainter, top: float) -> None:
        theme = current_theme()
        left = 0.0
        size = theme.px(11)
        middle = top + theme.px(_KEY) / 2 + theme.px(3)
        painter.setFont(theme.font("label"))
        for token, words in self._key():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(token))
            square = QRectF(left, middle - size / 2, size, size)
            painter.drawRoundedRect(square, theme.px(2), theme.px(2))
            wide = theme.metrics("label").horizontalAdvance(words)
            painter.setPen(theme.color("ink_soft"))
            room = QRectF(left + size + theme.px(4), middle - size, wide + 2, 2 * size)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
            left = room.right() + theme.px(12)

    def _key(self) -> list[tuple[str, str]]:
        """What the colours mean; meetings and groups always, the rest where it occurs."""
        kinds = {block.kind for block in self._blocks}
        entries = [("accent", _("meeting")), ("neutral", _("IOP group"))]
        if BlockKind.APPOINTMENT in kinds:
            entries.append(("info", _("appointment")))
        if BlockKind.BUSY in kinds:
            entries.append(("warn_soft", _("busy")))
        if any(block.clashes for block in self._blocks):
            entries.append(("bad", _("same time")))
        return entries


def _block_words(block: PictureBlock) -> str:
    words = screen_wording()
    span = words.time_span(block.block.start, block.block.end)
    day = words.weekday(block.block.weekday).capitalize()
    told = f"{day} {span}, {block.block.words}"
    if not block.clashes:
        return told
    if block.kind is BlockKind.MEETING:
        return _("{block}: same time as a group", block=told)
    return _("{block}: same time as something else", block=told)
