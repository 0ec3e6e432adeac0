"""The Schedule tab of a chart: the client's week as a picture, what is booked, busy hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from iopdesk.domain.appointment import Appointment, BusyTime
from iopdesk.domain.disclosure import Document
from iopdesk.domain.holiday_words import closed_words
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.problems import EditConflict, InvalidDraft
from iopdesk.domain.staff import Right
from iopdesk.domain.week import DAYS_OF_WEEK, monday_of
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.schedule_service import ClientWeek
from iopdesk.ui.calendar.busy_card import BusyCard
from iopdesk.ui.calendar.calendar_words import (
    STATE_TONES,
    appointment_words,
    span_words,
    state_words,
)
from iopdesk.ui.calendar.schedule_blocks import week_blocks
from iopdesk.ui.desk import Desk
from iopdesk.ui.preview import Outside
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.widgets.week_picture import WeekPicture
from iopdesk.ui.wording import _, screen_wording

_WEEK = timedelta(days=DAYS_OF_WEEK)
_AHEAD = timedelta(days=14)
_BACK = timedelta(days=14)


@dataclass(frozen=True)
class _Schedule:
    """All that the tab shows."""

    week: ClientWeek
    appointments: Sequence[Appointment]
    busy: tuple[BusyTime, ...]


class ClientScheduleTab(Screen):
    """Booking and changing are the place "appointment"."""

    shows = frozenset(
        {"appointment", "busy_time", "roster_place", "group_slot", "group_session"}
        | {"meeting_referral", "closed_day"}
    )
    scrolls = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._week: ClientWeek | None = None
        self._monday = monday_of(desk.services.store.clock.today())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget(scroll)
        scroll.setWidget(page)
        column.addWidget(scroll)
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(current_theme().px(12))
        outer.addWidget(self._build_week(page))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(current_theme().px(12))
        self._columns.addWidget(self._build_booked(page), 3)
        self.busy = BusyCard(desk.services.store.clock.today(), page)
        side = QVBoxLayout()
        side.addWidget(self.busy)
        side.addStretch(1)
        self._columns.addLayout(side, 2)
        outer.addLayout(self._columns, 1)
        self._connect()

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """A client; the week begins anew."""
        if record_id != self._client_id:
            self._client_id = record_id
            self._week = None
            self._monday = monday_of(self.desk.services.store.clock.today())
            self._model.set_rows([])
            self.picture.show_blocks([])
            self.busy.close_form()

    def refresh(self) -> None:
        """Ask for the week and what is booked."""
        if self._client_id is not None:
            today = self.desk.services.store.clock.today()
            call = partial(_read, self.desk.services, self._client_id, self._monday, today)
            self.desk.background.run(self, call, self._show, ticket="schedule")

    def reflow(self, narrow: bool) -> None:
        """One column in narrow windows."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        self._buttons.setDirection(way)
        self.table.reflow(narrow)

    def has_unsaved(self) -> bool:
        """Whether busy hours were typed and not saved."""
        return self.busy.is_editing

    def place(self) -> str:
        """Its name in back links."""
        return _("Schedule")

    def _build_week(self, page: QWidget) -> Card:
        card = Card("", page)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(current_theme().px(8))
        self.before = plain_button("", "chevron-left", card)
        self.before.setAccessibleName(_("The week before"))
        self.after = plain_button("", "chevron-right", card)
        self.after.setAccessibleName(_("The week after"))
        self.span = label("", "head", card)
        self.calendar = plain_button(_("Calen&dar"), "calendar-days", card)
        self.print = plain_button(_("Print sch&edule…"), "printer", card)
        self.book = primary_button(_("&Book"), "plus", card)
        steps = QWidget(card)
        steps.setProperty("bare", "true")
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight, steps)
        line.setContentsMargins(0, 0, 0, 0)
        for widget in (self.before, self.after, self.span):
            line.addWidget(widget)
        line.addStretch(1)
        self._buttons.addWidget(steps, 1)
        actions = QHBoxLayout()
        actions.setSpacing(current_theme().px(8))
        for button in (self.calendar, self.print, self.book):
            actions.addWidget(button)
        self._buttons.addLayout(actions)
        card.body.addLayout(self._buttons)
        self.picture = WeekPicture(card, units=190)
        card.body.addWidget(self.picture)
        self.closed = label("", "soft", card, wrap=True)
        card.body.addWidget(self.closed)
        return card

    def _build_booked(self, page: QWidget) -> Card:
        card = Card(_("Appointments"), page, note=_("two weeks back and ahead"))
        self._model: RowsModel[Appointment] = RowsModel(
            _columns(), card, identity=lambda each: each.id
        )
        self.table = TableView(self._model, "client_appointments", card)
        self.table.setAccessibleName(_("Appointments"))
        self._empty = EmptyState(_("Nothing is booked. Book the first appointment."), None, card)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self._empty, 1)
        return card

    def _connect(self) -> None:
        self.before.clicked.connect(partial(self._on_step, -1))
        self.after.clicked.connect(partial(self._on_step, 1))
        self.book.clicked.connect(self._on_book)
        self.print.clicked.connect(self._on_print)
        self.calendar.clicked.connect(self._on_calendar)
        self.table.opened.connect(self._on_opened)
        self.busy.saved.connect(self._on_busy_saved)
        self.busy.removed.connect(self._on_busy_removed)
        may = self.desk.services.signed_in.may
        self.book.setVisible(may(Right.EDIT_CLIENTS))
        self.print.setVisible(may(Right.PRINT))

    def _show(self, found: _Schedule) -> None:
        week = self._week = found.week
        words = screen_wording()
        self.span.setText(f"{words.day_month(week.first)} – {words.day_month_year(week.last)}")
        days = [week.first + timedelta(days=at) for at in range(DAYS_OF_WEEK)]
        self.picture.show_blocks(week_blocks(week), [words.date(day) for day in days])
        told = [
            _("{day}: clinic closed, {what}", day=words.date(day), what=closed_words(what, words))
            for day, what in sorted(week.closed.items())
        ]
        self.closed.setText("; ".join(told))
        self.closed.setVisible(bool(told))
        self._model.set_rows(list(found.appointments))
        self._choose_next(found.appointments)
        self.table.setVisible(bool(found.appointments))
        self.table.setMinimumHeight(self.table.height_of_rows())
        self._empty.setVisible(not found.appointments)
        may_edit = self.desk.services.signed_in.may(Right.EDIT_CLIENTS)
        self.busy.show_busy(found.busy, may_edit=may_edit)

    def _choose_next(self, appointments: Sequence[Appointment]) -> None:
        today = self.desk.services.store.clock.today()
        coming = next((each for each in appointments if each.day >= today), None)
        if coming is not None and self.table.current_row() is None:
            self.table.choose(coming.id)

    def _on_step(self, weeks: int, checked: bool = False) -> None:
        self._monday += weeks * _WEEK
        self.refresh()

    def _on_book(self) -> None:
        self.desk.navigation.open("appointment", self._client_id)

    def _on_opened(self, appointment: Appointment) -> None:
        self.desk.navigation.open("appointment", appointment.id)

    def _on_calendar(self) -> None:
        week = self._week
        if week is not None:
            name = self._client_name()
            self.desk.navigation.open(
                "calendar", None, day=week.first, client_id=week.client_id, client=name
            )

    def _client_name(self) -> str:
        rows = self._model.rows()
        return rows[0].client if rows else _("this client")

    def _on_print(self) -> None:
        week = self._week
        if week is None:
            return
        service = self.desk.services.weekly_schedule_paper
        first = max(week.first, self.desk.services.store.clock.today())

        def make(language: Language) -> Paper:
            return service.preview(week.client_id, language, first)

        def left(_language: Language) -> None:
            service.note_printed(week.client_id)

        self.desk.preview.show(
            make,
            languages=tuple(Language),
            language=week.language,
            printed=left,
            saved=left,
            outside=Outside(week.client_id, Document.SCHEDULE),
        )

    def _on_busy_saved(self, base: BusyTime | None, drafts: tuple[BusyTime, ...]) -> None:
        if self._client_id is None:
            return
        save = self.desk.services.busy_time.save_days
        call = partial(save, self._client_id, drafts, base)
        self.desk.background.run(self, call, self._on_busy_done, self._on_busy_failed)

    def _on_busy_removed(self, busy: BusyTime) -> None:
        if self._client_id is None or busy.busy_id is None:
            return
        call = partial(self.desk.services.busy_time.remove, self._client_id, busy.busy_id)
        self.desk.background.run(self, call, self._on_busy_done, self._on_busy_failed)

    def _on_busy_done(self, done: object) -> None:
        self.busy.close_form()
        self.refresh()

    def _on_busy_failed(self, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            self.busy.show_problems(error.problems)
            return
        if isinstance(error, EditConflict):
            # hours are few words: what the other typed is shown, and typed over if need be
            self.busy.close_form()
            self.refresh()
        self.desk.messages.error(error)


def _read(services: ClinicServices, client_id: UUID, monday: date, today: date) -> _Schedule:
    return _Schedule(
        services.schedule.week(client_id, monday),
        services.appointment.appointments(client_id, today - _BACK, today + _AHEAD),
        services.busy_time.busy_times(client_id),
    )


def _columns() -> list[Column[Appointment]]:
    return [
        Column(
            _("Day"),
            lambda each: screen_wording().date(each.day),
            "day",
            order=lambda each: (each.day, each.start),
        ),
        Column(_("Time"), lambda each: span_words(each.start, each.draft.minutes), "time"),
        Column(_("What"), appointment_words, "what", bold=True, stretch=True),
        Column(
            _("State"),
            lambda each: state_words(each.state),
            "state",
            kind=Kind.CHIP,
            tone=lambda each: STATE_TONES[each.state],
        ),
    ]
