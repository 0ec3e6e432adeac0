"""A form: one column, labels above fields, problems beside the fields they belong to."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from iopdesk.domain.problems import FieldProblem
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.label import label, set_property
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.wording import _

Field = TypeVar("Field", bound=QWidget)


class Form(QWidget):
    """Fields by the name of the draft's attribute; `edited` is sent when a person changes one."""

    edited = Signal()
    #: what was typed is saved or given up
    cleaned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setProperty("bare", "true")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(10))
        self._line: QHBoxLayout | None = None
        self._fields: dict[str, QWidget] = {}
        self._problems: dict[str, QLabel] = {}
        self._around: dict[str, list[QWidget]] = {}
        self._loading = False
        self.is_dirty = False

    def section(self, words: str) -> None:
        """Start a group of fields under a short head."""
        if self._fields:
            self._column.addSpacing(current_theme().px(6))
        self._column.addWidget(label(words, "head", self))

    def add(
        self,
        name: str,
        words: str,
        field: Field,
        *,
        hint: str = "",
        beside: bool = False,
        stretch: int = 1,
    ) -> Field:
        """Add a field under its label ("&Phone"); `beside` puts it on the line of the last one."""
        if not beside or self._line is None:
            self._line = QHBoxLayout()
            self._line.setSpacing(current_theme().px(12))
            self._column.addLayout(self._line)
        self._line.addLayout(self._cell(name, words, field, hint), stretch)
        self._fields[name] = field
        self._watch(field)
        return field

    def add_widget(self, widget: QWidget) -> None:
        """Put something that is no field between the fields."""
        self._line = None
        self._column.addWidget(widget)

    def add_stretch(self) -> None:
        """Leave the rest of the height empty."""
        self._column.addStretch(1)

    def field(self, name: str) -> QWidget:
        """The field of a name."""
        return self._fields[name]

    def fields(self) -> dict[str, QWidget]:
        """All fields by name, top to bottom."""
        return dict(self._fields)

    def show_field(self, name: str, shown: bool) -> None:
        """Show a field with its label and hint, or leave it out for now."""
        for widget in (self._fields[name], *self._around[name]):
            widget.setVisible(shown)

    def show_problems(self, problems: Sequence[FieldProblem]) -> list[FieldProblem]:
        """Show each beside its field and go to the first; returns those without a field here."""
        self.clear_problems()
        homeless = []
        first: QWidget | None = None
        for problem in problems:
            field = self._fields.get(problem.field)
            if field is None:
                homeless.append(problem)
                continue
            place = self._problems[problem.field]
            place.setText(_(problem.words))
            place.show()
            set_property(field, "wrong", "true")
            field.setAccessibleDescription(_(problem.words))
            first = first or field
        if first is not None:
            first.setFocus()
        return homeless

    def clear_problems(self) -> None:
        """Forget what was wrong."""
        for name, place in self._problems.items():
            if place.text():
                place.setText("")
                place.hide()
                set_property(self._fields[name], "wrong", "false")
                self._fields[name].setAccessibleDescription("")

    def problems_shown(self) -> dict[str, str]:
        """The words shown beside fields, by field name."""
        return {name: place.text() for name, place in self._problems.items() if place.text()}

    def loading(self) -> "_Loading":
        """`with form.loading():` fills fields without marking the form as edited."""
        return _Loading(self)

    @property
    def is_loading(self) -> bool:
        """Whether the program is filling the fields just now."""
        return self._loading

    def set_clean(self) -> None:
        """What is shown is what is stored."""
        self.is_dirty = False
        self.cleaned.emit()

    def set_loading(self, loading: bool) -> None:
        """While loading, changes don't count as edits; afterwards the form is clean."""
        self._loading = loading
        if not loading:
            self.is_dirty = False

    def _cell(self, name: str, words: str, field: QWidget, hint: str) -> QVBoxLayout:
        cell = QVBoxLayout()
        cell.setSpacing(current_theme().px(3))
        spoken = words.replace("&", "")
        around: list[QWidget] = []
        self._around[name] = around
        if isinstance(field, QCheckBox):
            field.setText(words)
        elif words:
            head = QLabel(words, self)
            head.setProperty("role", "label")
            head.setBuddy(field)
            around.append(head)
            cell.addWidget(head)
        field.setParent(self)
        if isinstance(field, Segmented):
            field.set_name(spoken)
        else:
            field.setAccessibleName(spoken)
        if isinstance(field, Segmented):
            # Choices are as wide as their words; other fields fill the column.
            line = QHBoxLayout()
            line.addWidget(field)
            line.addStretch(1)
            cell.addLayout(line)
        else:
            cell.addWidget(field)
        if hint:
            around.append(label(hint, "hint", self, wrap=True))
            cell.addWidget(around[-1])
        problem = label("", "problem", self, wrap=True)
        problem.hide()
        self._problems[name] = problem
        cell.addWidget(problem)
        # a neighbour with a problem must not push this field down
        cell.addStretch(1)
        return cell

    def _watch(self, field: QWidget) -> None:
        if isinstance(field, (QLineEdit, QPlainTextEdit)):
            field.textChanged.connect(self._on_edited)
        elif isinstance(field, QComboBox):
            field.currentIndexChanged.connect(self._on_edited)
            field.editTextChanged.connect(self._on_edited)
        elif isinstance(field, QCheckBox):
            field.toggled.connect(self._on_edited)
        elif isinstance(field, Segmented):
            field.changed.connect(self._on_edited)
        elif isinstance(field, QAbstractSpinBox):
            field.editingFinished.connect(self._on_edited)

    def _on_edited(self, *_what: object) -> None:
        if not self._loading:
            self.is_dirty = True
            self.edited.emit()


class _Loading:
    """The time in which a form is filled by the program."""

    def __init__(self, form: Form) -> None:
        self._form = form

    def __enter__(self) -> None:
        self._form.set_loading(True)

    def __exit__(self, *error: object) -> None:
        self._form.set_loading(False)
