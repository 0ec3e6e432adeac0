"""The tab "Plan" of a chart: goals with their progress, versions, and the ways on."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from iopdesk.domain.disclosure import Document
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.plan import ObjectiveStatus, Plan, PlanState, Problem
from iopdesk.domain.staff import Right
from iopdesk.services.plan_service import PlanVersion
from iopdesk.services.plan_sheet_service import PlanSheet
from iopdesk.ui.desk import Desk
from iopdesk.ui.plans.plan_words import problem_name, review_words, version_words
from iopdesk.ui.preview import Outside
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.bar import Bar
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.chip import Chip
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _, screen_wording

_STATES = {PlanState.DRAFT: "neutral", PlanState.SIGNED: "good", PlanState.REPLACED: "neutral"}


class PlanTab(Screen):
    """Shows the newest plan in short; its record is the client."""

    shows = frozenset(
        {"plan", "problem", "goal", "objective", "objective_status", "signature", "episode"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._sheet: PlanSheet | None = None
        self._stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.start = primary_button(_("&Start the plan"), "plus", self)
        self.empty = EmptyState("", self.start, self._stack)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._page())
        self.start.clicked.connect(self._on_start)
        self.open_button.clicked.connect(self._on_open)
        self.print_button.clicked.connect(partial(self._on_print, is_copy=False))
        self.copy_button.clicked.connect(partial(self._on_print, is_copy=True))
        self.versions.opened.connect(self._on_version)

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Another client's plan: show nothing of the former one."""
        if record_id != self._client_id:
            self._client_id = record_id
            self._show_empty("", can_start=False)

    def refresh(self) -> None:
        """Ask for the plan and its versions."""
        if not self.desk.services.signed_in.may(Right.VIEW_CLINICAL):
            words = _("Treatment plans are clinical records. Counselors and supervisors open them.")
            self._show_empty(words, can_start=False)
        elif self._client_id is not None:
            call = partial(self.desk.services.plan_sheet.sheet, self._client_id)
            self.desk.background.run(self, call, self._show_sheet, ticket="sheet")

    def place(self) -> str:
        """Its name on the tab."""
        return _("Plan")

    def _page(self) -> QWidget:
        theme = current_theme()
        page = QWidget(self._stack)
        page.setProperty("bare", "true")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        self.goals = Card(_("Treatment plan"), page)
        self.state = Chip("", "neutral", self.goals)
        self.goals.add_to_head(self.state)
        self._lines = QWidget(self.goals)
        self._lines.setProperty("bare", "true")
        self._line_column = QVBoxLayout(self._lines)
        self._line_column.setContentsMargins(0, 0, 0, 0)
        self._line_column.setSpacing(theme.px(8))
        self.goals.body.addWidget(self._lines)
        acts = QHBoxLayout()
        self.open_button = primary_button(_("&Open the plan"), "pencil", self.goals)
        self.print_button = plain_button(_("&Print…"), "printer", self.goals)
        self.copy_button = plain_button(_("Client’s &copy…"), "printer", self.goals)
        for button in (self.open_button, self.print_button, self.copy_button):
            acts.addWidget(button)
        acts.addStretch(1)
        self.goals.body.addLayout(acts)
        card = Card(_("Versions"), page)
        self.rows: RowsModel[PlanVersion] = RowsModel(_columns(), self, identity=_identity)
        self.versions = TableView(self.rows, "plan-versions", card)
        self.versions.setAccessibleName(_("Versions"))
        card.body.addWidget(self.versions, 1)
        column.addWidget(self.goals)
        column.addWidget(card, 1)
        return page

    def _show_empty(self, words: str, *, can_start: bool) -> None:
        self.empty.set_words(words)
        self.start.setVisible(can_start)
        self._stack.setCurrentIndex(0)

    def _show_sheet(self, sheet: PlanSheet) -> None:
        if sheet.client_id != self._client_id:
            return
        self._sheet = sheet
        if sheet.plan is None:
            may = self.desk.services.signed_in.may(Right.WRITE_PLANS)
            words = (
                _("No treatment plan yet. Start with the problem that matters most.")
                if sheet.is_in_program
                else _("No treatment plan. The client is not in program now.")
            )
            self._show_empty(words, can_start=may and sheet.is_in_program)
            return
        self._show_plan(sheet.plan)
        self.rows.set_rows(sheet.versions)
        self.versions.setMinimumHeight(self.versions.height_of_rows())
        self._stack.setCurrentIndex(1)

    def _show_plan(self, plan: Plan) -> None:
        self.state.show_fact(version_words(plan), _STATES[plan.state])
        self.goals.set_title(_("Treatment plan"), review_words(plan))
        while (item := self._line_column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, problem in enumerate(plan.problems, start=1):
            self._line_column.addWidget(self._goal_line(at, problem))
        if not plan.problems:
            words = _("No problem is written down yet. Open the plan to add the first.")
            self._line_column.addWidget(label(words, "soft", self._lines, wrap=True))

    def _goal_line(self, number: int, problem: Problem) -> QWidget:
        theme = current_theme()
        made = QWidget(self._lines)
        made.setProperty("bare", "true")
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(12))
        goal = next((each.text for each in problem.goals if each.text.strip()), "")
        words = f"{number} {goal or problem_name(problem)}"
        line.addWidget(label(words, "", made, wrap=True), 1)
        top = Qt.AlignmentFlag.AlignTop
        if problem.deferred_because:
            line.addWidget(Chip(_("Deferred"), "neutral", made), 0, top)
            return made
        met = sum(o.status is ObjectiveStatus.MET for o in problem.objectives)
        total = len(problem.objectives)
        told = _("{met} of {total} met", met=met, total=total)
        bar = Bar(made)
        bar.setFixedWidth(theme.px(120))
        bar.show_share(met / total if total else 0.0, told)
        line.addWidget(bar)
        line.addWidget(label(told, "soft", made))
        return made

    def _on_start(self) -> None:
        if self._client_id is not None:
            call = partial(self.desk.services.plan.start, self._client_id)
            self.desk.background.run(self, call, self._on_started)

    def _on_started(self, _plan: Plan) -> None:
        self._on_open()

    def _on_open(self) -> None:
        self.desk.navigation.open("plan", self._client_id)

    def _on_version(self, version: PlanVersion) -> None:
        newest = self.rows.row(0) is version
        more = {} if newest else {"plan_id": version.plan_id}
        self.desk.navigation.open("plan", self._client_id, **more)

    def _on_print(self, _checked: bool = False, *, is_copy: bool) -> None:
        if self._sheet is None or self._sheet.plan is None:
            return
        plan, papers = self._sheet.plan, self.desk.services.plan_paper
        make = papers.client_copy if is_copy else papers.clinical

        def paper(language: Language) -> Paper:
            return make(plan.client_id, language, draft=plan)

        def note(_language: Language) -> None:
            papers.note_printed(plan.client_id, is_client_copy=is_copy)

        self.desk.preview.show(
            paper,
            languages=tuple(Language),
            language=self._sheet.language,
            printed=note,
            saved=note,
            outside=Outside(
                plan.client_id, Document.PLAN_COPY if is_copy else Document.TREATMENT_PLAN
            ),
        )


def _identity(version: PlanVersion) -> UUID:
    return version.plan_id


def _columns() -> list[Column[PlanVersion]]:
    return [
        Column(_("Version"), lambda v: str(v.version), key="version", order=lambda v: v.version),
        Column(
            _("Made"),
            lambda v: screen_wording().day_month_year(v.begun),
            key="made",
            order=lambda v: v.begun,
        ),
        Column(
            _("State"), _state_words, key="state", kind=Kind.CHIP, tone=lambda v: _STATES[v.state]
        ),
        Column(_("Client’s signature"), _signature_words, key="signature", stretch=True),
    ]


def _state_words(version: PlanVersion) -> str:
    return {
        PlanState.DRAFT: _("Draft"),
        PlanState.SIGNED: _("Signed"),
        PlanState.REPLACED: _("Replaced"),
    }[version.state]


def _signature_words(version: PlanVersion) -> str:
    if version.state is PlanState.DRAFT:
        return ""
    return {
        "paper": _("Signed on paper"),
        "refused": _("Did not want to sign"),
    }.get(version.client_signed, _("Not signed yet"))
