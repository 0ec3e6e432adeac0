"""Lays out the Today screen: two columns of cards, one below the other in narrow windows."""

from datetime import date
from itertools import takewhile
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from iopdesk.domain.holiday_words import closed_words
from iopdesk.domain.today import ComingDischarge, Today, TodayAppointment, TodayGroup
from iopdesk.ui.theme import current_theme
from iopdesk.ui.today.duties_card import DutiesCard
from iopdesk.ui.today.today_words import (
    appointment_words,
    attendance_words,
    button_words,
    discharge_words,
    phase_words,
    readiness_words,
)
from iopdesk.ui.widgets.bar import BarRow
from iopdesk.ui.widgets.buttons import plain_button, primary_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.wording import _, ngettext_, screen_wording

_ROW_UNITS = 36
_ROOMY_UNITS = 1060
_SHORT_ROW_UNITS = 33
_MOST_GROUPS = 6


class TodayView(QWidget):
    """Widgets only; today_screen.py connects them."""

    def __init__(self, staff_id: UUID, whose: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self._is_narrow = False
        self._is_tight: bool | None = None
        self._day: date | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        self.title = TitleBar(_("Today"), self)
        self.sheets = self.title.add_action(
            plain_button(_("&Print sign-in sheets"), "printer", self)
        )
        self.new_client = self.title.add_action(primary_button(_("&New client"), "user-plus", self))
        column.addWidget(self.title)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget(scroll)
        scroll.setWidget(page)
        column.addWidget(scroll, 1)
        # Tab goes in the order in which widgets are made
        self._build_columns(page, staff_id, whose)

    def show_today(self, today: Today) -> None:
        """Show the day."""
        self._show_title(today)
        self._group_rows.set_rows(today.groups)
        self.duties.show_duties(today.duties, today.put_off, today.day, is_new=not today.in_program)
        self._appointment_rows.set_rows(today.appointments)
        self._appointments_card.setVisible(bool(today.appointments))
        self._discharge_rows.set_rows(today.discharges)
        self._no_groups.set_words(_no_group_words(today))
        for table, empty, rows in (
            (self.groups, self._no_groups, today.groups),
            (self.discharges, self._no_discharges, today.discharges),
        ):
            table.setVisible(bool(rows))
            empty.setVisible(not rows)
        self._show_week(today)
        self._fit_heights()
        if today.day != self._day:
            self._day = today.day
            self._show_next_group(today)

    def start(self) -> None:
        """Go to the first list that has lines, at the group that is next."""
        for table in (self.groups, self.duties.table, self.discharges):
            if table.isVisible() and table.shown_rows():
                table.setFocus()
                break
        for group in self._group_rows.rows():
            if not group.is_signed and not group.is_cancelled:
                self.groups.choose(group.slot_id)
                return

    def reflow(self, narrow: bool) -> None:
        """One column in narrow windows."""
        self._is_narrow = narrow
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        self.title.reflow(narrow)
        self._reflow_tables()
        self._fit_heights()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Two columns at large text need shorter tables than the window's width tells."""
        super().resizeEvent(event)
        self._reflow_tables()

    def _reflow_tables(self) -> None:
        is_tight = self._is_narrow or self.width() < current_theme().px(_ROOMY_UNITS)
        if is_tight != self._is_tight:
            self._is_tight = is_tight
            for table in (self.groups, self.appointments, self.duties, self.discharges):
                table.reflow(is_tight)

    def _fit_heights(self) -> None:
        # a day of many groups leaves room for what needs someone
        most = None if self._is_narrow else _MOST_GROUPS
        self.groups.setFixedHeight(self.groups.height_of_rows(most))
        self.appointments.setFixedHeight(self.appointments.height_of_rows())
        # In narrow windows the page scrolls, not the lists inside it.
        for table in (self.duties.table, self.discharges):
            table.setMinimumHeight(table.height_of_rows() if self._is_narrow else 0)

    def _build_columns(self, page: QWidget, staff_id: UUID, whose: str) -> None:
        theme = current_theme()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, page)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(theme.px(12))
        main, side = QVBoxLayout(), QVBoxLayout()
        for column in (main, side):
            column.setSpacing(theme.px(12))
        main.addWidget(self._build_groups(page))
        self.duties = DutiesCard(staff_id, whose, page)
        main.addWidget(self.duties, 1)
        side.addWidget(self._build_week(page))
        side.addWidget(self._build_appointments(page))
        side.addWidget(self._build_phases(page))
        side.addWidget(self._build_discharges(page), 1)
        self._columns.addLayout(main, 7)
        self._columns.addLayout(side, 3)

    def _build_groups(self, page: QWidget) -> Card:
        card = Card(_("Groups"), page)
        self._group_rows: RowsModel[TodayGroup] = RowsModel(
            _group_columns(), self, identity=lambda group: group.slot_id
        )
        self.groups = _table(self._group_rows, "today_groups", _("Groups"), card, _ROW_UNITS)
        self._no_groups = EmptyState("", None, card)
        card.body.addWidget(self.groups)
        card.body.addWidget(self._no_groups)
        card.body.addStretch(0)
        return card

    def _build_appointments(self, page: QWidget) -> Card:
        card = self._appointments_card = Card(_("My appointments"), page)
        self._appointment_rows: RowsModel[TodayAppointment] = RowsModel(
            _appointment_columns(), self, identity=lambda line: line.appointment_id
        )
        self.appointments = _table(
            self._appointment_rows,
            "today_appointments",
            _("My appointments"),
            card,
            _SHORT_ROW_UNITS,
        )
        self.appointments.horizontalHeader().hide()
        card.body.addWidget(self.appointments)
        card.hide()
        return card

    def _build_week(self, page: QWidget) -> Card:
        card = Card(_("This week"), page)
        self.dose = quiet_button(_("Weekly dose"), "chevron-right", card)
        card.add_to_head(self.dose)
        line = QHBoxLayout()
        self.numbers = []
        for words in (_("in program"), _("attendance"), _("intakes")):
            cell = QVBoxLayout()
            cell.setSpacing(0)
            number = label("", "number", card)
            number.setAccessibleName(words)
            cell.addWidget(number)
            cell.addWidget(label(words, "soft", card))
            line.addLayout(cell, 1)
            self.numbers.append(number)
        card.body.addLayout(line)
        return card

    def _build_phases(self, page: QWidget) -> Card:
        card = self._phases = Card(_("Where clients are"), page)
        card.body.setSpacing(0)
        self._phase_rows: list[QWidget] = []
        return card

    def _build_discharges(self, page: QWidget) -> Card:
        card = Card(_("Next discharges"), page)
        self._discharge_rows: RowsModel[ComingDischarge] = RowsModel(
            _discharge_columns(), self, identity=lambda line: line.client_id
        )
        self.discharges = _table(
            self._discharge_rows, "today_discharges", _("Next discharges"), card, _SHORT_ROW_UNITS
        )
        self.discharges.horizontalHeader().hide()
        self._no_discharges = EmptyState(_("None in the next three weeks."), None, card)
        card.body.addWidget(self.discharges, 1)
        card.body.addWidget(self._no_discharges, 1)
        # nothing is said to be empty before the store has answered
        self._no_discharges.hide()
        return card

    def _show_next_group(self, today: Today) -> None:
        """Where not all groups fit: first those that are not over yet."""
        done = sum(1 for _ in takewhile(lambda group: group.is_signed, today.groups))
        last = min(done + _MOST_GROUPS, len(today.groups)) - 1
        self.groups.scrollTo(self._group_rows.index(max(last, 0), 0))

    def _show_title(self, today: Today) -> None:
        groups = ngettext_("{n} group", "{n} groups", len(today.groups))
        clients = ngettext_("{n} client expected", "{n} clients expected", today.clients_expected)
        self.title.set_title(_("Today"), f"{groups}, {clients}")

    def _show_week(self, today: Today) -> None:
        share = "–" if today.attendance is None else f"{round(today.attendance * 100)}%"
        shown = (str(today.in_program), share, str(today.intakes))
        for number, text in zip(self.numbers, shown, strict=True):
            number.setText(text)
        for old in self._phase_rows:
            old.hide()
            old.deleteLater()
        self._phase_rows = []
        for phase in today.phases:
            row = BarRow(phase_words(phase), self._phases)
            row.show_share(phase.clients / max(today.in_program, 1), str(phase.clients))
            self._phase_rows.append(row)
            self._phases.body.addWidget(row)
        self._phases.setVisible(bool(today.phases))


