"""A week at a glance: groups, picked meetings, and where they clash."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from iopdesk.domain.week import DAYS_OF_WEEK, WeekBlock
from iopdesk.ui.theme import current_theme
from iopdesk.ui.wording import _, screen_wording

_FIRST_MINUTE, _LAST_MINUTE = 6 * 60, 23 * 60
_HEAD, _BODY, _KEY = 18, 66, 24


@dataclass(frozen=True)
class PictureBlock:
    """One block of the picture; `is_meeting` tells the client's meetings from groups."""

    block: WeekBlock
    is_meeting: bool
    clashes: bool = False


class WeekPicture(QWidget):
    """Paints seven days; its accessible text and tool tips say the same in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._blocks: list[PictureBlock] = []
        self._places: list[tuple[QRectF, PictureBlock]] = []
        self.setAccessibleName(_("A week at a glance"))

    def show_week(self, groups: Sequence[WeekBlock], meetings: Sequence[WeekBlock]) -> None:
        """Show these; a meeting at the time of a group is marked."""
        shown = [PictureBlock(group, is_meeting=False) for group in groups]
        shown += [
            PictureBlock(meeting, True, any(meeting.clashes_with(group) for group in groups))
            for meeting in meetings
        ]
        self._blocks = sorted(shown, key=lambda b: (b.block.weekday, b.block.first_minute))
        self.setAccessibleDescription(self.words())
        self.update()

    def words(self) -> str:
        """The picture as text, block by block."""
        return "; ".join(_block_words(block) for block in self._blocks) or _("Nothing this week")

    def sizeHint(self) -> QSize:  # noqa: N802
        """Seven columns and the key below."""
        theme = current_theme()
        return QSize(theme.px(300), theme.px(_HEAD + _BODY + _KEY))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Columns that can still be told apart."""
        theme = current_theme()
        return QSize(theme.px(200), theme.px(_HEAD + _BODY + _KEY))

    def event(self, event: QEvent) -> bool:
        """Tool tips say what a block is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            for place, block in self._places:
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
        head, body = theme.px(_HEAD), theme.px(_BODY)
        self._places = []
        painter.setFont(theme.font("label"))
        for day in range(DAYS_OF_WEEK):
            left = day * (wide + gap)
            painter.setPen(theme.color("ink_soft"))
            name = screen_wording().weekday(day).capitalize()
            painter.drawText(QRectF(left, 0, wide, head), Qt.AlignmentFlag.AlignCenter, name)
            column = QRectF(left, head, wide, body)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("track"))
            painter.drawRoundedRect(column, theme.px(4), theme.px(4))
            for block in self._blocks:
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
        inset = theme.px(2)
        if block.is_meeting:
            inset = theme.px(5) if block.clashes else theme.px(2)
        place = QRectF(column.left() + inset, top, column.width() - 2 * inset, high)
        self._places.append((place, block))
        token = "edge"
        if block.is_meeting:
            token = "bad" if block.clashes else "accent"
        painter.setBrush(theme.color(token))
        edge = QPen(theme.color("surface"), theme.px(1))
        painter.setPen(edge if block.is_meeting else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(place, theme.px(2), theme.px(2))

    def _draw_key(self, painter: QPainter, top: float) -> None:
        theme = current_theme()
        entries = [("accent", _("meeting")), ("edge", _("IOP group"))]
        if any(block.clashes for block in self._blocks):
            entries.append(("bad", _("same time")))
        left = 0.0
        size = theme.px(11)
        middle = top + theme.px(_KEY) / 2 + theme.px(3)
        painter.setFont(theme.font("label"))
        for token, words in entries:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(token))
            square = QRectF(left, middle - size / 2, size, size)
            painter.drawRoundedRect(square, theme.px(2), theme.px(2))
            wide = theme.metrics("label").horizontalAdvance(words)
            painter.setPen(theme.color("ink_soft"))
            room = QRectF(left + size + theme.px(4), middle - size, wide + 2, 2 * size)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
            left = room.right() + theme.px(12)


def _block_words(block: PictureBlock) -> str:
    words = screen_wording()
    span = words.time_span(block.block.start, block.block.end)
    day = words.weekday(block.block.weekday).capitalize()
    told = f"{day} {span}, {block.block.words}"
    return _("{block}: same time as a group", block=told) if block.clashes else told
