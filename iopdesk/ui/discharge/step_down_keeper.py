"""Saves a step-down while it is typed, so that a pause is enough to keep it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from iopdesk.domain.problems import EditConflict, InvalidDraft
from iopdesk.domain.step_down import StepDown
from iopdesk.services.draft_service import Value
from iopdesk.ui.desk import Desk
from iopdesk.ui.discharge.step_down_edit import from_kept, kept_values, merged, with_values
from iopdesk.ui.discharge.step_down_view import DRAFT
from iopdesk.ui.discharge.step_down_words import field_names
from iopdesk.ui.wording import _, screen_wording

_PAUSE_MS = 700


class StepDownKeeper(QObject):
    """`changed` carries what the form must show now; `told` says how saving stands."""

    changed = Signal(object)
    told = Signal(str)

    def __init__(self, desk: Desk, draft: Callable[[], StepDown], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._draft = draft
        self._base: StepDown | None = None
        self._is_dirty = False
        self._is_saving = False
        self._has_kept = False
        self._after: list[Callable[[], None]] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.save)

    @property
    def is_busy(self) -> bool:
        """Whether something typed is not stored yet."""
        return self._is_dirty or self._is_saving

    def begin(self, step_down: StepDown | None) -> None:
        """Go on from this stored state."""
        self._base = step_down

    def restore(self, kept: dict[str, Value]) -> StepDown | None:
        """Go on with what was kept before a lock or a crash; None if it fits no longer."""
        mine, base = kept.get("mine"), kept.get("base")
        if self._base is None or not isinstance(mine, dict) or not isinstance(base, dict):
            return None
        typed, before = from_kept(mine), from_kept(base)
        if typed is None or before is None or typed.id != self._base.id:
            return None
        self._base = before
        self._is_dirty = self._has_kept = True
        self._pause.start()
        return typed

    def let_go(self) -> None:
        """Save what is left of this record before another is shown."""
        if self._is_dirty:
            self.save()
        self._base = None
        self._is_dirty = self._is_saving = False
        self._after = []

    def edited(self) -> None:
        """Something was typed."""
        if self._base is not None:
            self._is_dirty = True
            self._pause.start()

    def save(self) -> None:
        """Save now, in the background."""
        self._pause.stop()
        base = self._base
        if base is None or self._is_saving or not self._is_dirty:
            return
        mine = self._draft()
        self._is_dirty, self._is_saving = False, True
        self._desk.background.run(
            self,
            partial(self._desk.services.step_down.save, mine, base),
            partial(self._on_saved, mine),
            partial(self._on_failed, mine, base),
        )

    def flush(self, then: Callable[[], None]) -> None:
        """Call `then` once all that is typed is stored."""
        if not self.is_busy:
            then()
            return
        self._after.append(then)
        self.save()

    def keep_draft(self, typed: dict[str, list[str]]) -> None:
        """Keep what is typed at once, also what can't be stored yet."""
        if self._base is not None and (self.is_busy or typed):
            self._keep(self._draft(), self._base, typed)

    def _keep(self, mine: StepDown, base: StepDown, typed: dict[str, list[str]]) -> None:
        self._has_kept = True
        values: dict[str, Value] = {
            "mine": kept_values(mine),
            "base": kept_values(base),
            "typed": {key: list(texts) for key, texts in typed.items()},
        }
        keep = self._desk.services.draft.keep
        self._desk.background.run(self, partial(keep, DRAFT, str(mine.client_id), values))

    def _on_saved(self, mine: StepDown, saved: StepDown) -> None:
        if self._base is None or self._base.id != saved.id:
            return
        self._is_saving = False
        now = self._draft()
        self._base = saved
        self.changed.emit(merged(now, mine, saved))
        if self._is_dirty:
            self._pause.start()
            return
        if self._has_kept:
            self._has_kept = False
            drop = self._desk.services.draft.drop
            self._desk.background.run(self, partial(drop, DRAFT, str(saved.client_id)))
        at = screen_wording().time(self._desk.services.store.clock.now().time())
        self.told.emit(_("draft saved {time}", time=at))
        waiting, self._after = self._after, []
        for then in waiting:
            then()

    def _on_failed(self, mine: StepDown, base: StepDown, error: BaseException) -> None:
        self._keep(mine, base, {})
        if self._base is None or self._base.id != mine.id:
            return
        self._is_saving, self._is_dirty = False, True
        waiting, self._after = self._after, []
        if isinstance(error, EditConflict):
            self._settle(error, waiting)
        elif isinstance(error, InvalidDraft):
            self.told.emit(_("not saved: {why}", why=_(error.problems[0].words)))
        else:
            self.told.emit(_("not saved"))
            self._desk.messages.error(error)

    def _settle(self, conflict: EditConflict, waiting: list[Callable[[], None]]) -> None:
        names = field_names()
        words = {c.field: names.get(c.field.split(":")[-1], c.field) for c in conflict.fields}
        kept = self._desk.messages.settle(conflict, words)
        if kept is None or self._base is None:
            self.told.emit(_("not saved: someone else changed the same field"))
            return
        theirs = {c.field: c.theirs for c in conflict.fields}
        self.changed.emit(with_values(self._draft(), kept))
        self._base = with_values(self._base, theirs)
        self._after = waiting
        self._is_dirty = True
        self.save()
