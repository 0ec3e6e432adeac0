"""Asks for a return's items and for last time, and keeps what the client says."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from iopdesk.domain.carried import CarriedAnswer, CarriedItem
from iopdesk.domain.staff import Right
from iopdesk.ui.desk import Desk
from iopdesk.ui.intake.client_paper import show_for_client
from iopdesk.ui.intake.return_card import LastTimeCard, ReturnCard
from iopdesk.ui.wording import _, screen_wording


class ReturnKeeper(QObject):
    """Both cards hide at a first stay."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._client_id: UUID | None = None
        self.language = ""
        self.card = ReturnCard(parent)
        self.last_time = LastTimeCard(parent)
        self.card.answered.connect(self._on_answered)
        self.last_time.page.clicked.connect(self._on_page)
        self.last_time.page.setVisible(desk.services.signed_in.may(Right.PRINT))

    def refresh(self, client_id: UUID) -> None:
        """Ask for both; last time is for clinical staff."""
        self._client_id = client_id
        run, returns = self._desk.background.run, self._desk.services.returns
        run(self.card, partial(returns.items, client_id), self.card.show_items, ticket="items")
        if self._desk.services.signed_in.may(Right.VIEW_CLINICAL):
            call = partial(returns.last_time, client_id, screen_wording())
            run(self.last_time, call, self.last_time.show_last_time, ticket="last")

    def _on_answered(self, item: CarriedItem, answer: CarriedAnswer) -> None:
        if answer is item.answer:
            return
        call = partial(self._desk.services.returns.answer, item, answer)
        self._desk.background.run(self.card, call, lambda _none: self._after(answer))

    def _after(self, answer: CarriedAnswer) -> None:
        if answer is CarriedAnswer.CHANGED:
            self._desk.messages.say(_("Noted. Type what holds now under Details."))

    def _on_page(self) -> None:
        client_id, returns = self._client_id, self._desk.services.returns
        if client_id is not None:
            show_for_client(
                self._desk,
                screen_wording().language,
                partial(returns.paper, client_id),
                lambda _language: returns.note_printed(client_id),
            )
