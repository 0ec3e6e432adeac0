"""A return in the chart: last time in short, and every item of the record asked by one key."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from iopdesk.domain.carried import ANSWER_WORDS, KIND_WORDS, CarriedAnswer, CarriedItem, LastTime
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.chip import Chip
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _, ngettext_, screen_wording

KEYS = {
    "Y": CarriedAnswer.CONFIRMED,
    "C": CarriedAnswer.CHANGED,
    "N": CarriedAnswer.ENDED,
}
_TONES = {
    CarriedAnswer.WAITING: "warn",
    CarriedAnswer.CONFIRMED: "good",
    CarriedAnswer.CHANGED: "info",
    CarriedAnswer.ENDED: "neutral",
}
_ROW, _HEAD, _MOST_ROWS = 34, 44, 9


class LastTimeCard(Card):
    """Its button shows the page to print."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Last time"), parent)
        self.facts = FactList((), self)
        self.page = plain_button(_("&Last time on one page…"), "printer", self)
        self.body.addWidget(self.facts)
        self.body.addWidget(self.page, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_last_time(self, record: LastTime | None) -> None:
        """Show it; nothing where there was no stay before."""
        self.setVisible(record is not None)
        if record is not None:
            self.facts.set_facts(_facts(record))


class ReturnCard(Card):
    """`answered` carries an item and what the client says to it."""

    answered = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Does this still hold?"), parent)
        self._chip = Chip("", "warn", self)
        self.add_to_head(self._chip)
        told = _("Ask each one: Y still true, C has changed, N not any more.")
        self.body.addWidget(label(told, "soft", self, wrap=True))
        self._model = RowsModel[CarriedItem](_columns(), self, identity=lambda one: one.item_id)
        self.table = TableView(self._model, "carried", self)
        self.table.setAccessibleName(self.title())
        self.body.addWidget(self.table)
        for key, answer in KEYS.items():
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda answer=answer: self._on_key(answer))
        self.hide()

    def show_items(self, items: Sequence[CarriedItem]) -> None:
        """Show them; nothing at a first stay."""
        self.setVisible(bool(items))
        self._model.set_rows(items)
        waiting = sum(one.answer is CarriedAnswer.WAITING for one in items)
        told = ngettext_("{n} to be asked", "{n} to be asked", waiting)
        self._chip.show_fact(told if waiting else _("All asked"), "warn" if waiting else "good")
        theme = current_theme()
        rows = min(len(items), _MOST_ROWS)
        self.table.setFixedHeight(theme.px(_HEAD + rows * _ROW))
        if items and not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def _on_key(self, answer: CarriedAnswer) -> None:
        item = self.table.current_row()
        if item is None:
            return
        at = self.table.currentIndex().row()
        self.answered.emit(item, answer)
        self.table.selectRow(min(at + 1, self._model.rowCount() - 1))


def _columns() -> list[Column[CarriedItem]]:
    return [
        Column(_("What"), lambda one: _(KIND_WORDS[one.kind]), "kind", soft=True),
        Column(_("The record says"), lambda one: one.words, "words", stretch=True),
        Column(
            _("Today"),
            lambda one: _(ANSWER_WORDS[one.answer]),
            "answer",
            kind=Kind.CHIP,
            tone=lambda one: _TONES[one.answer],
        ),
    ]


def _facts(record: LastTime) -> list[tuple[str, str]]:
    words = screen_wording()
    first, last = words.day_month_year(record.admitted), words.day_month_year(record.discharged)
    attended = _("{attended} of {all}", attended=record.attended, all=record.marked)
    listed = (
        (_("Stay {n}", n=record.stay), _("{first} to {last}", first=first, last=last)),
        (_("How it ended"), record.reason),
        (_("Sessions"), attended if record.marked else ""),
        (_("Setbacks"), ", ".join(words.day_month_year(day) for day in record.setbacks)),
        (_("What set it off"), "; ".join(record.triggers)),
        (_("What helped"), "; ".join(record.actions)),
        (_("What was planned next"), "; ".join(record.next_steps)),
    )
    return [(name, text) for name, text in listed if text]
