"""A chart's support: people and who may be called, family education, help around treatment."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iopdesk.domain.help import FamilyVisit, Help, HelpAround
from iopdesk.domain.problems import InvalidDraft
from iopdesk.domain.staff import Right
from iopdesk.domain.support import RELATIONS, SupportPerson, reachable
from iopdesk.ui.desk import Desk
from iopdesk.ui.intake.client_paper import show_for_client
from iopdesk.ui.intake.help_cards import FamilyCard, help_card
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.notice_list import Notice, NoticeList
from iopdesk.ui.widgets.part_card import PartCard
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _, ngettext_


@dataclass(frozen=True)
class _Support:
    people: tuple[SupportPerson, ...]
    around: HelpAround
    language: str
    wanted: int


class ClientSupportTab(Screen):
    """Lists are changed in their cards; people under Details."""

    shows = frozenset({"support_person", "family_education", "support_service", "consent"})
    scrolls = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._language = ""
        self._may_write = desk.services.signed_in.may(Right.EDIT_CLIENTS)
        today = desk.services.store.clock.today()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        left, lines = self._column()
        lines.addWidget(self._build_people(left))
        notes = desk.services.signed_in.may(Right.VIEW_CLINICAL)
        self.family = FamilyCard(today, left, notes=notes)
        lines.addWidget(self.family)
        lines.addStretch(1)
        right, more = self._column()
        self.helps = help_card(today, right, notes=notes)
        more.addWidget(self.helps)
        more.addStretch(1)
        self._panes = TwoPanes(left, right, self, stretch=(1, 1))
        column.addWidget(self._panes)
        self._cards: tuple[PartCard, ...] = (self.family, self.helps)
        for card in self._cards:
            card.add.setVisible(self._may_write)
            card.saved.connect(partial(self._on_saved, card))
            card.removed.connect(partial(self._on_removed, card))

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Another client: what was shown or typed goes away at once."""
        if record_id != self._client_id:
            self._client_id = record_id
            self.people.set_facts([])
            self.notices.show_notices([])
            for card in self._cards:
                card.close_form()
                card.show_parts(())

    def refresh(self) -> None:
        """Ask for people and lists."""
        if self._client_id is not None:
            call = partial(self._ask, self._client_id)
            self.desk.background.run(self, call, self._show_support, ticket="support")

    def reflow(self, narrow: bool) -> None:
        """One column in narrow windows."""
        self._panes.reflow(narrow)

    def has_unsaved(self) -> bool:
        """Whether a card's form is open and changed."""
        return any(card.is_editing for card in self._cards)

    def _column(self) -> tuple[QWidget, QVBoxLayout]:
        made = QWidget(self)
        made.setProperty("canvas", "true")
        lines = QVBoxLayout(made)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(current_theme().px(12))
        return made, lines

    def _build_people(self, parent: QWidget) -> Card:
        card = Card(_("People who help"), parent)
        self.notices = NoticeList(card)
        self.people = FactList((), card)
        self.change = plain_button(_("Add or change &people"), "users", card)
        self.card = plain_button(_("&Wallet card…"), "printer", card)
        self.change.clicked.connect(self._on_people)
        self.card.clicked.connect(self._on_card)
        self.change.setVisible(self._may_write)
        self.card.setVisible(self.desk.services.signed_in.may(Right.PRINT))
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(10))
        for button in (self.change, self.card):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        line.addStretch(1)
        card.body.addWidget(self.notices)
        card.body.addWidget(self.people)
        card.body.addLayout(line)
        return card

    def _ask(self, client_id: UUID) -> _Support:
        services = self.desk.services
        head = services.client.chart_head(client_id)
        return _Support(
            services.support.people(client_id),
            services.help.around(client_id),
            head.language,
            services.rule.rules().network_people,
        )

    def _show_support(self, found: _Support) -> None:
        self._language = found.language
        self.notices.show_notices(_notices(found.people, found.wanted))
        self.people.set_facts(
            [(one.name, person_words(one, found.around.released)) for one in found.people]
        )
        self.family.offer_people(found.people)
        self.family.show_parts(found.around.visits)
        self.helps.show_parts(found.around.helps)
        for card in self._cards:
            card.setEnabled(self._may_write)

    def _on_people(self) -> None:
        self.desk.navigation.open("client", self._client_id, tab="details", about="people")

    def _on_card(self) -> None:
        client_id, papers = self._client_id, self.desk.services.wallet_card
        if client_id is not None:
            show_for_client(
                self.desk,
                self._language,
                partial(papers.preview, client_id),
                lambda _language: papers.note_printed(client_id),
            )

    def _on_saved(self, card: PartCard, base: object, draft: object) -> None:
        if self._client_id is None or not isinstance(draft, FamilyVisit | Help):
            return
        before = base if isinstance(base, FamilyVisit | Help) else None
        call = partial(self.desk.services.help.save, self._client_id, draft, before)
        done = partial(self._on_done, card)
        self.desk.background.run(self, call, done, partial(self._on_failed, card))

    def _on_removed(self, card: PartCard, part: object) -> None:
        reason = self.desk.messages.ask_text(
            _("Take this off the list?"),
            _("It stays in the record's history, with your reason."),
            _("Reason"),
            _("&Take off the list"),
        )
        if reason and self._client_id is not None and isinstance(part, FamilyVisit | Help):
            call = partial(self.desk.services.help.remove, self._client_id, part, reason)
            self.desk.background.run(self, call, partial(self._on_done, card))

    def _on_done(self, card: PartCard, _id: UUID | None) -> None:
        card.close_form()
        self.refresh()

    def _on_failed(self, card: PartCard, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            card.show_problems(error.problems)
        else:
            self.desk.messages.error(error)


def person_words(one: SupportPerson, released: frozenset[UUID]) -> str:
    """Relation, marks, number, and whether the clinic may call."""
    marks = [
        words
        for has, words in (
            (one.is_sober, _("sober")),
            (one.is_encouraging, _("encouraging")),
            (one.is_reachable_at_risk, _("reachable when at risk")),
            (one.knows_warning_signs, _("knows the warning signs")),
        )
        if has
    ]
    relation = _(RELATIONS.get(one.relation, one.relation)) if one.relation else ""
    release = (
        _("release on file: the clinic may call")
        if one.person_id in released
        else _("no release: only the client may call")
    )
    parts = (relation, one.phone or _("no number"), *marks, release)
    return "; ".join(part for part in parts if part)


def _notices(people: tuple[SupportPerson, ...], wanted: int) -> list[Notice]:
    count = len(reachable(people))
    if count >= wanted:
        return []
    told = ngettext_(
        "{n} person can be reached when it gets risky; {wanted} are wanted.",
        "{n} people can be reached when it gets risky; {wanted} are wanted.",
        count,
        wanted=wanted,
    )
    return [
        Notice(told, "warn"),
        Notice(_("Ask about a family session, a peer coach, or people from an earlier program.")),
    ]
