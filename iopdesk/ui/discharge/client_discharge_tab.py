"""A chart's Discharge tab: how the step-down stands, papers, and calls afterwards."""

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from iopdesk.domain.check import Check
from iopdesk.domain.disclosure import Document
from iopdesk.domain.episode import LEVEL_WORDS
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.staff import Right
from iopdesk.domain.step_down import StepDown, checklist, next_step_words, step_down_options
from iopdesk.services.step_down_service import FollowUp
from iopdesk.ui.desk import Desk
from iopdesk.ui.discharge.checklist_card import ChecklistCard
from iopdesk.ui.discharge.follow_ups import CallList, ask_and_record
from iopdesk.ui.discharge.step_down_view import StepDownView, load_view
from iopdesk.ui.discharge.step_down_words import when_words
from iopdesk.ui.preview import Outside
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.wording import _, screen_wording


class ClientDischargeTab(Screen):
    """Writing is done in the place "step_down"; this is what came of it."""

    shows = frozenset({"step_down", "next_step", "prevention_item", "follow_up", "signature"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._view: StepDownView | None = None
        theme = current_theme()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.cards = QWidget(self)
        self.cards.setProperty("bare", "true")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.cards)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(theme.px(12))
        self._columns.addWidget(self._left(), 3)
        self._columns.addLayout(self._right(), 2)
        self.start = primary_button(_("&Start the step-down"), "footprints", self)
        self.start.clicked.connect(self._on_open)
        self.nothing = EmptyState("", self.start, self)
        outer.addWidget(self.cards, 1)
        outer.addWidget(self.nothing, 1)
        self.cards.hide()
        self.nothing.hide()

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Show another client."""
        if record_id != self._client_id:
            self._client_id = record_id
            self._view = None
            self.cards.hide()
            self.nothing.hide()

    def refresh(self) -> None:
        """Ask for the step-down and the calls."""
        if self._client_id is not None:
            call = partial(load_view, self.desk.services, self._client_id)
            self.desk.background.run(self, call, self._show_view, ticket="discharge")

    def reflow(self, narrow: bool) -> None:
        """One column in narrow windows."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)

    def place(self) -> str:
        """Its name in back links."""
        return _("Discharge")

    def _left(self) -> Card:
        self.summary = Card(_("Step-down"), self.cards)
        self.open = primary_button(_("&Open step-down"), "footprints", self.summary)
        self.open.clicked.connect(self._on_open)
        self.summary.add_to_head(self.open)
        self.facts = FactList((), self.summary)
        self.summary.body.addWidget(self.facts)
        line = QHBoxLayout()
        self.print_summary = plain_button(_("Discharge su&mmary…"), "printer", self.summary)
        self.print_copy = plain_button(_("Client's cop&y…"), "printer", self.summary)
        self.print_summary.clicked.connect(partial(self._show_paper, False))
        self.print_copy.clicked.connect(partial(self._show_paper, True))
        line.addWidget(self.print_summary)
        line.addWidget(self.print_copy)
        line.addStretch(1)
        self.summary.body.addLayout(line)
        self.summary.body.addStretch(1)
        return self.summary

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(current_theme().px(12))
        self.checks = ChecklistCard(self.cards)
        self.calls_card = Card(_("Follow-up calls"), self.cards)
        self.calls = CallList(self.calls_card)
        self.calls.record_asked.connect(self._on_record)
        self.calls_card.body.addWidget(self.calls)
        column.addWidget(self.checks)
        column.addWidget(self.calls_card)
        column.addStretch(1)
        return column

    def _show_view(self, view: StepDownView) -> None:
        self._view = view
        may_write = self.desk.services.signed_in.may(Right.DISCHARGE)
        step_down = view.step_down
        self.cards.setVisible(step_down is not None)
        self.nothing.setVisible(step_down is None)
        self.start.setVisible(view.may_see and view.is_open and may_write)
        if not view.may_see:
            self.nothing.set_words(_("Step-downs are written and seen by counselors."))
        elif view.episode is None:
            self.nothing.set_words(_("Never admitted, so there is nothing to discharge from."))
        elif step_down is None and view.is_open:
            self.nothing.set_words(_("No step-down has been started. Start it early."))
        elif step_down is None:
            self.nothing.set_words(_("This stay ended without a step-down."))
        else:
            self._show_step_down(view, step_down)

    def _show_step_down(self, view: StepDownView, step_down: StepDown) -> None:
        self.facts.set_facts(_facts(view, step_down))
        checks: tuple[Check, ...] = ()
        if view.around is not None:
            checks = checklist(step_down, view.around, view.today)
        is_draft = step_down.state == "draft"
        self.checks.setVisible(is_draft)
        self.checks.list.show_checks(checks)
        self.calls_card.setVisible(bool(view.calls))
        may_record = self.desk.services.signed_in.may(Right.EDIT_CLIENTS)
        self.calls.show_calls(view.calls, view.today, may_record=may_record)

    def _on_open(self) -> None:
        self.desk.navigation.open("step_down", self._client_id)

    def _on_record(self, call: FollowUp) -> None:
        ask_and_record(self.desk, self, call)

    def _show_paper(self, copy: bool) -> None:
        view = self._view
        if view is None:
            return
        papers, client_id = self.desk.services.step_down_paper, view.client_id
        preview = papers.preview_client_copy if copy else papers.preview_summary

        def make(language: Language) -> Paper:
            return preview(client_id, language, view.call_days)

        def left(_language: Language) -> None:
            papers.note_printed(client_id, copy=copy, summary=not copy)

        self.desk.preview.show(
            make,
            languages=tuple(Language),
            language=view.language,
            printed=left,
            saved=left,
            outside=Outside(
                client_id, Document.STEP_DOWN_COPY if copy else Document.DISCHARGE_SUMMARY
            ),
        )


def _facts(view: StepDownView, step_down: StepDown) -> list[tuple[str, str]]:
    words = screen_wording()
    options = step_down_options()
    language = Language(words.language)
    facts = [(_("State"), _state(view, step_down))]
    reason = options.words(options.reasons, step_down.reason, language)
    facts.append((_("Reason"), reason or _("Not yet chosen")))
    if step_down.progress:
        told = options.words(options.progress, step_down.progress, language)
        facts.append((_("Progress"), told))
    level = step_down.level_accepted
    facts.append((_("Next level"), _(LEVEL_WORDS.get(level, level)) or _("Not yet chosen")))
    steps = [
        ", ".join(part for part in (next_step_words(step, words), when_words(step)) if part)
        for step in step_down.next_steps
    ]
    facts.append((_("Next steps"), "\n".join(steps) or _("None yet")))
    if view.signature is not None:
        day = words.date_year(view.signature.day)
        was_refused = view.signature.how == "refused"
        told = _("Did not want to sign, {day}") if was_refused else _("Signed on paper, {day}")
        facts.append((_("Client"), told.format(day=day)))
    elif step_down.state != "draft":
        facts.append((_("Client"), _("Has not signed yet")))
    return facts


def _state(view: StepDownView, step_down: StepDown) -> str:
    words = screen_wording()
    episode = view.episode
    if episode is not None and episode.discharged is not None:
        day = words.date_year(episode.discharged)
        if step_down.decided_by:
            return _("Discharged {day} by {name}", day=day, name=step_down.decided_by)
        return _("Discharged {day}", day=day)
    if episode is not None:
        return _("Draft; planned end {day}", day=words.date_year(episode.planned_end))
    return _("Draft")
