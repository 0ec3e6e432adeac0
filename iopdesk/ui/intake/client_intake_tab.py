"""A chart's way in: first contact, eligibility, papers handed over, evaluations, a return."""

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.domain.client import ClientState
from iopdesk.domain.inquiry import Inquiry
from iopdesk.domain.staff import Right
from iopdesk.ui.desk import Desk
from iopdesk.ui.intake.eligibility_card import EligibilityCard
from iopdesk.ui.intake.inquiry_card import InquiryCard
from iopdesk.ui.intake.step_dialog import StepDialog
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.two_panes import TwoPanes


class ClientIntakeTab(Screen):
    """What led here on the left, what was given and asked for on the right."""

    shows = frozenset(
        {"inquiry", "inquiry_step", "eligibility", "eligibility_test", "eligibility_opinion"}
        | {"client", "phone", "episode"}
    )
    scrolls = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._is_clinical = desk.services.signed_in.may(Right.VIEW_CLINICAL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        left, lines = self._column()
        self.inquiry = InquiryCard(left)
        lines.addWidget(self.inquiry)
        right, more = self._column()
        if self._is_clinical:
            self.eligibility = EligibilityCard(right)
            self.eligibility.open.clicked.connect(self._on_eligibility)
            more.addWidget(self.eligibility)
        lines.addStretch(1)
        more.addStretch(1)
        self._panes = TwoPanes(left, right, self, stretch=(1, 1))
        column.addWidget(self._panes)
        self.inquiry.step.clicked.connect(self._on_step)
        self.inquiry.again.clicked.connect(self._on_again)

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

        def inquiry() -> tuple[Inquiry | None, bool]:
            head = services.client.chart_head(client_id)
            in_program = head.state is ClientState.IN_PROGRAM
            return services.inquiry.of_client(client_id), in_program

        run(self, inquiry, self._show_inquiry, ticket="inquiry")
        if self._is_clinical:
            view = partial(services.eligibility.view, client_id)
            run(self, view, self.eligibility.show_view, ticket="eligibility")

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

    def _show_inquiry(self, found: tuple[Inquiry | None, bool]) -> None:
        may = self.desk.services.signed_in.may(Right.EDIT_CLIENTS)
        self.inquiry.show_inquiry(found[0], may_write=may, in_program=found[1])

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

    def _on_eligibility(self) -> None:
        self.desk.navigation.open("eligibility", self._client_id)
