"""The papers of a client's meetings: the list, the cards, and the letter about a span of days."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iopdesk.domain.disclosure import Document
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.referral import CardForm
from iopdesk.services.meeting_letter_service import LetterSpan
from iopdesk.services.meeting_paper_service import whole_list
from iopdesk.services.referral_service import ClientReferral
from iopdesk.ui.desk import Desk
from iopdesk.ui.preview import Outside
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.fields import DateField
from iopdesk.ui.widgets.flow_layout import FlowLayout
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _

_DATE_WIDE = 96


class MeetingPapersCard(Card):
    """Each button shows its paper to print, save, or hand over."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Papers"), parent)
        self.desk = desk
        self._referral: ClientReferral | None = None
        self.list_button = plain_button(_("Meeting &list…"), "printer", self)
        self.card_button = plain_button(_("Attendance &card…"), "id-card", self)
        self.list_button.clicked.connect(self._on_list)
        self.slip_button = plain_button(_("Weekly &slip…"), "id-card", self)
        self.card_button.clicked.connect(partial(self._on_card, CardForm.WALLET))
        self.slip_button.clicked.connect(partial(self._on_card, CardForm.WEEKLY))
        inside = QWidget(self)
        inside.setProperty("bare", "true")
        flow = FlowLayout(inside)
        self.letter_button = plain_button(_("Letter of mee&tings…"), "file-text", self)
        self.letter_button.clicked.connect(self._on_letter)
        for button in (
            self.list_button,
            self.card_button,
            self.slip_button,
            self.letter_button,
        ):
            flow.addWidget(button)
        self.body.addWidget(inside)
        self.body.addWidget(self._span())

    def show_referral(self, referral: ClientReferral) -> None:
        """Print for this client."""
        self._referral = referral
        self.list_button.setEnabled(bool(referral.meetings))

    def _span(self) -> QWidget:
        """The days that a letter is about."""
        made = QWidget(self)
        made.setProperty("bare", "true")
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(_("The letter is about"), "label", made))
        line = QHBoxLayout()
        column.addLayout(line)
        usual = self.desk.services.meeting_letter.usual_span()
        self.first, self.last = DateField(made), DateField(made)
        self.first.set_value(usual.first)
        self.last.set_value(usual.last)
        for part in (self.first, label(_("to"), "label", made), self.last):
            line.addWidget(part)
        for field in (self.first, self.last):
            field.setMaximumWidth(current_theme().px(_DATE_WIDE))
        self.first.setAccessibleName(_("First day of the letter"))
        self.last.setAccessibleName(_("Last day of the letter"))
        line.addStretch(1)
        return made

    def _wanted_span(self) -> LetterSpan | None:
        first, last = self.first.value, self.last.value
        if first is None or last is None:
            wrong = self.first if first is None else self.last
            wrong.setFocus()
            self.desk.messages.say(_("Give the first and the last day of the letter."))
            return None
        return LetterSpan(first, last)

    def _on_list(self) -> None:
        referral = self._referral
        if referral is None:
            return
        service = self.desk.services.meeting_paper

        def make(language: Language) -> Paper:
            return service.preview(referral.client_id, whole_list(language))

        def left(language: Language) -> None:
            service.note_printed(referral.client_id)

        self.desk.preview.show(
            make,
            languages=tuple(Language),
            language=referral.language,
            printed=left,
            saved=left,
            outside=Outside(referral.client_id, Document.MEETING_LIST),
        )

    def _on_letter(self) -> None:
        referral, span = self._referral, self._wanted_span()
        if referral is None or span is None:
            return
        client_id, service = referral.client_id, self.desk.services.meeting_letter

        def make(language: Language) -> Paper:
            return service.letter(client_id, span, language)

        def left(language: Language) -> None:
            service.note_printed(client_id)

        self.desk.preview.show(
            make,
            languages=tuple(Language),
            printed=left,
            saved=left,
            outside=Outside(client_id, Document.MEETING_LETTER),
        )

    def _on_card(self, form: CardForm, _checked: bool = False) -> None:
        referral = self._referral
        if referral is None:
            return
        call = partial(self.desk.services.meeting_paper.new_card, referral.client_id, form)
        self.desk.background.run(self, call, partial(self._show_card, form))

    def _show_card(self, form: CardForm, code: str) -> None:
        referral = self._referral
        if referral is None:
            return
        service = self.desk.services.meeting_paper

        def make(language: Language) -> Paper:
            return service.card(referral.client_id, language, code, form)

        def left(language: Language) -> None:
            service.note_card_printed(referral.client_id)

        self.desk.preview.show(
            make,
            languages=tuple(Language),
            language=referral.language,
            printed=left,
            saved=left,
        )
