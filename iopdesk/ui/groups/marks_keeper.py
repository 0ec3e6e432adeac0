"""Sends marks as they are given and shows each at once; asks when two people said otherwise."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from iopdesk.domain.attendance import (
    CameAs,
    Mark,
    MarkDraft,
    Marked,
    MarkPast,
    mark_for_minutes,
    usual_minutes,
)
from iopdesk.domain.group_session import GroupSession, SessionRow
from iopdesk.domain.problems import EditConflict
from iopdesk.services.appointment_records import MissedSession
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.attendance_table import AttendanceTable
from iopdesk.ui.groups.group_words import mark_words, past_words
from iopdesk.ui.groups.row_editors import MakeUpEditor, PastPanel
from iopdesk.ui.wording import _, ngettext_

Where = tuple[uuid.UUID, date]


@dataclass(frozen=True)
class Undoable:
    """An own entry that can be taken back, and what it was."""

    entry: int
    words: str


class MarksKeeper(QObject):
    """`asked_again` says that the session is to be read anew; `undo_changed` what can be undone."""

    asked_again = Signal()
    undo_changed = Signal(str)

    def __init__(self, desk: Desk, table: AttendanceTable, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._table = table
        self._where: Where | None = None
        self._session: GroupSession | None = None
        self._on_their_way: dict[uuid.UUID, SessionRow] = {}
        self._undo: list[Undoable] = []
        table.mark_given.connect(self._on_mark)
        table.minutes_given.connect(self._on_minutes)
        table.reason_given.connect(self._on_reason)
        table.video_asked.connect(self._on_video)
        table.make_up_asked.connect(self._on_make_up)
        table.past_asked.connect(self._on_past)
        table.clear_asked.connect(self._on_clear)

    def open(self, where: Where | None) -> None:
        """Go to another session."""
        self._where = where
        self._session = None
        self._on_their_way = {}
        self._undo = []

    def take(self, session: GroupSession) -> tuple[SessionRow, ...]:
        """The session as it was read; its rows with the marks that are still on their way."""
        self._session = session
        self.tell_undo()
        return tuple(self._on_their_way.get(row.client_id, row) for row in session.rows)

    def tell_undo(self) -> None:
        """Say what can be taken back."""
        self.undo_changed.emit(self._undo[-1].words if self._undo else "")

    def walk_in(self, client_id: uuid.UUID, name: str) -> None:
        """Someone came who is not on the roster."""
        draft = MarkDraft(client_id, Mark.PRESENT, came_as=CameAs.WALK_IN, seen=0)
        self._with_reason(partial(self._send_walk_in, draft, name))

    def mark_rest(self) -> None:
        """Everyone left is present."""
        if self._session is None or self._where is None:
            return
        left = len(self._session.rows) - self._session.marked
        words = ngettext_("{n} client present", "{n} clients present", left)
        call = partial(self._desk.services.attendance.mark_the_rest_present, *self._where)
        self._desk.background.run(self._table, call, partial(self._on_marked, self._where, words))
        self._table.setFocus()

    def undo(self) -> None:
        """Take back the last own mark."""
        # Marks may still be on their way: the store's queue is waited out, so that the mark
        # taken back is the last one that was given.
        self._desk.background.run(self._table, _nothing, self._undo_last)

    def _on_mark(self, row: SessionRow, mark: Mark) -> None:
        minutes = usual_minutes(mark, self._session.minutes if self._session else 0)
        self._mark(row, row.draft(mark, minutes))

    def _on_minutes(self, row: SessionRow, typed: int) -> None:
        longest = self._session.minutes if self._session else 0
        if typed > longest:
            self._desk.messages.say(
                _(
                    "The session lasts {n} minutes: {n} were kept, not {typed}.",
                    n=longest,
                    typed=typed,
                )
            )
        minutes = min(typed, longest)
        mark = mark_for_minutes(row.mark, minutes, longest)
        self._mark(row, row.draft(mark, minutes, reason=row.reason))

    def _on_reason(self, row: SessionRow, reason: str, allower: str) -> None:
        # The row as it is now: its mark may have come back from the store meanwhile.
        row = self._table.rows_model.row(self._table.rows_model.place_of(row.client_id)) or row
        if row.mark is None or row.minutes is None:
            self._desk.messages.say(_("Mark the client first, then give the reason."))
            return
        self._mark(row, row.draft(row.mark, row.minutes, reason=reason, excused_by=allower))

    def _on_video(self, row: SessionRow) -> None:
        if row.mark is None or not row.mark.is_attended or row.is_walk_in:
            self._desk.messages.say(_("Only who was there from the roster came by video."))
            return
        came = None if row.came_as is CameAs.REMOTE else CameAs.REMOTE
        self._mark(row, row.draft(row.mark, row.minutes, came_as=came))

    def _on_make_up(self, row: SessionRow) -> None:
        if row.mark is None or not row.mark.is_attended:
            self._desk.messages.say(
                _("Mark the client present first, then choose what is made up.")
            )
            return
        call = partial(self._desk.services.appointment.missed, row.client_id)
        self._desk.background.run(self._table, call, partial(self._show_missed, row))

    def _show_missed(self, row: SessionRow, missed: tuple[MissedSession, ...]) -> None:
        if not missed and row.makes_up_id is None:
            self._desk.messages.say(
                _("No missed session of the last four weeks is left to make up.")
            )
            return
        editor = MakeUpEditor(row, missed, self._table.viewport())
        editor.given.connect(partial(self._on_make_up_given, editor))
        self._table.open_editor(editor)

    def _on_make_up_given(self, editor: MakeUpEditor) -> None:
        row, value = editor.row, editor.missed.value
        chosen = value if isinstance(value, uuid.UUID) else None
        if row.mark is not None and chosen != row.makes_up_id:
            now = replace(row, makes_up_id=chosen, makes_up=editor.day)
            self._mark(now, now.draft(row.mark, row.minutes))

    def _on_past(self, row: SessionRow) -> None:
        self._read_past(row, partial(self._show_past, row))

    def _show_past(self, row: SessionRow, past: tuple[MarkPast, ...]) -> None:
        self._table.open_editor(PastPanel(row, past, self._table.viewport()))

    def _read_past(self, row: SessionRow, then: Callable[[tuple[MarkPast, ...]], None]) -> None:
        if self._where is not None:
            call = partial(self._desk.services.attendance.past, *self._where, row.client_id)
            self._desk.background.run(self._table, call, then)

    def _on_clear(self, row: SessionRow) -> None:
        if row.mark is not None:
            self._with_reason(partial(self._clear, row), row)

    def _clear(self, row: SessionRow, why: str) -> None:
        if self._where is None:
            return
        words = _("{name}, mark taken back", name=row.name)
        call = partial(
            self._desk.services.attendance.clear,
            *self._where,
            row.client_id,
            seen=row.version,
            why=why,
        )
        self._desk.background.run(
            self._table,
            call,
            then=partial(self._on_marked, self._where, words),
            failed=self._on_failed,
        )

    def _mark(self, row: SessionRow, draft: MarkDraft) -> None:
        self._with_reason(partial(self._show_and_send, row, draft), row)

    def _with_reason(self, then: Callable[[str], None], row: SessionRow | None = None) -> None:
        """Go on; once the notes are signed only with a reason, and with what stood before."""
        if self._session is None:
            return
        if not self._session.is_signed:
            then("")
        elif row is None or row.mark is None:
            self._ask_reason(then, ())
        else:
            self._read_past(row, partial(self._ask_reason, then))

    def _ask_reason(self, then: Callable[[str], None], past: tuple[MarkPast, ...]) -> None:
        hint = _("Attendance can still be changed with a reason; the earlier mark is kept.")
        if past:
            hint += "\n\n" + _("Now: {past}", past=past_words(past[0]))
        why = self._desk.messages.ask_text(
            _("The notes of this session are signed."), hint, _("Reason"), _("&Change the mark")
        )
        if why:
            then(why)

    def _show_and_send(self, row: SessionRow, draft: MarkDraft, why: str) -> None:
        expected = row.marked_as(draft, draft.minutes or 0)
        self._on_their_way[row.client_id] = expected
        self._table.show_row(expected)
        self._send(replace(draft, why=why), row)

    def _send(self, draft: MarkDraft, row: SessionRow) -> None:
        if self._where is None:
            return
        words = f"{row.name}, {mark_words(draft.mark).lower()}"
        self._desk.background.run(
            self._table,
            partial(self._desk.services.attendance.mark, *self._where, draft),
            then=partial(self._on_marked, self._where, words),
            failed=partial(self._on_mark_failed, draft, row),
        )

    def _send_walk_in(self, draft: MarkDraft, name: str, why: str) -> None:
        if self._where is None:
            return
        words = _("{name}, walk-in", name=name)
        self._desk.background.run(
            self._table,
            partial(self._desk.services.attendance.mark, *self._where, replace(draft, why=why)),
            then=partial(self._on_walked_in, self._where, words, draft.client_id),
            failed=self._on_failed,
        )

    def _on_walked_in(self, where: Where, words: str, client_id: uuid.UUID, marked: Marked) -> None:
        self._on_marked(where, words, marked)
        if self._session is not None and self._session.is_over:
            self._desk.messages.say(
                _(
                    "{n} clients are here now; the clinic's rule is {most} at most.",
                    n=self._session.here,
                    most=self._session.largest,
                )
            )
        self._table.choose(client_id)

    def _on_marked(self, where: Where, words: str, marked: Marked) -> None:
        if where != self._where:
            return
        for client_id in marked.clients:
            self._on_their_way.pop(client_id, None)
        if marked.clients:
            self._undo.append(Undoable(marked.entry, words))
        self.tell_undo()

    def _on_failed(self, error: BaseException) -> None:
        self._desk.messages.error(error)
        self.asked_again.emit()

    def _on_mark_failed(self, draft: MarkDraft, row: SessionRow, error: BaseException) -> None:
        self._on_their_way.pop(draft.client_id, None)
        if isinstance(error, EditConflict):
            if self._wants_mine(draft, row, error):
                self._send(replace(draft, seen=None), row)
                return
            self.asked_again.emit()
            return
        self._on_failed(error)

    def _wants_mine(self, draft: MarkDraft, row: SessionRow, conflict: EditConflict) -> bool:
        field = conflict.fields[0]
        theirs = _said(field.theirs) or _("not marked")
        return self._desk.messages.ask(
            _(
                "{who} marked {name} meanwhile: {mark}.",
                who=field.theirs_by,
                name=row.name,
                mark=theirs,
            ),
            _("You marked: {mark}. Which one shall stand?", mark=_said(field.mine)),
            _("&Mine"),
            _("&Theirs"),
        )

    def _undo_last(self, done: None) -> None:
        if not self._undo:
            self._desk.messages.say(_("There is no mark of yours to undo."))
            return
        last = self._undo.pop()
        self.tell_undo()
        call = partial(self._desk.services.attendance.undo, last.entry)
        self._desk.background.run(self._table, call, partial(self._on_undone, last.words))

    def _on_undone(self, words: str, marked: Marked) -> None:
        self._desk.messages.say(_("Undone: {words}", words=words))
        if len(marked.clients) == 1:
            self._table.choose(marked.clients[0])


def _said(value: object) -> str:
    if isinstance(value, Mark):
        return mark_words(value)
    if isinstance(value, uuid.UUID):
        return _("another session")
    if isinstance(value, int):
        return ngettext_("{n} minute", "{n} minutes", value)
    return value if isinstance(value, str) else ""


def _nothing() -> None:
    """Takes its turn in the queue."""
