"""What the lists say of a meeting beside what the clinic corrected, and other listings of it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from iopdesk.domain.meeting_correction import FOLLOWS, Correction
from iopdesk.services.meeting_service import MeetingFacts
from iopdesk.ui.meetings.meeting_form import start_of
from iopdesk.ui.meetings.meeting_words import day_words, field_words, start_words
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.chip import Chip
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _


class ListedCard(Card):
    """`listed_taken` and `ours_kept` carry a field's name, the others another listing's id."""

    listed_taken = Signal(str)
    ours_kept = Signal(str)
    told_apart = Signal(object)
    taken_as_one = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What the lists say"), parent)
        self.buttons: dict[str, QPushButton] = {}

    def show_facts(self, facts: MeetingFacts) -> None:
        """Show one meeting's sources and corrections."""
        self.buttons = {}
        while self.body.count():
            item = self.body.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if facts.is_own:
            words = _("The clinic's own: no list changes it or takes it off.")
        else:
            words = _("From: {source}", source=facts.source)
        self.body.addWidget(label(words, "soft", self, wrap=True))
        for correction in facts.corrections:
            if correction.field != FOLLOWS:
                self.body.addWidget(self._corrected(correction))
        for other_id, source in facts.also:
            words = _("{source} lists the same meeting; it is shown once.", source=source)
            self.body.addWidget(label(words, "", self, wrap=True))
            apart = quiet_button(_("They are two meetings"), "", self)
            apart.clicked.connect(partial(self.told_apart.emit, other_id))
            self.buttons[f"apart {other_id}"] = apart
            self.body.addWidget(self._line(apart))
        for other_id, source in facts.apart:
            words = _(
                "Someone told this meeting apart from one that {source} lists.", source=source
            )
            self.body.addWidget(label(words, "", self, wrap=True))
            one = quiet_button(_("They are one meeting"), "", self)
            one.clicked.connect(partial(self.taken_as_one.emit, other_id))
            self.buttons[f"one {other_id}"] = one
            self.body.addWidget(self._line(one))
        self.body.addStretch(1)

    def _corrected(self, correction: Correction) -> QWidget:
        field = correction.field
        box = QWidget(self)
        box.setProperty("bare", "true")
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(corrected_words(correction), "", box, wrap=True))
        buttons = []
        if correction.is_contested:
            column.addWidget(Chip(_("The list changed this since: choose"), "warn", box))
            keep = quiet_button(_("Keep ours"), "", box)
            keep.setAccessibleName(_("Keep ours: {field}", field=field_words(field)))
            keep.clicked.connect(partial(self.ours_kept.emit, field))
            self.buttons[f"keep {field}"] = keep
            buttons.append(keep)
        take = quiet_button(_("Take the list's"), "", box)
        take.setAccessibleName(_("Take the list's: {field}", field=field_words(field)))
        take.clicked.connect(partial(self.listed_taken.emit, field))
        self.buttons[f"take {field}"] = take
        column.addWidget(self._line(*buttons, take))
        return box

    def _line(self, *buttons: QPushButton) -> QWidget:
        made = QWidget(self)
        made.setProperty("bare", "true")
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        for button in buttons:
            line.addWidget(button)
        line.addStretch(1)
        return made


def corrected_words(correction: Correction) -> str:
    """A correction in a sentence: ours, and what the list says."""
    return _(
        "{field}: corrected here to {ours}; the list says {listed}.",
        field=field_words(correction.field).capitalize(),
        ours=_shown(correction.field, correction.value),
        listed=_shown(correction.field, correction.listed_now),
    )


def _shown(field: str, text: str) -> str:
    if field == "day":
        return day_words(int(text) if text else None)
    if field == "start":
        return start_words(start_of(text))
    return text or _("nothing")
