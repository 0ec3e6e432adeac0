"""A chart's way in: first contact, eligibility, papers handed over, evaluations, a return."""

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.domain.client import ClientState
from iopdesk.domain.inquiry import Inquiry
from iopdesk.domain.program_paper import GivenPaper, ProgramPaper, Signing
from iopdesk.domain.staff import Right
from iopdesk.services.client_records import ChartHead
from iopdesk.ui.desk import Desk
from iopdesk.ui.intake.client_paper import show_for_client
from iopdesk.ui.intake.eligibility_card import EligibilityCard
from iopdesk.ui.intake.inquiry_card import InquiryCard
from iopdesk.ui.intake.papers_card import PapersCard
from iopdesk.ui.intake.reports_keeper import ReportsKeeper
from iopdesk.ui.intake.return_keeper import ReturnKeeper
from iopdesk.ui.intake.step_dialog import StepDialog
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _


class ClientIntakeTab(Screen):
    """What led here on the left, what was given and asked for on the right."""

    shows = frozenset(
        {"inquiry", "inquiry_step", "eligibility", "eligibility_test", "eligibility_opinion"}
        | {"client", "phone", "episode", "paper_given", "evaluation", "attachment"}
        | {"carried_item"}
    )
    scrolls = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._language = ""
        self._may_write = desk.services.signed_in.may(Right.EDIT_CLIENTS)
        self._is_clinical = desk.services.signed_in.may(Right.VIEW_CLINICAL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        left, lines = self._column()
        self.returns = ReturnKeeper(self.desk, left)
        lines.addWidget(self.returns.card)
        lines.addWidget(self.returns.last_time)
        self.inquiry = InquiryCard(left)
        lines.addWidget(self.inquiry)
        right, more = self._column()
        if self._is_clinical:
            self.eligibility = EligibilityCard(right)
            self.eligibility.open.clicked.connect(self._on_eligibility)
            more.addWidget(self.eligibility)
        self.papers = PapersCard(right)
        more.addWidget(self.papers)
        if self._is_clinical:
            self.reports = ReportsKeeper(self.desk, right)
            more.addWidget(self.reports.card)
        lines.addStretch(1)
        more.addStretch(1)
        self._panes = TwoPanes(left, right, self, stretch=(1, 1))
        column.addWidget(self._panes)
        self.inquiry.step.clicked.connect(self._on_step)
        self.inquiry.again.clicked.connect(self._on_again)
        self.inquiry.correct.clicked.connect(self._on_correct)
        self.papers.wanted.connect(self._on_paper)
        self.papers.signed.connect(self._on_signed)
        self.papers.refused.connect(self._on_refused)
        self.papers.mistaken.connect(self._on_mistaken)

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Another client: what was shown goes away at once."""
        if record_id != self._client_id:
            self._client_id = record_id
            self.inquiry.show_inquiry(None, may_write=False, in_program=False)

    def refresh(self) -> None:
        """Ask for all cards."""
        client_id = self._client_id
        if client_id is None:
            return
        run, services = self.desk.background.run, self.desk.services

        def inquiry() -> tuple[Inquiry | None, ChartHead]:
            head = services.client.chart_head(client_id)
            return services.inquiry.of_client(client_id), head

        run(self, inquiry, self._show_inquiry, ticket="inquiry")
        self.returns.refresh(client_id)
        given = partial(services.intake_paper.given, client_id)
        run(self, given, self._show_given, ticket="papers")
        if self._is_clinical:
            view = partial(services.eligibility.view, client_id)
            run(self, view, self.eligibility.show_view, ticket="eligibility")
            self.reports.refresh(client_id)

    def reflow(self, narrow: bool) -> None:
        """One column in narrow windows."""
        self._panes.reflow(narrow)

    def _column(self) -> tuple[QWidget, QVBoxLayout]:
        made = QWidget(self)
        made.setProperty("canvas", "true")
        lines = QVBoxLayout(made)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(current_theme().px(12))
        return made, lines

    def _show_inquiry(self, found: tuple[Inquiry | None, ChartHead]) -> None:
        inquiry, head = found
        self._language = self.returns.language = head.language
        in_program = head.state is ClientState.IN_PROGRAM
        self.inquiry.show_inquiry(inquiry, may_write=self._may_write, in_program=in_program)

    def _show_given(self, papers: tuple[GivenPaper, ...]) -> None:
        self.papers.show_given(papers, may_write=self._may_write)

    def _on_paper(self, paper: ProgramPaper) -> None:
        client_id, papers = self._client_id, self.desk.services.intake_paper
        if client_id is not None:
            show_for_client(
                self.desk,
                self._language,
                partial(papers.paper, paper, client_id),
                lambda language: papers.give(paper, client_id, language),
            )

    def _on_signed(self, paper: GivenPaper) -> None:
        today = self.desk.services.store.clock.today()
        self._sign(paper, Signing(signed=today))

    def _on_refused(self, paper: GivenPaper) -> None:
        why = self.desk.messages.ask_text(
            _("Why was it not signed?"),
            _("The client may take part without signing; write down what was said."),
            _("Why"),
            _("&Save"),
        )
        if why:
            self._sign(paper, Signing(why_not_signed=why))

    def _on_mistaken(self, paper: GivenPaper) -> None:
        why = self.desk.messages.ask_text(
            _("Take this off the list?"),
            _("It stays in the record's history, with your reason."),
            _("Reason"),
            _("&Take off the list"),
        )
        if why:
            take = self.desk.services.intake_paper.take_back
            self.desk.background.run(self, partial(take, paper.given_id, why))

    def _sign(self, paper: GivenPaper, signing: Signing) -> None:
        sign = self.desk.services.intake_paper.sign
        self.desk.background.run(self, partial(sign, paper.given_id, signing))

    def _on_step(self) -> None:
        inquiry = self.inquiry.inquiry
        if inquiry is None:
            return
        today = self.desk.services.store.clock.today()
        dialog = StepDialog(inquiry.line, today, self.window())
        dialog.exec()
        if dialog.answer == 0:
            take = self.desk.services.inquiry.take_step
            call = partial(take, inquiry.line.inquiry_id, dialog.step())
            self.desk.background.run(self, call, failed=self.desk.messages.error)

    def _on_again(self) -> None:
        self.desk.navigation.open("first_contact", self._client_id)

    def _on_correct(self) -> None:
        self.desk.navigation.open("correct_contact", self._client_id)

    def _on_eligibility(self) -> None:
        self.desk.navigation.open("eligibility", self._client_id)
