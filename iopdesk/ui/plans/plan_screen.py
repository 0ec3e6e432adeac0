"""The treatment plan of one client: written, checked, printed and signed in one place."""

from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.domain.check import Check, missing
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.plan import Plan, PlanState, Problem, checklist
from iopdesk.domain.problems import EditConflict, InvalidDraft, UserProblem
from iopdesk.domain.staff import Right
from iopdesk.services.plan_sheet_service import PlanSheet
from iopdesk.ui.desk import Desk
from iopdesk.ui.plans.growing_text import GrowingText
from iopdesk.ui.plans.library_panel import LibraryPick
from iopdesk.ui.plans.plan_edits import PlanEdits
from iopdesk.ui.plans.plan_focus import FocusKeeper
from iopdesk.ui.plans.plan_saver import PlanSaver
from iopdesk.ui.plans.plan_signing import PlanSigning
from iopdesk.ui.plans.plan_view import PlanView
from iopdesk.ui.plans.plan_words import (
    lacking_words,
    problem_name,
    problem_of_check,
    version_words,
)
from iopdesk.ui.screen import Screen
from iopdesk.ui.wording import _, screen_wording

_SIDE_MS, _PAGES_MS = 150, 600
_MOST_TOLD = 12


class PlanScreen(Screen):
    """The place "plan"; its record is the client, `plan_id` an older version."""

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
        }
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._plan_id: UUID | None = None
        self._sheet: PlanSheet | None = None
        self._current: UUID | None = None
        self._saved_at: datetime | None = None
        self._chips: list[tuple[str, str]] = []
        self.saver: PlanSaver | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.view = PlanView(self)
        column.addWidget(self.view)
        self.edits = PlanEdits(self._plan, desk.services.plan.new_id, desk.messages, self)
        self.signing = PlanSigning(desk, self, self)
        self._side_timer = self._timer(_SIDE_MS, self._show_side)
        self._pages_timer = self._timer(_PAGES_MS, self.ask_pages)
        self._connect()

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Show a client's newest plan, or the version asked for."""
        plan_id = more.get("plan_id")
        self._show_version(record_id, plan_id if isinstance(plan_id, UUID) else None)

    def refresh(self) -> None:
        """Ask for the plan and what stands around it."""
        if not self.desk.services.signed_in.may(Right.VIEW_CLINICAL):
            self.view.show_empty(
                _("Treatment plans are clinical records. Counselors and supervisors open them."),
                can_start=False,
            )
            return
        if self._client_id is not None:
            call = partial(self.desk.services.plan_sheet.sheet, self._client_id, self._plan_id)
            self.desk.background.run(self, call, self._show_sheet, ticket="sheet")

    def reflow(self, narrow: bool) -> None:
        """Columns under each other in narrow windows."""
        self.view.reflow(narrow)

    def place(self) -> str:
        """Its name in back links."""
        return _("Treatment plan")

    def has_unsaved(self) -> bool:
        """Only what could not be saved; everything else is on its way."""
        return self.saver is not None and self.saver.has_failed and not self.saver.is_clean

    def keep_draft(self) -> None:
        """Keep what is typed, before a lock or a close."""
        if self.saver is not None:
            self.saver.keep()

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the plan."""
        return [
            ("Ctrl+PgUp  Ctrl+PgDown", _("problem before or after this one")),
            ("Ctrl+Enter", _("add a row below this one")),
            ("Alt+Up  Alt+Down", _("move the row or the problem")),
            ("Ctrl+Delete", _("remove the row")),
            ("Ctrl+S", _("save now")),
            ("Ctrl+P", _("print")),
        ]

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Leaving saves at once."""
        super().hideEvent(event)
        if not event.spontaneous() and self.saver is not None and not self.saver.has_conflict:
            self.saver.flush()

    def _connect(self) -> None:
        view, edits = self.view, self.edits
        view.title.set_back(_("Chart"), self._on_back)
        for part in (view.editor, view.about):
            part.typed.connect(edits.type)
        view.editor.moved.connect(edits.move)
        view.editor.removed.connect(edits.remove_row)
        view.editor.remove_asked.connect(edits.remove)
        view.editor.goal_asked.connect(edits.add_goal)
        view.editor.objective_asked.connect(edits.add_objective)
        view.editor.service_asked.connect(edits.add_service)
        view.editor.defer_asked.connect(edits.defer)
        view.editor.resume_asked.connect(edits.resume)
        view.editor.status_chosen.connect(self.signing.set_status)
        view.editor.proof_asked.connect(self.signing.note_proof)
        view.side.list.chosen.connect(self._on_chosen)
        view.side.list.moved.connect(self._on_move_problem)
        view.side.list.removed.connect(self._on_remove_problem)
        view.side.add.clicked.connect(edits.add_problem)
        view.side.check_pressed.connect(self._on_check)
        view.side.signed_on_paper.connect(self.signing.signed_on_paper)
        view.side.did_not_sign.connect(self.signing.did_not_sign)
        view.side.version_asked.connect(self._on_version)
        self.signing.changed.connect(self._on_acted)
        edits.typed.connect(self._on_typed)
        edits.rebuilt.connect(self._on_rebuilt)
        view.library.added.connect(self._on_added)
        view.library.joined.connect(self._on_joined)
        view.library.closed.connect(self._show_page)
        view.preview.asked.connect(self.ask_pages)
        view.library_button.clicked.connect(self._on_library)
        view.print_button.clicked.connect(self._on_print)
        view.main_button.clicked.connect(self._on_main)
        view.start.clicked.connect(self._on_start)
        view.notice_button.clicked.connect(self._on_save_now)
        for keys, slot in (
            (QKeySequence(QKeySequence.StandardKey.Save), self._on_save_now),
            (QKeySequence(QKeySequence.StandardKey.Print), self._on_print),
            (QKeySequence("Ctrl+PgDown"), partial(self._on_step, 1)),
            (QKeySequence("Ctrl+PgUp"), partial(self._on_step, -1)),
        ):
            QShortcut(keys, self).activated.connect(slot)

    # What is shown

    def _show_sheet(self, sheet: PlanSheet) -> None:
        if sheet.client_id != self._client_id:
            return
        self._sheet = sheet
        self.view.title.set_back(sheet.client_name, self._on_back)
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

    def is_editable(self, plan: Plan | None = None) -> bool:
        """Whether the plan is a draft and the person may write plans."""
        plan = plan or self._plan()
        may = self.desk.services.signed_in.may(Right.WRITE_PLANS)
        return may and plan.state is PlanState.DRAFT

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
        may = self.desk.services.signed_in.may(Right.WRITE_PLANS)
        view.side.show_state(plan, sheet.versions, can_write=may, is_newest=sheet.is_newest)
        self._show_chips()

    def _show_chips(self) -> None:
        plan = self._plan()
        tone = {PlanState.SIGNED: "good", PlanState.REPLACED: "warn"}.get(plan.state, "neutral")
        chips = [(version_words(plan), tone)]
        if plan.state is PlanState.DRAFT:
            chips.append(self._saving_chip())
        if chips != self._chips:
            self._chips = chips
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

    def _paper(self, plan: Plan, is_copy: bool, language: Language) -> Paper:
        papers = self.desk.services.plan_paper
        make = papers.client_copy if is_copy else papers.clinical
        return make(plan.client_id, language, draft=plan)

    # What a person did

    def _on_typed(self, plan: Plan) -> None:
        if self.saver is None or not self.is_editable():
            return
        self.saver.change(plan)
        self._show_chips()
        self._side_timer.start()
        self._pages_timer.start()

    def _on_rebuilt(self, plan: Plan, problem_id: UUID | None, focus_id: UUID | None) -> None:
        if self.saver is None or not self.is_editable():
            return
        self.saver.change(plan)
        self._current = problem_id or (plan.problems[0].id if plan.problems else None)
        self._show_page()
        self._show_side()
        self._pages_timer.start()
        self._focus(focus_id)

    def _focus(self, part_id: UUID | None) -> None:
        editor = self.view.editor
        row = editor.row_of(part_id) if part_id else None
        if row is not None:
            row.findChild(GrowingText).setFocus()
        elif part_id is not None and editor.problem is not None:
            goals = [goal.id for goal in editor.problem.goals]
            if part_id in goals:
                editor.goals[goals.index(part_id)].setFocus()
            elif part_id == editor.problem.id and not self.view.side.list.hasFocus():
                editor.words.setFocus()

    def _on_chosen(self, part_id: UUID | None) -> None:
        self._current = part_id
        self._show_page()
        self.view.editor_page.verticalScrollBar().setValue(0)

    def _on_step(self, by: int) -> None:
        entries = [entry.part_id for entry in self.view.side.list.entries()]
        if self._current in entries:
            at = entries.index(self._current) + by
            self.view.side.list.choose(entries[min(max(at, 0), len(entries) - 1)])

    def _on_move_problem(self, part_id: UUID, by: int) -> None:
        self.edits.move(part_id, by)

    def _on_remove_problem(self, part_id: UUID) -> None:
        if self.is_editable():
            self.edits.remove(part_id)

    def _on_check(self, check: Check) -> None:
        plan = self._plan()
        at = problem_of_check(plan, check)
        if check.code in {"problems", "family"}:
            self._on_library()
        elif at is None:
            self.view.side.list.choose(None)
            about = self.view.about
            field = about.review if check.code == "review" else about.texts["strengths"]
            field.setFocus()
            if check.code == "diagnosis":
                self.desk.navigation.open("client", self._client_id)
        elif at < len(plan.problems):
            self.view.side.list.choose(plan.problems[at].id)
            self._focus_check(check)

    def _focus_check(self, check: Check) -> None:
        editor = self.view.editor
        step = str(check.values.get("number", "")).partition(".")[2]
        if step and int(step) <= len(editor.objectives):
            row = editor.objectives[int(step) - 1]
            fields = {"objective_date": row.by, "objective_measure": row.measure}
            fields.get(check.code, row.text).setFocus()
        elif check.code == "goal" and editor.goals:
            editor.goals[0].setFocus()
        elif check.code == "service" and editor.services:
            editor.services[0].dose.setFocus()
        else:
            editor.words.setFocus()

    def _on_library(self) -> None:
        if self._sheet is None or not self.is_editable():
            return
        problem = self._problem(self._current)
        self.view.library.open(problem_name(problem) if problem else "", self._sheet.language)
        self.view.pages.setCurrentWidget(self.view.library)

    def _on_added(self, pick: LibraryPick) -> None:
        if self._sheet is not None:
            self.edits.add_pick(pick, self._sheet.language)

    def _on_joined(self, pick: LibraryPick) -> None:
        if self._sheet is not None and self._current is not None:
            self.edits.join_pick(pick, self._current, self._sheet.language)

    def _on_print(self) -> None:
        if self.saver is None or self._sheet is None:
            return
        plan, is_copy = self._plan(), self.view.preview.is_client_copy
        note = partial(
            self.desk.services.plan_paper.note_printed, plan.client_id, is_client_copy=is_copy
        )
        self.desk.preview.show(
            partial(self._paper, plan, is_copy),
            languages=tuple(Language),
            language=self.view.preview.language,
            printed=lambda _language: note(),
            saved=lambda _language: note(),
        )

    def _on_main(self) -> None:
        if self._plan().state is PlanState.DRAFT and self.saver is not None:
            self.saver.flush(self._sign)
        else:
            self.signing.new_version(self._plan().client_id)

    def _sign(self) -> None:
        plan, sheet = self._plan(), self._sheet
        if sheet is None:
            return
        lacking = missing(checklist(plan, sheet.diagnoses))
        if lacking:
            told = [lacking_words(check) for check in lacking]
            more = _(" and {n} more", n=len(told) - _MOST_TOLD) if len(told) > _MOST_TOLD else ""
            words = "; ".join(told[:_MOST_TOLD]) + more
            self.desk.messages.problem(UserProblem(_("This plan can’t be signed yet."), words))
            self._on_check(lacking[0])
            return
        self.signing.sign(plan)

    def _on_start(self) -> None:
        if self._client_id is not None:
            self.signing.start(self._client_id)

    def _on_version(self, plan_id: UUID) -> None:
        self._show_version(self._client_id, plan_id)
        self.refresh()

    def _on_acted(self) -> None:
        if self._plan_id is not None:
            self._show_version(self._client_id, None)
        self.refresh()

    def _on_back(self) -> None:
        self.desk.navigation.open("client", self._client_id, tab="plan")

    # Saving

    def _on_save_now(self) -> None:
        if self.saver is not None:
            self.saver.flush()

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
            told = f"{_(error.title)} {_(error.hint)}".strip()
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
        self._chips = []
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

    # Small things

    def _plan(self) -> Plan:
        assert self.saver is not None, "no plan is open"
        return self.saver.plan

    def _problem(self, problem_id: UUID | None) -> Problem | None:
        if self.saver is None:
            return None
        return next((p for p in self.saver.plan.problems if p.id == problem_id), None)

    def _timer(self, pause: int, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(slot)
        return timer


def _no_plan_words(sheet: PlanSheet) -> str:
    name = sheet.client_name
    if sheet.is_in_program:
        return _(
            "{name} has no treatment plan yet. Start with the problem that matters most.", name=name
        )
    return _(
        "{name} is not in program and has no treatment plan. Admit the client first.", name=name
    )
