"""Who may already be here: shown beside the form while it is filled in."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iopdesk.services.client_records import PossibleDuplicate
from iopdesk.ui.clients.client_words import born_words, state_tone, state_words
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.chip import Chip
from iopdesk.ui.widgets.elided import ElidedLabel
from iopdesk.ui.widgets.label import label, rule
from iopdesk.ui.wording import _, ngettext_


class DuplicatePanel(Card):
    """`opened` carries the id of a client whose chart a person wants to see.

    Where it `offers_return`, `same` carries that of who is the person in the form.
    """

    opened = Signal(object)
    same = Signal(object)

    def __init__(
        self, today: date, parent: QWidget | None = None, *, offers_return: bool = False
    ) -> None:
        self._offers_return = offers_return
        super().__init__(_("Already here?"), parent)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(current_theme().px(10))
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        self._shown: list[QWidget] = []
        self.found: tuple[PossibleDuplicate, ...] = ()
        self._today = today
        self.show_duplicates(())

    def show_duplicates(self, found: tuple[PossibleDuplicate, ...], *, typed: bool = False) -> None:
        """Show possible duplicates, or why there are none."""
        self.found = found
        for widget in self._shown:
            widget.hide()
            widget.deleteLater()
        self._shown = []
        if not found:
            words = (
                _("Nobody like this is here, discharged clients included.")
                if typed
                else _("Names, birth date and phone are compared with every record while you type.")
            )
            self._add(label(words, "soft", self, wrap=True))
            return
        count = ngettext_("{n} person may be the same", "{n} people may be the same", len(found))
        self._add(label(count, "soft", self, wrap=True))
        for one in found:
            self._add(rule(self))
            self._add(self._entry(one))

    def entries(self) -> list[str]:
        """What is shown of each person, in one line each."""
        return [widget.accessibleName() for widget in self._shown if widget.accessibleName()]

    def _entry(self, one: PossibleDuplicate) -> QWidget:
        theme = current_theme()
        line = one.line
        entry = QWidget(self)
        entry.setProperty("bare", "true")
        column = QVBoxLayout(entry)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(ElidedLabel(line.name, entry, role="strong"))
        head.addWidget(Chip(state_words(line.state), state_tone(line.state), entry))
        head.addStretch(1)
        column.addLayout(head)
        facts = ", ".join(
            part for part in (line.chart_number, born_words(line.born, self._today)) if part
        )
        column.addWidget(label(facts, "soft", entry, wrap=True))
        first, *others = (_(reason) for reason in one.reasons)
        reasons = ", ".join((first, *(reason.lower() for reason in others)))
        chip = Chip(reasons, "warn" if one.is_likely else "neutral", entry)
        column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        button = quiet_button(_("Open this chart"), "arrow-right", entry)
        button.setAccessibleDescription(line.name)
        button.clicked.connect(lambda _checked=False: self.opened.emit(line.client_id))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if self._offers_return:
            same = quiet_button(_("It is this person"), "user-check", entry)
            same.setAccessibleDescription(line.name)
            same.clicked.connect(lambda _checked=False: self.same.emit(line.client_id))
            column.addWidget(same, 0, Qt.AlignmentFlag.AlignLeft)
        entry.setAccessibleName(f"{line.name}, {facts}: {reasons}")
        return entry

    def _add(self, widget: QWidget) -> None:
        self._shown.append(widget)
        self._rows.addWidget(widget)
