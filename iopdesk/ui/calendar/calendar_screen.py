"""The calendar of the clinic: a day, a week, who is expected, or all of it as a list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget

from iopdesk.domain.appointment import time_of
from iopdesk.domain.calendar import CalendarEntry, CalendarFilter, CalendarSpan, Expected
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.staff import Right, Role
from iopdesk.domain.staff_member import StaffName
from iopdesk.domain.week import monday_of, sunday_of
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.ui.calendar.calendar_bar import CalendarBar, ColumnsBy, View
from iopdesk.ui.calendar.calendar_grid import CalendarGrid
from iopdesk.ui.calendar.calendar_tables import entry_table, expected_table
from iopdesk.ui.calendar.entry_mover import EntryMover
from iopdesk.ui.calendar.grid_columns import GridColumn, room_columns, staff_columns, week_columns
from iopdesk.ui.desk import Desk
from iopdesk.ui.screen import Screen
from iopdesk.ui.settings import screen_settings
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.wording import _, ngettext_, screen_wording

_DAY = timedelta(days=1)
_KEPT_VIEW = "calendar/view"
_CLINICIANS = frozenset({Role.COUNSELOR, Role.SUPERVISOR})


@dataclass(frozen=True)
class _Found:
    """What one question brought."""

    span: CalendarSpan
    expected: tuple[Expected, ...]


class CalendarScreen(Screen):
    """Opened with `day=`, and with `client_id=` and `client=` for one client's days."""

    shows = frozenset(
        {"appointment", "group_slot", "group_session", "roster_place", "treatment_group"}
        | {"closed_day", "attendance"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._today = self._day = desk.services.store.clock.today()
        self._view: View | None = None
        self._shown: tuple[object, ...] = ()
        self._span: CalendarSpan | None = None
        self._clinicians: tuple[UUID, ...] = ()
        column = self.page_layout()
        self.title = TitleBar(_("Calendar"), self)
        self.reminders = self.title.add_action(plain_button(_("&Reminder list…"), "printer", self))
        self.book = self.title.add_action(primary_button(_("&Book"), "plus", self))
        column.addWidget(self.title)
        card = Card("", self)
        self.bar = CalendarBar(card)
        card.body.addWidget(self.bar)
        self._pages = QStackedWidget(card)
        self.grid = CalendarGrid(self._pages)
        self.list = entry_table(self._pages)
        self.roster = expected_table(self._pages)
        self._empty = EmptyState("", None, self._pages)
        for page in (self.grid, self.list, self.roster, self._empty):
            self._pages.addWidget(page)
        card.body.addWidget(self._pages, 1)
        column.addWidget(card, 1)
        self._mover = EntryMover(desk, self)
        self.grid.let_move(self._mover.may_move)
        may = desk.services.signed_in.may
        self.book.setEnabled(may(Right.EDIT_CLIENTS))
        self.reminders.setVisible(may(Right.PRINT))
        self._connect()
        self._add_keys()

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """A day, and maybe one client."""
        self._today = self.desk.services.store.clock.today()
        day, client_id = more.get("day"), more.get("client_id")
        self._day = day if isinstance(day, date) else self._today
        self.bar.show_client(
            client_id if isinstance(client_id, UUID) else None, str(more.get("client") or "")
        )
        if self._view is None:
            kept = screen_settings().text(_KEPT_VIEW)
            usual = View.LIST if self.is_narrow else View.WEEK
            self._choose_view(View(kept) if kept in set(View) else usual)
        call = partial(_choices, self.desk.services)
        self.desk.background.run(self, call, self._show_choices, ticket="choices")

    def refresh(self) -> None:
        """Ask for the days shown."""
        if self._view is None:
            return
        first, last = self._days()
        call = partial(_read, self.desk.services, self._view, first, last, self.bar.wish())
        asked = (self._view, first, last, self.bar.columns.value)
        self.desk.background.run(self, call, partial(self._show_found, asked), ticket="calendar")

    def reflow(self, narrow: bool) -> None:
        """Fewer columns in narrow windows; the short title keeps its actions beside it."""
        self.list.reflow(narrow)
        self.roster.reflow(narrow)

    def show_view(self, view: View) -> None:
        """Another view of the same days."""
        self._choose_view(view)
        self.refresh()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of the calendar."""
        return [
            ("Arrows", _("to the next entry")),
            ("Shift+Arrows", _("to a free time")),
            ("Enter", _("open the entry, or book at a free time")),
            ("N", _("book at the cursor")),
            ("M", _("move the entry: arrows, then Enter or Esc")),
            ("T", _("today")),
            ("PgUp, PgDn", _("the day or week before or after")),
            ("D, W, X, L", _("day, week, expected, list")),
        ]

    def place(self) -> str:
        """Its name in back links."""
        return _("Calendar")

    def _connect(self) -> None:
        self.bar.view_chosen.connect(self._on_view)
        self.bar.stepped.connect(self._on_step)
        self.bar.today_asked.connect(self._on_today)
        self.bar.filtered.connect(self.refresh)
        self.bar.client_left.connect(self._on_client_left)
        self.book.clicked.connect(self._on_book)
        self.reminders.clicked.connect(self._on_reminders)
        self.grid.opened.connect(self._on_opened)
        self.grid.booked.connect(self._on_book_at)
        self.grid.dropped.connect(self._mover.move)
        self.grid.crowd_opened.connect(self._on_crowd)
        self.list.opened.connect(self._on_opened)
        self.roster.opened.connect(self._on_expected)
        self._mover.moved.connect(self.refresh)

    def _add_keys(self) -> None:
        keys: list[tuple[str, Callable[[], None]]] = [
            ("N", self._on_book),
            ("M", self._on_move),
            ("T", self._on_today),
            ("PgUp", partial(self._on_step, -1)),
            ("PgDown", partial(self._on_step, 1)),
            ("D", partial(self._on_view, View.DAY)),
            ("W", partial(self._on_view, View.WEEK)),
            ("X", partial(self._on_view, View.ROSTER)),
            ("L", partial(self._on_view, View.LIST)),
        ]
        for page in (self.grid, self.list, self.roster):
            for key, slot in keys:
                action = QAction(page)
                action.setShortcut(QKeySequence(key))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                action.triggered.connect(partial(_call, slot))
                page.addAction(action)

    def _days(self) -> tuple[date, date]:
        if self._view in (View.WEEK, View.LIST):
            return monday_of(self._day), sunday_of(self._day)
        return self._day, self._day

    def _show_choices(self, found: tuple[Sequence[StaffName], Sequence[str]]) -> None:
        staff, rooms = found
        self._clinicians = tuple(each.staff_id for each in staff if each.roles & _CLINICIANS)
        self.bar.offer(staff, rooms)

    def _show_found(self, asked: tuple[object, ...], found: _Found) -> None:
        same, self._shown = asked == self._shown, asked
        self._span = found.span
        self._show_words(found)
        if self._view is View.ROSTER:
            self._show_rows(self.roster, found.expected, _("Nobody is expected on this day."))
        elif self._view is View.LIST:
            self._show_rows(self.list, found.span.entries, _("Nothing is planned in these days."))
        else:
            now = self.desk.services.store.clock.now().time()
            self.grid.show_columns(self._columns(found.span), now, keep_place=same)
            self._show_page(self.grid)

    def _columns(self, span: CalendarSpan) -> list[GridColumn]:
        if self._view is View.WEEK:
            return week_columns(span, self._today)
        if self.bar.columns.value is ColumnsBy.ROOM:
            return room_columns(span, self._today)
        everyone = not self.bar.wish().staff_id
        return staff_columns(span, self._today, self._clinicians if everyone else ())

    def _show_rows(self, table: object, rows: Sequence[object], empty: str) -> None:
        table.model().set_rows(list(rows))  # type: ignore[attr-defined]
        self._empty.set_words(empty)
        self._show_page(table if rows else self._empty)  # type: ignore[arg-type]

    def _show_page(self, page: QWidget) -> None:
        before = self._pages.currentWidget()
        had_focus = self.hasFocus() or (before is not None and before.hasFocus())
        self._pages.setCurrentWidget(page)
        if had_focus and page is not self._empty:
            page.setFocus()

    def _show_words(self, found: _Found) -> None:
        words, span = screen_wording(), found.span
        if span.first == span.last:
            told = words.date_year(span.first)
        else:
            told = f"{words.day_month(span.first)} – {words.day_month_year(span.last)}"
        self.bar.span.setText(told)
        held = [entry for entry in span.entries if not entry.is_off]
        groups = sum(1 for entry in held if entry.is_group)
        facts = ngettext_("{n} session", "{n} sessions", groups)
        others = ngettext_("{n} appointment", "{n} appointments", len(held) - groups)
        self.title.set_title(_("Calendar"), f"{facts}, {others}")
        self.grid.setAccessibleName(_("Calendar, {days}", days=told))

    def _choose_view(self, view: View) -> None:
        self._view = view
        self.bar.show_view(view)

    def _on_view(self, view: View) -> None:
        if view is self._view:
            return
        column = self.grid.current_column()
        if self._view is View.WEEK and column is not None:
            self._day = column.day
        screen_settings().keep(_KEPT_VIEW, view.value)
        self.show_view(view)

    def _on_step(self, step: int) -> None:
        weeks = self._view in (View.WEEK, View.LIST)
        self._day += _DAY * (7 * step if weeks else step)
        self.refresh()

    def _on_today(self) -> None:
        self._today = self._day = self.desk.services.store.clock.today()
        self._shown = ()
        self.refresh()

    def _on_crowd(self, column: GridColumn) -> None:
        self._day = column.day
        self._on_view(View.DAY if self._view is View.WEEK else View.LIST)

    def _on_client_left(self) -> None:
        self.bar.show_client(None)
        self.refresh()

    def _on_book(self) -> None:
        if self._pages.currentWidget() is self.grid:
            self.grid.book_here()
        else:
            self._open_new(day=self._day)

    def _on_book_at(self, column: GridColumn, minute: int) -> None:
        self._open_new(
            day=column.day, start=time_of(minute), staff_id=column.staff_id, room=column.room
        )

    def _open_new(self, **more: object) -> None:
        if self.desk.services.signed_in.may(Right.EDIT_CLIENTS):
            self.desk.navigation.open("appointment", self.bar.wish().client_id, **more)

    def _on_move(self) -> None:
        entry = self.grid.current()
        if self._pages.currentWidget() is not self.grid or entry is None:
            self.desk.messages.say(_("Choose an entry in the day or week first."))
        elif not self.grid.begin_move():
            self.desk.messages.say(self._mover.why_not(entry))
        else:
            self.desk.messages.say(_("Arrows carry it, Enter drops it, Esc puts it back."))

    def _on_opened(self, entry: CalendarEntry) -> None:
        if entry.is_group:
            self.desk.navigation.open("group_session", entry.id, date=entry.planned_day)
        else:
            self.desk.navigation.open("appointment", entry.id)

    def _on_expected(self, expected: Expected) -> None:
        self.desk.navigation.open("client", expected.client_id)

    def _on_reminders(self) -> None:
        """The calls about the day shown, where it is still to come; else about tomorrow."""
        service = self.desk.services.reminder_list_paper
        day = max(self._first_shown(), self._today + _DAY)

        def make(language: Language) -> Paper:
            return service.preview(day, language)

        def left(_language: Language) -> None:
            service.note_printed()

        self.desk.preview.show(
            make,
            languages=tuple(Language),
            language=screen_wording().language,
            printed=left,
            saved=left,
        )

    def _first_shown(self) -> date:
        column = self.grid.current_column()
        return column.day if self._view is View.WEEK and column is not None else self._day


def _call(slot: Callable[[], None], _checked: bool = False) -> None:
    slot()


def _choices(services: ClinicServices) -> tuple[Sequence[StaffName], Sequence[str]]:
    return services.staff.names(), services.appointment.rooms()


def _read(
    services: ClinicServices, view: View, first: date, last: date, wish: CalendarFilter
) -> _Found:
    span = services.calendar.span(first, last, wish)
    expected = services.calendar.expected(first, wish) if view is View.ROSTER else ()
    return _Found(span, expected)
