"""A chart's details: the record's form, and the short lists beside it."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from iopdesk.domain.client import ClientDraft
from iopdesk.domain.evaluation import (
    Authorization,
    Checks,
    DrugScreen,
    Evaluation,
    Papers,
)
from iopdesk.domain.health import Health
from iopdesk.domain.policy import Policy
from iopdesk.domain.problems import EditConflict, InvalidDraft
from iopdesk.domain.staff import Right
from iopdesk.domain.support import SupportPerson
from iopdesk.services.draft_service import KeptDraft
from iopdesk.ui.clients.client_form import ClientForm, draft_from, draft_values
from iopdesk.ui.clients.diagnosis_card import DiagnosisCard
from iopdesk.ui.clients.evaluation_cards import (
    AuthorizationCard,
    evaluation_card,
    policy_card,
)
from iopdesk.ui.clients.group_wishes_card import GroupWishesCard
from iopdesk.ui.clients.merge_form import is_about_record, merged
from iopdesk.ui.clients.part_cards import (
    AllergyCard,
    medication_card,
    people_card,
)
from iopdesk.ui.desk import Desk
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.conflict_dialog import ConflictDialog
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.part_card import PartCard
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _

_DRAFT = "client_details"
_KEEP_MS = 2000


class DetailsTab(Screen):
    """Save is explicit; a change of someone else is merged or shown with both values.

    What is typed is kept over a lock, with the record as it was when the typing began.
    """

    shows = frozenset(
        {"client", "phone", "client_name", "support_person", "diagnosis", "medication", "allergy"}
        | {"evaluation", "payer_authorization", "policy", "attendance"}
        | {"keep_apart"}
    )
    scrolls = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._base: ClientDraft | None = None
        self._sees_health = desk.services.signed_in.may(Right.VIEW_CLINICAL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        column.addWidget(self._build_bar())
        self._panes = TwoPanes(self._build_record(), self._build_lists(), self)
        column.addWidget(self._panes, 1)
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(_KEEP_MS)
        self._connect()

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Another client: what was typed about the one before is gone.

        `about` names the list that a person wants to change: "people", "evaluations".
        """
        if record_id != self._client_id:
            self._drop_draft()
            self._client_id = record_id
            self._base = None
            self.form.load(ClientDraft())
            for card in self._cards:
                card.close_form()
                card.show_parts(())
            if self._sees_health:
                self.wishes.open_client(record_id)
            self._show_buttons()
        wanted = self._by_name.get(str(more.get("about")))
        if wanted is not None:
            # once the chart has shown this page and its scroll area can follow
            QTimer.singleShot(0, wanted.add, wanted.add.setFocus)

    def refresh(self) -> None:
        """Ask for record and lists; a form that someone is filling in is left alone."""
        client_id = self._client_id
        if client_id is None:
            return
        run, services = self.desk.background.run, self.desk.services
        if not self.form.is_dirty:
            run(self, partial(services.client.record, client_id), self._show_record, ticket="r")
        run(self, partial(services.support.people, client_id), self._show_people, ticket="p")
        if self._sees_health:
            run(self, partial(services.health.health, client_id), self._show_health, ticket="h")
            checks = partial(services.evaluation.checks, client_id)
            run(self, checks, self._show_checks, ticket="c")
            self.wishes.refresh()
        run(self, partial(services.evaluation.papers, client_id), self._show_papers, ticket="a")

    def reflow(self, narrow: bool) -> None:
        """Lists under the form."""
        self._panes.reflow(narrow)

    def has_unsaved(self) -> bool:
        """Whether a field of the record or of a list was changed."""
        typed = self._sees_health and self.wishes.is_editing
        return self.form.is_dirty or typed or any(card.is_editing for card in self._cards)

    def keep_draft(self) -> None:
        """Keep what is typed, and what it began from."""
        self._keep.stop()
        if self._client_id is None or self._base is None or not self.form.is_dirty:
            return
        typed = {"base": draft_values(self._base), "mine": draft_values(self.form.draft())}
        keep = self.desk.services.draft.keep
        self.desk.background.run(self, partial(keep, _DRAFT, str(self._client_id), {**typed}))

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the form."""
        return [("Ctrl+S", _("Save"))]

    def _build_bar(self) -> QFrame:
        self._bar = QFrame(self)
        self._bar.setProperty("notice", "info")
        line = QHBoxLayout(self._bar)
        line.addWidget(label(_("Changes to the record are not saved yet."), "", self._bar))
        line.addStretch(1)
        self.undo = plain_button(_("&Undo changes"), "", self._bar)
        self.save = primary_button(_("&Save"), "check", self._bar)
        line.addWidget(self.undo)
        line.addWidget(self.save)
        self._bar.hide()
        return self._bar

    def _build_record(self) -> Card:
        card = Card("", self)
        self.form = ClientForm(card)
        card.body.addWidget(self.form)
        return card

    def _build_lists(self) -> QWidget:
        column = QWidget(self)
        column.setProperty("canvas", "true")
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(current_theme().px(12))
        services = self.desk.services
        self.people = people_card(column)
        self.policies = policy_card(column)
        self.authorizations = AuthorizationCard(column)
        self._cards = [self.people, self.policies, self.authorizations]
        self._by_name: dict[str, PartCard] = {"people": self.people}
        self._saves: dict[PartCard, Callable[..., UUID]] = {
            self.people: services.support.save,
            self.policies: services.evaluation.save,
            self.authorizations: services.evaluation.save,
        }
        if self._sees_health:
            self._build_clinical(column)
        for card in self._cards:
            lines.addWidget(card)
        if self._sees_health:
            self.wishes = GroupWishesCard(self.desk, column)
            lines.addWidget(self.wishes)
        lines.addStretch(1)
        return column

    def _build_clinical(self, column: QWidget) -> None:
        services = self.desk.services
        self.diagnoses = DiagnosisCard(column)
        self.medications = medication_card(column)
        self.allergies = AllergyCard(column)
        self.evaluations = self._by_name["evaluations"] = evaluation_card(column)
        for card in (self.diagnoses, self.medications, self.allergies):
            self._saves[card] = services.health.save
        self.allergies.none_known.connect(self._on_none_known)
        for card in (self.evaluations,):
            self._saves[card] = services.evaluation.save
        self._cards += [self.evaluations]
        self._cards += [self.diagnoses, self.medications, self.allergies]

    def _connect(self) -> None:
        self.form.edited.connect(self._show_buttons)
        self.form.edited.connect(self._keep.start)
        self._keep.timeout.connect(self.keep_draft)
        self.save.clicked.connect(self._on_save)
        self.undo.clicked.connect(self._on_undo)
        for card in self._cards:
            card.saved.connect(partial(self._on_part_saved, card))
            card.removed.connect(partial(self._on_part_removed, card))
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._on_save)

    def _show_record(self, record: ClientDraft) -> None:
        if self.form.is_dirty or record == self._base:
            return
        is_first, self._base = self._base is None, record
        self.form.load(record)
        self._show_buttons()
        if is_first and self._client_id is not None:
            load = partial(self.desk.services.draft.load, _DRAFT, str(self._client_id))
            then = partial(self._show_kept, self._client_id)
            self.desk.background.run(self, load, then, ticket="kept")

    def _show_kept(self, client_id: UUID, kept: KeptDraft | None) -> None:
        if kept is None or client_id != self._client_id or self.form.is_dirty:
            return
        base, mine = kept.values.get("base"), kept.values.get("mine")
        if isinstance(base, dict) and isinstance(mine, dict):
            self._base = draft_from(base)
            self.form.load(draft_from(mine))
            self.form.is_dirty = True
            self._show_buttons()
            self.desk.messages.say(_("What you typed before is still here, not saved yet."))

    def _drop_draft(self) -> None:
        if self._client_id is not None and self.form.is_dirty:
            self._keep.stop()
            drop = partial(self.desk.services.draft.drop, _DRAFT, str(self._client_id))
            self.desk.background.run(self, drop)

    def _on_none_known(self, known: bool) -> None:
        if self._client_id is not None:
            call = partial(self.desk.services.health.no_allergies_known, self._client_id, known)
            self.desk.background.run(self, call, lambda _none: self.refresh())

    def _show_people(self, people: tuple[SupportPerson, ...]) -> None:
        self.people.show_parts(people)

    def _show_health(self, health: Health) -> None:
        self.diagnoses.show_parts(health.diagnoses)
        self.medications.show_parts(health.medications)
        self.allergies.show_health(health.allergies, health.no_allergies_known)

    def _show_checks(self, checks: Checks) -> None:
        self.evaluations.show_parts(checks.evaluations)

    def _show_papers(self, papers: Papers) -> None:
        self.policies.show_parts(papers.policies)
        self.authorizations.show_papers(papers)

    def _show_buttons(self) -> None:
        self._bar.setVisible(self.form.is_dirty)

    def _on_save(self) -> None:
        if self._base is None or not self.form.is_dirty:
            return
        problems = self.form.problems(self.desk.services.store.clock.today())
        self.form.show_problems(problems)
        if not problems:
            self._save(self._base, self.form.draft())

    def _save(self, base: ClientDraft, mine: ClientDraft) -> None:
        client_id = self._client_id
        if client_id is None:
            return
        services = self.desk.services

        def update() -> ClientDraft:
            services.client.update(client_id, base=base, mine=mine)
            return services.client.record(client_id)

        self.desk.background.run(self, update, self._on_saved, partial(self._on_failed, base, mine))

    def _on_saved(self, record: ClientDraft) -> None:
        self._drop_draft()
        self.form.set_clean()
        self._base = None
        self._show_record(record)
        self.desk.messages.say(_("Saved."))

    def _on_failed(self, base: ClientDraft, mine: ClientDraft, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            self.form.show_problems(error.problems)
        elif isinstance(error, EditConflict) and is_about_record(error):
            dialog = ConflictDialog(error, self.form.words(), self.window())
            dialog.exec()
            if dialog.answer == 0:
                self._save(*merged(base, mine, error, dialog.kept()))
        else:
            self.desk.messages.error(error)

    def _on_undo(self) -> None:
        self._drop_draft()
        self._base = None
        self.form.set_clean()
        self.refresh()

    def _on_part_saved(self, card: PartCard, base: object, draft: object) -> None:
        if self._client_id is None:
            return
        self.desk.background.run(
            self,
            partial(self._saves[card], self._client_id, draft, base),
            lambda _part_id: self._on_part_done(card),
            partial(self._on_part_failed, card),
        )

    def _on_part_removed(self, card: PartCard, part: object) -> None:
        reason = self.desk.messages.ask_text(
            _("Take this off the list?"),
            _("It stays in the record's history, with your reason."),
            _("Reason"),
            _("&Take off the list"),
        )
        if reason is None or self._client_id is None:
            return
        services, client_id = self.desk.services, self._client_id

        def remove() -> None:
            if isinstance(part, SupportPerson):
                assert part.person_id is not None  # noqa: S101 -- only stored ones are listed
                services.support.remove(client_id, part.person_id, reason)
            elif isinstance(part, Evaluation | DrugScreen | Authorization | Policy):
                services.evaluation.remove(client_id, part, reason)
            else:
                services.health.remove(client_id, part, reason)  # type: ignore[arg-type]

        self.desk.background.run(self, remove, lambda _none: self._on_part_done(card))

    def _on_part_done(self, card: PartCard) -> None:
        card.close_form()
        self.refresh()

    def _on_part_failed(self, card: PartCard, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            card.show_problems(error.problems)
        else:
            self.desk.messages.error(error)
