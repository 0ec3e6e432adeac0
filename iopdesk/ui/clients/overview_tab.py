"""The first page of a chart: attendance, this week, the plan, people, the latest."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from iopdesk.domain.duty import Duty
from iopdesk.domain.evaluation import Papers
from iopdesk.services.overview_service import Overview
from iopdesk.services.plan_service import PlanSummary
from iopdesk.ui.clients import overview_words as says
from iopdesk.ui.clients.duty_card import DutyCard
from iopdesk.ui.clients.fact_lines import FactLines, soft
from iopdesk.ui.desk import Desk
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.bar import BarRow
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.chip import Chip
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.strip_view import StripLegend, StripView
from iopdesk.ui.wording import _, screen_wording


class OverviewTab(Screen):
    """Shows, changes nothing; every card leads to its tab."""

    shows = frozenset(
        {"attendance", "placement", "plan", "objective_status", "support_person", "client"}
        | {"episode", "roster_place", "meeting_referral", "meeting_requirement", "phone"}
        | {"appointment", "consent", "drug_screen", "duty_answer", "evaluation", "outreach_call"}
        | {"payer_authorization", "setback", "client_note"}
    )
    scrolls = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget(area)
        page.setProperty("canvas", "true")
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().px(12))
        self.duties = DutyCard(page)
        self.duties.opened.connect(self._on_duty)
        self._column.addWidget(self.duties)
        self._build_top(page)
        self._build_bottom(page)
        area.setWidget(page)
        outer.addWidget(area)

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Show another client: what was shown goes away at once."""
        if record_id != self._client_id:
            self._client_id = record_id
            self._clear()

    def refresh(self) -> None:
        """Ask for all cards in one go."""
        if self._client_id is not None:
            run, services = self.desk.background.run, self.desk.services
            call = partial(services.overview.overview, self._client_id, screen_wording())
            run(self, call, self._show_overview, ticket="overview")
            waiting = partial(services.duty.duties_of, self._client_id)
            run(self, waiting, self._show_duties, ticket="duties")
            papers = partial(services.evaluation.papers, self._client_id)
            run(self, papers, self._show_papers, ticket="papers")

    def reflow(self, narrow: bool) -> None:
        """One column of cards in narrow windows."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._top.setDirection(way)
        self._bottom.setDirection(way)

    def _build_top(self, page: QWidget) -> None:
        gap = current_theme().px(12)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(gap)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(gap)
        right.setSpacing(gap)
        self.attendance = Card(_("Attendance since admission"), page)
        self._share = label("", "strong", self.attendance)
        self.attendance.add_to_head(self._share)
        self._strip = StripView(self.attendance)
        self._legend = StripLegend(says.legend(), self.attendance)
        self._no_sessions = soft(_("No sessions yet."), self.attendance)
        for widget in (self._strip, self._legend, self._no_sessions):
            self.attendance.body.addWidget(widget)
        self.attendance.body.addStretch(1)
        left.addWidget(self.attendance)
        left.addWidget(self._build_plan(page), 1)
        self.week = Card(_("This week"), page)
        self._bars = [BarRow("", self.week) for _bar in range(2)]
        self._authorized = BarRow("", self.week)
        self._authorized.hide()
        self._no_week = soft(_("Not in program this week."), self.week)
        self._reach = soft("", self.week)
        for bar in self._bars:
            self.week.body.addWidget(bar)
        self.week.body.addWidget(self._authorized)
        self.week.body.addWidget(self._no_week)
        self.week.body.addWidget(self._reach)
        self.week.body.addStretch(1)
        right.addWidget(self.week)
        self.stay = Card(_("This stay"), page)
        self._stay_facts = FactList((), self.stay)
        self.stay.body.addWidget(self._stay_facts)
        self.stay.body.addStretch(1)
        right.addWidget(self.stay, 1)
        self._top.addLayout(left, 2)
        self._top.addLayout(right, 1)
        self._column.addLayout(self._top)

    def _build_plan(self, page: QWidget) -> Card:
        self.plan = Card(_("Treatment plan"), page)
        self._plan_chip = Chip("", "neutral", self.plan)
        self.plan.add_to_head(self._plan_chip)
        self._plan_lines = FactLines(self.plan, left_role="", right_units=160, with_bar=True)
        self._no_plan = soft(_("There is no treatment plan yet."), self.plan)
        self.plan.body.addWidget(self._plan_lines)
        self.plan.body.addWidget(self._no_plan)
        self.plan.body.addStretch(1)
        return self.plan

    def _build_bottom(self, page: QWidget) -> None:
        self._bottom = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._bottom.setSpacing(current_theme().px(12))
        self.people = Card(_("Safety net"), page)
        self._people_lines = FactLines(self.people, left_role="strong", left_units=90)
        self._nobody = soft(
            _("Nobody is listed yet. Add supporting people under Details."), self.people
        )
        self.people.body.addWidget(self._people_lines)
        self.people.body.addWidget(self._nobody)
        self.people.body.addStretch(1)
        self.latest = Card(_("Latest"), page)
        self._latest_lines = FactLines(self.latest, left_units=110, right_units=70)
        self.latest.body.addWidget(self._latest_lines)
        self.latest.body.addStretch(1)
        self._bottom.addWidget(self.people, 1)
        self._bottom.addWidget(self.latest, 2)
        self._column.addLayout(self._bottom, 1)

    def _clear(self) -> None:
        self.duties.hide()
        self._authorized.hide()
        self._strip.show_squares((), "")
        self._share.setText("")
        for bar in self._bars:
            bar.hide()
        for lines in (self._plan_lines, self._people_lines, self._latest_lines):
            lines.show_lines(())
        self._plan_chip.show_fact("", "neutral")
        self._stay_facts.set_facts(())
        for words in (self._no_sessions, self._no_week, self._reach, self._no_plan, self._nobody):
            words.hide()

    def _show_overview(self, overview: Overview) -> None:
        strip = overview.strip
        self.attendance.set_title(_("Attendance since admission"), says.since_words(strip))
        self._share.setText(says.share_words(strip))
        self._strip.show_squares(says.squares(strip), says.strip_words(strip))
        for widget in (self._strip, self._legend):
            widget.setVisible(bool(strip.marks))
        self._no_sessions.setVisible(not strip.marks)
        self._show_week(overview)
        self._show_plan(overview.plan, overview.may_see_plan)
        self._people_lines.show_lines(says.people_lines(overview.people))
        self._nobody.setVisible(not overview.people)
        today = self.desk.services.store.clock.today()
        self._latest_lines.show_lines(says.latest_lines(overview.latest, today))

    def _show_duties(self, duties: tuple[Duty, ...]) -> None:
        self.duties.show_duties(duties, self.desk.services.store.clock.today())

    def _show_papers(self, papers: Papers) -> None:
        found = says.authorized_row(papers, self.desk.services.store.clock.today())
        self._authorized.setVisible(found is not None)
        if found is not None:
            name, share, numbers = found
            self._authorized.set_name(name)
            self._authorized.show_share(share, numbers)

    def _on_duty(self, duty: Duty) -> None:
        to = duty.go_to
        self.desk.navigation.open(to.place, to.record_id, **to.more)

    def _show_week(self, overview: Overview) -> None:
        rows = says.week_rows(overview)
        for at, bar in enumerate(self._bars):
            bar.setVisible(at < len(rows))
            if at < len(rows):
                name, share, numbers = rows[at]
                bar.set_name(name)
                bar.show_share(share, numbers)
        self._no_week.setVisible(not rows)
        reach = says.reach_words(overview.dose)
        self._reach.setText(reach)
        self._reach.setVisible(bool(reach))
        self._stay_facts.set_facts(says.stay_facts(overview.stay))
        self.stay.setVisible(overview.stay is not None)

    def _show_plan(self, plan: PlanSummary | None, may_see: bool) -> None:
        self.plan.setVisible(may_see)
        if plan is None:
            self.plan.set_title(_("Treatment plan"))
            self._plan_chip.show_fact("", "neutral")
        else:
            self.plan.set_title(_("Treatment plan"), says.plan_note(plan))
            today = self.desk.services.store.clock.today()
            self._plan_chip.show_fact(*says.plan_chip(plan, today))
        self._no_plan.setVisible(plan is None)
        self._plan_lines.show_lines(says.plan_lines(plan) if plan else ())
