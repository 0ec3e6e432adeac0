"""One problem of a plan: the client's words, goals with their objectives, what staff will do."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from iopdesk.domain.plan import Goal, Objective, Problem
from iopdesk.ui.plans.growing_text import GrowingText
from iopdesk.ui.plans.part_row import (
    BY_UNITS,
    DOSE_SHARE,
    MENU_UNITS,
    NUMBER_UNITS,
    STATUS_UNITS,
    TEXT_SHARE,
    WHO_SHARE,
    ObjectiveRow,
    PartRow,
    ServiceRow,
)
from iopdesk.ui.plans.plan_words import dimension_choices
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, quiet_button
from iopdesk.ui.widgets.fields import ChoiceField, text_field
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _


class ProblemEditor(QWidget):
    """Shows one problem and tells what a person does with it; holds nothing but fields."""

    typed = Signal(object, object)
    moved = Signal(object, int)
    removed = Signal(object)
    objective_asked = Signal(object, object)
    service_asked = Signal(object, object)
    goal_asked = Signal(object)
    defer_asked = Signal(object)
    resume_asked = Signal(object)
    remove_asked = Signal(object)
    status_chosen = Signal(object, object)
    proof_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self._inside: QWidget | None = None
        self._is_read_only = False
        self._staff: tuple[str, ...] = ()
        self.problem: Problem | None = None
        self.rows: list[PartRow] = []
        self.objectives: list[ObjectiveRow] = []
        self.services: list[ServiceRow] = []
        self.goals: list[GrowingText] = []

    def show_problem(
        self, number: int, problem: Problem, staff: tuple[str, ...], *, read_only: bool
    ) -> None:
        """Show a problem afresh."""
        self._is_read_only, self._staff, self.problem = read_only, staff, problem
        if self._inside is not None:
            self._inside.hide()
            self._inside.setParent(None)
            self._inside.deleteLater()
        self.objectives, self.services, self.goals, self.rows = [], [], [], []
        inside = self._inside = QWidget(self)
        inside.setProperty("bare", "true")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(6))
        self._add_words(column, problem)
        self._add_goals(column, number, problem)
        self._add_services(column, problem)
        self._add_details(column, problem)
        column.addStretch(1)
        self._connect_rows()
        self.column.addWidget(inside)

    def row_of(self, part_id: UUID) -> PartRow | None:
        """The row of an objective or a service."""
        return next((row for row in self.rows if row.part_id == part_id), None)

    def _add_words(self, column: QVBoxLayout, problem: Problem) -> None:
        if problem.deferred_because:
            column.addWidget(self._deferred(problem))
        self.words = self._text(
            column, _("Problem, in the client’s &words"), problem.client_words, problem.id
        )
        example = _("“After work is when I want a drink.”")
        self.words.setPlaceholderText(_("For example: {example}", example=example))
        self.words.typed.connect(partial(self._tell, problem.id, "client_words"))

    def _add_goals(self, column: QVBoxLayout, number: int, problem: Problem) -> None:
        step = 0
        for at, goal in enumerate(problem.goals, start=1):
            many = len(problem.goals) > 1
            words = _("Goal {number}", number=at) if many else _("&Goal")
            field = self._text(column, words, goal.text, goal.id, removable=many)
            field.setPlaceholderText(_("What the client wants instead"))
            field.typed.connect(partial(self._tell, goal.id, "text"))
            self.goals.append(field)
            self._add_head(column, _("Objectives"), partial(self._on_add_objective, goal))
            if goal.objectives:
                column.addWidget(self._objective_heads())
            for objective in goal.objectives:
                step += 1
                self._add_objective(column, f"{number}.{step}", objective)
            if not goal.objectives:
                column.addWidget(self._empty(_("Nothing to do is written down yet.")))
        if not self._is_read_only:
            more = quiet_button(_("Add a goal"), "plus", self._inside)
            more.clicked.connect(partial(self.goal_asked.emit, problem.id))
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_objective(self, column: QVBoxLayout, number: str, objective: Objective) -> None:
        row = ObjectiveRow(number, objective, self._inside)
        row.status_chosen.connect(self.status_chosen)
        row.proof_asked.connect(self.proof_asked)
        self.objectives.append(row)
        self.rows.append(row)
        column.addWidget(row)

    def _add_services(self, column: QVBoxLayout, problem: Problem) -> None:
        self._add_head(
            column, _("What staff will do"), partial(self.service_asked.emit, problem.id, None)
        )
        if problem.services:
            column.addWidget(self._service_heads())
        else:
            column.addWidget(self._empty(_("No service yet. Say what staff do and how often.")))
        assert self._inside is not None
        for at, service in enumerate(problem.services, start=1):
            row = ServiceRow(at, service, self._staff, self._inside)
            self.services.append(row)
            self.rows.append(row)
            column.addWidget(row)

    def _add_details(self, column: QVBoxLayout, problem: Problem) -> None:
        column.addSpacing(current_theme().px(6))
        column.addWidget(label(_("About this problem"), "head", self._inside))
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(current_theme().px(12))
        self.title = text_field(200, _("A few words for lists"), self._inside)
        self.title.setText(problem.title)
        self.title.setCursorPosition(0)
        self.title.setReadOnly(self._is_read_only)
        self.title.textChanged.connect(partial(self._tell, problem.id, "title"))
        self.dimension = ChoiceField(dimension_choices(), self._inside)
        self.dimension.set_value(problem.dimension)
        self.dimension.setEnabled(not self._is_read_only)
        self.dimension.currentIndexChanged.connect(self._on_dimension)
        for words, field, share in (
            (_("&Short name"), self.title, 2),
            (_("Area of &life"), self.dimension, 3),
        ):
            cell = QVBoxLayout()
            cell.setSpacing(current_theme().px(3))
            cell.addWidget(self._label_of(words, field))
            cell.addWidget(field)
            line.addLayout(cell, share)
        column.addLayout(line)
        if not self._is_read_only:
            column.addLayout(self._acts(problem))

    def _acts(self, problem: Problem) -> QHBoxLayout:
        line = QHBoxLayout()
        if not problem.deferred_because:
            self.defer = quiet_button(_("&Defer this problem…"), "hourglass", self._inside)
            self.defer.clicked.connect(partial(self.defer_asked.emit, problem.id))
            line.addWidget(self.defer)
        self.remove = quiet_button(_("Remove this problem…"), "trash-2", self._inside)
        self.remove.clicked.connect(partial(self.remove_asked.emit, problem.id))
        line.addWidget(self.remove)
        line.addStretch(1)
        return line

    def _deferred(self, problem: Problem) -> QFrame:
        notice = QFrame(self._inside)
        notice.setProperty("notice", "info")
        line = QHBoxLayout(notice)
        words = _("Deferred: {reason}", reason=problem.deferred_because)
        line.addWidget(label(words, "", notice, wrap=True), 1)
        if not self._is_read_only:
            self.resume = plain_button(_("Work on it &now"), "", notice)
            self.resume.clicked.connect(partial(self.resume_asked.emit, problem.id))
            line.addWidget(self.resume)
        return notice

    def _text(
        self,
        column: QVBoxLayout,
        words: str,
        text: str,
        part_id: UUID,
        *,
        removable: bool = False,
    ) -> GrowingText:
        field = GrowingText(words.replace("&", ""), self._inside)
        field.load(text)
        field.setReadOnly(self._is_read_only)
        head = QHBoxLayout()
        head.addWidget(self._label_of(words, field), 1)
        if removable and not self._is_read_only:
            remove = quiet_button(_("Remove the goal"), "", self._inside)
            remove.clicked.connect(partial(self.remove_asked.emit, part_id))
            head.addWidget(remove)
        column.addLayout(head)
        column.addWidget(field)
        return field

    def _label_of(self, words: str, field: QWidget) -> QLabel:
        made = QLabel(words, self._inside)
        made.setProperty("role", "label")
        made.setBuddy(field)
        field.setAccessibleName(words.replace("&", ""))
        return made

    def _add_head(self, column: QVBoxLayout, words: str, add: object) -> None:
        column.addSpacing(current_theme().px(4))
        line = QHBoxLayout()
        line.addWidget(label(words, "head", self._inside))
        line.addStretch(1)
        if not self._is_read_only:
            button = quiet_button(_("Add"), "plus", self._inside)
            button.setAccessibleName(_("Add: {list}", list=words))
            button.clicked.connect(add)
            line.addWidget(button)
        column.addLayout(line)

    def _objective_heads(self) -> QWidget:
        widths = (("#", NUMBER_UNITS), (_("The client will"), 0), (_("By"), BY_UNITS))
        return self._heads([*widths, (_("Status"), STATUS_UNITS), ("", MENU_UNITS)])

    def _service_heads(self) -> QWidget:
        heads = self._heads(
            [(_("Service"), 0), (_("How often"), 0), (_("Who"), 0), ("", MENU_UNITS)]
        )
        line = heads.layout()
        assert isinstance(line, QHBoxLayout)
        for at, share in enumerate((TEXT_SHARE, DOSE_SHARE, WHO_SHARE)):
            line.setStretch(at, share)
        return heads

    def _heads(self, heads: list[tuple[str, float]]) -> QWidget:
        theme = current_theme()
        made = QWidget(self._inside)
        made.setProperty("bare", "true")
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(4))
        for words, units in heads:
            each = label(words, "label", made)
            each.setContentsMargins(theme.px(6), 0, 0, 0)
            if units:
                each.setFixedWidth(theme.px(units))
            else:
                each.setMinimumWidth(1)
            line.addWidget(each, 0 if units else 1)
        each.setVisible(not self._is_read_only)
        return made

    def _empty(self, words: str) -> QLabel:
        return label(words, "soft", self._inside, wrap=True)

    def _connect_rows(self) -> None:
        for row in self.rows:
            row.set_read_only(self._is_read_only)
            row.typed.connect(self.typed)
            row.moved.connect(self.moved)
            row.removed.connect(self.removed)
            row.next_asked.connect(self._on_next)

    def _tell(self, part_id: UUID, field: str, value: object) -> None:
        self.typed.emit(part_id, {field: value})

    def _on_dimension(self, _at: int) -> None:
        if self.problem is not None:
            self._tell(self.problem.id, "dimension", self.dimension.value)

    def _on_add_objective(self, goal: Goal) -> None:
        self.objective_asked.emit(goal.id, None)

    def _on_next(self, part_id: UUID) -> None:
        if self.problem is None:
            return
        for goal in self.problem.goals:
            if any(objective.id == part_id for objective in goal.objectives):
                self.objective_asked.emit(goal.id, part_id)
                return
        self.service_asked.emit(self.problem.id, part_id)
