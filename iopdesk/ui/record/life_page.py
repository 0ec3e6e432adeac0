"""A client's history and health as short lists: substances, sober dates, treatment, law, life."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from iopdesk.domain.life import LifeStory, Part, SobrietyDate
from iopdesk.domain.problems import InvalidDraft
from iopdesk.services.life_service import A_PAGE
from iopdesk.ui.desk import Desk
from iopdesk.ui.record.conflict_words import conflict_told
from iopdesk.ui.record.life_cards import (
    matter_card,
    naloxone_card,
    situation_card,
    sobriety_card,
    substance_card,
    treatment_card,
)
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.notice_list import Notice, NoticeList
from iopdesk.ui.widgets.part_card import PartCard
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _, screen_wording


class LifePage(Screen):
    """Each list is edited in its card; a return to use asks whether the sober date still holds."""

    shows = frozenset(
        {"substance_use", "sobriety_date", "naloxone_offer", "prior_treatment", "legal_matter"}
        | {"life_situation", "setback"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._most = A_PAGE
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        self._ask_frame = QFrame(self)
        self._ask_frame.setProperty("notice", "warn")
        self.asking = NoticeList(self._ask_frame)
        QVBoxLayout(self._ask_frame).addWidget(self.asking)
        self._ask_frame.hide()
        column.addWidget(self._ask_frame)
        today = desk.services.store.clock.today()
        left, right = _column(self), _column(self)
        self.sobriety = sobriety_card(today, left)
        self.substances = substance_card(today, left)
        self.treatments = treatment_card(left)
        self.situations = situation_card(today, right)
        self.matters = matter_card(right)
        self.naloxone = naloxone_card(today, right)
        self.older = quiet_button(_("Show ol&der entries"), "history", left)
        self.older.hide()
        _fill(left, self.sobriety, self.substances, self.treatments, self.older)
        _fill(right, self.situations, self.matters, self.naloxone)
        self._panes = TwoPanes(left, right, self, stretch=(1, 1))
        column.addWidget(self._panes, 1)
        self._connect()

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Another client: nothing of the one before stays."""
        if record_id != self._client_id:
            self._client_id, self._most = record_id, A_PAGE
            self._ask_frame.hide()
            for card in self._cards:
                card.close_form()
                card.show_parts(())

    def refresh(self) -> None:
        """Ask for the newest entries of all lists."""
        if self._client_id is not None:
            call = partial(self.desk.services.life.story, self._client_id, self._most)
            self.desk.background.run(self, call, self._show_story, ticket="life")

    def reflow(self, narrow: bool) -> None:
        """One column in narrow windows."""
        self._panes.reflow(narrow)

    def has_unsaved(self) -> bool:
        """Whether a card's form is open and changed."""
        return any(card.is_editing for card in self._cards)

    @property
    def _cards(self) -> tuple[PartCard, ...]:
        return (
            self.sobriety,
            self.substances,
            self.treatments,
            self.situations,
            self.matters,
            self.naloxone,
        )

    def _connect(self) -> None:
        self.older.clicked.connect(self._on_older)
        for card in self._cards:
            card.saved.connect(partial(self._on_saved, card))
            card.removed.connect(partial(self._on_removed, card))

    def _show_story(self, story: LifeStory) -> None:
        self.sobriety.show_parts(story.sobriety)
        self.substances.show_parts(story.substances)
        self.treatments.show_parts(story.treatments)
        self.situations.show_parts(story.situations)
        self.matters.show_parts(story.matters)
        self.naloxone.show_parts(story.naloxone)
        self.older.setVisible(story.has_more)
        self._show_asking(story)

    def _show_asking(self, story: LifeStory) -> None:
        notices = []
        running = next((one for one in story.sobriety if one.ended is None), None)
        if story.setback is not None and running is not None:
            words = _(
                "A return to use was recorded on {day}. Does the sobriety date still hold?",
                day=screen_wording().date(story.setback),
            )
            link = _("Look at the date")
            notices.append(Notice(words, "warn", link, partial(self._edit_sobriety, running)))
        self.asking.show_notices(notices)
        self._ask_frame.setVisible(bool(notices))

    def _edit_sobriety(self, one: SobrietyDate) -> None:
        self.sobriety.edit(one)

    def _on_saved(self, card: PartCard, base: Part | None, mine: Part) -> None:
        if self._client_id is None:
            return
        save = self.desk.services.life.save
        self.desk.background.run(
            self,
            partial(save, self._client_id, mine, base),
            lambda _part_id: self._on_done(card),
            partial(self._on_failed, card),
        )

    def _on_removed(self, card: PartCard, part: Part) -> None:
        reason = self.desk.messages.ask_text(
            _("Take this off the list?"),
            _("It stays in the record's history, with your reason."),
            _("Reason"),
            _("&Take off the list"),
        )
        if reason is None or self._client_id is None:
            return
        call = partial(self.desk.services.life.remove, self._client_id, part, reason)
        self.desk.background.run(self, call, lambda _none: self._on_done(card))

    def _on_done(self, card: PartCard) -> None:
        card.close_form()
        self.refresh()

    def _on_failed(self, card: PartCard, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            card.show_problems(error.problems)
        else:
            self.desk.messages.error(conflict_told(error))

    def _on_older(self) -> None:
        self._most += A_PAGE * 4
        self.refresh()


def _column(parent: QWidget) -> QWidget:
    made = QWidget(parent)
    made.setProperty("bare", "true")
    lines = QVBoxLayout(made)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(current_theme().px(12))
    return made


def _fill(column: QWidget, *widgets: QWidget) -> None:
    lines = column.layout()
    assert isinstance(lines, QVBoxLayout)
    for widget in widgets:
        if isinstance(widget, PartCard):
            lines.addWidget(widget)
        else:
            lines.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
    lines.addStretch(1)
