"""Scans of a signed consent form: attached, looked at in the window, taken back."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from iopdesk.domain.attachment import AttachmentLine
from iopdesk.domain.staff import Right
from iopdesk.ui import scan_source
from iopdesk.ui.desk import Desk
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _


class ScansCard(Card):
    """Belongs to one consent at a time; hidden while there is none."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Signed paper"), parent)
        self._desk = desk
        self._consent_id: UUID | None = None
        self._shown: list[QWidget] = []
        self.attach = quiet_button(_("&Attach scan…"), "upload", self)
        self.attach.setVisible(desk.services.signed_in.may(Right.EDIT_CLIENTS))
        self.attach.clicked.connect(self._on_attach)
        self.add_to_head(self.attach)
        self.hide()

    def open_consent(self, consent_id: UUID | None) -> None:
        """Show the scans of this consent."""
        self._consent_id = consent_id
        self.setVisible(consent_id is not None)
        if consent_id is None:
            self._show_lines(())
        else:
            call = partial(self._desk.services.attachment.of_consent, consent_id)
            self._desk.background.run(self, call, self._show_lines, ticket="scans")

    def names(self) -> list[str]:
        """The files shown."""
        return [widget.text() for widget in self._shown]  # type: ignore[attr-defined]

    def _show_lines(self, lines: tuple[AttachmentLine, ...]) -> None:
        for widget in self._shown:
            widget.hide()
            widget.deleteLater()
        self._shown = []
        for line in lines:
            button = quiet_button(line.name, "file-text", self)
            button.clicked.connect(partial(self._on_open, line))
            self._show(button)
        if not lines:
            self._show(label(_("No scan yet."), "soft", self))

    def _show(self, widget: QWidget) -> None:
        self._shown.append(widget)
        self.body.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_open(self, line: AttachmentLine, _checked: bool = False) -> None:
        paper = self._desk.services.attachment.paper
        self._desk.preview.show(partial(paper, line.id))

    def _on_attach(self) -> None:
        consent_id = self._consent_id
        path = self._desk.messages.file_to_open(
            _("Scan of the signed form"), _("Scans (*.pdf *.jpg *.jpeg *.png)")
        )
        if path is None or consent_id is None:
            return
        read = scan_source.of_file(path)

        def attach() -> UUID:
            name, content = read()
            return self._desk.services.attachment.attach_consent(consent_id, name, content)

        self._desk.background.run(self, attach, lambda _id: self.open_consent(consent_id))
