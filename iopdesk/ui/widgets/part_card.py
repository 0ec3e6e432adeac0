"""A short list in a chart, such as medicines: a line each, edited in the same card."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from iopdesk.domain.problems import FieldProblem
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import danger_button, plain_button, primary_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.elided_button import ElidedButton
from iopdesk.ui.widgets.fields import ChoiceField, DateField, NumberField
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _


@dataclass(frozen=True)
class PartField:
    """One field of a part's form; `make` builds the widget, `beside` puts it on the last line."""

    name: str
    words: str
    make: Callable[[], QWidget]
    beside: bool = False


class PartCard(Card):
    """`saved` carries (base or None, draft); `removed` carries the part.

    A part is a frozen dataclass with `problems()`; `describe` says its line.
    """

    saved = Signal(object, object)
    removed = Signal(object)

    def __init__(
        self,
        title: str,
        empty: Any,
        form_fields: Sequence[PartField],
        describe: Callable[[Any], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self._empty, self._describe = empty, describe
        self._specs = tuple(form_fields)
        self._base: Any = None
        self._shown: list[QWidget] = []
        self.add = quiet_button(_("Add"), "plus", self)
        self.add.setAccessibleName(_("Add: {what}", what=title))
        self.add_to_head(self.add)
        pages = QWidget(self)
        pages.setProperty("bare", "true")
        self._pages = QStackedLayout(pages)
        self._pages.addWidget(self._build_list(pages))
        self._pages.addWidget(self._build_form(pages))
        self.body.addWidget(pages)
        self.add.clicked.connect(self._on_add)
        self._fit()

    @property
    def is_editing(self) -> bool:
        """Whether a part's form is open and changed."""
        return self._pages.currentIndex() == 1 and self.form.is_dirty

    def show_parts(self, parts: Sequence[Any]) -> None:
        """Show these lines; an open form stays open."""
        for widget in self._shown:
            widget.hide()
            widget.deleteLater()
        self._shown = []
        for part in parts:
            button = ElidedButton(self._describe(part), self)
            button.clicked.connect(lambda _checked=False, part=part: self.edit(part))
            self._show(button)
        if not parts:
            self._show(label(_("Nothing listed."), "soft", self))
        self._fit()

    def lines(self) -> list[str]:
        """The lines shown."""
        return [
            widget.words if isinstance(widget, ElidedButton) else widget.text()  # type: ignore[attr-defined]
            for widget in self._shown
        ]

    def edit(self, part: Any) -> None:
        """Open the form with a part."""
        self._base = part if part is not self._empty else None
        with self.form.loading():
            for spec in self._specs:
                _show_value(self.form.field(spec.name), getattr(part, spec.name))
        self.form.clear_problems()
        self.remove.setVisible(self._base is not None)
        self.add.hide()
        self._pages.setCurrentIndex(1)
        self._fit()
        self.form.field(self._specs[0].name).setFocus()

    def close_form(self) -> None:
        """Back to the list."""
        self._base = None
        self.form.set_clean()
        self._pages.setCurrentIndex(0)
        self.add.show()
        self._fit()

    def draft(self) -> Any:
        """The part as the form holds it."""
        values = {spec.name: _value_of(self.form.field(spec.name)) for spec in self._specs}
        known = {field.name for field in fields(self._empty)}
        base = self._base if self._base is not None else self._empty
        return replace(base, **{name: values[name] for name in values if name in known})

    def show_problems(self, problems: Sequence[FieldProblem]) -> None:
        """Show what is wrong beside the fields."""
        self.form.show_problems(problems)

    def _build_list(self, parent: QWidget) -> QWidget:
        page = QWidget(parent)
        page.setProperty("bare", "true")
        self._lines = QVBoxLayout(page)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(current_theme().px(2))
        self._lines.setAlignment(Qt.AlignmentFlag.AlignTop)
        return page

    def _build_form(self, parent: QWidget) -> QWidget:
        page = QWidget(parent)
        page.setProperty("bare", "true")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        self.form = Form(page)
        for spec in self._specs:
            self.form.add(spec.name, spec.words, spec.make(), beside=spec.beside)
        column.addWidget(self.form)
        line = QHBoxLayout()
        self.save = primary_button(_("&Save"), "", page)
        self.cancel = plain_button(_("Cancel"), "", page)
        self.remove = danger_button(_("Take off the list"), "", page)
        for button in (self.save, self.cancel, self.remove):
            line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(1)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self.close_form)
        self.remove.clicked.connect(self._on_remove)
        return page

    def _show(self, widget: QWidget) -> None:
        self._shown.append(widget)
        # of lines in a column the shortest would limit the others
        self._lines.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)

    def _fit(self) -> None:
        # the hidden page must not lend its size to the card
        for at in range(self._pages.count()):
            page = self._pages.widget(at)
            if page is None:
                continue
            policy = page.sizePolicy()
            shown = at == self._pages.currentIndex()
            way = policy.Policy.Preferred if shown else policy.Policy.Ignored
            policy.setVerticalPolicy(way)
            policy.setHorizontalPolicy(way)
            page.setSizePolicy(policy)
        self._pages.invalidate()
        self.updateGeometry()

    def _on_add(self) -> None:
        self.edit(self._empty)

    def _on_save(self) -> None:
        draft = self.draft()
        problems = [*draft.problems(), *_wrong_values(self.form, self._specs)]
        self.form.show_problems(problems)
        if not problems:
            self.saved.emit(self._base, draft)

    def _on_remove(self) -> None:
        self.removed.emit(self._base)


def _show_value(field: QWidget, value: object) -> None:
    if isinstance(field, QCheckBox):
        field.setChecked(bool(value))
    elif isinstance(field, DateField):
        field.set_value(value if isinstance(value, date) else None)
    elif isinstance(field, NumberField):
        field.set_value(value if isinstance(value, int) else None)
    elif isinstance(field, ChoiceField):
        field.set_value(value)
    elif isinstance(field, QLineEdit):
        field.setText(str(value or ""))


def _value_of(field: QWidget) -> object:
    if isinstance(field, QCheckBox):
        return field.isChecked()
    if isinstance(field, DateField | ChoiceField | NumberField):
        return field.value
    return field.text().strip() if isinstance(field, QLineEdit) else None


def _wrong_values(form: Form, specs: Sequence[PartField]) -> list[FieldProblem]:
    found = []
    for spec in specs:
        field = form.field(spec.name)
        if isinstance(field, DateField) and field.is_wrong:
            found.append(FieldProblem(spec.name, "This is not a date. Type month/day/year."))
        elif isinstance(field, NumberField) and field.is_wrong:
            found.append(FieldProblem(spec.name, "This number is too large or too small."))
    return found
