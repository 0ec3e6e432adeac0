"""A chart's Consents tab: who may receive what, and what left the program for whom."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from iopdesk.domain.consent_library import consent_library
from iopdesk.domain.disclosure import Disclosed, Document
from iopdesk.domain.language import Language
from iopdesk.domain.privacy import NoticeGiven, Privacy, Restriction
from iopdesk.domain.problems import InvalidDraft
from iopdesk.domain.staff import Right
from iopdesk.services.consent_service import ConsentFolder, ConsentLine
from iopdesk.services.disclosure_service import DeskFacts
from iopdesk.ui.consents.consent_words import (
    TONES,
    end_words,
    kind_words,
    name_words,
    state_words,
)
from iopdesk.ui.consents.privacy_cards import notice_card, restriction_card
from iopdesk.ui.desk import Desk
from iopdesk.ui.disclosure_dialog import DisclosureDialog
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import primary_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.part_card import PartCard
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _, screen_wording


class ConsentsTab(Screen):
    """Enter opens a consent; those in force come first."""

    shows = frozenset({"consent", "disclosure", "client", "paper_given", "restriction_request"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        column.addWidget(self._consents_card(), 3)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(current_theme().px(12))
        who = desk.services.signed_in
        self._sees_disclosures = who.may(Right.DISCLOSE) or who.may(Right.SEE_ACCESS_LOG)
        self.given = self._disclosures_card()
        self.given.setVisible(self._sees_disclosures)
        self._columns.addWidget(self.given, 2)
        self._columns.addWidget(self._privacy_cards(), 1)
        column.addLayout(self._columns, 3)
        keys = QShortcut(QKeySequence("Ctrl+N"), self)
        keys.activated.connect(self._on_new)

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Show another client."""
        if record_id != self._client_id:
            self._client_id = record_id
            self.consents.set_rows([])
            self.disclosures.set_rows([])
            for card in self._saves:
                card.close_form()
                card.show_parts(())

    def refresh(self) -> None:
        """Ask for consents and disclosures."""
        if self._client_id is None:
            return
        run, services = self.desk.background.run, self.desk.services
        folder = partial(services.consent.folder, self._client_id)
        run(self, folder, self._show_folder, ticket="consents")
        if self._sees_disclosures:
            left = partial(services.disclosure.disclosures, self._client_id)
            run(self, left, self._show_disclosures, ticket="disclosures")
        privacy = partial(services.privacy.privacy, self._client_id)
        run(self, privacy, self._show_privacy, ticket="privacy")

    def has_unsaved(self) -> bool:
        """Whether a card is being filled in."""
        return any(card.is_editing for card in self._saves)

    def reflow(self, narrow: bool) -> None:
        """Fewer columns in narrow windows."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        self.table.reflow(narrow)
        self.left_table.reflow(narrow)
        self._fit()

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the list."""
        return [("Enter", _("open the consent")), ("Ctrl+N", _("prepare a consent"))]

    def place(self) -> str:
        """Its name in back links."""
        return _("Consents")

    def _consents_card(self) -> Card:
        card = Card(_("Consents and releases"), self)
        self.new = primary_button(_("Prepare a &consent…"), "plus", card)
        self.new.clicked.connect(self._on_new)
        card.add_to_head(self.new)
        self.consents: RowsModel[ConsentLine] = RowsModel(
            [
                Column(
                    _("Recipient"), lambda line: name_words(line.consent), bold=True, stretch=True
                ),
                Column(
                    _("Kind"), lambda line: kind_words(line.consent.kind), minor=True, units=200
                ),
                Column(_("Information"), _information, minor=True, units=260),
                Column(
                    _("State"),
                    lambda line: state_words(line.state),
                    kind=Kind.CHIP,
                    tone=lambda line: TONES[line.state],
                ),
                Column(_("Until"), self._until, soft=True),
                Column(_("To look at"), _missing, when_used=True),
            ],
            card,
            identity=lambda line: line.consent.consent_id,
        )
        self.table = TableView(self.consents, "consents", card)
        self.table.setAccessibleName(_("Consents and releases"))
        self.table.opened.connect(self._on_open)
        self.nothing = EmptyState(
            _("No consent yet. Without one nothing about this client may leave the program."),
            None,
            card,
        )
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.nothing, 1)
        return card

    def _disclosures_card(self) -> Card:
        card = Card(_("Given to others"), self)
        self.access = quiet_button(_("&Who looked, who received"), "eye", card)
        self.access.clicked.connect(self._on_access)
        self.access.setVisible(self.desk.services.signed_in.may(Right.SEE_ACCESS_LOG))
        self.told = quiet_button(_("&Told by word of mouth…"), "message-square", card)
        self.told.clicked.connect(self._on_told)
        self.told.setVisible(self.desk.services.signed_in.may(Right.DISCLOSE))
        card.add_to_head(self.told)
        card.add_to_head(self.access)
        words = screen_wording()
        self.disclosures: RowsModel[Disclosed] = RowsModel(
            [
                Column(
                    _("When"),
                    lambda d: f"{words.day_month_year(d.at.date())}, {words.time(d.at.time())}",
                    order=lambda d: d.at,
                ),
                Column(_("Recipient"), lambda d: d.to_whom, bold=True, units=150),
                Column(_("What"), lambda d: d.what),
                Column(_("Purpose"), lambda d: d.purpose, stretch=True),
                Column(_("Ground"), lambda d: d.ground, minor=True),
                Column(_("Given by"), lambda d: d.by, soft=True),
            ],
            card,
            identity=lambda d: d.disclosure_id,
        )
        self.left_table = TableView(self.disclosures, "disclosures", card)
        self.left_table.setAccessibleName(_("Given to others"))
        self.none_left = EmptyState(_("Nothing has left the program yet."), None, card)
        card.body.addWidget(self.left_table, 1)
        card.body.addWidget(self.none_left, 1)
        return card

    def _privacy_cards(self) -> QWidget:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side = QWidget(area)
        side.setProperty("canvas", "true")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        services = self.desk.services
        today = services.store.clock.today()
        self.notice, self.restrictions = notice_card(today, side), restriction_card(today, side)
        self.print_notice = quiet_button(_("Print"), "printer", self.notice)
        self.print_notice.setAccessibleName(_("Print the patient notice"))
        self.print_notice.setVisible(services.signed_in.may(Right.PRINT))
        self.print_notice.clicked.connect(self._on_print_notice)
        self.notice.add_to_head(self.print_notice)
        self._saves: dict[PartCard, Callable[..., UUID]] = {
            self.notice: services.privacy.save_notice,
            self.restrictions: services.privacy.save_restriction,
        }
        for card in self._saves:
            card.saved.connect(partial(self._on_part_saved, card))
            card.removed.connect(partial(self._on_part_removed, card))
            column.addWidget(card)
        column.addStretch(1)
        area.setWidget(side)
        return area

    def _show_privacy(self, privacy: Privacy) -> None:
        self.notice.show_parts(privacy.notices)
        self.restrictions.show_parts(privacy.restrictions)

    def _on_part_saved(self, card: PartCard, base: object, draft: object) -> None:
        if self._client_id is not None:
            save = partial(self._saves[card], self._client_id, draft, base)
            failed = partial(self._on_part_failed, card)
            self.desk.background.run(self, save, lambda _id: self._on_part_done(card), failed)

    def _on_part_removed(self, card: PartCard, part: object) -> None:
        reason = self.desk.messages.ask_text(
            _("Take this off the list?"),
            _("It stays in the record's history, with your reason."),
            _("Reason"),
            _("&Take off the list"),
        )
        if reason is None or not isinstance(part, NoticeGiven | Restriction):
            return
        if self._client_id is not None:
            take = partial(self.desk.services.privacy.take_back, self._client_id, part, reason)
            self.desk.background.run(self, take, lambda _none: self._on_part_done(card))

    def _on_part_done(self, card: PartCard) -> None:
        card.close_form()
        self.refresh()

    def _on_part_failed(self, card: PartCard, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            card.show_problems(error.problems)
        else:
            self.desk.messages.error(error)

    def _on_print_notice(self) -> None:
        client_id, services = self._client_id, self.desk.services
        if client_id is None:
            return

        def note(_language: Language) -> None:
            services.privacy.note_notice_printed(client_id)

        self.desk.preview.show(
            partial(services.consent_paper.notice, client_id),
            languages=tuple(Language),
            language=screen_wording().language,
            printed=note,
            saved=note,
        )

    def _on_told(self) -> None:
        if self._client_id is not None:
            ask = partial(self.desk.services.disclosure.desk, self._client_id, Document.SPOKEN)
            self.desk.background.run(self, ask, self._ask_who_was_told, ticket="told")

    def _ask_who_was_told(self, facts: DeskFacts) -> None:
        dialog = DisclosureDialog(facts, self.window())
        dialog.exec()
        if dialog.answer == 0 and self._client_id is not None:
            tell = self.desk.services.disclosure.tell
            call = partial(tell, self._client_id, dialog.handover(), dialog.what.text())
            self.desk.background.run(self, call, lambda _none: self.refresh())

    def _on_access(self) -> None:
        self.desk.navigation.open("access", self._client_id)

    def _show_folder(self, folder: ConsentFolder) -> None:
        self._today = folder.today
        self.consents.set_rows(folder.lines)
        self.new.setVisible(folder.may_write)
        self.table.setVisible(bool(folder.lines))
        self.nothing.setVisible(not folder.lines)
        self._fit()

    def _show_disclosures(self, found: tuple[Disclosed, ...]) -> None:
        self.disclosures.set_rows(found)
        self.left_table.setVisible(bool(found))
        self.none_left.setVisible(not found)
        self._fit()

    def _until(self, line: ConsentLine) -> str:
        return end_words(line.consent, self._today)

    def _fit(self) -> None:
        for table in (self.table, self.left_table):
            table.setMinimumHeight(table.height_of_rows() if self.is_narrow else 0)

    def _on_new(self) -> None:
        self.desk.navigation.open("consent", self._client_id)

    def _on_open(self, line: ConsentLine) -> None:
        self.desk.navigation.open("consent", self._client_id, consent=line.consent.consent_id)


def _information(line: ConsentLine) -> str:
    consent, language = line.consent, screen_wording().language
    told = consent_library().information_words(consent.categories, language)
    return "; ".join(told) or consent.what


def _missing(line: ConsentLine) -> str:
    return _("not whole") if line.consent.shares and line.gaps_to_print else ""
