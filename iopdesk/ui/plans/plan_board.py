"""What the plan screen shows: the sheet it was given, the plan as it is typed, how saving goes."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.plan import Plan, PlanState, Problem
from iopdesk.domain.problems import EditConflict, InvalidDraft, UserProblem
from iopdesk.domain.staff import Right
from iopdesk.services.plan_sheet_service import PlanSheet
from iopdesk.ui.desk import Desk
from iopdesk.ui.plans.plan_focus import FocusKeeper
from iopdesk.ui.plans.plan_saver import PlanSaver
from iopdesk.ui.plans.plan_view import PlanView
from iopdesk.ui.plans.plan_words import version_words
from iopdesk.ui.screen import Screen
from iopdesk.ui.wording import _, screen_wording

_SIDE_MS, _PAGES_MS = 150, 600
_LINK_LETTERS = 32


class PlanBoard(Screen):
    """Puts a plan and its state into the view; the screen made of it adds what people do."""

    shows = frozenset(
        {
            "plan",
            "problem",
            "goal",
            "objective",
            "objective_status",
            "planned_service",
            "signature",
            "client",
            "diagnosis",
            "dimension_assessment",
            "dimension_rating",
            "support_person",
        }
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._plan_id: UUID | None = None
        self._sheet: PlanSheet | None = None
        self._current: UUID | None = None
        self._saved_at: datetime | None = None
        self.chips: list[tuple[str, str]] = []
        self.saver: PlanSaver | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.view = PlanView(self)
        column.addWidget(self.view)
        self._side_timer = self._timer(_SIDE_MS, self._show_side)
        self._pages_timer = self._timer(_PAGES_MS, self.ask_pages)

    def is_editable(self, plan: Plan | None = None) -> bool:
        """Whether the plan is a draft and the person may write plans."""
        plan = plan or self._plan()
        may = self.desk.services.signed_in.may(Right.WRITE_PLANS)
        return may and plan.state is PlanState.DRAFT

    def ask_pages(self) -> None:
        """Make the pages of what stands in the form now."""
        if self.saver is None:
            return
        self._pages_timer.stop()
        preview = self.view.preview
        self.desk.background.run(
            self,
            partial(self._paper, self._plan(), preview.is_client_copy, preview.language),
            preview.show_paper,
            preview.show_failed,
            "pages",
        )

    def _show_sheet(self, sheet: PlanSheet) -> None:
        if sheet.client_id != self._client_id:
            return
        self._sheet = sheet
        self.view.title.set_back(_link_words(sheet.client_name), self._on_back)
        plan = sheet.plan
        may_write = self.desk.services.signed_in.may(Right.WRITE_PLANS)
        if plan is None:
            self.view.show_empty(_no_plan_words(sheet), can_start=may_write and sheet.is_in_program)
            return
        if (
            self.saver is None
            or self.saver.base.id != plan.id
            or self.saver.base.state is not plan.state
        ):
            self._begin(sheet, plan)
        elif self.saver.take(plan):
            self._show_plan()
        else:
            self._show_side()

    def _begin(self, sheet: PlanSheet, plan: Plan) -> None:
        self._leave()
        mine = base = plan
        if sheet.typed is not None and self.is_editable(plan):
            mine, base = sheet.typed.mine, sheet.typed.base
            self.desk.messages.say(_("What you typed before is back; it is being saved."))
        self.saver = PlanSaver(self.desk, mine, base, self)
        self.saver.stored.connect(self._on_stored)
        self.saver.failed.connect(self._on_not_saved)
        self._saved_at = None
        if self._problem(self._current) is None:
            self._current = mine.problems[0].id if mine.problems else None
        self.view.preview.languages.set_value(sheet.language)
        self._show_plan()

    def _show_plan(self) -> None:
        self.view.show_body()
        if self.view.pages.currentWidget() is not self.view.library or not self.is_editable():
            self._show_page()
        self._show_actions()
        self._show_side()
        self.ask_pages()

    def _show_page(self) -> None:
        plan, view = self._plan(), self.view
        kept = FocusKeeper(view.editor)
        view.about.show_plan(plan, read_only=not self.is_editable())
        problem = self._problem(self._current)
        if problem is None:
            view.pages.setCurrentWidget(view.about_page)
        else:
            assert self._sheet is not None
            number = plan.problems.index(problem) + 1
            view.editor.show_problem(
                number, problem, self._sheet.staff, read_only=not self.is_editable()
            )
            view.pages.setCurrentWidget(view.editor_page)
        kept.restore()

    def _show_actions(self) -> None:
        plan, view, who = self._plan(), self.view, self.desk.services.signed_in
        is_draft = plan.state is PlanState.DRAFT
        view.library_button.setVisible(self.is_editable())
        view.print_button.show()
        view.print_button.setText(_("P&rint draft") if is_draft else _("P&rint…"))
        view.main_button.setText(_("S&ign and lock") if is_draft else _("Start &new version"))
        may = who.may(Right.SIGN_CLINICAL) if is_draft else who.may(Right.WRITE_PLANS)
        newest = self._sheet is not None and self._sheet.is_newest
        can_go_on = newest and self._sheet is not None and self._sheet.is_in_program
        view.main_button.setVisible(may and (newest if is_draft else can_go_on))

    def _show_side(self) -> None:
        sheet, view = self._sheet, self.view
        if sheet is None or self.saver is None:
            return
        plan = self._plan()
        view.side.show_plan(plan, self._current)
        view.side.show_checks(plan, sheet.diagnoses)
        view.side.dimensions.show_assessment(sheet.assessment)
        wanted = sheet.reachable_wanted if plan.state is PlanState.DRAFT else 0
        view.side.network.show_people(sheet.reachable, wanted)
        may = self.desk.services.signed_in.may(Right.WRITE_PLANS)
        view.side.show_state(plan, sheet.versions, can_write=may, is_newest=sheet.is_newest)
        self._show_chips()

    def _show_chips(self) -> None:
        plan = self._plan()
        tone = {PlanState.SIGNED: "good", PlanState.REPLACED: "warn"}.get(plan.state, "neutral")
        chips = [(version_words(plan), tone)]
        if plan.state is PlanState.DRAFT:
            chips.append(self._saving_chip())
        if chips != self.chips:
            self.chips = chips
            self.view.title.set_chips(chips)

    def _saving_chip(self) -> tuple[str, str]:
        assert self.saver is not None
        if self.saver.has_failed and not self.saver.is_clean:
            return _("Not saved yet"), "bad"
        if not self.saver.is_clean:
            return _("Saving…"), "neutral"
        if self._saved_at is None:
            return _("Saved"), "good"
        return _("Saved {time}", time=screen_wording().time(self._saved_at.time())), "good"

    def _paper(self, plan: Plan, is_copy: bool, language: Language) -> Paper:
        papers = self.desk.services.plan_paper
        make = papers.client_copy if is_copy else papers.clinical
        return make(plan.client_id, language, draft=plan)

    def _on_stored(self, is_other: bool) -> None:
        self._saved_at = self.desk.services.store.clock.now()
        self.view.say("")
        if is_other and self.view.pages.currentWidget() is not self.view.library:
            self._show_page()
        self._show_side()

    def _on_not_saved(self, error: BaseException) -> None:
        self._show_chips()
        if isinstance(error, EditConflict):
            words = _("Someone else changed the same words. What you typed is kept.")
            self.view.say(words, _("&Choose which to keep…"))
        elif isinstance(error, InvalidDraft):
            told = "; ".join(dict.fromkeys(_(each.words) for each in error.problems))
            self.view.say(_("Not saved, but kept: {why}", why=told), tone="bad")
        elif isinstance(error, UserProblem):
            told = " ".join(error.in_words(_)).strip()
            words = _("Not saved yet. What you typed is kept. {why}", why=told)
            self.view.say(words, _("&Try again"), "bad")
        else:
            self.view.say(_("Not saved yet. What you typed is kept."), _("&Try again"), "bad")

    def _show_version(self, client_id: UUID | None, plan_id: UUID | None) -> None:
        if client_id == self._client_id and plan_id == self._plan_id:
            return
        self._leave()
        if client_id != self._client_id:
            self._sheet = None
            self._current = None
            self.view.title.set_back("", self._on_back)
            self.view.show_empty("", can_start=False)
        self._client_id, self._plan_id = client_id, plan_id
        self.chips = []
        self.view.preview.clear()

    def _leave(self) -> None:
        old, self.saver = self.saver, None
        self._side_timer.stop()
        self._pages_timer.stop()
        if old is None:
            return
        old.stored.disconnect()
        old.failed.disconnect()
        if old.is_clean and not old.is_saving:
            old.deleteLater()
        elif not old.has_conflict:
            old.failed.connect(self._on_left_unsaved)
            old.flush(old.deleteLater)

    def _on_left_unsaved(self, _error: BaseException) -> None:
        self.desk.messages.say(_("The plan was not saved; what you typed is kept with it."))

    def _on_back(self) -> None:
        self.desk.navigation.open("client", self._client_id, tab="plan")

    def _on_people(self) -> None:
        self.desk.navigation.open("client", self._client_id, tab="support")

    def _on_dimensions(self) -> None:
        self.desk.navigation.open("client", self._client_id, tab="assessment", about="dimensions")

    def _plan(self) -> Plan:
        assert self.saver is not None, "no plan is open"
        return self.saver.plan

    def _problem(self, problem_id: UUID | None) -> Problem | None:
        if self.saver is None:
            return None
        return next((p for p in self.saver.plan.problems if p.id == problem_id), None)

    def _timer(self, pause: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(slot)
        return timer


def _link_words(name: str) -> str:
    """A long name would leave no room for the title; the pages below have it whole."""
    return name if len(name) <= _LINK_LETTERS else f"{name[: _LINK_LETTERS - 1]}…"


def _no_plan_words(sheet: PlanSheet) -> str:
    name = sheet.client_name
    if sheet.is_in_program:
        return _(
            "{name} has no treatment plan yet. Start with the problem that matters most.", name=name
        )
    return _(
        "{name} is not in program and has no treatment plan. Admit the client first.", name=name
    )