def _table(
    rows: RowsModel[Any], name: str, words: str, parent: QWidget, row_units: float
) -> TableView:
    table = TableView(rows, name, parent, row_units=row_units)
    table.setAccessibleName(words)
    # a long name goes on two lines rather than be cut
    table.setWordWrap(True)
    return table


def _no_group_words(today: Today) -> str:
    if today.closed_because is not None:
        why = closed_words(today.closed_because, screen_wording())
        return _("The clinic is closed today: {why}", why=why)
    return _("No group meets today.")


def _group_columns() -> list[Column[TodayGroup]]:
    return [
        Column(_("Time"), _time),
        Column(_("Group"), lambda group: group.name, bold=True, stretch=True),
        Column(_("Leader"), lambda group: group.leader, minor=True),
        Column(_("Room"), lambda group: group.room, minor=True),
        Column(_("Roster"), _roster, minor=True),
        Column(
            _("Attendance"),
            lambda group: attendance_words(group)[0],
            kind=Kind.CHIP,
            tone=lambda group: attendance_words(group)[1],
        ),
        Column("", button_words, kind=Kind.BUTTON),
    ]


def _appointment_columns() -> list[Column[TodayAppointment]]:
    return [
        Column(_("Time"), lambda line: screen_wording().time(line.start)),
        Column(_("Client"), lambda line: line.who, bold=True),
        Column(_("What"), appointment_words, soft=True, stretch=True),
    ]


def _discharge_columns() -> list[Column[ComingDischarge]]:
    return [
        Column(_("Client"), lambda line: line.who, bold=True, stretch=True),
        Column(_("When"), discharge_words, soft=True),
        Column(
            _("Readiness"),
            lambda line: readiness_words(line)[0],
            kind=Kind.CHIP,
            tone=lambda line: readiness_words(line)[1],
        ),
    ]


def _time(line: TodayGroup) -> str:
    return screen_wording().time_span(line.block.start, line.block.end)


def _roster(group: TodayGroup) -> str:
    return _("{taken} of {all}", taken=group.expected, all=group.capacity)
