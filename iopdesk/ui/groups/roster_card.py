"""The roster of a group: who from when to when, adding with a search, waiting list."""

import uuid
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from iopdesk.domain.client import ClientState
from iopdesk.domain.episode import phase_words
from iopdesk.domain.group import PlaceState, Roster, RosterPlace
from iopdesk.domain.staff import Right
from iopdesk.services.client_records import ClientLine
from iopdesk.services.roster_checks import PlaceClash
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.group_words import state_words
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.chip import Chip
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.fields import DateField
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.search_field import SearchField
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _, screen_wording

_FOUND = 8
_TONES = {PlaceState.HERE: "good", PlaceState.COMING: "info", PlaceState.WAITING: "warn"}


class RosterCard(Card):
    """Asks by itself once it knows its group."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Roster"), parent)
        self._desk = desk
        self._group_id: uuid.UUID | None = None
        self._is_whole = False
        self._taken = Chip("", "info", self)
        self.add_to_head(self._taken)
        self.panel = _AddPanel(self)
        self.panel.hide()
        self.body.addWidget(self.panel)
        self.offer = label("", "strong", self, wrap=True)
        self.offer.hide()
        self.body.addWidget(self.offer)
        self._model: RowsModel[RosterPlace] = RowsModel(
            self._columns(), self, identity=lambda place: place.id
        )
        self.table = TableView(self._model, "roster", self, row_units=40)
        self.table.setAccessibleName(_("Roster"))
        self.body.addWidget(self.table, 1)
        self._empty = EmptyState(_("Nobody is on this roster yet."), None, self)
        self.body.addWidget(self._empty, 1)
        self._connect()

    def open_group(self, group_id: uuid.UUID | None, *, adding: bool) -> None:
        """Go to another group."""
        self._group_id = group_id
        self._model.set_rows([])
        self._taken.show_fact("", "info")
        self.show_panel(adding)

    def show_panel(self, shown: bool) -> None:
        """Search for a client to add, or not."""
        may_add = self._desk.services.signed_in.may(Right.ADMIT)
        self.panel.setVisible(shown and may_add and self._group_id is not None)
        if self.panel.isVisibleTo(self):
            self.panel.starts.set_value(self._desk.services.store.clock.today())
            self.panel.search.setFocus()

    def refresh(self) -> None:
        """Ask for the roster."""
        if self._group_id is not None:
            call = partial(self._desk.services.roster.roster, self._group_id)
            self._desk.background.run(self, call, self._show_roster, ticket="roster")

    def reflow(self, narrow: bool) -> None:
        """Fewer columns in narrow windows."""
        self.table.reflow(narrow)

    def scroll_with_page(self, whole: bool) -> None:
        """Show every row and let the page scroll, or scroll the list itself."""
        self._is_whole = whole
        self._fit_height()

    def _fit_height(self) -> None:
        self.table.setMinimumHeight(self.table.height_of_rows() if self._is_whole else 0)

    def _connect(self) -> None:
        self.table.opened.connect(self._on_opened)
        self.table.pressed.connect(self._on_pressed)
        self.panel.search.asked.connect(self._on_search)
        self.panel.search.left_down.connect(self._on_to_list)
        self.panel.found.opened.connect(self._on_add_line)
        self.panel.add.clicked.connect(self._on_add)
        self.panel.wait.clicked.connect(self._on_wait)
        self.panel.close_.clicked.connect(self._on_close)
        self.panel.suggest.clicked.connect(self._on_suggest)

    def _show_roster(self, roster: Roster) -> None:
        if roster.group_id != self._group_id:
            return
        self._model.set_rows(
            sorted(roster.places, key=lambda place: (_ORDER[place.state], place.turn))
        )
        self._show_offer(roster)
        taken = _("{taken} of {all} places", taken=roster.taken, all=roster.capacity)
        self._taken.show_fact(taken, "warn" if roster.taken >= roster.capacity else "info")
        self.table.setVisible(bool(roster.places))
        self._empty.setVisible(not roster.places)
        self._empty.set_words(
            _("Who is in this group is shown to clinicians only.")
            if roster.is_hidden
            else _("Nobody is on this roster yet.")
        )
        self._taken.setVisible(not roster.is_hidden)
        self._fit_height()

    def _show_offer(self, roster: Roster) -> None:
        """A free place and someone waiting: say who is next."""
        first = next((place for place in roster.places if place.turn == 1), None)
        is_free = roster.taken < roster.capacity
        self.offer.setVisible(first is not None and is_free)
        if first is not None:
            self.offer.setText(
                _("A place is free. {name} is first on the waiting list.", name=first.name)
            )

    def _show_found(self, lines: Sequence[ClientLine]) -> None:
        in_program = [line for line in lines if line.state is ClientState.IN_PROGRAM]
        self.panel.show_found(in_program)

    def _on_search(self, text: str) -> None:
        if not text.strip():
            self.panel.show_found([])
            return
        call = partial(self._desk.services.client.find, text, _FOUND)
        self._desk.background.run(self, call, self._show_found, ticket="find")

    def _on_to_list(self) -> None:
        self.panel.found.setFocus()
        self.panel.found.choose_first()

    def _on_add_line(self, line: ClientLine) -> None:
        self._on_add()

    def _on_add(self) -> None:
        line, day = self.panel.found.current_row(), self.panel.starts.value
        if self._group_id is None or line is None:
            self._desk.messages.say(_("Search for a client and choose one first."))
        else:
            call = partial(self._desk.services.roster.add, self._group_id, line.client_id, day)
            self._place(call, partial(self._on_added, line.name))

    def _place(self, call: partial[Any], then: Callable[[Any], None]) -> None:
        """Give a place; a clash of times is for a person to decide, with a reason."""

        def failed(error: BaseException) -> None:
            if not isinstance(error, PlaceClash):
                self._desk.messages.error(error)
                return
            title, hint = error.in_words(_)
            reason = self._desk.messages.ask_text(title, hint, _("Reason"), _("&Place anyway"))
            if reason is not None:
                again = partial(call, despite=reason)
                self._desk.background.run(self, again, then)

        self._desk.background.run(self, call, then, failed)

    def _on_suggest(self) -> None:
        line = self.panel.found.current_row()
        if line is None:
            self._desk.messages.say(_("Search for a client and choose one first."))
        else:
            self._desk.navigation.open("find_groups", line.client_id)

    def _on_wait(self) -> None:
        line = self.panel.found.current_row()
        if self._group_id is None or line is None:
            self._desk.messages.say(_("Search for a client and choose one first."))
        else:
            call = partial(self._desk.services.roster.wait, self._group_id, line.client_id)
            self._desk.background.run(self, call, partial(self._on_added, line.name))

    def _on_added(self, name: str, place_id: uuid.UUID) -> None:
        self._desk.messages.say(_("{name} is on the list now.", name=name))
        self.panel.search.clear()
        self.panel.search.setFocus()
        self.refresh()

    def _on_close(self) -> None:
        self.panel.hide()
        self.table.setFocus()

    def _on_opened(self, place: RosterPlace) -> None:
        self._desk.navigation.open("client", place.client_id)

    def _on_pressed(self, place: RosterPlace) -> None:
        roster = self._desk.services.roster
        if place.state is PlaceState.WAITING:
            self._place(partial(roster.take_from_waiting, place.id), self._on_changed)
        elif self._desk.messages.ask(
            _("Take {name} off the roster?", name=place.name),
            _("Today is the last day. Attendance that was marked stays."),
            _("&Take off"),
            takes_away=True,
        ):
            self._desk.background.run(self, partial(roster.remove, place.id), self._on_changed)

    def _on_changed(self, done: None) -> None:
        self.refresh()

    def _button(self, place: RosterPlace) -> str:
        if not self._desk.services.signed_in.may(Right.ADMIT) or place.state is PlaceState.LEFT:
            return ""
        return _("Give a place") if place.state is PlaceState.WAITING else _("Take off")

    def _columns(self) -> list[Column[RosterPlace]]:
        return [
            Column(_("Client"), lambda p: p.name, key="name", bold=True, stretch=True),
            Column(_("Chart"), lambda p: p.chart_number, key="chart", minor=True),
            Column(_("Phase"), lambda p: phase_words(p.phase, _), key="phase", minor=True),
            Column(_("From"), _from, key="from", order=lambda p: p.starts),
            Column(_("To"), _to, key="to", order=lambda p: p.ends, when_used=True),
            Column(
                _("State"),
                _state,
                kind=Kind.CHIP,
                tone=lambda p: _TONES.get(p.state, "neutral"),
                key="state",
            ),
            Column("", self._button, kind=Kind.BUTTON),
        ]


class _AddPanel(QWidget):
    """Search, what was found, from when, and two ways in."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setProperty("bare", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.px(8))
        column.setSpacing(theme.px(8))
        self.search = SearchField(_("Name, chart number, phone or birth date"), self)
        column.addWidget(self.search)
        self._lines: RowsModel[ClientLine] = RowsModel(
            [
                Column(_("Client"), lambda line: line.name, bold=True, stretch=True),
                Column(_("Chart"), lambda line: line.chart_number),
                Column(_("Born"), _born),
            ],
            self,
            identity=lambda line: line.client_id,
        )
        self.found = TableView(self._lines, "roster_found", self)
        self.found.setAccessibleName(_("Clients in program who fit"))
        self.found.horizontalHeader().hide()
        self.found.hide()
        column.addWidget(self.found)
        column.addLayout(self._build_line())

    def show_found(self, lines: Sequence[ClientLine]) -> None:
        """Show clients who may be added."""
        self._lines.set_rows(lines)
        self.found.setVisible(bool(lines))
        self.found.setFixedHeight(self.found.height_of_rows())
        self.found.choose_first()
        self._nobody.setVisible(bool(self.search.text().strip()) and not lines)

    def _build_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(8))
        words = QLabel(_("&From"), self)
        words.setProperty("role", "label")
        self.starts = DateField(self)
        self.starts.setMaximumWidth(current_theme().px(120))
        words.setBuddy(self.starts)
        self._nobody = label(_("Nobody in program fits."), "hint", self)
        self._nobody.hide()
        self.add = primary_button(_("A&dd"), "plus", self)
        self.wait = plain_button(_("&Waiting list"), parent=self)
        self.suggest = quiet_button(_("Groups that fit"), "search", self)
        self.close_ = quiet_button(_("&Close"), parent=self)
        line.addWidget(words)
        line.addWidget(self.starts)
        line.addWidget(self._nobody, 1)
        line.addStretch(1)
        line.addWidget(self.suggest)
        line.addWidget(self.close_)
        line.addWidget(self.wait)
        line.addWidget(self.add)
        return line


_ORDER = {PlaceState.HERE: 0, PlaceState.COMING: 1, PlaceState.WAITING: 2, PlaceState.LEFT: 3}


def _state(place: RosterPlace) -> str:
    if place.turn:
        return _("Waiting, number {n}", n=place.turn)
    return state_words(place.state)


def _from(place: RosterPlace) -> str:
    return screen_wording().day_month_year(place.starts)


def _to(place: RosterPlace) -> str:
    return screen_wording().day_month_year(place.ends) if place.ends else ""


def _born(line: ClientLine) -> str:
    return screen_wording().day_month_year(line.born) if line.born else ""
