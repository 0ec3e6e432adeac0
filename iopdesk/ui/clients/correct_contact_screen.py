"""A first contact is corrected: who called, what they want, how it came; name and numbers aside."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from iopdesk.domain.inquiry import CLINICAL_WORDS, ContactFacts, Inquiry
from iopdesk.domain.problems import EditConflict, InvalidDraft, NotFound
from iopdesk.services.draft_service import KeptDraft
from iopdesk.ui.clients.first_contact_form import ContactFactsForm, draft_values, facts_from
from iopdesk.ui.desk import Desk
from iopdesk.ui.screen import Screen
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.scroll_page import ScrollPage
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.wording import _

_DRAFT = "correct_contact"


class CorrectContactScreen(Screen):
    """Opened with a client: their newest first contact. Saving goes back to the chart."""

    scrolls = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._inquiry: Inquiry | None = None
        self._base = ContactFacts()
        page = ScrollPage(self)
        column = page.column
        self.title_bar = TitleBar(_("Correct the first contact"), page.inside)
        self.title_bar.set_back(_("Chart"), self._on_back)
        self.discard = self.title_bar.add_action(plain_button(_("&Discard"), "", self))
        self.save = self.title_bar.add_action(primary_button(_("&Save"), "check", self))
        column.addWidget(self.title_bar)
        card = Card("", page.inside)
        told = _("Names and numbers of the client are changed under Details.")
        card.body.addWidget(label(told, "soft", card, wrap=True))
        self.form = ContactFactsForm(card)
        card.body.addWidget(self.form)
        column.addWidget(card, 1)
        self.save.clicked.connect(self._on_save)
        self.discard.clicked.connect(self._on_discard)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_save)

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Another client: what was shown goes away at once."""
        if record_id != self._client_id:
            self._client_id, self._inquiry = record_id, None
            self._load(ContactFacts())

    def refresh(self) -> None:
        """Ask for what was noted, unless something is being typed."""
        if self._client_id is not None and not self.form.is_dirty:
            call = partial(self.desk.services.inquiry.of_client, self._client_id)
            self.desk.background.run(self, call, self._show_inquiry, ticket="inquiry")

    def reflow(self, narrow: bool) -> None:
        """Buttons go under the title."""
        self.title_bar.reflow(narrow)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """What is typed waits here for the return."""
        self.keep_draft()
        super().hideEvent(event)

    def keep_draft(self) -> None:
        """Keep what is typed."""
        if self._client_id is not None and self.form.is_dirty:
            values = draft_values(self.form.draft())
            keep = partial(self.desk.services.draft.keep, _DRAFT, self._client_id.hex, values)
            self.desk.background.run(self, keep)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the form."""
        return [("Ctrl+S", _("Save"))]

    def place(self) -> str:
        """Its name in back links."""
        return _("First contact")

    def _load(self, facts: ContactFacts) -> None:
        self._base = facts
        self.form.load(facts)

    def _show_inquiry(self, inquiry: Inquiry | None) -> None:
        if inquiry is None:
            self.desk.messages.error(
                NotFound("This first contact is not in this store.", "Open the chart again.")
            )
            self._on_back()
            return
        self._inquiry = inquiry
        self.title_bar.set_title(_("Correct the first contact"), inquiry.line.name)
        self._load(inquiry.facts)
        for name in CLINICAL_WORDS:
            self.form.show_field(name, inquiry.shows_words)
        self.form.caller.setFocus()
        load = partial(self.desk.services.draft.load, _DRAFT, inquiry.line.client_id.hex)
        self.desk.background.run(self, load, self._show_kept, ticket="kept")

    def _show_kept(self, kept: KeptDraft | None) -> None:
        if kept is None or self.form.is_dirty:
            return
        self.form.load(facts_from(kept.values))
        self.form.is_dirty = True
        self.desk.messages.say(_("What you typed before is still here, not saved yet."))

    def _on_save(self) -> None:
        problems = self.form.problems(self.desk.services.store.clock.today())
        self.form.show_problems(problems)
        if not problems and self._inquiry is not None:
            self._save(self._base, self.form.draft())

    def _save(self, base: ContactFacts, mine: ContactFacts) -> None:
        inquiry, services = self._inquiry, self.desk.services
        if inquiry is None:
            return

        def save() -> None:
            services.inquiry.correct(inquiry.line.inquiry_id, base=base, mine=mine)
            services.draft.drop(_DRAFT, inquiry.line.client_id.hex)

        failed = partial(self._on_failed, base, mine)
        self.desk.background.run(self, save, self._on_saved, failed)

    def _on_saved(self, _none: None) -> None:
        self.form.set_clean()
        self.desk.messages.say(_("Saved."))
        self._on_back()

    def _on_failed(self, base: ContactFacts, mine: ContactFacts, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            self.form.show_problems(error.problems)
        elif isinstance(error, EditConflict):
            self._settle(base, mine, error)
        else:
            self.desk.messages.error(error)

    def _settle(self, base: ContactFacts, mine: ContactFacts, error: EditConflict) -> None:
        names = {each.field: self._name_of(each.field) for each in error.fields}
        kept = self.desk.messages.settle(error, names)
        if kept is not None:
            theirs = {each.field: each.theirs for each in error.fields}
            self._save(replace(base, **theirs), replace(mine, **kept))  # type: ignore[arg-type]

    def _name_of(self, field: str) -> str:
        return self.form.field(field).accessibleName() or field

    def _on_discard(self) -> None:
        if self.form.is_dirty and not self.desk.messages.ask(
            _("Discard what you typed?"), "", _("&Discard"), _("&Keep typing"), takes_away=True
        ):
            return
        self.form.set_clean()
        if self._client_id is not None:
            drop = partial(self.desk.services.draft.drop, _DRAFT, self._client_id.hex)
            self.desk.background.run(self, drop)
        self._on_back()

    def _on_back(self) -> None:
        self.desk.navigation.open("client", self._client_id, tab="intake")
