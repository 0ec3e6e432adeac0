"""Step up, step down, hold or extend: a short form, and beside it what holds now."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.domain.placement import CHANGE_WORDS, Change, PlacementDraft, proposed
from iopdesk.domain.problems import EditConflict, InvalidDraft
from iopdesk.domain.staff import Right
from iopdesk.services.placement_records import PlacementView
from iopdesk.ui.course.course_words import (
    dose_words,
    field_words,
    level_words,
    range_words,
    where_words,
)
from iopdesk.ui.course.placement_form import PlacementForm
from iopdesk.ui.desk import Desk
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.notice_list import Notice, NoticeList
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _, screen_wording


class PlacementScreen(Screen):
    """Opened with a client; `change` proposes a step, `setback` is the event it answers."""

    shows = frozenset({"placement", "episode", "roster_place"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._setback_id: UUID | None = None
        self._wanted = Change.STEP_DOWN
        self._view: PlacementView | None = None
        column = self.page_layout()
        self.title_bar = TitleBar(_("Level and hours"), self)
        self.title_bar.set_back(_("Chart"), self._on_back)
        self.cancel = self.title_bar.add_action(plain_button(_("C&ancel"), "", self))
        self.save = self.title_bar.add_action(primary_button(_("&Save"), "check", self))
        column.addWidget(self.title_bar)
        card = Card("", self)
        self.form = PlacementForm(card)
        card.body.addWidget(self.form)
        self._panes = TwoPanes(card, self._build_side(), self)
        column.addWidget(self._panes, 1)
        self._connect()

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Another client, or another step: begin anew."""
        change, setback = more.get("change"), more.get("setback")
        self._client_id = record_id
        self._setback_id = setback if isinstance(setback, UUID) else None
        is_step = isinstance(change, str) and change in list(Change)
        self._wanted = Change(str(change)) if is_step else Change.STEP_DOWN
        self._view = None
        self.form.set_clean()
        self.title_bar.set_title(_("Level and hours"))

    def refresh(self) -> None:
        """Ask what holds now."""
        if self._client_id is not None:
            call = partial(self.desk.services.placement.view, self._client_id)
            self.desk.background.run(self, call, self._show_view, self._on_gone, ticket="place")

    def reflow(self, narrow: bool) -> None:
        """What holds now goes under the form."""
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
        return _("Level and hours")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter in any field saves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._on_save()
            return
        super().keyPressEvent(event)

    def _build_side(self) -> QWidget:
        side = QWidget(self)
        side.setProperty("bare", "true")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        self.look = Card(_("To look at"), side)
        self.notices = NoticeList(self.look)
        self.look.body.addWidget(self.notices)
        self.now = Card(_("What holds now"), side)
        self.facts = FactList((), self.now)
        self.now.body.addWidget(self.facts)
        column.addWidget(self.look)
        column.addWidget(self.now)
        column.addStretch(1)
        return side

    def _connect(self) -> None:
        self.cancel.clicked.connect(self._on_back)
        self.save.clicked.connect(self._on_save)
        self.form.edited.connect(self._show_notices)
        self.form.change.changed.connect(self._on_change)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_save)

    def _show_view(self, view: PlacementView) -> None:
        if view.client_id != self._client_id:
            return
        if self._view is not None and self.form.is_dirty:
            # what others decided meanwhile is merged, or asked about, when this is saved
            self._show_now(view)
            return
        self._view = view
        self.title_bar.set_title(_("Level and hours of {name}", name=view.name))
        day = view.episode.day
        chips = [(_("Day {day} of {of}", day=day.day, of=day.of), "info")] if day else []
        self.title_bar.set_chips(chips)
        may = self.desk.services.signed_in.may(Right.CHANGE_LEVEL)
        self.form.setEnabled(may)
        self.save.setEnabled(may)
        self.form.offer(view)
        self._propose(self._wanted)
        self._show_now(view)
        self.form.change.button(self.form.change.value).setFocus()

    def _propose(self, change: Change) -> None:
        view = self._view
        if view is not None:
            today = self.desk.services.store.clock.today()
            draft = proposed(change, view.base, view.phases, today)
            self.form.load(replace(draft, decided_by=self.desk.services.signed_in.printed_name))
            self._show_notices()

    def _show_now(self, view: PlacementView) -> None:
        words, now, episode = screen_wording(), view.now, view.episode
        facts = [
            (_("Phase"), where_words(now)),
            (_("Dose"), dose_words(now)),
            (_("Level of care"), level_words(now.level_of_care)),
            (_("Since"), words.date_year(now.starts)),
            (_("Planned end"), words.date_year(episode.planned_end)),
            (_("Counselor"), episode.counselor or _("Not yet chosen")),
            (_("Decided by"), now.decided_by),
            (_("Reason"), now.reason),
        ]
        self.facts.set_facts([(name, fact) for name, fact in facts if fact])

    def _show_notices(self) -> None:
        view = self._view
        if view is not None:
            notices = _notices(view, self.form.draft(), self._go)
            self.notices.show_notices(notices)
            self.look.setVisible(bool(notices))

    def _on_change(self, change: Change) -> None:
        """Another kind of step proposes its dose; reason and day that were typed stay."""
        before = self.form.draft()
        self._propose(change)
        kept = replace(
            self.form.draft(),
            starts=before.starts,
            reason=before.reason,
            decided_by=before.decided_by,
        )
        self.form.load(kept)
        self.form.is_dirty = True
        self._show_notices()

    def _on_save(self) -> None:
        view = self._view
        if view is not None and self.save.isEnabled():
            self._save(view.base, self.form.draft())

    def _save(self, base: PlacementDraft, mine: PlacementDraft) -> None:
        view = self._view
        problems = self.form.typing_problems()
        self.form.show_problems(problems)
        if view is None or problems:
            return
        call = partial(
            self.desk.services.placement.change,
            view.client_id,
            base=base,
            mine=mine,
            seen=view.seen,
            setback_id=self._setback_id,
        )
        failed = partial(self._on_failed, base, mine)
        self.desk.background.run(self, call, partial(self._on_saved, mine), failed)

    def _on_saved(self, mine: PlacementDraft, _placement_id: UUID) -> None:
        self.form.set_clean()
        assert mine.starts is not None
        self.desk.messages.say(
            _(
                "{change} from {day}. Next: look at the treatment plan.",
                change=_(CHANGE_WORDS[mine.change]),
                day=screen_wording().date(mine.starts),
            )
        )
        self._on_back()

    def _on_failed(self, base: PlacementDraft, mine: PlacementDraft, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            homeless = self.form.show_problems(error.problems)
            if homeless:
                self.desk.messages.error(InvalidDraft(homeless))
        elif isinstance(error, EditConflict):
            kept = self.desk.messages.settle(error, field_words())
            if kept is not None:
                theirs = {field.field: field.theirs for field in error.fields}
                self._save(replace(base, **theirs), replace(mine, **kept))  # type: ignore[arg-type]
        else:
            self.desk.messages.error(error)

    def _on_gone(self, error: BaseException) -> None:
        self.desk.messages.error(error)
        self.form.set_clean()
        self.desk.navigation.open("client", self._client_id)

    def _on_back(self) -> None:
        self.form.set_clean()
        if self._setback_id is not None:
            self.desk.navigation.open("setback", self._client_id)
        else:
            self.desk.navigation.open("client", self._client_id, tab="course")

    def _go(self, place: str, record_id: UUID, **more: object) -> None:
        self.desk.navigation.open(place, record_id, **more)


def _notices(view: PlacementView, draft: PlacementDraft, go: Callable[..., None]) -> list[Notice]:
    notices = []
    warning = range_words(draft.minutes_a_week, view.age_group, view.rules, draft.level_of_care)
    if warning and draft.minutes_a_week >= 0:
        notices.append(Notice(warning, "warn"))
    if view.coming is not None:
        starts = screen_wording().date(view.coming.starts)
        words = _(
            "From {day} on, {phase} is planned already and takes over then.",
            day=starts,
            phase=where_words(view.coming),
        )
        notices.append(Notice(words, "warn"))
    for group in view.groups_that_no_longer_fit(draft):
        notices.append(
            Notice(
                _("The group {name} no longer fits.", name=group.title),
                "warn",
                _("Open the group"),
                partial(go, "group", group.group_id),
            )
        )
    notices.append(
        Notice(
            _("After a change of level or hours, the plan is due for review."),
            "info",
            _("Open the plan"),
            partial(go, "client", view.client_id, tab="plan"),
        )
    )
    return notices
