"""Moving an entry of the calendar: what is in the way is looked up, then a person confirms."""

from dataclasses import replace
from datetime import time
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from iopdesk.domain.appointment import (
    Appointment,
    AppointmentDraft,
    Clash,
    ProposedDay,
    own_clashes,
    time_of,
)
from iopdesk.domain.calendar import CalendarEntry
from iopdesk.domain.group_session import MoveDraft, SeenSession
from iopdesk.domain.problems import EditConflict
from iopdesk.domain.staff import Right
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.ui.calendar.calendar_words import clash_words, expected_words, when_words
from iopdesk.ui.calendar.grid_columns import GridColumn
from iopdesk.ui.desk import Desk
from iopdesk.ui.moved_meanwhile import settled_move
from iopdesk.ui.wording import _


class EntryMover(QObject):
    """`moved` says that the calendar shows something old."""

    moved = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def may_move(self, entry: CalendarEntry) -> bool:
        """Whether this person may move an entry; what took place stays."""
        right = Right.EDIT_GROUPS if entry.is_group else Right.EDIT_CLIENTS
        return entry.is_planned and self._desk.services.signed_in.may(right)

    def why_not(self, entry: CalendarEntry) -> str:
        """What to say where an entry can't be moved."""
        if not entry.is_planned:
            return _("What took place, or was called off, is not moved.")
        return _("Your roles don't include this.")

    def move(self, entry: CalendarEntry, column: GridColumn, minute: int) -> None:
        """Ask whether it shall be at that column and time."""
        start = time_of(minute)
        if entry.is_group:
            self._move_session(entry, column, start)
            return
        call = partial(_proposed, self._desk.services, entry, column, start)
        self._desk.background.run(self, call, partial(self._confirm, entry), self._failed)

    def _move_session(self, entry: CalendarEntry, column: GridColumn, start: time) -> None:
        """One date of a group, everybody with it; its leader stays."""
        room = column.room or entry.room
        lines = [
            _("From {before}", before=when_words(entry.day, entry.start, entry.minutes)),
            _("to {after}", after=when_words(column.day, start, entry.minutes)),
            expected_words(entry.expected),
        ]
        if room != entry.room:
            lines.append(_("Room: {room}", room=room))
        reason = self._desk.messages.ask_text(
            _("Move this session of {name}?", name=entry.title),
            "\n".join(lines),
            _("Reason"),
            _("&Move"),
        )
        if reason is None:
            return
        draft = MoveDraft(column.day, start, entry.minutes, room, reason)
        seen = SeenSession(entry.day, entry.start, entry.minutes, entry.room)
        self._save_session(entry, draft, seen)

    def _save_session(self, entry: CalendarEntry, draft: MoveDraft, seen: SeenSession) -> None:
        move = self._desk.services.session_plan.move
        call = partial(move, entry.id, entry.planned_day, draft, seen=seen)
        failed = partial(self._session_failed, entry, draft, seen)
        self._desk.background.run(self, call, self._on_moved, failed)

    def _session_failed(
        self, entry: CalendarEntry, draft: MoveDraft, seen: SeenSession, error: BaseException
    ) -> None:
        if not isinstance(error, EditConflict):
            self._failed(error)
            return
        settled = settled_move(self._desk.messages, error, draft, seen)
        if settled is None:
            self.moved.emit()
        else:
            self._save_session(entry, *settled)

    def _confirm(
        self,
        entry: CalendarEntry,
        found: tuple[AppointmentDraft, AppointmentDraft, tuple[ProposedDay, ...]],
    ) -> None:
        base, mine, proposed = found
        clashes = [clash for each in proposed for clash in each.clashes]
        title = _("Move {name}?", name=entry.title)
        hint = self._hint(entry, base, mine, clashes)
        reason = ""
        if own_clashes(clashes):
            reason = (
                self._desk.messages.ask_text(
                    title, hint, _("Reason to book it all the same"), _("&Move")
                )
                or ""
            )
            if not reason:
                return
        elif not self._desk.messages.ask(title, hint, _("&Move"), _("&Leave it")):
            return
        change = self._desk.services.appointment.change
        call = partial(change, entry.id, base, mine, seen=tuple(clashes), reason=reason)
        self._desk.background.run(self, call, self._on_moved, self._failed)

    def _hint(
        self,
        entry: CalendarEntry,
        base: AppointmentDraft,
        mine: AppointmentDraft,
        clashes: list[Clash],
    ) -> str:
        before = when_words(entry.day, entry.start, entry.minutes)
        day, start = mine.day or entry.day, mine.start or entry.start
        lines = [_("From {before}", before=before)]
        lines.append(_("to {after}", after=when_words(day, start, entry.minutes)))
        if mine.staff_id != base.staff_id:
            lines.append(_("With somebody else than before."))
        if mine.room != base.room:
            lines.append(_("Room: {room}", room=mine.room or _("none")))
        return "\n".join([*lines, *(clash_words(clash) for clash in clashes)])

    def _on_moved(self, done: None) -> None:
        self._desk.messages.say(_("Moved."))
        self.moved.emit()

    def _failed(self, error: BaseException) -> None:
        self._desk.messages.error(error)
        self.moved.emit()


def _proposed(
    services: ClinicServices, entry: CalendarEntry, column: GridColumn, start: time
) -> tuple[AppointmentDraft, AppointmentDraft, tuple[ProposedDay, ...]]:
    stored: Appointment = services.appointment.appointment(entry.id)
    # what the person saw on the screen, so that another's move meanwhile is noticed
    staff_id: UUID | None = entry.staff_ids[0] if entry.staff_ids else None
    seen = replace(
        stored.draft, day=entry.day, start=entry.start, staff_id=staff_id, room=entry.room
    )
    mine = replace(
        seen,
        day=column.day,
        start=start,
        staff_id=column.staff_id or staff_id,
        room=column.room or entry.room,
    )
    return (
        seen,
        mine,
        services.appointment.proposed(entry.client_id or stored.client_id, mine, None, entry.id),
    )
