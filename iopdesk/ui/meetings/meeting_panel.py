"""The panel beside the list when nobody is being referred: one meeting, and whom to refer."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.domain.meeting import SignsCards
from iopdesk.domain.meeting_correction import FOLLOWS, Correction
from iopdesk.services.client_records import ClientLine
from iopdesk.services.meeting_search import MeetingLine
from iopdesk.services.meeting_service import MeetingFacts
from iopdesk.ui.meetings.listed_card import corrected_words
from iopdesk.ui.meetings.meeting_words import (
    field_words,
    kinds_words,
    line_miles_words,
    line_when_words,
    place_words,
    signs_words,
)
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.chip import Chip
from iopdesk.ui.widgets.label import label, rule
from iopdesk.ui.widgets.search_field import SearchField
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.wording import _, screen_wording


class MeetingPanel(Card):
    """`signs_told` carries what staff learned about cards, `client_chosen` a client's id."""

    signs_told = Signal(object)
    client_asked = Signal(str)
    client_chosen = Signal(object)
    change_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Meeting"), parent)
        self.facts = label(_("Choose a meeting in the list."), "", self, wrap=True)
        self.notes = label("", "soft", self, wrap=True)
        self.signs = Segmented([(known, signs_words(known)) for known in SignsCards], self)
        self.signs.set_name(_("Attendance cards"))
        self.changed = Chip("", "warn", self)
        self.corrected = label("", "", self, wrap=True)
        self.change = quiet_button(_("P&ut right, note…"), "pencil", self)
        self.change.clicked.connect(self.change_asked)
        self._signs_label = label(_("Attendance cards"), "label", self)
        self.search = SearchField(_("Refer a client: name or chart"), self)
        self._found = QVBoxLayout()
        self.body.addWidget(self.facts)
        self.body.addWidget(self.changed)
        self.body.addWidget(self.corrected)
        self.body.addWidget(self.notes)
        self.body.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._signs_label)
        self.body.addWidget(self.signs)
        self.body.addWidget(rule(self))
        self.body.addWidget(self.search)
        self.body.addLayout(self._found)
        self.body.addStretch(1)
        self._hide_signs()
        self.signs.changed.connect(self.signs_told)
        self.search.asked.connect(self.client_asked)
        self.search.returnPressed.connect(self._on_enter)

    def show_line(self, line: MeetingLine | None) -> None:
        """Show what the list knows at once; the rest comes with `show_facts`."""
        if line is None:
            self.set_title(_("Meeting"))
            self.facts.setText(_("Choose a meeting in the list."))
            self.notes.setText("")
            self._hide_signs()
            return
        self.set_title(line.name)
        told = [
            f"{line_when_words(line)} · {line.fellowship.name_in(screen_wording().language)}",
            place_words(line),
            " · ".join(part for part in (line.city, line_miles_words(line)) if part),
            kinds_words(line),
        ]
        self.facts.setText("\n".join(part for part in told if part))
        self.signs.set_value(line.signs_cards)

    def show_facts(self, facts: MeetingFacts) -> None:
        """Show notes, link and source of the meeting."""
        meeting = facts.meeting
        self.changed.show_fact(_changed_words(facts), "warn")
        self.corrected.setText("\n".join(corrected_words(c) for c in _told(facts)))
        self.corrected.setVisible(bool(_told(facts)))
        self.change.setText(_("&Edit…") if facts.is_own else _("P&ut right, note…"))
        self.change.show()
        told = [
            facts.clinic_note,
            meeting.place_notes,
            meeting.notes,
            meeting.link,
            meeting.link_notes,
            meeting.phone,
            meeting.phone_notes,
            _("From: {source}", source=", ".join((facts.source, *(s for _id, s in facts.also)))),
        ]
        if facts.listed_until:
            day = screen_wording().day_month_year(facts.listed_until)
            ended = _("No longer held since {day}.", day=day)
            gone = _("No longer listed since {day}.", day=day)
            told.insert(0, ended if facts.is_own else gone)
        self.notes.setText("\n".join(part for part in told if part))
        self.signs.set_value(facts.signs_cards)
        self._signs_label.show()
        self.signs.show()

    def show_clients(self, clients: Sequence[ClientLine]) -> None:
        """Offer clients that fit what was typed."""
        while self._found.count():
            item = self._found.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for client in clients:
            button = quiet_button(f"{client.name}  {client.chart_number}", "user", self)
            button.setProperty("client", str(client.client_id))
            button.clicked.connect(self._on_client)
            self._found.addWidget(button)

    def _hide_signs(self) -> None:
        self.change.hide()
        self.changed.hide()
        self.corrected.hide()
        self._signs_label.hide()
        self.signs.hide()

    def _on_client(self) -> None:
        self.client_chosen.emit(UUID(str(self.sender().property("client"))))

    def _on_enter(self) -> None:
        item = self._found.itemAt(0)
        widget = item.widget() if item else None
        if widget is not None:
            self.client_chosen.emit(UUID(str(widget.property("client"))))


def _told(facts: MeetingFacts) -> list[Correction]:
    return [each for each in facts.corrections if each.field != FOLLOWS]


def _changed_words(facts: MeetingFacts) -> str:
    """A warning where the list changed what the clinic had corrected; empty for others."""
    fields = ", ".join(field_words(each.field) for each in facts.contested)
    return _("The list changed: {fields}", fields=fields) if fields else ""
