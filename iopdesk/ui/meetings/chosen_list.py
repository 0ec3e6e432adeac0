"""The meetings a client picked, in week order, each with the way there."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from iopdesk.domain.referral import LONGEST_NOTE, ChosenMeeting
from iopdesk.domain.week_suggestion import Why
from iopdesk.services.meeting_search import MeetingLine
from iopdesk.ui.meetings.meeting_words import line_miles_words, line_when_words, why_words
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.chip import Chip
from iopdesk.ui.widgets.elided import ElidedLabel
from iopdesk.ui.widgets.fields import text_field
from iopdesk.ui.widgets.label import label, rule
from iopdesk.ui.wording import _


@dataclass(frozen=True)
class Chosen:
    """One picked meeting as the panel shows it; `clashes` names groups at the same time."""

    line: MeetingLine
    way: str = ""
    clashes: tuple[str, ...] = ()
    is_listed: bool = True
    why: tuple[Why, ...] = ()

    @property
    def kept(self) -> ChosenMeeting:
        """What a referral keeps of it."""
        return ChosenMeeting(self.line.id, self.way)


class ChosenList(QWidget):
    """Shows picked meetings; `let_go` carries the id of one to take off, `way_told` its new way."""

    let_go = Signal(object)
    way_told = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().px(4))
        self._rows: dict[uuid.UUID, _ChosenRow] = {}
        self._nothing = label(_("Tick the meetings the client picked."), "soft", self, wrap=True)
        self._column.addWidget(self._nothing)

    def show_chosen(self, chosen: Sequence[Chosen], *, with_ways: bool) -> None:
        """Show these; rows that stay keep what is being typed in them."""
        wanted = [each.line.id for each in chosen]
        if wanted != list(self._rows):
            for row in self._rows.values():
                row.hide()
                row.deleteLater()
            self._rows = {each.line.id: self._new_row(each) for each in chosen}
        for each in chosen:
            self._rows[each.line.id].show_chosen(each, with_ways=with_ways)
        self._nothing.setVisible(not chosen)

    def _new_row(self, chosen: Chosen) -> "_ChosenRow":
        row = _ChosenRow(chosen, self)
        row.let_go.connect(self.let_go)
        row.way_told.connect(self.way_told)
        self._column.addWidget(row)
        return row


class _ChosenRow(QWidget):
    """When, name, distance, a button to let it go, and below them the way there."""

    let_go = Signal(object)
    way_told = Signal(object, str)

    def __init__(self, chosen: Chosen, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self._id = chosen.line.id
        line = chosen.line
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(3))
        top = QHBoxLayout()
        top.setSpacing(current_theme().px(6))
        top.addWidget(label(line_when_words(line), "strong", self))
        top.addWidget(ElidedLabel(line.name, self))
        top.addStretch(1)
        top.addWidget(label(line_miles_words(line), "soft", self))
        self.edit = self._small_button("bus", _("The way to {meeting}", meeting=line.name))
        self.edit.setToolTip(_("How to get there"))
        self.edit.setCheckable(True)
        self.edit.toggled.connect(self._on_edit)
        self.remove = self._small_button("x", _("Take off {meeting}", meeting=line.name))
        self.remove.setToolTip(_("Take off the list"))
        self.remove.clicked.connect(self._on_remove)
        top.addWidget(self.edit)
        top.addWidget(self.remove)
        column.addLayout(top)
        self._chip = Chip("", "warn", self)
        column.addWidget(self._chip)
        self._why = label("", "soft", self, wrap=True)
        column.addWidget(self._why)
        self._way_words = ElidedLabel("", self, role="soft")
        column.addWidget(self._way_words)
        self.way = self._way_field(chosen)
        self.way.hide()
        column.addWidget(self.way)
        column.addWidget(rule(self))

    def _small_button(self, icon: str, name: str) -> QPushButton:
        button = quiet_button("", icon, self)
        button.setAccessibleName(name)
        return button

    def show_chosen(self, chosen: Chosen, *, with_ways: bool) -> None:
        """Show what changed about it."""
        words = ""
        if chosen.clashes:
            words = _("Same time as {group}", group=", ".join(chosen.clashes))
        elif not chosen.is_listed:
            words = _("No longer in the directory: ask first")
        self._chip.show_fact(words, "warn")
        self._why.setText(why_words(chosen.why))
        self._why.setVisible(bool(chosen.why))
        self.edit.setVisible(with_ways)
        if not with_ways:
            self.edit.setChecked(False)
        self._way_words.setText(chosen.way)
        self._way_words.setVisible(with_ways and bool(chosen.way) and not self.edit.isChecked())
        if self.way.text() != chosen.way and not self.way.hasFocus():
            self.way.setText(chosen.way)

    def _way_field(self, chosen: Chosen) -> QLineEdit:
        field = text_field(LONGEST_NOTE, _("Bus, walk, ride: how to get there"), self)
        field.setAccessibleName(_("The way to {meeting}", meeting=chosen.line.name))
        field.setText(chosen.way)
        field.textEdited.connect(self._on_way)
        field.returnPressed.connect(self._on_entered)
        return field

    def _on_edit(self, editing: bool) -> None:
        self.way.setVisible(editing)
        self._way_words.setText(self.way.text())
        self._way_words.setVisible(not editing and bool(self.way.text()))
        if editing:
            self.way.setFocus()

    def _on_entered(self) -> None:
        self.edit.setChecked(False)
        self.edit.setFocus()

    def _on_remove(self) -> None:
        self.let_go.emit(self._id)

    def _on_way(self, text: str) -> None:
        self.way_told.emit(self._id, text)
