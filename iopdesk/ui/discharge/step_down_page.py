"""The cards of a step-down, in two columns, and the record they hold together."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from iopdesk.domain.check import Check
from iopdesk.domain.language import Language
from iopdesk.domain.step_down import NextStep, StepDown, Surroundings, checklist
from iopdesk.ui.discharge.appointments_card import AppointmentsCard
from iopdesk.ui.discharge.checklist_card import ChecklistCard
from iopdesk.ui.discharge.ending_card import EndingCard
from iopdesk.ui.discharge.follow_ups import CallDays, CallList
from iopdesk.ui.discharge.how_it_went_card import HowItWentCard
from iopdesk.ui.discharge.staying_well_card import StayingWellCard
from iopdesk.ui.discharge.step_down_view import (
    StepDownView,
    crisis_lines,
    meeting_lines,
    people_lines,
    start_and_now,
)
from iopdesk.ui.discharge.where_next_card import WhereNextCard, new_step
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _, screen_wording


class StepDownPage(QScrollArea):
    """`edited` is sent when a person changes something; `draft()` is the record as it stands."""

    edited = Signal()
    removal_asked = Signal(object)

    def __init__(self, new_id: Callable[[], UUID], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._new_id = new_id
        self._shown: StepDown | None = None
        self._around: Surroundings | None = None
        self._view: StepDownView | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget(self)
        self.setWidget(page)
        self.where = WhereNextCard(page)
        self.appointments = AppointmentsCard(new_id, page)
        self.well = StayingWellCard(new_id, page)
        self.went = HowItWentCard(page)
        self.ending = EndingCard(page)
        self.calls = self._calls_card(page)
        self.checks = ChecklistCard(page)
        self._add_papers()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, page)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(current_theme().px(12))
        self._columns.addLayout(_column(self.where, self.appointments, self.well), 6)
        self._columns.addLayout(_column(self.went, self.ending, self.calls, self.checks), 5)
        self._connect()

    def show_view(self, view: StepDownView) -> None:
        """Show what lies around the record: people, meetings, calls, how it went."""
        self._view, self._around = view, view.around
        crisis = "\n".join(crisis_lines(view.clinic))
        self.well.show_around(people_lines(view.people), meeting_lines(view.meetings), crisis)
        self.went.show_lines(start_and_now(view))
        is_over = view.step_down is not None and view.step_down.state != "draft"
        self.call_days.setVisible(not is_over)
        self.call_list.setVisible(is_over)
        self.call_words.setVisible(not is_over)
        if view.episode is not None:
            self.call_days.show_from(max(view.today, view.episode.planned_end))
            told = _("They will appear on Today for {name}.", name=view.episode.counselor)
            self.call_words.setText(told if view.episode.counselor else "")
        self.call_days.choose(view.call_days)
        self._show_papers(view, is_over)

    def show_step_down(self, step_down: StepDown) -> None:
        """Show the record; what is typed the same stays where the cursor is."""
        self._shown = step_down
        self.where.show_choices(step_down)
        self.appointments.show_steps(step_down.next_steps)
        language = self._view.language if self._view else Language(screen_wording().language)
        self.well.show_plan(step_down, language)
        self.ending.show_ending(step_down)
        self.show_checks()

    def draft(self) -> StepDown:
        """The record as it is typed now."""
        assert self._shown is not None, "nothing is shown"
        values = {
            **self.ending.values(),
            **self.where.level_values(),
            **self.well.values(),
        }
        items = sorted(self.well.items(), key=lambda item: (item.position, str(item.id)))
        return replace(
            self._shown,
            next_steps=self.appointments.steps(),
            items=tuple(items),
            **values,  # type: ignore[arg-type]
        )

    def current_checks(self) -> tuple[Check, ...]:
        """The checklist as the form stands."""
        if self._shown is None or self._around is None or self._view is None:
            return ()
        return checklist(self.draft(), self._around, self._view.today)

    def show_checks(self) -> None:
        """Show the checklist as the form stands."""
        self.checks.list.show_checks(self.current_checks())

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting anyone type."""
        for card in (self.where, self.appointments, self.well, self.ending):
            card.set_read_only(read_only)

    def reflow(self, narrow: bool) -> None:
        """One column in narrow windows."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        for card in (self.where, self.appointments, self.well):
            card.reflow(narrow)

    def take_away(self, step_id: object) -> None:
        """Take a next step out of the form."""
        left = tuple(step for step in self.appointments.steps() if step.id != step_id)
        self.appointments.show_steps(left)
        self._on_edited()
        if self._shown is not None:
            self.where.show_choices(self.draft())

    def _calls_card(self, page: QWidget) -> Card:
        card = Card(_("Follow-up calls"), page)
        self.call_days = CallDays(card)
        self.call_list = CallList(card)
        self.call_words = label("", "soft", card, wrap=True)
        for widget in (self.call_days, self.call_list, self.call_words):
            card.body.addWidget(widget)
        return card

    def _add_papers(self) -> None:
        self.signature = label("", "soft", self.checks, wrap=True)
        self.signed = plain_button(_("Client &signed the paper"), "signature", self.checks)
        self.refused = plain_button(_("Did not want to sign"), "", self.checks)
        self.given = plain_button(_("Copy &given to client"), "", self.checks)
        column = self.checks.body
        column.addWidget(self.signature)
        line = QHBoxLayout()
        line.addWidget(self.signed)
        line.addWidget(self.refused)
        line.addStretch(1)
        column.addLayout(line)
        second = QHBoxLayout()
        second.addWidget(self.given)
        second.addStretch(1)
        column.addLayout(second)

    def _show_papers(self, view: StepDownView, is_over: bool) -> None:
        self.checks.set_title(_("Papers and signature") if is_over else _("Before you print"))
        words = screen_wording()
        told = []
        signature = view.signature
        if signature is not None:
            day = words.date_year(signature.day)
            was = signature.how == "refused"
            told.append(
                _("The client did not want to sign, {day}.", day=day)
                if was
                else _("Signed on paper, {day}.", day=day)
            )
        given = view.step_down.client_copy_given if view.step_down else None
        if given is not None:
            told.append(_("Copy given {day}.", day=words.date_year(given)))
        self.signature.setText(" ".join(told))
        self.signature.setVisible(bool(told))
        self.signed.setVisible(signature is None)
        self.refused.setVisible(signature is None)
        self.given.setVisible(is_over and given is None)

    def _connect(self) -> None:
        for card in (self.where, self.appointments, self.well, self.ending):
            card.edited.connect(self._on_edited)
        self.where.toggled.connect(self._on_toggled)
        self.appointments.removal_asked.connect(self.removal_asked)

    def _on_edited(self) -> None:
        self.show_checks()
        self.edited.emit()

    def _on_toggled(self, code: str, on: bool) -> None:
        steps = self.appointments.steps()
        if on:
            fresh = new_step(code)
            added = replace(fresh, id=self._new_id(), position=self.appointments.next_position())
            self.appointments.show_steps((*steps, added))
            self._on_edited()
            return
        for step in steps:
            if step.option == code:
                if _is_bare(step):
                    self.take_away(step.id)
                else:
                    self.removal_asked.emit(step.id)


def _is_bare(step: NextStep) -> bool:
    return not any((step.words, step.who, step.place, step.phone, step.day, step.start))


def _column(*cards: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(current_theme().px(12))
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return column
