"""What became of an appointment: kept, missed, cancelled; and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from iopdesk.domain.appointment import LONGEST_MINUTES, Appointment, AppointmentState
from iopdesk.ui.calendar.calendar_words import STATE_TONES, state_words
from iopdesk.ui.widgets.buttons import danger_button, plain_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.chip import Chip
from iopdesk.ui.widgets.fields import NumberField
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _, ngettext_


class OutcomeCard(Card):
    """`asked` carries the state a person gave; the minutes stand in the form."""

    asked = Signal(object)
    note_asked = Signal()
    taken_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What became of it"), parent)
        self.chip = Chip("", "neutral", self)
        self.add_to_head(self.chip)
        self.reason = label("", "soft", self, wrap=True)
        self.body.addWidget(self.reason)
        self.form = Form(self)
        self.minutes = self.form.add(
            "minutes_kept", _("Minutes it &lasted"), NumberField(1, LONGEST_MINUTES)
        )
        self.body.addWidget(self.form)
        self.keep = plain_button(_("&Kept"), "check", self)
        self.no_show = plain_button(_("Did &not come"), "phone-missed", self)
        self.by_client = plain_button(_("Cancelled b&y client…"), "x", self)
        self.by_clinic = plain_button(_("Cancelled &by clinic…"), "x", self)
        self.again = plain_button(_("Plan it a&gain"), "undo-2", self)
        self.note = plain_button(_("Write the n&ote"), "sticky-note", self)
        self.mistake = danger_button(_("Booked by &mistake…"), "", self)
        for pair in (
            (self.keep, self.no_show),
            (self.by_client, self.by_clinic),
            (self.note, self.again),
            (self.mistake,),
        ):
            line = QHBoxLayout()
            for button in pair:
                line.addWidget(button)
            line.addStretch(1)
            self.body.addLayout(line)
        self._connect()

    def show_appointment(self, appointment: Appointment, *, is_due: bool, may_note: bool) -> None:
        """Offer what fits its state; `is_due` says that its day has come."""
        state = appointment.state
        planned = state is AppointmentState.PLANNED
        words = state_words(state)
        if state is AppointmentState.KEPT:
            minutes = appointment.minutes_kept or 0
            words += f", {ngettext_('{n} minute', '{n} minutes', minutes)}"
        self.chip.show_fact(words, STATE_TONES[state])
        self.reason.setText(appointment.reason)
        self.reason.setVisible(bool(appointment.reason))
        with self.form.loading():
            self.minutes.set_value(appointment.minutes_kept or appointment.draft.minutes)
        self.form.clear_problems()
        self.form.setVisible(planned and is_due)
        self.keep.setVisible(planned and is_due)
        self.no_show.setVisible(planned and is_due)
        self.by_client.setVisible(planned)
        self.by_clinic.setVisible(planned)
        self.again.setVisible(not planned)
        self.mistake.setVisible(state is not AppointmentState.KEPT)
        self.note.setVisible(may_note and state is AppointmentState.KEPT)

    def _connect(self) -> None:
        states = AppointmentState
        self.keep.clicked.connect(lambda: self.asked.emit(states.KEPT))
        self.no_show.clicked.connect(lambda: self.asked.emit(states.NO_SHOW))
        self.by_client.clicked.connect(lambda: self.asked.emit(states.CANCELLED_BY_CLIENT))
        self.by_clinic.clicked.connect(lambda: self.asked.emit(states.CANCELLED_BY_CLINIC))
        self.again.clicked.connect(lambda: self.asked.emit(states.PLANNED))
        self.note.clicked.connect(self.note_asked)
        self.mistake.clicked.connect(self.taken_back)
