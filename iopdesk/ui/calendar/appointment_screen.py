"""One appointment: booked, changed, and what became of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.domain.appointment import (
    Appointment,
    AppointmentDraft,
    AppointmentState,
    Booked,
    BookedFor,
    Clashing,
    ProposedDay,
)
from iopdesk.domain.problems import EditConflict, InvalidDraft
from iopdesk.domain.staff import Right
from iopdesk.domain.staff_member import StaffName
from iopdesk.services.appointment_records import MissedSession
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.ui.calendar.appointment_form import AppointmentForm, with_time
from iopdesk.ui.calendar.calendar_words import booked_words, when_words
from iopdesk.ui.calendar.clash_card import ClashCard
from iopdesk.ui.calendar.client_choice import ClientChoice
from iopdesk.ui.calendar.outcome_card import OutcomeCard
from iopdesk.ui.desk import Desk
from iopdesk.ui.form_keeper import FormKeeper
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _, ngettext_

_PAUSE_MS = 150
_STATES = AppointmentState


class AppointmentScreen(Screen):
    """Opened with an appointment's id, a client's id, or neither: then the client is chosen here.

    `day`, `start`, `staff_id`, `room` and `kind` begin a new one.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._whom: BookedFor | None = None
        self._appointment: Appointment | None = None
        self._base = AppointmentDraft()
        self._begun: dict[str, object] = {}
        self._record_id: UUID | None = None
        column = self.page_layout()
        self.title = TitleBar(_("New appointment"), self)
        self.title.set_back(_("Back"), desk.navigation.back)
        self.chart = self.title.add_action(plain_button(_("Open &chart"), "", self))
        self.save = self.title.add_action(primary_button(_("&Save"), "check", self))
        column.addWidget(self.title)
        card = Card("", self)
        self.choice = ClientChoice(desk, card)
        self.form = AppointmentForm(card)
        card.body.addWidget(self.choice)
        card.body.addWidget(self.form)
        card.body.addStretch(1)
        side = QWidget(self)
        side.setProperty("bare", "true")
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(current_theme().px(12))
        self.clashes = ClashCard(side)
        self.outcome = OutcomeCard(side)
        right.addWidget(self.clashes)
        right.addWidget(self.outcome)
        right.addStretch(1)
        self._panes = TwoPanes(card, side, self)
        column.addWidget(self._panes, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._kept = FormKeeper(desk, self, self.form, "appointment")
        self._connect()

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Begin anew; what was typed about another one was saved or given up."""
        self._record_id = record_id
        self._begun = more
        self._whom, self._appointment = None, None
        self._base = _begun(AppointmentDraft(), more)
        self.clashes.clear()
        self._show_whom()
        self.form.load(self._base, may_repeat=True)
        self.form.offer_missed(())
        if record_id is None:
            self.choice.start()
            self.choice.search.setFocus()

    def refresh(self) -> None:
        """Ask for choices, and for the appointment or client."""
        if self.form.is_dirty:
            return
        services, record_id = self.desk.services, self._record_id
        self.desk.background.run(self, partial(_choices, services), self._show_choices)
        if record_id is not None:
            call = partial(services.appointment.opened, record_id)
            self.desk.background.run(self, call, self._show_opened, ticket="opened")

    def reflow(self, narrow: bool) -> None:
        """The side goes under the form."""
        self._panes.reflow(narrow)
        self.title.reflow(narrow)

    def has_unsaved(self) -> bool:
        """Whether something was typed and not saved."""
        return self.form.is_dirty

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the form."""
        return [("Ctrl+S", _("Save"))]

    def place(self) -> str:
        """Its name in back links."""
        return _("Appointment")

    def _connect(self) -> None:
        self._pause.timeout.connect(self._on_pause)
        self.form.edited.connect(self._pause.start)
        self.choice.chosen.connect(self._on_chosen)
        self.save.clicked.connect(self._on_save)
        self.chart.clicked.connect(self._on_chart)
        self.outcome.asked.connect(self._on_outcome)
        self.outcome.note_asked.connect(self._on_note)
        self.outcome.taken_back.connect(self._on_mistake)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_save)

    def _show_choices(self, found: tuple[Sequence[StaffName], Sequence[str]]) -> None:
        staff, rooms = found
        chosen = self.form.staff.value
        self.form.offer(staff, rooms)
        with self.form.loading():
            dirty = self.form.is_dirty
            self.form.staff.set_value(chosen or self._base.staff_id)
        self.form.is_dirty = dirty
        if self._record_id is None:
            self._kept.open("")

    def _show_opened(self, opened: Appointment | BookedFor) -> None:
        if isinstance(opened, Appointment):
            self._appointment, self._base = opened, opened.draft
            self._whom = BookedFor(opened.client_id, opened.client, opened.chart_number, None)
        else:
            self._whom = opened
            usual = replace(AppointmentDraft(), staff_id=opened.counselor_id)
            typed = self.form.draft() if self.form.is_dirty else None
            self._base = typed or _begun(usual, self._begun)
        self._show_whom()
        dirty = self.form.is_dirty
        self.form.load(self._base, may_repeat=self._appointment is None)
        self.form.is_dirty = dirty
        if self._appointment is None:
            (self.form.day if self._base.day is None else self.form.kind).setFocus()
        services = self.desk.services.appointment
        but = self._appointment.id if self._appointment else None
        call = partial(services.missed, self._whom.client_id, but)
        self.desk.background.run(self, call, self._show_missed, ticket="missed")
        self._on_pause()

    def _show_missed(self, missed: tuple[MissedSession, ...]) -> None:
        with self.form.loading():
            dirty = self.form.is_dirty
            self.form.offer_missed(missed)
            self.form.makes_up.set_value(self._base.makes_up_id)
        self.form.is_dirty = dirty
        if self._record_id is not None:
            self._kept.open(self._record_id.hex, is_stored=self._appointment is not None)

    def _show_whom(self) -> None:
        whom, appointment = self._whom, self._appointment
        self.choice.setVisible(whom is None and self._record_id is None)
        self.chart.setVisible(whom is not None)
        name = whom.client if whom else _("New appointment")
        told = _("new appointment") if whom else ""
        if appointment is not None:
            told = when_words(appointment.day, appointment.start, appointment.draft.minutes)
        self.title.set_title(name, " · ".join(each for each in (_chart(whom), told) if each))
        self.outcome.setVisible(appointment is not None)
        may_book = self.desk.services.signed_in.may(Right.EDIT_CLIENTS)
        self.save.setEnabled(may_book)
        if appointment is not None:
            today = self.desk.services.store.clock.today()
            may_note = self.desk.services.signed_in.may(Right.WRITE_NOTES)
            self.outcome.show_appointment(
                appointment, is_due=appointment.day <= today, may_note=may_note
            )

    def _on_chosen(self, client_id: UUID) -> None:
        self._record_id = client_id
        call = partial(self.desk.services.appointment.opened, client_id)
        self.desk.background.run(self, call, self._show_opened, ticket="opened")

    def _on_pause(self) -> None:
        whom, draft, repeat = self._whom, self.form.draft(), self.form.repeat()
        if whom is None or self.form.problems():
            self.clashes.show_proposal(())
            return
        but = self._appointment.id if self._appointment else None
        call = partial(self.desk.services.appointment.proposed, whom.client_id, draft, repeat, but)
        self.desk.background.run(self, call, self.clashes.show_proposal, ticket="proposed")

    def _on_save(self) -> None:
        whom, problems = self._whom, self.form.problems()
        if whom is None:
            self.desk.messages.say(_("Choose the client first."))
            self.choice.search.setFocus()
            return
        if problems:
            self.form.show_problems(problems)
            return
        self.form.clear_problems()
        # the card may lag behind the last key: what is saved must have been shown
        but = self._appointment.id if self._appointment else None
        call = partial(
            self.desk.services.appointment.proposed,
            whom.client_id,
            self.form.draft(),
            self.form.repeat(),
            but,
        )
        self.desk.background.run(self, call, self._on_proposed, ticket="proposed")

    def _on_proposed(self, proposed: tuple[ProposedDay, ...]) -> None:
        before = self.clashes.seen
        self.clashes.show_proposal(proposed)
        if any(clash not in before for clash in self.clashes.seen):
            self.desk.messages.say(_("Something else is at this time: look before you save."))
            return
        self._save(self._base, self.form.draft())

    def _save(self, base: AppointmentDraft, mine: AppointmentDraft) -> None:
        if self._whom is None:
            return
        service = self.desk.services.appointment
        seen, reason = self.clashes.seen, self.clashes.reason_given()
        if self._appointment is None:
            client_id, repeat = self._whom.client_id, self.form.repeat()
            book = partial(service.book, client_id, mine, repeat, seen=seen, reason=reason)
            self.desk.background.run(self, book, self._on_booked, self._on_failed)
        else:
            change = partial(
                service.change, self._appointment.id, base, mine, seen=seen, reason=reason
            )
            self.desk.background.run(self, change, self._on_changed, self._on_failed)

    def _on_booked(self, booked: Booked) -> None:
        start = self.form.draft().start or time()
        self.form.set_clean()
        self.desk.messages.say(booked_words(booked, start))
        self.desk.navigation.back()

    def _on_changed(self, done: None) -> None:
        self.form.set_clean()
        self.desk.messages.say(_("Saved."))
        self.desk.navigation.back()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            homeless = self.form.show_problems(error.problems)
            self.outcome.form.show_problems(homeless)
        elif isinstance(error, Clashing):
            if self.clashes.form.isVisibleTo(self.clashes):
                self.clashes.reason.setFocus()
            else:
                self._on_pause()
            self.desk.messages.say(_("Something else is at this time: look before you save."))
        elif isinstance(error, EditConflict):
            self._settle(error)
        else:
            self.desk.messages.error(error)

    def _settle(self, conflict: EditConflict) -> None:
        kept = self.desk.messages.settle(conflict, self.form.field_words())
        theirs = {each.field: each.theirs for each in conflict.fields}
        if kept is None or "state" in theirs:
            self._reload()
            return
        base = AppointmentDraft(**{**vars(self._base), **theirs})
        mine = AppointmentDraft(**{**vars(self.form.draft()), **kept})
        self._save(base, mine)

    def _reload(self) -> None:
        self.form.set_clean()
        self.refresh()

    def _on_outcome(self, state: AppointmentState) -> None:
        appointment = self._appointment
        if appointment is None:
            return
        if self.form.is_dirty:
            self.desk.messages.say(_("Save what you changed first."))
            return
        service, seen = self.desk.services.appointment, appointment.state
        if state.is_cancelled:
            self._cancel(appointment, state)
            return
        if state is _STATES.KEPT:
            minutes = self.outcome.minutes.value or 0
            call = partial(service.keep, appointment.id, minutes, seen=seen)
        elif state is _STATES.NO_SHOW:
            call = partial(service.note_no_show, appointment.id, seen=seen)
        else:
            call = partial(service.plan_again, appointment.id, seen=appointment.outcome)
        self.desk.background.run(self, call, self._on_marked, self._on_failed)

    def _cancel(self, appointment: Appointment, state: AppointmentState) -> None:
        messages = self.desk.messages
        and_later = False
        if appointment.later_in_series:
            n = appointment.later_in_series
            which = messages.choose(
                _("Cancel only this one?"),
                ngettext_(
                    "{n} later appointment of this series is planned.",
                    "{n} later appointments of this series are planned.",
                    n,
                ),
                [_("&Only this one"), _("This and all &later ones")],
            )
            if which is None:
                return
            and_later = which == 1
        reason = messages.ask_text(
            _("Why is it cancelled?"), "", _("Reason"), _("&Cancel the appointment")
        )
        if not reason:
            return
        call = partial(
            self.desk.services.appointment.cancel,
            appointment.id,
            state,
            reason,
            seen=appointment.state,
            and_later=and_later,
        )
        self.desk.background.run(self, call, self._on_marked, self._on_failed)

    def _on_marked(self, done: object) -> None:
        self.desk.messages.say(_("Saved."))
        self._reload()

    def _on_note(self) -> None:
        if self._appointment is not None:
            self.desk.navigation.open("appointment_note", self._appointment.id)

    def _on_mistake(self) -> None:
        appointment = self._appointment
        if appointment is None:
            return
        reason = self.desk.messages.ask_text(
            _("Take this appointment back?"),
            _("It disappears from the calendar. The record keeps that it was booked."),
            _("Reason"),
            _("&Take it back"),
        )
        if reason:
            call = partial(self.desk.services.appointment.take_back, appointment.id, reason)
            self.desk.background.run(self, call, self._on_gone, self._on_failed)

    def _on_gone(self, done: None) -> None:
        self.form.set_clean()
        self.desk.navigation.back()

    def _on_chart(self) -> None:
        if self._whom is not None:
            self.desk.navigation.open("client", self._whom.client_id, tab="schedule")


def _choices(services: ClinicServices) -> tuple[Sequence[StaffName], Sequence[str]]:
    return services.staff.names(), services.appointment.rooms()


def _chart(whom: BookedFor | None) -> str:
    return whom.chart_number if whom else ""


def _begun(draft: AppointmentDraft, more: dict[str, object]) -> AppointmentDraft:
    day, start = more.get("day"), more.get("start")
    rest = {name: value for name, value in more.items() if name not in {"day", "start"}}
    return with_time(
        draft,
        day if isinstance(day, date) else None,
        start if isinstance(start, time) else None,
        **rest,
    )
