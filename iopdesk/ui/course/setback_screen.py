"""A setback step by step: what happened, safety first, then what would help now."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from iopdesk.domain.placement import Change
from iopdesk.domain.problems import EditConflict, InvalidDraft
from iopdesk.domain.setback import KIND_WORDS, STEP_WORDS, SetbackDraft, Step
from iopdesk.domain.staff import Right
from iopdesk.services.draft_service import KeptDraft, Value
from iopdesk.services.placement_records import SetbackView
from iopdesk.ui.course.setback_facts import show_around
from iopdesk.ui.course.setback_fields import (
    draft_from,
    field_words,
    load_draft,
    typed_draft,
    values_of,
)
from iopdesk.ui.course.setback_steps import SetbackSteps
from iopdesk.ui.course.step_list import StepList
from iopdesk.ui.desk import Desk
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _, screen_wording

_KEEP_MS = 2000
_DRAFT = "setback"
Then = Callable[[UUID], None]


class SetbackScreen(Screen):
    """Opened with a client: the open setback, `setback` by its id, or a new one.

    Each step is stored when it is left; what is typed in between is kept as a draft.
    """

    shows = frozenset({"setback", "placement", "support_person", "consent", "roster_place"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._wanted: UUID | None = None
        self._view: SetbackView | None = None
        self._base = SetbackDraft()
        self._is_shown = False
        column = self.page_layout()
        self.title_bar = TitleBar(_("Setback"), self)
        self.title_bar.set_back(_("Chart"), self._on_back)
        self.mistake = self.title_bar.add_action(plain_button(_("Recorded by m&istake…"), "", self))
        self.reopen = self.title_bar.add_action(plain_button(_("Reop&en"), "rotate-ccw", self))
        column.addWidget(self.title_bar)
        self._panes = TwoPanes(self._build_list(), self._build_page(), self, stretch=(2, 5))
        column.addWidget(self._panes, 1)
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(_KEEP_MS)
        self._connect()

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.list.step

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Another client or setback; nothing of the one before stays."""
        wanted = more.get("setback")
        wanted_id = wanted if isinstance(wanted, UUID) else None
        if record_id != self._client_id or wanted_id != self._wanted:
            self._is_shown = False
        self._client_id, self._wanted = record_id, wanted_id

    def refresh(self) -> None:
        """Ask for the setback and what its steps look at."""
        if self._client_id is not None:
            call = partial(self.desk.services.setback.view, self._client_id, self._wanted)
            self.desk.background.run(self, call, self._show_view, self._on_gone, ticket="setback")

    def reflow(self, narrow: bool) -> None:
        """The steps stand above the page."""
        self._panes.reflow(narrow)
        self.list.reflow(narrow)
        self.title_bar.reflow(narrow)

    def keep_draft(self) -> None:
        """Keep what is typed and not stored yet."""
        self._keep.stop()
        if self._client_id is not None and self._is_dirty():
            values: dict[str, Value] = {
                "base": values_of(self._base),
                "mine": values_of(self._draft()),
            }
            keep = self.desk.services.draft.keep
            self.desk.background.run(self, partial(keep, _DRAFT, self._client_id.hex, values))

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """What is typed waits here for the return."""
        self.keep_draft()
        super().hideEvent(event)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the steps."""
        return [("Ctrl+S", _("save and go on"))]

    def place(self) -> str:
        """Its name in back links."""
        return _("Setback")

    def _build_list(self) -> Card:
        card = Card(_("What would help now"), self)
        self.list = StepList(card)
        card.body.addWidget(self.list)
        card.body.addStretch(1)
        return card

    def _build_page(self) -> Card:
        self.card = Card("", self)
        self.steps = SetbackSteps(self.card)
        self.card.body.addWidget(self.steps, 1)
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
        self.steps.edited.connect(self._on_edited)
        self.steps.place.clicked.connect(self._on_place)
        self.reopen.clicked.connect(self._on_reopen)
        self.mistake.clicked.connect(self._on_mistake)
        self._keep.timeout.connect(self.keep_draft)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_next)

    def _show_view(self, view: SetbackView) -> None:
        if view.client_id != self._client_id:
            return
        is_first = not self._is_shown
        if is_first or not self._is_dirty():
            stored = view.setback.draft if view.setback else SetbackDraft(day=view.today)
            self._base = stored
            load_draft(self.steps, stored)
        self._view, self._is_shown = view, True
        self._show_title(view)
        show_around(self.steps, view, self.desk.navigation.open)
        if is_first:
            self._show_step(self._base.next_step() or Step.WHAT)
            call = partial(self.desk.services.draft.load, _DRAFT, view.client_id.hex)
            self.desk.background.run(self, call, self._show_kept, ticket="kept")
        else:
            self._show_answers()
        self._take_focus()

    def _take_focus(self) -> None:
        """Who comes here, or back from the level, goes on by keyboard where they left."""
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            return
        if self._draft().is_answered(self.step):
            self.next.setFocus()
        else:
            self.steps.focus_first(self.step)

    def _show_title(self, view: SetbackView) -> None:
        setback = view.setback
        self.title_bar.set_title(_("Setback: {name}", name=view.name))
        chips = []
        if setback is not None:
            chips.append((_(KIND_WORDS[setback.draft.kind]), "neutral"))
            if setback.closed_at is not None:
                zone = self.desk.services.store.clock.now().tzinfo
                day = screen_wording().date(setback.closed_at.astimezone(zone).date())
                chips.append((_("Closed {day} by {name}", day=day, name=setback.closed_by), "good"))
            else:
                chips.append((_("Not closed yet"), "warn"))
        self.title_bar.set_chips(chips)
        may = self.desk.services.signed_in.may(Right.CHANGE_LEVEL)
        is_open = setback is None or setback.is_open
        self.reopen.setVisible(may and not is_open)
        self.mistake.setVisible(may and setback is not None)
        self.next.setVisible(may and is_open)
        self.steps.setEnabled(may and is_open)

    def _show_kept(self, kept: KeptDraft | None) -> None:
        if kept is None or self._is_dirty() or not self.next.isVisibleTo(self):
            return
        base, mine = draft_from(kept.values.get("base")), draft_from(kept.values.get("mine"))
        if base is None or mine is None or mine == self._base:
            return
        self._base = replace(base, placement_id=self._base.placement_id)
        load_draft(self.steps, mine)
        self._show_step(self._draft().next_step() or self.step)
        self.desk.messages.say(_("What you typed here before is still here."))

    def _show_step(self, step: Step) -> None:
        self.list.set_step(step)
        self.steps.show_step(step)
        self.card.set_title(_(STEP_WORDS[step]))
        self._show_answers()

    def _show_answers(self) -> None:
        draft = self._draft()
        waiting = draft.open_steps()
        self.list.show_open(waiting)
        words = _("&Save and go on") if waiting else _("Cl&ose the setback")
        self.next.setText(words)

    def _draft(self) -> SetbackDraft:
        return typed_draft(self.steps, self._base)

    def _is_dirty(self) -> bool:
        return self._is_shown and self._draft() != self._base

    def _on_edited(self) -> None:
        self._keep.start()
        self._show_answers()

    def _on_step(self, step: Step) -> None:
        self._save(partial(self._after_step, step))

    def _after_step(self, step: Step, _setback_id: UUID) -> None:
        self._show_step(step)

    def _on_next(self) -> None:
        if self.next.isVisible():
            self._save(self._after_next)

    def _after_next(self, setback_id: UUID) -> None:
        step = self._draft().next_step(self.step)
        if step is not None:
            self._show_step(step)
            self.steps.focus_first(step)
        elif self._client_id is not None:
            close = partial(self.desk.services.setback.close, self._client_id, setback_id)
            self.desk.background.run(self, close, self._on_closed)

    def _on_closed(self, _done: None) -> None:
        self.desk.messages.say(_("Closed. Every step has its answer."))
        self.desk.navigation.open("client", self._client_id, tab="course")

    def _on_place(self) -> None:
        self._save(self._after_place)

    def _after_place(self, setback_id: UUID) -> None:
        self.desk.navigation.open(
            "placement", self._client_id, change=Change.STEP_UP.value, setback=setback_id
        )

    def _save(self, then: Then, base: SetbackDraft | None = None) -> None:
        """Store what is typed, then go on; nothing is written where nothing was typed."""
        view = self._view
        if view is None:
            return
        setback_id = view.setback.setback_id if view.setback else None
        mine = self._draft()
        if setback_id is not None and mine == self._base:
            then(setback_id)
            return
        save = partial(
            self.desk.services.setback.save,
            view.client_id,
            setback_id,
            base=base or self._base,
            mine=mine,
        )
        done = partial(self._on_saved, mine, then)
        self.desk.background.run(self, save, done, partial(self._on_failed, then, mine))

    def _on_saved(self, mine: SetbackDraft, then: Then, setback_id: UUID) -> None:
        self._keep.stop()
        self._base = replace(mine, placement_id=self._base.placement_id)
        if self._client_id is not None:
            drop = partial(self.desk.services.draft.drop, _DRAFT, self._client_id.hex)
            self.desk.background.run(self, drop)
        self.refresh()
        then(setback_id)

    def _on_failed(self, then: Then, mine: SetbackDraft, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            self._show_problems(error)
        elif isinstance(error, EditConflict):
            kept = self.desk.messages.settle(error, field_words())
            if kept is not None:
                theirs = {field.field: field.theirs for field in error.fields}
                base = draft_from({**values_of(self._base), **theirs})
                chosen = draft_from({**values_of(mine), **kept})
                if base is not None and chosen is not None:
                    load_draft(self.steps, chosen)
                    self._save(then, base)
        else:
            self.desk.messages.error(error)

    def _show_problems(self, error: InvalidDraft) -> None:
        for step, page in self.steps.pages.items():
            homeless = page.form.show_problems(error.problems)
            if len(homeless) < len(error.problems):
                self._show_step(step)
                page.form.show_problems(error.problems)
                return
        self.desk.messages.error(error)

    def _on_reopen(self) -> None:
        if self._view is not None and self._view.setback is not None:
            ids = self._view.client_id, self._view.setback.setback_id
            self.desk.background.run(self, partial(self.desk.services.setback.reopen, *ids))

    def _on_mistake(self) -> None:
        view = self._view
        if view is None or view.setback is None:
            return
        reason = self.desk.messages.ask_text(
            _("Take this setback back?"),
            _("It stays in the history with your reason, and no list shows it."),
            _("Reason"),
            _("&Take it back"),
        )
        if reason:
            take = self.desk.services.setback.take_back
            call = partial(take, view.client_id, view.setback.setback_id, reason)
            self.desk.background.run(self, call, self._on_taken_back)

    def _on_taken_back(self, _done: None) -> None:
        self._is_shown = False
        self.desk.navigation.open("client", self._client_id, tab="course")

    def _on_gone(self, error: BaseException) -> None:
        self.desk.messages.error(error)
        self.desk.navigation.open("client", self._client_id)

    def _on_back(self) -> None:
        self.desk.navigation.open("client", self._client_id, tab="course")
