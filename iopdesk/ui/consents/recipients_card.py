"""Who received under a consent that was taken back, and the notice to each of them."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from iopdesk.domain.language import Language
from iopdesk.domain.staff import Right
from iopdesk.services.revocation_notice_service import Received
from iopdesk.ui.desk import Desk
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _, screen_wording


class RecipientsCard(Card):
    """Hidden while nobody is to be told, or for those who don't hand over."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("To be told that it was taken back"), parent)
        self._desk = desk
        self._client_id: UUID | None = None
        self._consent_id: UUID | None = None
        self._told: list[QLabel] = []
        self.buttons: list[QPushButton] = []
        self.hide()

    def open_consent(self, client_id: UUID | None, consent_id: UUID | None) -> None:
        """Who received under this consent; nobody where it is None."""
        self._client_id, self._consent_id = client_id, consent_id
        may = self._desk.services.signed_in.may
        if (
            client_id is None
            or consent_id is None
            or not (may(Right.DISCLOSE) and may(Right.PRINT))
        ):
            self._show_received(())
            return
        call = partial(self._desk.services.revocation_notice.received, client_id, consent_id)
        self._desk.background.run(self, call, self._show_received, ticket="received")

    def _show_received(self, received: tuple[Received, ...]) -> None:
        for widget in (*self._told, *self.buttons):
            widget.hide()
            widget.deleteLater()
        self._told, self.buttons = [], []
        for one in received:
            told = label(_told(one), "soft", self, wrap=True)
            button = quiet_button(_("Notice…"), "printer", self)
            button.setAccessibleName(_("Notice to {whom}", whom=one.to_whom))
            button.clicked.connect(partial(self._on_print, one.to_whom))
            self.buttons.append(button)
            self._told.append(told)
            self.body.addWidget(told)
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(received))

    def texts(self) -> list[str]:
        """The lines shown."""
        return [each.text() for each in self._told]

    def _on_print(self, to_whom: str, _checked: bool = False) -> None:
        client_id, consent_id = self._client_id, self._consent_id
        if client_id is None or consent_id is None:
            return
        notices = self._desk.services.revocation_notice

        def note(_language: Language) -> None:
            notices.note_sent(client_id, consent_id, to_whom)

        self._desk.preview.show(
            partial(notices.preview, client_id, consent_id, to_whom),
            languages=tuple(Language),
            language=Language.ENGLISH,
            printed=note,
            saved=note,
        )


def _told(one: Received) -> str:
    words = screen_wording()
    if one.noticed is None:
        day = words.day_month_year(one.last)
        return _("{whom}: received last on {day}, not told yet", whom=one.to_whom, day=day)
    day = words.day_month_year(one.noticed)
    return _("{whom}: notice sent {day}", whom=one.to_whom, day=day)
