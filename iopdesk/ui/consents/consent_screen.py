"""One consent: its form, what it still lacks, and what happened to it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.domain.consent import CRIMINAL_JUSTICE, Consent, ConsentState, gaps
from iopdesk.domain.consent_library import consent_library
from iopdesk.domain.language import Language
from iopdesk.domain.problems import EditConflict, InvalidDraft
from iopdesk.domain.staff import Right
from iopdesk.domain.support import SupportPerson
from iopdesk.services.consent_service import ConsentFolder, ConsentLine, ConsentService
from iopdesk.ui.consents.consent_form import ConsentForm
from iopdesk.ui.consents.consent_words import (
    TONES,
    fact_lines,
    field_words,
    kind_words,
    missing_lines,
    name_words,
    state_words,
)
from iopdesk.ui.consents.recipients_card import RecipientsCard
from iopdesk.ui.consents.scans_card import ScansCard
from iopdesk.ui.consents.signing_dialog import SigningDialog
from iopdesk.ui.desk import Desk
from iopdesk.ui.form_keeper import FormKeeper
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import menu_button, plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.notice_list import Notice, NoticeList
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _, screen_wording


class ConsentScreen(Screen):
    """Opened with a client and `consent`, its id; without one a new consent is prepared.

    A duty names the consent in `about`, as text.
    """

    shows = frozenset({"consent", "support_person", "disclosure"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._consent_id: UUID | None = None
        self._folder: ConsentFolder | None = None
        self._line: ConsentLine | None = None
        column = self.page_layout()
        self.title_bar = TitleBar(_("Consent"), self)
        self.title_bar.set_back(_("Consents"), self._on_back)
        self.more = self.title_bar.add_action(menu_button(_("What &happened"), "", self))
        self.print = self.title_bar.add_action(plain_button(_("&Print the form…"), "printer", self))
        self.save = self.title_bar.add_action(primary_button(_("&Save"), "check", self))
        column.addWidget(self.title_bar)
        card = Card("", self)
        self.form = ConsentForm(card)
        card.body.addWidget(self.form)
        card.body.addStretch(1)
        self._panes = TwoPanes(card, self._build_side(), self)
        column.addWidget(self._panes, 1)
        self._build_menu()
        self._kept = FormKeeper(desk, self, self.form, "consent")
        self._connect()

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Another consent: what was typed about the one before is gone."""
        about = more.get("about")
        consent_id = UUID(about) if isinstance(about, str) else more.get("consent")
        self._client_id = record_id
        self._consent_id = consent_id if isinstance(consent_id, UUID) else None
        self._folder, self._line = None, None
        self.form.load(Consent())
        self.title_bar.set_title(_("Consent"))
        self.title_bar.set_chips([])

    def refresh(self) -> None:
        """Ask for the consent and the people it may be tied to."""
        if self._client_id is None:
            return
        run, services = self.desk.background.run, self.desk.services
        folder = partial(services.consent.folder, self._client_id)
        run(self, folder, self._show_folder, self._on_gone, ticket="consent")
        people = partial(services.support.people, self._client_id)
        run(self, people, self._show_people, ticket="people")

    def reflow(self, narrow: bool) -> None:
        """What is missing goes under the form."""
        self._panes.reflow(narrow)
        self.title_bar.reflow(narrow)

    def has_unsaved(self) -> bool:
        """Whether someone typed into it."""
        return self.form.is_dirty

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the form."""
        return [("Enter", _("save")), ("Ctrl+S", _("save"))]

    def place(self) -> str:
        """Its name in back links."""
        return _("Consent")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter in any field saves, Esc goes back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._on_save()
            return
        if event.key() == Qt.Key.Key_Escape and not self.form.is_dirty:
            self._on_back()
            return
        super().keyPressEvent(event)

    def _build_side(self) -> QWidget:
        side = QWidget(self)
        side.setProperty("bare", "true")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        self.lacking = Card(_("Still missing"), side, note=_("42 CFR 2.31"))
        self.notices = NoticeList(self.lacking)
        self.lacking.body.addWidget(self.notices)
        self.happened = Card(_("What happened"), side)
        self.facts = FactList((), self.happened)
        self.happened.body.addWidget(self.facts)
        self.recipients = RecipientsCard(self.desk, side)
        self.scans = ScansCard(self.desk, side)
        column.addWidget(self.lacking)
        column.addWidget(self.happened)
        column.addWidget(self.recipients)
        column.addWidget(self.scans)
        column.addStretch(1)
        return side

    def _build_menu(self) -> None:
        menu = self.more.menu()
        self.acts: dict[str, QAction] = {}
        for name, words, act in (
            ("sign", _("It was signed…"), self._on_sign),
            ("decline", _("The client declined…"), self._on_decline),
            ("revoke", _("The client takes it back…"), self._on_revoke),
            ("event", _("What ends it has happened…"), self._on_event),
            ("wrong", _("The entry is wrong…"), self._on_wrong),
        ):
            action = menu.addAction(words)
            action.triggered.connect(act)
            self.acts[name] = action

    def _connect(self) -> None:
        self.save.clicked.connect(self._on_save)
        self.print.clicked.connect(self._on_print)
        self.form.edited.connect(self._show_missing)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_save)

    def _show_folder(self, folder: ConsentFolder) -> None:
        is_first = self._folder is None
        self._folder = folder
        found = (one for one in folder.lines if one.consent.consent_id == self._consent_id)
        line = next(found, None) if self._consent_id else None
        if not self.form.is_dirty:
            self._line = line
            self.form.load(line.consent if line else self._begun(folder))
        self._show_state(folder)
        if is_first:
            self.form.kind.setFocus()

    def _begun(self, folder: ConsentFolder) -> Consent:
        return Consent(
            discloser=folder.clinic,
            form_version=consent_library().form_version,
            language=screen_wording().language.value,
        )

    def _show_state(self, folder: ConsentFolder) -> None:
        line = self._line
        state = line.state if line else None
        is_signed = line is not None and line.consent.signed is not None
        is_fixed = is_signed and bool(line and line.consent.form_version)
        self.form.setEnabled(folder.may_write and state is not ConsentState.DECLINED)
        self.form.lock(is_fixed)
        self.save.setEnabled(folder.may_write)
        title = name_words(line.consent) if line else _("New consent")
        self.title_bar.set_title(title)
        chips = [(kind_words(line.consent.kind), "neutral")] if line else []
        chips += [(state_words(state), TONES[state])] if state else []
        self.title_bar.set_chips(chips)
        waits = state in (ConsentState.DRAFT, ConsentState.WAITING)
        in_force = state in (ConsentState.IN_FORCE, ConsentState.SUPERSEDED)
        shown = {
            "sign": waits,
            "decline": waits,
            "revoke": in_force,
            "event": in_force and bool(line and line.consent.until_event),
            "wrong": line is not None,
        }
        for name, is_shown in shown.items():
            self.acts[name].setVisible(is_shown)
        self.more.setVisible(folder.may_write and line is not None)
        self.print.setVisible(self.desk.services.signed_in.may(Right.PRINT) and line is not None)
        self.print.setEnabled(line is not None and not line.gaps_to_print)
        self._show_missing()
        self._show_facts()
        self.scans.open_consent(self._consent_id if is_signed else None)
        is_revoked = state is ConsentState.REVOKED
        self.recipients.open_consent(self._client_id, self._consent_id if is_revoked else None)

    def _show_missing(self) -> None:
        if self._folder is None:
            return
        draft = self.form.draft()
        lacking = gaps(draft, self._folder.signer, to_print=True)
        notices = [Notice(words, "warn") for words in missing_lines(lacking)]
        if not lacking and draft.signed is None:
            words = _("It says all that it must. It can be printed and signed.")
            notices = [Notice(words, "good")]
        self.notices.show_notices(notices)
        self.lacking.setVisible(bool(notices))

    def _show_facts(self) -> None:
        facts = fact_lines(self._line.consent) if self._line else []
        self.facts.set_facts(facts)
        self.happened.setVisible(bool(facts))

    def _show_people(self, people: tuple[SupportPerson, ...]) -> None:
        self.form.offer_people(people)
        record = self._consent_id or self._client_id
        if self._folder is not None and record is not None:
            self._kept.open(record.hex, is_stored=self._consent_id is not None)

    def _on_save(self) -> None:
        if self._folder is not None and self.save.isEnabled():
            self._save(self._line.consent if self._line else None, self.form.draft())

    def _save(self, base: Consent | None, mine: Consent) -> None:
        problems = [*self.form.typing_problems(), *mine.problems()]
        homeless = self.form.show_problems(problems)
        if homeless:
            self.desk.messages.error(InvalidDraft(homeless))
        if problems or self._client_id is None:
            return
        call = partial(self.desk.services.consent.save, self._client_id, mine, base)
        self.desk.background.run(self, call, self._on_saved, partial(self._on_failed, base, mine))

    def _on_saved(self, consent_id: UUID) -> None:
        self.form.set_clean()
        self._consent_id = consent_id
        self.desk.navigation.is_now("consent", self._client_id, consent=consent_id)
        self.desk.messages.say(_("Consent saved."))
        self.refresh()

    def _on_failed(self, base: Consent | None, mine: Consent, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            homeless = self.form.show_problems(error.problems)
            if homeless:
                self.desk.messages.error(InvalidDraft(homeless))
        elif isinstance(error, EditConflict) and base is not None:
            kept = self.desk.messages.settle(error, field_words())
            if kept is not None:
                theirs = {field.field: field.theirs for field in error.fields}
                self._save(replace(base, **theirs), replace(mine, **kept))  # type: ignore[arg-type]
        else:
            self.desk.messages.error(error)

    def _on_print(self) -> None:
        line, client_id = self._line, self._client_id
        if line is None or client_id is None or self._is_typing():
            return
        consent_id = line.consent.consent_id
        assert consent_id is not None
        services = self.desk.services
        language = Language(line.consent.language or Language.ENGLISH)

        def note(_language: Language) -> None:
            services.consent.note_printed(client_id, consent_id)

        self.desk.preview.show(
            partial(services.consent_paper.form, client_id, consent_id),
            languages=tuple(Language),
            language=language,
            printed=note,
            saved=note,
        )

    def _on_sign(self) -> None:
        line, folder = self._line, self._folder
        if line is None or folder is None or self._is_typing():
            return
        dialog = SigningDialog(folder.today, line.consent.second_signer, self.window())
        dialog.exec()
        if dialog.answer == 0:
            signing = dialog.signing()
            self._act(lambda service, client: service.sign(client, line.consent, signing))

    def _on_decline(self) -> None:
        line = self._line
        if line is None or self._is_typing():
            return
        reason = self.desk.messages.ask_text(
            _("The client does not want to sign?"),
            _("It is kept with the reason, as proof that it was offered."),
            _("Why, in the client's words"),
            _("&Declined"),
        )
        if reason is not None:
            self._act(lambda service, client: service.decline(client, line.consent, reason))

    def _on_revoke(self) -> None:
        line = self._line
        if line is None or self._is_typing():
            return
        is_met = False
        if line.consent.kind == CRIMINAL_JUSTICE:
            is_met = self.desk.messages.ask(
                _("Has this come: {when}?", when=line.consent.revocable_when),
                _("A court consent can be taken back only from then on (42 CFR 2.35)."),
                _("&Yes, it has come"),
            )
            if not is_met:
                return
        at = self.desk.messages.choose(
            _("How does the client take it back?"),
            _("It counts at once. What was shared before stays in the accounting."),
            [_("In &writing"), _("By word of &mouth"), _("&Back")],
        )
        if at in (0, 1):
            how = ("written", "oral")[at]
            self._act(
                lambda service, client: service.revoke(
                    client, line.consent, how, condition_met=is_met
                )
            )

    def _on_event(self) -> None:
        line, folder = self._line, self._folder
        if line is None or folder is None or self._is_typing():
            return
        if self.desk.messages.ask(
            _("Has this happened: {event}?", event=line.consent.until_event),
            _("The consent is over from today on."),
            _("&Yes, it is over"),
        ):
            today = folder.today
            self._act(lambda service, client: service.event_happened(client, line.consent, today))

    def _on_wrong(self) -> None:
        line = self._line
        if line is None or line.consent.consent_id is None:
            return
        reason = self.desk.messages.ask_text(
            _("Take this entry back?"),
            _("Only when the entry itself is wrong. The history keeps it with your reason."),
            _("Reason"),
            _("&Take it back"),
        )
        if reason:
            consent_id = line.consent.consent_id
            self._act(
                lambda service, client: service.take_back(client, consent_id, reason),
                self._on_back,
            )

    def _act(
        self,
        act: Callable[[ConsentService, UUID], None],
        then: Callable[[], None] | None = None,
    ) -> None:
        if self._client_id is not None:
            call = partial(act, self.desk.services.consent, self._client_id)
            self.desk.background.run(self, call, lambda _none: (then or self.refresh)())

    def _is_typing(self) -> bool:
        if self.form.is_dirty:
            self.desk.messages.say(_("Save what you typed first."))
        return self.form.is_dirty

    def _on_gone(self, error: BaseException) -> None:
        self.desk.messages.error(error)
        self._on_back()

    def _on_back(self) -> None:
        self.form.set_clean()
        self.desk.navigation.open("client", self._client_id, tab="consents")
