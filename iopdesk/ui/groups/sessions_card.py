"""The last and the next sessions of a group, each with the way to its attendance."""

import uuid
from functools import partial

from PySide6.QtWidgets import QWidget

from iopdesk.domain.group_session import SessionLine, SessionState
from iopdesk.ui.desk import Desk
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _, ngettext_, screen_wording


class SessionsCard(Card):
    """Asks by itself once it knows its group."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Sessions"), parent)
        self._desk = desk
        self._group_id: uuid.UUID | None = None
        self._model: RowsModel[SessionLine] = RowsModel(
            self._columns(), self, identity=lambda line: (line.slot_id, line.planned_day)
        )
        self.table = TableView(self._model, "group_sessions", self, row_units=40)
        self.table.setAccessibleName(_("Sessions"))
        self.body.addWidget(self.table, 1)
        self._empty = EmptyState(_("No sessions in the last four weeks."), None, self)
        self.body.addWidget(self._empty)
        self.table.opened.connect(self._on_opened)
        self.table.pressed.connect(self._on_opened)

    def open_group(self, group_id: uuid.UUID | None) -> None:
        """Go to another group."""
        self._group_id = group_id
        self._model.set_rows([])

    def refresh(self) -> None:
        """Ask for the sessions."""
        if self._group_id is not None:
            call = partial(self._desk.services.group.sessions, self._group_id)
            self._desk.background.run(self, call, self._show_lines, ticket="sessions")

    def _show_lines(self, lines: tuple[SessionLine, ...]) -> None:
        self._model.set_rows(lines)
        self.table.setVisible(bool(lines))
        self._empty.setVisible(not lines)

    def _on_opened(self, line: SessionLine) -> None:
        self._desk.navigation.open("group_session", line.slot_id, date=line.planned_day)

    def _state(self, line: SessionLine) -> tuple[str, str]:
        if line.state is SessionState.CANCELLED:
            return _("Called off"), "neutral"
        if line.is_signed:
            return _("Signed"), "good"
        if line.marked:
            return ngettext_("{n} marked", "{n} marked", line.marked), "warn"
        if line.day >= self._desk.services.store.clock.today():
            return _("To come"), "info"
        return _("Not marked"), "bad"

    def _columns(self) -> list[Column[SessionLine]]:
        return [
            Column(_("Day"), _when, bold=True, stretch=True, order=lambda line: line.day),
            Column(
                _("Attendance"),
                lambda line: self._state(line)[0],
                kind=Kind.CHIP,
                tone=lambda line: self._state(line)[1],
            ),
            Column("", lambda line: _("Open"), kind=Kind.BUTTON),
        ]


def _when(line: SessionLine) -> str:
    wording = screen_wording()
    return f"{wording.date(line.day)}, {wording.time(line.start)}"
