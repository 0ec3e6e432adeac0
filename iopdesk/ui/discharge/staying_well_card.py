"""Staying well: warning signs and what to do, people, crisis lines, meetings, home and ride."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from iopdesk.domain.language import Language
from iopdesk.domain.step_down import (
    NALOXONE_WORDS,
    ItemKind,
    Option,
    PreventionItem,
    StepDown,
    step_down_options,
)
from iopdesk.ui.discharge.growing_text import GrowingText
from iopdesk.ui.discharge.step_down_edit import items_from, lines_of
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.fields import ChoiceField, DateField
from iopdesk.ui.widgets.label import label, set_property
from iopdesk.ui.wording import _

_TEXTS = ("home_work_ride", "my_reasons", "if_i_use")


class StayingWellCard(Card):
    """Lists are typed a line each; people and meetings come from their own places."""

    edited = Signal()
    meetings_asked = Signal()
    people_asked = Signal()

    def __init__(self, new_id: Callable[[], UUID], parent: QWidget | None = None) -> None:
        super().__init__(_("Staying well"), parent, note=_("in the client's own words"))
        self._new_id = new_id
        self._loading = False
        self._language = Language.ENGLISH
        self._cells: list[QWidget] = []
        self._items: tuple[PreventionItem, ...] = ()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(current_theme().px(20))
        self._grid.setVerticalSpacing(current_theme().px(10))
        self.body.addLayout(self._grid)
        options = step_down_options()
        self._kinds = {
            ItemKind.SIGN: self._list(_("My warning signs"), options.signs),
            ItemKind.ACTION: self._list(_("What I will do"), options.actions),
        }
        self.people = self._fact(_("People I can call"), _("Change…"), self.people_asked)
        self.any_time = self._any_time()
        self.meetings = self._fact(_("Meetings each week"), _("Choose…"), self.meetings_asked)
        self._texts = {"home_work_ride": self._text(_("Home, work, ride"))}
        self._kinds[ItemKind.TRIGGER] = self._list(_("What makes me want to use"), options.triggers)
        self._texts["my_reasons"] = self._text(_("My reasons"))
        self._texts["if_i_use"] = self._text(_("If I use: whom I call, where the kit is"))
        self.reflow(False)

    def show_plan(self, step_down: StepDown, language: Language) -> None:
        """Show the record; a field whose words are the same is left alone."""
        self._loading = True
        self._language = language
        self._items = step_down.items
        for kind, field in self._kinds.items():
            texts = [item.text for item in step_down.of_kind(kind)]
            if lines_of(field.toPlainText()) != texts:
                field.setPlainText("\n".join(texts))
        for name, text in self._texts.items():
            if text.toPlainText().strip() != getattr(step_down, name):
                text.setPlainText(getattr(step_down, name))
        self.naloxone.set_value(step_down.naloxone)
        if not self.naloxone_day.is_wrong:
            self.naloxone_day.set_value(step_down.naloxone_day)
        self._show_kit_day()
        self._loading = False

    def show_around(self, people: Sequence[str], meetings: Sequence[str], crisis: str) -> None:
        """Show what other places hold: people with numbers, meetings, crisis lines."""
        self.people.setText("\n".join(people) or _("Nobody is on the list yet."))
        self.meetings.setText("\n".join(meetings) or _("No meeting is chosen yet."))
        self.any_time.setText(crisis)

    def items(self) -> tuple[PreventionItem, ...]:
        """The lines as they are typed."""
        found: list[PreventionItem] = []
        for kind, field in self._kinds.items():
            before = [item for item in self._items if item.kind == kind]
            found += items_from(lines_of(field.toPlainText()), before, kind, self._new_id)
        # Lines keep the ids they get here, or each look at them would make new ones.
        self._items = tuple(found)
        return self._items

    def values(self) -> dict[str, object]:
        """The other fields, by the record's names."""
        found: dict[str, object] = {
            name: field.toPlainText().strip() for name, field in self._texts.items()
        }
        found["naloxone"] = str(self.naloxone.value or "")
        found["naloxone_day"] = self.naloxone_day.value if found["naloxone"] == "given" else None
        return found

    def field(self, kind: ItemKind) -> GrowingText:
        """The field of one kind of line."""
        return self._kinds[kind]

    def text(self, name: str) -> GrowingText:
        """The field of a text by the record's name."""
        return self._texts[name]

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting anyone type."""
        for field in (*self._kinds.values(), *self._texts.values()):
            field.setReadOnly(read_only)
        self.naloxone.setEnabled(not read_only)
        self.naloxone_day.setReadOnly(read_only)
        for button in self._buttons():
            button.setVisible(not read_only)

    def reflow(self, narrow: bool) -> None:
        """One column in narrow windows."""
        columns = 1 if narrow else 2
        for at, cell in enumerate(self._cells):
            self._grid.addWidget(cell, at // columns, at % columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
            self._grid.setColumnMinimumWidth(column, 0)

    def _buttons(self) -> list[QWidget]:
        return [b for cell in self._cells for b in cell.findChildren(QWidget, "beside")]

    def _cell(self, name: str, button: QWidget | None = None) -> tuple[QVBoxLayout, QLabel]:
        cell = QWidget(self)
        cell.setProperty("bare", "true")
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(1))
        line = QHBoxLayout()
        head = label(name, "label", cell)
        line.addWidget(head, 1)
        if button is not None:
            button.setParent(cell)
            button.setObjectName("beside")
            line.addWidget(button)
        column.addLayout(line)
        self._cells.append(cell)
        return column, head

    def _list(self, name: str, library: Sequence[Option]) -> GrowingText:
        add = quiet_button(_("Add…"), "", self)
        add.setAccessibleName(_("Add to: {name}", name=name))
        column, head = self._cell(name, add)
        field = self._field(name, head, column)
        field.setPlaceholderText(_("one a line"))
        menu = QMenu(add)
        menu.aboutToShow.connect(partial(self._fill_menu, menu, field, library))
        add.setMenu(menu)
        return field

    def _text(self, name: str) -> GrowingText:
        column, head = self._cell(name)
        field = self._field(name, head, column)
        field.setPlaceholderText(_("nothing written yet"))
        return field

    def _field(self, name: str, head: QLabel, column: QVBoxLayout) -> GrowingText:
        field = GrowingText(1, 14, self)
        field.setProperty("cell", "true")
        field.setAccessibleName(name)
        head.setBuddy(field)
        field.textChanged.connect(self._on_edited)
        column.addWidget(field)
        column.addStretch(1)
        return field

    def _fact(self, name: str, act: str, asked: SignalInstance) -> QLabel:
        button = quiet_button(act, "", self)
        button.setAccessibleName(f"{name}: {act}")
        button.clicked.connect(asked)
        column, _head = self._cell(name, button)
        fact = label("", "", self, wrap=True)
        column.addWidget(fact)
        column.addStretch(1)
        return fact

    def _any_time(self) -> QLabel:
        column, _head = self._cell(_("Any time"))
        crisis = label("", "", self, wrap=True)
        column.addWidget(crisis)
        line = QHBoxLayout()
        kits = [(code, _(words)) for code, words in NALOXONE_WORDS.items()]
        self.naloxone = ChoiceField([("", _("Naloxone: not yet asked")), *kits], self)
        self.naloxone.setAccessibleName(_("Naloxone"))
        self.naloxone.setProperty("cell", "true")
        self.naloxone_day = DateField(self)
        self.naloxone_day.setAccessibleName(_("Day of the kit"))
        self.naloxone_day.setProperty("cell", "true")
        self.naloxone.currentIndexChanged.connect(self._on_naloxone)
        self.naloxone_day.textChanged.connect(self._on_edited)
        self.naloxone_day.editingFinished.connect(
            lambda: set_property(
                self.naloxone_day, "wrong", "true" if self.naloxone_day.is_wrong else "false"
            )
        )
        self.naloxone_day.setFixedWidth(current_theme().px(96))
        line.addWidget(self.naloxone, 1)
        line.addWidget(self.naloxone_day)
        column.addLayout(line)
        column.addStretch(1)
        return crisis

    def _on_naloxone(self) -> None:
        self._show_kit_day()
        self._on_edited()

    def _show_kit_day(self) -> None:
        self.naloxone_day.setVisible(self.naloxone.value == "given")

    def _fill_menu(self, menu: QMenu, field: GrowingText, library: Sequence[Option]) -> None:
        menu.clear()
        there = lines_of(field.toPlainText())
        for option in library:
            text = option.texts[self._language]
            if text not in there:
                menu.addAction(text).triggered.connect(partial(self._add_line, field, text))

    def _add_line(self, field: GrowingText, text: str, _checked: bool = False) -> None:
        there = field.toPlainText().rstrip()
        field.setPlainText(f"{there}\n{text}" if there else text)
        field.moveCursor(QTextCursor.MoveOperation.End)

    def _on_edited(self, *_what: object) -> None:
        if not self._loading:
            self.edited.emit()
