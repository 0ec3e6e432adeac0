"""Appointments after discharge: every next step with its day, place and status."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.domain.step_down import NextStep
from iopdesk.ui.discharge.appointment_row import AppointmentRow
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _


class AppointmentsCard(Card):
    """Rows are typed in place; `removal_asked` carries the line's id."""

    edited = Signal()
    removal_asked = Signal(object)

    def __init__(self, new_id: Callable[[], UUID], parent: QWidget | None = None) -> None:
        super().__init__(_("Appointments after discharge"), parent)
        self._new_id = new_id
        self._rows: list[AppointmentRow] = []
        self._narrow = False
        self._read_only = False
        self.add = quiet_button(_("Add appo&intment"), "plus", self)
        self.add.clicked.connect(self._on_add)
        self.add_to_head(self.add)
        self._none = label(_("No next step yet. Choose one above, or add one."), "soft", self)
        self._none.setWordWrap(True)
        self.body.addWidget(self._none)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.body.addLayout(self._column)

    def steps(self) -> tuple[NextStep, ...]:
        """The lines as they are typed, in order."""
        return tuple(row.step() for row in self._rows)

    def next_position(self) -> int:
        """Where a new line goes."""
        return max((row.step().position for row in self._rows), default=-1) + 1

    def rows(self) -> list[AppointmentRow]:
        """The rows on the screen, top to bottom."""
        return list(self._rows)

    def show_steps(self, steps: Sequence[NextStep]) -> None:
        """Show these lines; rows of lines that stay are kept, with what is typed in them."""
        before = {row.step_id: row for row in self._rows}
        shown = []
        for step in steps:
            row = before.pop(step.id, None)
            if row is None:
                row = self._new_row(step)
            else:
                row.show_step(step)
            shown.append(row)
        for row in before.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = shown
        for at, row in enumerate(shown):
            self._column.insertWidget(at, row)
        self._none.setVisible(not shown)

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting anyone type."""
        self._read_only = read_only
        self.add.setVisible(not read_only)
        for row in self._rows:
            row.set_read_only(read_only)

    def reflow(self, narrow: bool) -> None:
        """Rows take more lines in narrow windows."""
        self._narrow = narrow
        for row in self._rows:
            row.reflow(narrow)

    def typed(self) -> dict[str, list[str]]:
        """Days and times letter by letter, of rows where one can't be read yet."""
        return {
            str(row.step_id): list(row.typed())
            for row in self._rows
            if row.day.is_wrong or row.start.is_wrong
        }

    def show_typed(self, typed: Mapping[str, Sequence[str]]) -> None:
        """Put back what `typed` kept."""
        for row in self._rows:
            if str(row.step_id) in typed:
                row.show_typed(*typed[str(row.step_id)])

    def _new_row(self, step: NextStep) -> AppointmentRow:
        row = AppointmentRow(step, self)
        row.edited.connect(self.edited)
        row.removed.connect(self.removal_asked)
        if self._narrow:
            row.reflow(True)
        if self._read_only:
            row.set_read_only(True)
        return row

    def _on_add(self) -> None:
        step = NextStep(self._new_id(), self.next_position())
        self.show_steps((*self.steps(), step))
        self._rows[-1].what.setFocus()
        self.edited.emit()
