"""The treatment plan of one client: written, checked, printed and signed in one place."""

from functools import partial
from uuid import UUID

from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from iopdesk.domain.check import Check, missing
from iopdesk.domain.disclosure import Document
from iopdesk.domain.language import Language
from iopdesk.domain.plan import Plan, PlanState, checklist
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.staff import Right
from iopdesk.ui.desk import Desk
from iopdesk.ui.plans.library_panel import LibraryPick
from iopdesk.ui.plans.plan_board import PlanBoard
from iopdesk.ui.plans.plan_edits import PlanEdits
from iopdesk.ui.plans.plan_signing import PlanSigning
from iopdesk.ui.plans.plan_words import (
    lacking_words,
    problem_name,
    problem_of_check,
    where_words,
)
from iopdesk.ui.preview import Outside
from iopdesk.ui.wording import _

_MOST_TOLD = 12


class PlanScreen(PlanBoard):
    """The place "plan"; its record is the client, `plan_id` an older version."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.edits = PlanEdits(self._plan, desk.services.plan.new_id, desk.messages, self)
        self.signing = PlanSigning(desk, self, self)
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
            ("Ctrl+Shift+Delete", _("remove the row")),
            ("Ctrl+D", _("open the assessment")),
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
        view.side.dimensions.asked.connect(self._on_dimensions)
        view.side.network.asked.connect(self._on_people)
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
        self._connect_keys()

    def _connect_keys(self) -> None:
        for keys, slot in (
            (QKeySequence(QKeySequence.StandardKey.Save), self._on_save_now),
            (QKeySequence(QKeySequence.StandardKey.Print), self._on_print),
            (QKeySequence("Ctrl+D"), self._on_dimensions),
            (QKeySequence("Ctrl+PgDown"), partial(self._on_step, 1)),
            (QKeySequence("Ctrl+PgUp"), partial(self._on_step, -1)),
        ):
            QShortcut(keys, self).activated.connect(slot)

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
            row.text.setFocus()
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
                self.desk.navigation.open("client", self._client_id, tab="details")
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
            outside=Outside(
                plan.client_id, Document.PLAN_COPY if is_copy else Document.TREATMENT_PLAN
            ),
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
            words = ". ".join(
                part for part in ("; ".join(told[:_MOST_TOLD]) + more, where_words(lacking)) if part
            )
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

    def _on_save_now(self) -> None:
        if self.saver is not None:
            self.saver.flush()
