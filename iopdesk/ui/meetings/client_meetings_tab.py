"""A chart's Meetings tab: what the client is asked for, what was picked, the week, papers."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from iopdesk.domain.meeting_visit import Visit
from iopdesk.domain.staff import Right
from iopdesk.services.referral_service import ClientReferral, ReferredMeeting
from iopdesk.ui.desk import Desk
from iopdesk.ui.meetings.meeting_papers_card import MeetingPapersCard
from iopdesk.ui.meetings.meeting_words import (
    asked_words,
    line_miles_words,
    line_when_words,
    path_words,
    place_words,
)
from iopdesk.ui.meetings.recovery_cards import RecoveryCards
from iopdesk.ui.meetings.visits_card import VisitsCard
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.widgets.week_picture import WeekPicture
from iopdesk.ui.wording import _, screen_wording


class ClientMeetingsTab(Screen):
    """Shows one client's meetings; choosing them is the place "refer"."""

    shows = frozenset(
        {"meeting", "meeting_referral", "meeting_requirement", "roster_place", "group_slot"}
        | {"meeting_attendance", "meeting_card", "placement", "excused_week", "recovery_work"}
        | {"support_person"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._referral: ClientReferral | None = None
        theme = current_theme()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(theme.px(12))
        self.visits = VisitsCard(self)
        self.visits.enter.clicked.connect(partial(desk.navigation.open, "returned_card"))
        self.visits.tell.clicked.connect(self._on_tell)
        self.visits.table.opened.connect(self._on_doubt)
        taking = QShortcut(QKeySequence.StandardKey.Delete, self.visits.table)
        taking.setContext(Qt.ShortcutContext.WidgetShortcut)
        taking.activated.connect(self._on_take_back)
        for button in (self.visits.enter, self.visits.tell):
            button.setVisible(desk.services.signed_in.may(Right.REFER_TO_MEETINGS))
        left = QVBoxLayout()
        left.setSpacing(theme.px(12))
        left.addWidget(self._left(), 1)
        left.addWidget(self.visits, 1)
        self._columns.addLayout(left, 3)
        self._columns.addWidget(self._right(), 1)

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Show another client."""
        if record_id != self._client_id:
            self._client_id = record_id
            self._referral = None
            self.meetings.set_rows([])
            self.recovery.set_client(record_id)

    def refresh(self) -> None:
        """Ask for the referral."""
        if self._client_id is not None:
            call = partial(self.desk.services.referral.referral, self._client_id)
            self.desk.background.run(self, call, self._show_referral, ticket="referral")
            visits = partial(self.desk.services.meeting_visit.summary, self._client_id)
            self.desk.background.run(self, visits, self.visits.show_summary, ticket="visits")
            recovery = partial(self.desk.services.mutual_help.of, self._client_id)
            self.desk.background.run(self, recovery, self.recovery.show_help, ticket="recovery")

    def has_unsaved(self) -> bool:
        """Whether a line about the recovery is typed and not saved."""
        return self.recovery.is_editing

    def reflow(self, narrow: bool) -> None:
        """One column in narrow windows."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        self.table.reflow(narrow)
        self._fit_table()
        self._place_side(narrow)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the meetings attended."""
        return [
            ("Enter", _("note a doubt about a meeting attended")),
            ("Del", _("take back a meeting attended")),
        ]

    def place(self) -> str:
        """Its name in back links."""
        return _("Meetings")

    def _left(self) -> QWidget:
        card = Card(_("Meetings the client picked"), self)
        self.choose = primary_button(_("&Refer to meetings…"), "map-pin", card)
        self.choose.clicked.connect(self._on_choose)
        self.choose.setVisible(self.desk.services.signed_in.may(Right.REFER_TO_MEETINGS))
        card.add_to_head(self.choose)
        self.meetings: RowsModel[ReferredMeeting] = RowsModel(
            _meeting_columns(), card, identity=lambda m: m.line.id
        )
        self.table = TableView(self.meetings, "client-meetings", card, row_units=46)
        self.table.setWordWrap(True)
        self.table.setAccessibleName(_("Meetings the client picked"))
        self.nothing = EmptyState(_("No meeting has been picked yet."), None, card)
        self.nothing.hide()
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.nothing, 1)
        return card

    def _right(self) -> QWidget:
        side = QWidget(self)
        side.setProperty("bare", "true")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        self.papers = MeetingPapersCard(self.desk, side)
        asked = Card(_("Asked for"), side)
        self.asked = FactList((), asked)
        asked.body.addWidget(self.asked)
        week = Card(_("A week at a glance"), side)
        self.week = WeekPicture(week)
        week.body.addWidget(self.week)
        self.recovery = RecoveryCards(self.desk, self.refresh, side)
        for card in (asked, self.papers, self.recovery, week):
            column.addWidget(card)
        column.addStretch(1)
        self._side = side
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(side)
        return self._area

    def _place_side(self, narrow: bool) -> None:
        # In narrow windows the page scrolls: an area inside it would be a slit.
        is_apart = self._area.widget() is None
        if narrow and not is_apart:
            self._columns.addWidget(self._area.takeWidget(), 1)
        elif not narrow and is_apart:
            self._columns.removeWidget(self._side)
            self._area.setWidget(self._side)
        self._area.setVisible(not narrow)
        self._side.show()

    def _show_referral(self, referral: ClientReferral) -> None:
        self._referral = referral
        self.meetings.set_rows(referral.meetings)
        self._fit_table()
        self.table.setVisible(bool(referral.meetings))
        self.nothing.setVisible(not referral.meetings)
        self.papers.show_referral(referral)
        self.asked.set_facts(_asked_facts(referral))
        blocks = [m.line.block() for m in referral.meetings]
        self.week.show_week(referral.groups, [block for block in blocks if block])

    def _fit_table(self) -> None:
        # In narrow windows the page scrolls, not the list inside it.
        self.table.setMinimumHeight(self.table.height_of_rows() if self.is_narrow else 0)

    def _on_doubt(self, visit: Visit) -> None:
        words = self.desk.messages.ask_text(
            _("Is this meeting in doubt?"),
            _("It still counts until it is taken back; an empty answer takes the doubt away."),
            _("What is in doubt"),
            _("&Keep it"),
        )
        if words is not None:
            call = partial(self.desk.services.meeting_visit.dispute, visit.id, words)
            self.desk.background.run(self, call)

    def _on_take_back(self) -> None:
        visit = self.visits.table.current_row()
        if not isinstance(visit, Visit):
            return
        reason = self.desk.messages.ask_text(
            _("Take this meeting back?"),
            _("It no longer counts; the history keeps that it was noted."),
            _("Reason"),
            _("&Take it back"),
        )
        if reason:
            call = partial(self.desk.services.meeting_visit.take_back, visit.id, reason)
            self.desk.background.run(self, call)

    def _on_tell(self) -> None:
        self.desk.navigation.open("returned_card", client_id=self._client_id)

    def _on_choose(self) -> None:
        self.desk.navigation.open("refer", self._client_id)


def _asked_facts(referral: ClientReferral) -> list[tuple[str, str]]:
    now = referral.requirement
    words = screen_wording()
    if now is None:
        if not asked_words(referral):
            return [(_("Meetings"), _("None"))]
        waits = _("Offer 12-step and secular meetings, and note what the client chose.")
        return [(_("Meetings"), asked_words(referral)), (_("The client chose"), waits)]
    until = words.date(now.ends) if now.ends else _("no end")
    offered = words.date_year(now.choice_offered) if now.choice_offered else _("Not noted yet")
    if now.choice_offered and now.offered:
        names = ", ".join(fellowship.short_name for fellowship in now.offered)
        offered = f"{offered}: {names}"
    return [
        (_("Meetings"), asked_words(referral) or _("None")),
        (_("From"), words.date(now.starts)),
        (_("Until"), until),
        (
            _("The client chose"),
            path_words(now.chosen_path) if now.chosen_path else _("Not noted yet"),
        ),
        (_("Choice offered"), offered),
    ]


def _state(meeting: ReferredMeeting) -> str:
    if meeting.clashes:
        return _("Same time as a group")
    return "" if meeting.is_listed else _("No longer listed")


def _named(meeting: ReferredMeeting) -> str:
    return f"{meeting.line.name} ({meeting.line.fellowship.short_name})"


def _meeting_columns() -> list[Column[ReferredMeeting]]:
    return [
        Column(
            _("When"),
            lambda m: line_when_words(m.line),
            "when",
            order=lambda m: m.line.week_order,
        ),
        Column(_("Meeting"), _named, "name", bold=True, units=170),
        Column(_("Place"), lambda m: place_words(m.line), "place", soft=True, stretch=True),
        Column(
            _("Away"),
            lambda m: line_miles_words(m.line),
            "away",
            order=lambda m: m.line.miles,
            when_used=True,
        ),
        Column(
            _("Way there"), lambda m: m.way, "way", soft=True, minor=True, when_used=True, units=130
        ),
        Column("", _state, "state", kind=Kind.CHIP, tone=lambda m: "warn"),
    ]
