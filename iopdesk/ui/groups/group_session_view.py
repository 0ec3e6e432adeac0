"""Lays out the attendance screen: title with chips, the grid, notes beside or below it."""

from datetime import date

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.domain.attendance import Mark, marks_taken
from iopdesk.domain.group_session import GroupSession, LateEntry, SessionRow, SessionState
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.attendance_table import AttendanceTable
from iopdesk.ui.groups.group_words import span_words
from iopdesk.ui.groups.notes_panel import NotesPanel
from iopdesk.ui.groups.session_foot import SessionFoot
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.notice_list import Notice, NoticeList
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _, ngettext_, screen_wording

_SIDE_UNITS = 364
_BESIDE_UNITS = 1080
_TIGHT_UNITS = 760


class GroupSessionView(QWidget):
    """Widgets only; group_session_screen.py connects them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self._desk = desk
        self._is_narrow: bool | None = None
        self._is_tight: bool | None = None
        self._window_is_narrow = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        column.addWidget(self._build_title())
        self.notes = NotesPanel(self)
        grid = self._build_grid(self)
        # long notes scroll beside the grid, so that its keys stay in sight
        self._panes = TwoPanes(grid, self.notes, self, side_units=_SIDE_UNITS)
        column.addWidget(self._panes, 1)

    def clear(self) -> None:
        """Show nothing until the next session came."""
        self.title.set_title("")
        self.title.set_chips([])
        self.ahead.show_notices([])
        self.table.rows_model.set_rows([])
        self.foot.show_undo("")
        self.foot.show_more((), (), may_mark=False)
        self.empty.hide()

    def show_session(
        self, session: GroupSession, rows: tuple[SessionRow, ...], today: date
    ) -> None:
        """Show the session's facts and its rows."""
        day = _("Today") if session.day == today else screen_wording().date(session.day)
        most = max(session.capacity, session.largest) if session.is_over else session.capacity
        places = _("{taken} of {all} places", taken=session.here, all=most)
        chips = [(f"{day}, {span_words(session.block, weekday=False)}", "neutral")]
        chips += [(words, "neutral") for words in (_room(session), session.leader) if words]
        chips.append((places, "bad" if session.is_over else "info"))
        if session.late is not None:
            chips.append((_late_words(session.late), "warn"))
        if session.is_signed:
            chips.append((_("Notes signed"), "good"))
        self.title.set_title(session.group)
        self.title.set_chips(chips)
        self._show_ahead(session, today)
        self.table.show_session(session, rows)
        self.foot.show_session_minutes(session.minutes)
        self._show_empty(session)
        self._fit_height()

    def reflow(self, narrow: bool) -> None:
        """Notes below the grid, actions below the title."""
        self._window_is_narrow = narrow
        self._reflow_panes()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Five choices a row need more room than other screens do."""
        super().resizeEvent(event)
        self._reflow_panes()

    def _reflow_panes(self) -> None:
        theme = current_theme()
        narrow = self._window_is_narrow or self.width() < theme.px(_BESIDE_UNITS)
        is_tight = self.width() < theme.px(_TIGHT_UNITS)
        if (narrow, is_tight) == (self._is_narrow, self._is_tight):
            return
        self._is_tight = is_tight
        self.title.reflow(narrow)
        self.table.reflow(is_tight)
        self.foot.reflow(narrow)
        self._panes.reflow(narrow)
        self._is_narrow = narrow
        self._fit_height()

    def _fit_height(self) -> None:
        # In narrow windows the page scrolls, not the grid inside it.
        self.table.setMinimumHeight(self.table.height_of_rows() if self._is_narrow else 0)

    def _build_title(self) -> TitleBar:
        self.title = TitleBar("", self)
        self.sheet = self.title.add_action(plain_button(_("&Sign-in sheet"), "printer", self))
        self.add = self.title.add_action(plain_button(_("&Add to roster"), "user-plus", self))
        self.mark_rest = self.title.add_action(
            primary_button(_("&Mark the rest present"), "check", self)
        )
        return self.title

    def _build_grid(self, page: QWidget) -> Card:
        card = self._grid = Card("", page)
        self.ahead = NoticeList(card)
        self.ahead.hide()
        self.table = AttendanceTable(card)
        self.empty = EmptyState("", None, card)
        self.empty.hide()
        card.body.addWidget(self.ahead)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.empty, 1)
        self.foot = SessionFoot(self._desk, card)
        self.foot.left.connect(self.table.setFocus)
        card.body.addWidget(self.foot)
        return card

    def _show_ahead(self, session: GroupSession, today: date) -> None:
        marks = marks_taken(session.day, today)
        is_ahead = Mark.PRESENT not in marks
        told = _(
            "This session is on {date}; attendance can be marked that day."
            " Until then a client can only be excused (E).",
            date=screen_wording().date_year(session.day),
        )
        is_told = is_ahead and session.state is SessionState.PLANNED
        self.ahead.show_notices([Notice(told)] if is_told else [])
        self.table.offer(marks)
        self.foot.show_keys(of_marks=not is_ahead)

    def _show_empty(self, session: GroupSession) -> None:
        words = {
            SessionState.CLOSED: _("The clinic is closed on this day."),
            SessionState.CANCELLED: _("This session was called off."),
        }.get(session.state, "")
        if not words and not session.rows:
            words = _("Nobody is on the roster on this day. Add clients to the roster first.")
        self.empty.set_words(words)
        self.empty.setVisible(bool(words))
        self.table.setVisible(bool(session.rows))


def _room(session: GroupSession) -> str:
    return _("Room {room}", room=session.room) if session.room else ""


def _late_words(late: LateEntry) -> str:
    if not late.by:
        return ngettext_("Entered {n} day later", "Entered {n} days later", late.days)
    return ngettext_(
        "Entered {n} day later by {name}",
        "Entered {n} days later by {name}",
        late.days,
        name=late.by,
    )
