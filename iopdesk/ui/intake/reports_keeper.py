"""Attaching, opening and taking off reports of evaluations, for the card that shows them."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from iopdesk.domain.attachment import AttachmentLine
from iopdesk.domain.disclosure import Document
from iopdesk.domain.evaluation import Evaluation
from iopdesk.domain.language import Language
from iopdesk.domain.staff import Right
from iopdesk.ui import scan_source
from iopdesk.ui.desk import Desk
from iopdesk.ui.intake.reports_card import ReportsCard
from iopdesk.ui.preview import Outside
from iopdesk.ui.wording import _, screen_wording

_Found = tuple[tuple[Evaluation, ...], dict[UUID, list[AttachmentLine]]]


class ReportsKeeper(QObject):
    """The bytes go from the chosen file into the encrypted store, and from there into a preview."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._client_id: UUID | None = None
        self.card = ReportsCard(parent)
        self.card.attach.connect(self._on_attach)
        self.card.opened.connect(self._on_open)
        self.card.taken_off.connect(self._on_take_off)
        self.card.wanted.connect(self._on_change)

    def refresh(self, client_id: UUID) -> None:
        """Ask for evaluations and reports."""
        self._client_id = client_id
        services = self._desk.services

        def ask() -> _Found:
            checks = services.evaluation.checks(client_id)
            return checks.evaluations, services.attachment.reports(client_id)

        self._desk.background.run(self.card, ask, self._show, ticket="reports")

    def _show(self, found: _Found) -> None:
        may = self._desk.services.signed_in.may(Right.EDIT_CLIENTS)
        self.card.show_evaluations(*found, may_write=may)

    def _on_attach(self, evaluation: Evaluation) -> None:
        kinds = _("PDF or picture (*.pdf *.jpg *.jpeg *.png)")
        path = self._desk.messages.file_to_open(_("Attach a report"), kinds)
        if path is None or evaluation.evaluation_id is None:
            return
        read, evaluation_id = scan_source.of_file(path), evaluation.evaluation_id
        attachment = self._desk.services.attachment

        def attach() -> str:
            name, content = read()
            attachment.attach_report(evaluation_id, name, content)
            return name

        self._desk.background.run(self.card, attach, self._on_attached)

    def _on_attached(self, name: str) -> None:
        self._desk.messages.say(
            _("Attached: {name}. A file that still lies on the disk is not encrypted.", name=name)
        )

    def _on_open(self, report: AttachmentLine) -> None:
        paper = self._desk.services.attachment.paper
        languages = (Language(screen_wording().language),)
        outside = None
        if self._client_id is not None:
            outside = Outside(self._client_id, Document.OUTSIDE_REPORT)
        self._desk.preview.show(partial(paper, report.id), languages=languages, outside=outside)

    def _on_take_off(self, report: AttachmentLine) -> None:
        why = self._desk.messages.ask_text(
            _("Take this file off?"),
            _("The record keeps it, with your reason."),
            _("Reason"),
            _("&Take off"),
        )
        if why:
            take = partial(self._desk.services.attachment.take_back, report.id, why)
            self._desk.background.run(self.card, take)

    def _on_change(self) -> None:
        self._desk.navigation.open("client", self._client_id, tab="details", about="evaluations")
