"""Eligibility step by step: each test with its evidence and remedy, the team, the decision."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import cast
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from iopdesk.domain.disclosure import Document
from iopdesk.domain.eligibility import (
    OUTCOME_WORDS,
    Conclusion,
    Criterion,
    EligibilityView,
    Outcome,
    TestDraft,
    criteria,
    open_tests,
)
from iopdesk.domain.problems import EditConflict, InvalidDraft
from iopdesk.domain.staff import Right
from iopdesk.services.draft_service import KeptDraft
from iopdesk.ui.desk import Desk
from iopdesk.ui.intake.client_paper import show_for_client
from iopdesk.ui.intake.decided_keeper import DecidedKeeper
from iopdesk.ui.intake.eligibility_draft import Draft, field_words, kept_test, kept_values
from iopdesk.ui.intake.inquiry_words import source_words
from iopdesk.ui.intake.outcome_page import OutcomePage
from iopdesk.ui.intake.test_list import OUTCOME, TestList
from iopdesk.ui.intake.test_page import TestPage
from iopdesk.ui.preview import Outside
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _, screen_wording

_DRAFT = "eligibility"
Then = Callable[[], None]


class EligibilityScreen(Screen):
    """Opened with a client. Each answer is stored when its page is left."""

    shows = frozenset({"eligibility", "eligibility_test", "eligibility_opinion", "episode"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._view: EligibilityView | None = None
        self._base: Draft = Conclusion()
        self._begins_anew = False
        column = self.page_layout()
        self.title_bar = TitleBar(_("Eligibility"), self)
        self.title_bar.set_back(_("Chart"), self._on_back)
        self.anew = self.title_bar.add_action(plain_button(_("Decide a&new"), "", self))
        self.letter = self.title_bar.add_action(plain_button(_("&Letter…"), "printer", self))
        self.admit = self.title_bar.add_action(primary_button(_("Ad&mit"), "user-check", self))
        column.addWidget(self.title_bar)
        self._panes = TwoPanes(self._build_list(), self._build_page(), self, stretch=(2, 5))
        self.decided = DecidedKeeper(desk, self).card
        column.addWidget(self._panes, 1)
        column.addWidget(self.decided, 1)
        self._connect()

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Another client; nothing of the one before stays."""
        if record_id != self._client_id:
            self._client_id, self._view, self._begins_anew = record_id, None, False
            self._panes.hide()
            self.decided.hide()

    def refresh(self) -> None:
        """Ask for the decision."""
        if self._client_id is not None:
            call = partial(self.desk.services.eligibility.view, self._client_id)
            self.desk.background.run(self, call, self._show_view, self._on_gone, ticket="view")

    def reflow(self, narrow: bool) -> None:
        """The tests stand above the page."""
        self._panes.reflow(narrow)
        self.title_bar.reflow(narrow)

    def keep_draft(self) -> None:
        """Keep what is typed and not stored yet."""
        if self._client_id is None or not self._is_dirty():
            return
        kept = kept_values(self.list.step, self._draft())
        keep = partial(self.desk.services.draft.keep, _DRAFT, self._client_id.hex, kept)
        self.desk.background.run(self, keep)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """What is typed waits here for the return."""
        self.keep_draft()
        super().hideEvent(event)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the tests."""
        return [("Ctrl+S", _("save and go on"))]

    def place(self) -> str:
        """Its name in back links."""
        return _("Eligibility")

    def _build_list(self) -> Card:
        card = Card(_("Does this program fit now?"), self)
        self.list = TestList(card)
        card.body.addWidget(self.list)
        card.body.addStretch(1)
        return card

    def _build_page(self) -> Card:
        self.card = Card("", self)
        self.test = TestPage(self.card)
        self.outcome = OutcomePage(self.card)
        self.card.body.addWidget(self.test)
        self.card.body.addWidget(self.outcome)
        self.outcome.hide()
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(10))
        self.next = primary_button(_("&Save and go on"), "", self.card)
        line.addStretch(1)
        line.addWidget(self.next)
        self.card.body.addLayout(line)
        return self.card

    def _connect(self) -> None:
        self.list.chosen.connect(self._on_step)
        self.next.clicked.connect(self._on_next)
        self.outcome.agree.clicked.connect(self._on_agree)
        self.outcome.disagree.clicked.connect(self._on_disagree)
        self.anew.clicked.connect(self._on_anew)
        self.admit.clicked.connect(self._on_admit)
        self.letter.clicked.connect(self._on_letter)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_next)

    def _show_view(self, view: EligibilityView) -> None:
        if view.client_id != self._client_id:
            return
        is_first, self._view = self._view is None, view
        if view.current is not None:
            self._begins_anew = False
        is_asking = view.current is not None or self._begins_anew or not view.decided
        self.title_bar.set_title(
            _("Eligibility: {name}", name=view.name), source_words(view.referral_source)
        )
        self._show_chips(view, is_asking)
        self._panes.setVisible(is_asking)
        self.decided.setVisible(not is_asking)
        if not is_asking:
            self.keep_draft()
            may = self.desk.services.signed_in.may(Right.WRITE_NOTES)
            self.decided.show_decisions(view, may_write=may)
            (self.admit if self.admit.isVisibleTo(self) else self.letter).setFocus()
            return
        self._show_open()
        if is_first:
            waiting = self._open()
            self._show_step(waiting[0] if waiting else OUTCOME)
            self._focus()
            load = partial(self.desk.services.draft.load, _DRAFT, view.client_id.hex)
            self.desk.background.run(self, load, self._show_kept, ticket="kept")
        elif not self._is_dirty():
            self._show_step(self.list.step)

    def _show_chips(self, view: EligibilityView, is_asking: bool) -> None:
        last = view.decided[-1] if view.decided else None
        outcome = last.conclusion.outcome if last and not is_asking else ""
        good = outcome in (Outcome.ELIGIBLE, Outcome.CONDITIONAL)
        chips = []
        if outcome:
            chips.append((_(OUTCOME_WORDS[Outcome(outcome)]), "good" if good else "neutral"))
        self.title_bar.set_chips(chips)
        signed_in = self.desk.services.signed_in
        self.anew.setVisible(bool(outcome) and signed_in.may(Right.WRITE_NOTES))
        self.letter.setVisible(bool(outcome) and signed_in.may(Right.PRINT))
        may_admit = signed_in.may(Right.ADMIT) and not view.in_program
        self.admit.setVisible(bool(outcome) and good and may_admit)

    def _show_kept(self, kept: KeptDraft | None) -> None:
        if kept is None or self._is_dirty():
            return
        draft = kept_test(kept.values)
        if draft is None:
            return
        self._show_step(draft.criterion)
        if draft != self._base:
            self.test.show_test(_criterion(draft.criterion), draft)
            self.test.form.is_dirty = True
            self.desk.messages.say(_("What you typed here before is still here."))

    def _show_step(self, step: str) -> None:
        view = self._view
        current = view.current if view else None
        self.list.set_step(step)
        self.test.setVisible(step != OUTCOME)
        self.outcome.setVisible(step == OUTCOME)
        if step == OUTCOME:
            self._base = current.conclusion if current else Conclusion()
            wanted = view.opinions_wanted if view else 0
            self.outcome.show_eligibility(current, screen_wording().language, wanted)
            self.card.set_title(_("Decision"))
        else:
            self._base = current.test(step) if current else TestDraft(step)
            self.test.show_test(_criterion(step), self._base)
            self.card.set_title(_criterion(step).words[screen_wording().language])
        self._show_open()

    def _show_open(self) -> None:
        self.list.show_open(self._open())
        is_last = self.list.step == OUTCOME
        may = self.desk.services.signed_in
        can = may.may(Right.SIGN_CLINICAL) if is_last else may.may(Right.WRITE_NOTES)
        self.next.setText(_("&Decide") if is_last else _("&Save and go on"))
        self.next.setEnabled(can)

    def _open(self) -> list[str]:
        current = self._view.current if self._view else None
        return open_tests([one.draft for one in current.tests] if current else [])

    def _focus(self) -> None:
        page = self.outcome if self.list.step == OUTCOME else self.test
        page.focus_first()

    def _draft(self) -> Draft:
        return self.outcome.draft() if self.list.step == OUTCOME else self.test.draft()

    def _is_dirty(self) -> bool:
        form = self.outcome.form if self.list.step == OUTCOME else self.test.form
        return self._view is not None and form.is_dirty and self._draft() != self._base

    def _on_step(self, step: str) -> None:
        self._save(partial(self._go, step))

    def _on_next(self) -> None:
        if not self._panes.isVisible() or not self.next.isEnabled():
            return
        if self.list.step == OUTCOME:
            self._save(self._decide)
        else:
            self._save(self._go_on)

    def _go(self, step: str) -> None:
        self._show_step(step)
        self._focus()

    def _go_on(self) -> None:
        self._go(self.list.next_step())

    def _save(self, then: Then) -> None:
        """Store what is typed, then go on; nothing is written where nothing was typed."""
        mine = self._draft()
        if mine == self._base:
            then()
        elif self.test.due.is_wrong and self.list.step != OUTCOME:
            self.test.due.setFocus()
        else:
            self._store(mine, then)

    def _store(self, mine: Draft, then: Then) -> None:
        if self._client_id is None or self._view is None:
            return
        service, call = self.desk.services.eligibility, None
        at = self._view.seen
        if isinstance(mine, TestDraft):
            base = cast(TestDraft, self._base)
            call = partial(service.save_test, self._client_id, seen=at, base=base, mine=mine)
        else:
            seen = cast(Conclusion, self._base)
            call = partial(service.save_conclusion, self._client_id, seen=at, base=seen, mine=mine)
        done = partial(self._on_saved, mine, then)
        self.desk.background.run(self, call, done, partial(self._on_failed, then, mine))

    def _on_saved(self, mine: Draft, then: Then, _id: UUID) -> None:
        self._base = mine
        if self._client_id is None:
            return
        services, client_id = self.desk.services, self._client_id

        def view() -> EligibilityView:
            services.draft.drop(_DRAFT, client_id.hex)
            return services.eligibility.view(client_id)

        def show(found: EligibilityView) -> None:
            self._view = found
            then()

        self.desk.background.run(self, view, show)

    def _decide(self) -> None:
        current = self._view.current if self._view else None
        if current is None:
            return
        call = partial(self.desk.services.eligibility.decide, current.eligibility_id, current)
        failed = partial(self._on_failed, self._decide, current.conclusion)
        self.desk.background.run(self, call, self._on_decided, failed)

    def _on_decided(self, _done: None) -> None:
        self.desk.messages.say(_("Decided. It stands in the record."))
        self.refresh()

    def _on_failed(self, then: Then, mine: Draft, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            form = self.outcome.form if self.list.step == OUTCOME else self.test.form
            form.show_problems(error.problems)
        elif isinstance(error, EditConflict):
            self._settle(then, mine, error)
        else:
            self.desk.messages.error(error)

    def _settle(self, then: Then, mine: Draft, error: EditConflict) -> None:
        """Ask which value of each field stays, then store it over what is there now."""
        kept = self.desk.messages.settle(error, field_words())
        if kept is None:
            return
        theirs = {field.field: field.theirs for field in error.fields}
        self._base = replace(self._base, **theirs)  # type: ignore[arg-type]
        chosen = replace(mine, **kept)  # type: ignore[arg-type]
        if isinstance(chosen, TestDraft):
            self.test.show_test(_criterion(chosen.criterion), chosen)
        self._store(chosen, then)

    def _on_agree(self) -> None:
        self._save(partial(self._opine, True, ""))

    def _on_disagree(self) -> None:
        why = self.desk.messages.ask_text(
            _("What speaks against it?"),
            _("It stands beside the decision."),
            _("Why"),
            _("&Say so"),
        )
        if why:
            self._save(partial(self._opine, False, why))

    def _opine(self, agrees: bool, words: str) -> None:
        current = self._view.current if self._view else None
        if current is not None:
            opine = self.desk.services.eligibility.opine
            call = partial(opine, current.eligibility_id, agrees=agrees, words=words)
            self.desk.background.run(self, call, lambda _none: self.refresh())

    def _on_anew(self) -> None:
        self._begins_anew, view = True, self._view
        self._view = None
        if view is not None:
            self._show_view(view)

    def _on_letter(self) -> None:
        view, papers = self._view, self.desk.services.intake_paper
        if view is not None:
            show_for_client(
                self.desk,
                view.language,
                partial(papers.letter, view.client_id),
                lambda _language: papers.note_letter_printed(view.client_id),
                Outside(view.client_id, Document.ELIGIBILITY_LETTER),
            )

    def _on_admit(self) -> None:
        self.desk.navigation.open("admit", self._client_id)

    def _on_gone(self, error: BaseException) -> None:
        self.desk.messages.error(error)
        self.desk.navigation.open("client", self._client_id)

    def _on_back(self) -> None:
        self.desk.navigation.open("client", self._client_id, tab="intake")


def _criterion(key: str) -> Criterion:
    return next(one for one in criteria() if one.key == key)
