"""The phases of a program as an ordered list: name, length and weekly dose, moved, taken away."""

from collections.abc import Sequence
from functools import partial
from typing import cast
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.program import LONGEST_NAME, MOST_PHASES, PhaseDraft
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.fields import HoursField, NumberField, text_field
from iopdesk.ui.widgets.label import label, set_property
from iopdesk.ui.wording import _

_FIELDS = (
    "name",
    "days",
    "minutes_a_week",
    "days_a_week",
    "meetings_a_week",
    "screens_a_week",
)


class _PhaseLine:
    """The widgets of one phase."""

    def __init__(self, parent: QWidget, phase: PhaseDraft) -> None:
        self.phase_id: UUID | None = phase.phase_id
        self.fields: dict[str, QLineEdit] = {
            "name": text_field(LONGEST_NAME, "", parent),
            "days": NumberField(1, 730, parent),
            "minutes_a_week": HoursField(parent),
            "days_a_week": NumberField(0, 7, parent),
            "meetings_a_week": NumberField(0, 14, parent),
            "screens_a_week": NumberField(0, 7, parent),
        }
        self.fields["name"].setText(phase.name)
        for name in _FIELDS[1:]:
            cast(NumberField, self.fields[name]).set_value(getattr(phase, name))
        self.problem = label("", "problem", parent, wrap=True)
        self.buttons = QWidget(parent)
        self.buttons.setProperty("bare", "true")
        line = QHBoxLayout(self.buttons)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self.up = quiet_button("", "arrow-up", self.buttons)
        self.down = quiet_button("", "arrow-down", self.buttons)
        self.remove = quiet_button("", "x", self.buttons)
        for button in (self.up, self.down, self.remove):
            line.addWidget(button)

    def draft(self) -> PhaseDraft:
        """What is typed; a number that can't be read is -1."""
        numbers = {name: cast(NumberField, self.fields[name]).value for name in _FIELDS[1:]}
        known = {name: -1 if value is None else value for name, value in numbers.items()}
        return PhaseDraft(name=self.fields["name"].text(), phase_id=self.phase_id, **known)

    def widgets(self) -> list[QWidget]:
        """All of them, for laying out and taking away."""
        return [*self.fields.values(), self.buttons, self.problem]


class PhasesEditor(QWidget):
    """`edited` is sent when a person types, adds, moves or takes away."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        theme = current_theme()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(6))
        self._grid.setColumnStretch(0, 4)
        for column in range(1, len(_FIELDS)):
            self._grid.setColumnStretch(column, 1)
        self._heads: list[QLabel] = []
        for column, words in enumerate(_heads()):
            head = label(words, "label", self, wrap=True)
            self._heads.append(head)
            self._grid.addWidget(head, 0, column)
        self.lines: list[_PhaseLine] = []
        self.add = quiet_button(_("Add a p&hase"), "plus", self)
        self.add.clicked.connect(self._on_add)

    def load(self, phases: Sequence[PhaseDraft]) -> None:
        """Show these phases."""
        for line in self.lines:
            _take_away(line)
        self.lines = [self._line(phase) for phase in phases]
        self._lay_out()

    def drafts(self) -> tuple[PhaseDraft, ...]:
        """The phases as typed, in their order."""
        return tuple(line.draft() for line in self.lines)

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting anyone change."""
        for line in self.lines:
            for field in line.fields.values():
                field.setReadOnly(read_only)
            line.buttons.setVisible(not read_only)
        self.add.setVisible(not read_only)

    def show_problems(self, problems: Sequence[FieldProblem]) -> None:
        """What is wrong with which phase ("phases.1.days"), beside it."""
        for line in self.lines:
            line.problem.setText("")
            line.problem.hide()
            for field in line.fields.values():
                set_property(field, "wrong", "false")
        for problem in problems:
            _all, at, name = problem.field.split(".")
            line = self.lines[int(at)]
            words = _(problem.words)
            line.problem.setText("\n".join(part for part in (line.problem.text(), words) if part))
            line.problem.show()
            set_property(line.fields[name], "wrong", "true")
            line.fields[name].setAccessibleDescription(words)

    def _line(self, phase: PhaseDraft) -> _PhaseLine:
        line = _PhaseLine(self, phase)
        for field in line.fields.values():
            field.textEdited.connect(self._on_edited)
        line.up.clicked.connect(partial(self._on_move, line, -1))
        line.down.clicked.connect(partial(self._on_move, line, 1))
        line.remove.clicked.connect(partial(self._on_remove, line))
        return line

    def _lay_out(self) -> None:
        last = len(_FIELDS)
        before: QWidget | None = None
        for at, line in enumerate(self.lines):
            row = 1 + 2 * at
            for column, field in enumerate(line.fields.values()):
                self._grid.addWidget(field, row, column)
            self._grid.addWidget(line.buttons, row, last)
            self._grid.addWidget(line.problem, row + 1, 0, 1, last + 1)
            line.problem.setVisible(bool(line.problem.text()))
            self._name(line, at)
            for widget in (*line.fields.values(), line.up, line.down, line.remove):
                widget.show()
                if before is not None:
                    QWidget.setTabOrder(before, widget)
                before = widget
        self._grid.addWidget(self.add, 1 + 2 * len(self.lines), 0, 1, last + 1)
        if before is not None:
            QWidget.setTabOrder(before, self.add)
        self.add.setEnabled(len(self.lines) < MOST_PHASES)

    def _name(self, line: _PhaseLine, at: int) -> None:
        for head, field in zip(_heads(), line.fields.values(), strict=True):
            field.setAccessibleName(_("Phase {n}: {field}", n=at + 1, field=head))
        names: tuple[tuple[QPushButton, str], ...] = (
            (line.up, _("Move phase {n} up", n=at + 1)),
            (line.down, _("Move phase {n} down", n=at + 1)),
            (line.remove, _("Take phase {n} away", n=at + 1)),
        )
        for button, name in names:
            button.setAccessibleName(name)
            button.setToolTip(name)
        line.up.setEnabled(at > 0)
        line.down.setEnabled(at < len(self.lines) - 1)

    def _on_edited(self, _text: str) -> None:
        self.edited.emit()

    def _on_add(self) -> None:
        last = self.lines[-1].draft() if self.lines else PhaseDraft()
        name = _("Phase {n}", n=len(self.lines) + 1)
        new = PhaseDraft(
            name,
            max(last.days, 1),
            max(last.minutes_a_week, 0),
            max(last.days_a_week, 0),
            max(last.meetings_a_week, 0),
            max(last.screens_a_week, 0),
        )
        line = self._line(new)
        self.lines.append(line)
        self._lay_out()
        line.fields["name"].setFocus()
        line.fields["name"].selectAll()
        self.edited.emit()

    def _on_move(self, line: _PhaseLine, by: int, _checked: bool = False) -> None:
        at = self.lines.index(line)
        self.lines.insert(at + by, self.lines.pop(at))
        self._lay_out()
        self.edited.emit()

    def _on_remove(self, line: _PhaseLine, _checked: bool = False) -> None:
        self.lines.remove(line)
        _take_away(line)
        self._lay_out()
        self.add.setFocus()
        self.edited.emit()


def _take_away(line: _PhaseLine) -> None:
    for widget in line.widgets():
        widget.hide()
        widget.deleteLater()


def _heads() -> list[str]:
    return [
        _("Phase"),
        _("Days"),
        _("Hours a week"),
        _("Days a week"),
        _("Meetings"),
        _("Screens"),
    ]
