"""What needs someone: a line a duty with its one button, put off or done by a key."""

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from iopdesk.domain.duty import (
    MUST_BE_DONE,
    Answer,
    Duty,
    DutyGroup,
    DutyKind,
    DutyLine,
    calm_lines,
)
from iopdesk.services import duty_words as says
from iopdesk.ui.settings import screen_settings
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _, ngettext_, screen_wording

_ROW_UNITS = 36
_WHO_UNITS, _DUE_UNITS = 150, 140
_KEPT = "today/duties"
MINE, ALL, PUT_OFF = "mine", "all", "put_off"


class DutiesCard(Card):
    """`opened` carries the duty, `answered` the duty and the answer.

    `taken_up` carries one that was put off, `undone` nothing.
    """

    opened = Signal(object)
    answered = Signal(object, object)
    taken_up = Signal(object)
    undone = Signal()

    def __init__(self, staff_id: UUID, usual: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Needs someone today"), parent)
        self._staff_id = staff_id
        self._duties: tuple[Duty, ...] = ()
        self._put_off: tuple[Duty, ...] = ()
        self._day: date | None = None
        self._is_new = False
        self._unfolded: set[DutyKind] = set()
        mine = [(MINE, _("Mine"))] if usual else []
        self.whose = Segmented([*mine, (ALL, _("All")), (PUT_OFF, _("Put off"))], self)
        self.whose.set_name(_("Whose"))
        self.whose.set_value(screen_settings().text(_KEPT) or usual or ALL)
        self.undo = quiet_button("", "undo-2", self)
        self.undo.hide()
        self.add_to_head(self.undo)
        self.add_to_head(self.whose)
        self._rows: RowsModel[DutyLine] = RowsModel(self._columns(), self, identity=_identity)
        self.table = TableView(self._rows, "today_duties", self, row_units=_ROW_UNITS)
        self.table.setAccessibleName(_("Needs someone today"))
        self.table.setAccessibleDescription(_("O puts off, D is done, N is not needed."))
        self.table.horizontalHeader().hide()
        self.empty = EmptyState(_("Nothing is waiting. Well done."), None, self)
        # nothing is said to be empty before the store has answered
        self.empty.hide()
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty, 1)
        self._has_choice = bool(usual)
        self._build_answers()
        self._connect()

    def show_duties(
        self,
        duties: tuple[Duty, ...],
        put_off: tuple[Duty, ...],
        day: date,
        *,
        is_new: bool = False,
    ) -> None:
        """Show what waits, or what was put off; lines that were unfolded stay so.

        A clinic that `is_new` has nobody in the program: where it is empty, how to begin.
        """
        self._duties, self._put_off, self._day = duties, put_off, day
        self._is_new = is_new
        self._show()

    def show_undo(self, words: str) -> None:
        """Offer to take the last answer back; nothing to offer without words."""
        self.undo.setText(words)
        self.undo.setVisible(bool(words))

    def reflow(self, narrow: bool) -> None:
        """Fewer columns where it is narrow."""
        self.table.reflow(narrow)

    def lines(self) -> list[DutyLine]:
        """The lines shown."""
        return list(self._rows.rows())

    def _build_answers(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(4))
        self.buttons: dict[Answer, QPushButton] = {}
        self.take_up = quiet_button(_("Take up again (T)"), "rotate-ccw", self)
        self.take_up.clicked.connect(self._on_take_up)
        line.addWidget(self.take_up)
        self._add_key("T", _("Take up again"), self._on_take_up)
        for answer, key, words, icon in (
            (Answer.PUT_OFF, "O", _("Put off…"), "clock"),
            (Answer.DONE, "D", _("Mark done"), "check"),
            (Answer.NOT_NEEDED, "N", _("Not needed…"), "x"),
        ):
            button = quiet_button(f"{words} ({key})", icon, self)
            button.clicked.connect(partial(self._on_answer, answer))
            line.addWidget(button)
            self.buttons[answer] = button
            self._add_key(key, words, partial(self._on_answer, answer))
        line.addStretch(1)
        self.body.addLayout(line)

    def _add_key(self, key: str, words: str, slot: Callable[..., None]) -> None:
        action = QAction(words, self.table)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setAutoRepeat(False)
        action.triggered.connect(slot)
        self.table.addAction(action)

    def _connect(self) -> None:
        undo = QAction(_("Undo"), self)
        undo.setShortcut(QKeySequence.StandardKey.Undo)
        undo.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.triggered.connect(self.undone)
        self.addAction(undo)
        self.undo.clicked.connect(self.undone)
        self.table.opened.connect(self._on_opened)
        self.table.pressed.connect(self._on_opened)
        self.table.chosen.connect(self._on_chosen)
        self.whose.changed.connect(self._on_whose)

    def _show(self) -> None:
        mine = tuple(duty for duty in self._duties if duty.is_of(self._staff_id))
        is_mine = self.whose.value == MINE
        shown = mine if is_mine else self._put_off if self._is_put_off else self._duties
        at = self.table.currentIndex().row()
        self._rows.set_rows(shown if self._is_put_off else calm_lines(shown, self._unfolded))
        if at >= 0 and not self.table.currentIndex().isValid():
            # whoever answers one duty goes on with the next
            self.table.step(at + 1)
        urgent = sum(1 for duty in shown if duty.urgency.value == "bad" and not duty.until)
        note = ngettext_("{n} line", "{n} lines", len(shown)) if shown else ""
        if urgent:
            note = _("{lines}, {n} urgent", lines=note, n=urgent)
        self.set_title(_("Needs someone today"), note)
        for value, words in (
            (MINE, _("Mine {n}", n=len(mine))),
            (ALL, _("All {n}", n=len(self._duties))),
            (PUT_OFF, _("Put off {n}", n=len(self._put_off))),
        ):
            if value != MINE or self._has_choice:
                self.whose.button(value).setText(words)
                self.whose.button(value).setAccessibleName(words)
        self.empty.set_words(self._empty_words(len(self._duties) - len(mine)))
        if self.table.hasFocus() and not shown:
            # the keys of this card go on working
            self.whose.button(self.whose.value).setFocus()
        self.table.setVisible(bool(shown))
        self.empty.setVisible(not shown)
        self._on_chosen(self.table.current_row())

    @property
    def _is_put_off(self) -> bool:
        return self.whose.value == PUT_OFF

    def _empty_words(self, others: int) -> str:
        if self._is_put_off:
            return _("Nothing is put off.")
        if self.whose.value == MINE and others:
            return ngettext_(
                "Nothing of yours is waiting. {n} line is someone else's.",
                "Nothing of yours is waiting. {n} lines are someone else's.",
                others,
            )
        if self._is_new:
            return _(
                "Nobody is in the program yet. Begin with the groups (Ctrl+3) and the staff "
                "(Ctrl+7), then take the first call or add a client."
            )
        return _("Nothing is waiting. Well done.")

    def _columns(self) -> list[Column[DutyLine]]:
        words = screen_wording()
        return [
            Column(
                "",
                lambda line: "",
                kind=Kind.ICON,
                icon=lambda line: says.ICONS[line.kind],
                tone=lambda line: line.urgency.value,
                spoken=lambda line: words(says.URGENCIES[line.urgency]),
            ),
            Column(
                _("Who"),
                lambda line: line.who if isinstance(line, Duty) else "",
                bold=True,
                units=_WHO_UNITS,
            ),
            Column(
                _("What"),
                lambda line: (
                    says.what_words(line, words)
                    if isinstance(line, Duty)
                    else says.more_words(line, words)
                ),
                stretch=True,
            ),
            Column(_("Due"), self._due, soft=True, minor=True, units=_DUE_UNITS),
            Column("", _button, kind=Kind.BUTTON),
        ]

    def _due(self, line: DutyLine) -> str:
        if isinstance(line, DutyGroup) or self._day is None:
            return ""
        return says.when_words(line, self._day, screen_wording())

    def _on_opened(self, line: DutyLine) -> None:
        if isinstance(line, DutyGroup):
            self._unfolded.add(line.kind)
            self._show()
        else:
            self.opened.emit(line)

    def _on_chosen(self, line: DutyLine | None) -> None:
        for answer, button in self.buttons.items():
            button.setEnabled(isinstance(line, Duty) and _may_answer(line, answer))
            button.setVisible(bool(self._rows.rows()))
        self.take_up.setVisible(self._is_put_off and bool(self._rows.rows()))

    def _on_answer(self, answer: Answer, checked: bool = False) -> None:
        line = self.table.current_row()
        if isinstance(line, Duty) and _may_answer(line, answer):
            self.answered.emit(line, answer)

    def _on_take_up(self, checked: bool = False) -> None:
        line = self.table.current_row()
        if isinstance(line, Duty) and self._is_put_off:
            self.taken_up.emit(line)

    def _on_whose(self, value: object) -> None:
        screen_settings().keep(_KEPT, str(value))
        self._show()


def _may_answer(duty: Duty, answer: Answer) -> bool:
    return answer is Answer.DONE or duty.kind not in MUST_BE_DONE


def _identity(line: DutyLine) -> object:
    return line.key if isinstance(line, Duty) else line.kind


def _button(line: DutyLine) -> str:
    if isinstance(line, DutyGroup):
        return _("Show all")
    return says.button_words(line, screen_wording())
