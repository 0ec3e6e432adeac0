"""Saves a plan while it is written: each pause, without losing a letter, whatever happens."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from iopdesk.domain.plan import Plan
from iopdesk.domain.plan_editing import rebased, with_values
from iopdesk.domain.problems import EditConflict, FieldConflict, InvalidDraft, UserProblem
from iopdesk.ui.desk import Desk
from iopdesk.ui.plans.plan_words import field_words

_PAUSE_MS, _RETRY_MS = 1000, 8000


class PlanSaver(QObject):
    """Holds the plan of one form, with what is typed. `failed` carries the reason.

    `stored` is sent after each save, with whether the plan has something new from others.
    """

    stored = Signal(bool)
    failed = Signal(object)

    def __init__(self, desk: Desk, plan: Plan, base: Plan, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.plan = plan
        self.base = base
        self.is_saving = False
        self.has_failed = False
        self._conflict: EditConflict | None = None
        self._sent: Plan | None = None
        self._after: list[Callable[[], None]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._save)
        if plan != base:
            self._timer.start(_PAUSE_MS)

    @property
    def is_clean(self) -> bool:
        """Whether everything typed is stored."""
        return self.plan == self.base

    @property
    def has_conflict(self) -> bool:
        """Whether someone has to choose between two values first."""
        return self._conflict is not None

    def change(self, plan: Plan) -> None:
        """The form shows this now; it is saved at the next pause."""
        self.plan = plan
        self._timer.start(_PAUSE_MS)

    def take(self, stored: Plan) -> bool:
        """Take in what others stored meanwhile; whether the form has to show something else."""
        if self.is_saving or stored == self.base:
            return False
        before = self.plan
        if self.is_clean:
            self.plan = self.base = stored
        # With typing of one's own the next save merges, and tells where both changed a field.
        return self.plan != before

    def flush(self, then: Callable[[], None] | None = None) -> None:
        """Save now; `then` is called once everything is stored, not if that fails."""
        self._after = [then] if then is not None else []
        if self._conflict is not None:
            self.settle()
        else:
            self._save()

    def keep(self) -> None:
        """Keep what is typed beside the plan at once, on this thread: the window may be closing."""
        self._timer.stop()
        if self.is_clean:
            return
        self._desk.services.plan_sheet.keep(self.plan, self.base)

    def settle(self) -> None:
        """Ask which values to keep, then save; what is typed stays while nobody chose."""
        if self._conflict is None:
            return
        conflict = self._conflict
        words = {each.field: field_words(self.plan, each.field) for each in conflict.fields}
        kept = self._desk.messages.settle(conflict, words)
        if kept is None:
            return
        for each in conflict.fields:
            self.base = _with_field(self.base, each, each.theirs)
            self.plan = _with_field(self.plan, each, kept[each.field])
        self._conflict = None
        self.stored.emit(True)
        self._save()

    def _save(self) -> None:
        self._timer.stop()
        if self.is_saving:
            return
        if self.is_clean:
            self._done()
            return
        sheets = self._desk.services.plan_sheet
        if self._conflict is not None:
            self._desk.background.run(self, partial(sheets.keep, self.plan, self.base))
            return
        self.is_saving = True
        self._sent = sent = self.plan
        self._desk.background.run(
            self,
            partial(sheets.save, sent, self.base),
            partial(self._on_saved, sent),
            self._on_failed,
        )

    def _on_saved(self, sent: Plan, stored: Plan) -> None:
        self.is_saving = self.has_failed = False
        before = self.plan
        self.plan = rebased(before, sent, stored)
        self.base = stored
        self.stored.emit(self.plan != before)
        if not self.is_clean:
            self._timer.start(_PAUSE_MS if not self._after else 0)
        else:
            self._done()

    def _done(self) -> None:
        waiting, self._after = self._after, []
        for then in waiting:
            then()

    def _on_failed(self, error: BaseException) -> None:
        self.is_saving = False
        self.has_failed = True
        self._after = []
        if isinstance(error, EditConflict):
            self._conflict = error
            self.settle()
            if not self.has_conflict:
                return
        elif not isinstance(error, InvalidDraft):
            self._timer.start(_RETRY_MS)
        self.failed.emit(error)
        if not isinstance(error, UserProblem):
            self._desk.messages.error(error)


def _with_field(plan: Plan, conflict: FieldConflict, value: object) -> Plan:
    path, _hash, part = conflict.field.partition("#")
    name = path.rpartition(".")[2]
    if not part:
        return with_values(plan, plan.id, **{name: value})
    return with_values(plan, UUID(part), **{name: value})
