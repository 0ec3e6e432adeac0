"""The attendance screen of one session: marks by keyboard, minutes, undo, sign-in sheet."""

import uuid
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QHideEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from iopdesk.domain.attendance import (
    Mark,
    MarkDraft,
    Marked,
    mark_for_minutes,
    usual_minutes,
)
from iopdesk.domain.group_session import GroupSession, SessionRow, SessionState
from iopdesk.domain.language import Language
from iopdesk.domain.problems import EditConflict
from iopdesk.domain.staff import Right
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.group_session_view import GroupSessionView
from iopdesk.ui.groups.group_words import mark_words
from iopdesk.ui.groups.notes_keeper import NotesKeeper, Where
from iopdesk.ui.screen import Screen
from iopdesk.ui.wording import _, ngettext_

_SESSION_TABLES = frozenset({"attendance", "group_session", "group_note", "roster_place"})
_NOTE_TABLES = frozenset({"addendum", "client_note", "group_note", "objective", "plan"})


@dataclass(frozen=True)
class _Undoable:
    """An own entry that can be taken back, and what it was."""

    entry: int
    words: str


class GroupSessionScreen(Screen):
    """Opened with a slot and `date`; every mark is saved at once."""

    shows = _SESSION_TABLES | _NOTE_TABLES

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view = GroupSessionView(self)
        self.page_layout().addWidget(self.view)
        self._where: Where | None = None
        self._session: GroupSession | None = None
        self._on_their_way: dict[uuid.UUID, SessionRow] = {}
        self._undo: list[_Undoable] = []
        self.keeper = NotesKeeper(desk, self.view.notes, self)
        self._connect()

    def open_record(self, record_id: uuid.UUID | None, **more: object) -> None:
        """A session by its slot and `date`; today where no date is given."""
        day = more.get("date")
        today = self.desk.services.store.clock.today()
        where = None if record_id is None else (record_id, day if isinstance(day, date) else today)
        if where == self._where:
            return
        self._where = where
        self._session = None
        self._on_their_way = {}
        self._undo = []
        self.keeper.open(where)
        self.view.clear()

    def refresh(self) -> None:
        """Ask for the session and its notes."""
        self._refresh_session()
        self.keeper.refresh()

    def reflow(self, narrow: bool) -> None:
        """Notes under the grid in narrow windows."""
        self.view.reflow(narrow)

    def keep_draft(self) -> None:
        """Keep typed notes as drafts of the record."""
        self.keeper.save()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Leaving the screen saves the notes as drafts."""
        self.keeper.save()
        super().hideEvent(event)

    def keys(self) -> list[tuple[str, str]]:
        """The keys of the grid."""
        return [
            *((mark.key, mark_words(mark).lower()) for mark in Mark),
            ("0 … 9", _("minutes")),
            ("R", _("reason")),
            ("↓ ↑", _("next or previous client")),
            ("Enter", _("write the client's own note")),
            ("Ctrl+Z", _("undo the last mark")),
        ]

    def place(self) -> str:
        """The group's name."""
        return self._session.group if self._session else _("Session")

    def _on_committed(self, tables: frozenset[str]) -> None:
        # A mark a second: each asks for the grid again, not for the notes.
        if not self.isVisible():
            super()._on_committed(tables)
            return
        if tables & _SESSION_TABLES:
            self._refresh_session()
        if tables & _NOTE_TABLES:
            self.keeper.refresh()

    def _refresh_session(self) -> None:
        if self._where is not None:
            call = partial(self.desk.services.attendance.session, *self._where)
            self.desk.background.run(self, call, self._show_session, ticket="session")

    def _connect(self) -> None:
        view = self.view
        view.table.mark_given.connect(self._on_mark)
        view.table.minutes_given.connect(self._on_minutes)
        view.table.reason_given.connect(self._on_reason)
        view.table.chosen.connect(self._on_chosen)
        view.table.opened.connect(self._on_opened)
        view.mark_rest.clicked.connect(self._on_mark_rest)
        view.undo.clicked.connect(self._on_undo)
        view.sheet.clicked.connect(self._on_sheet)
        view.add.clicked.connect(self._on_add)
        view.notes.moved.connect(self._on_moved)
        view.title.set_back(_("Groups"), partial(self.desk.navigation.open, "groups"))
        undo = QAction(_("Undo"), self)
        undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        undo.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.triggered.connect(self._on_undo)
        self.addAction(undo)

    def _show_session(self, session: GroupSession) -> None:
        is_first = self._session is None
        self._session = session
        rows = tuple(self._on_their_way.get(row.client_id, row) for row in session.rows)
        self.view.show_session(session, rows, self.desk.services.store.clock.today())
        self.keeper.show_rows(rows)
        may_mark = self.desk.services.signed_in.may(Right.MARK_ATTENDANCE)
        is_open = session.state is SessionState.PLANNED
        has_left = any(row.mark is None for row in rows)
        self.view.mark_rest.setEnabled(may_mark and is_open and has_left)
        self.view.add.setEnabled(self.desk.services.signed_in.may(Right.ADMIT))
        self._show_undo()
        if is_first and rows:
            self.view.table.setFocus()

    def _show_undo(self) -> None:
        self.view.show_undo(self._undo[-1].words if self._undo else "")

    def _on_mark(self, row: SessionRow, mark: Mark) -> None:
        minutes = usual_minutes(mark, self._session.minutes if self._session else 0)
        self._mark(row, mark, minutes, row.reason if mark is row.mark else "")

    def _on_minutes(self, row: SessionRow, typed: int) -> None:
        longest = self._session.minutes if self._session else 0
        minutes = min(typed, longest)
        self._mark(row, mark_for_minutes(row.mark, minutes, longest), minutes, row.reason)

    def _on_reason(self, row: SessionRow, reason: str) -> None:
        if row.mark is None or row.minutes is None:
            self.desk.messages.say(_("Mark the client first, then give the reason."))
            return
        self._mark(row, row.mark, row.minutes, reason)

    def _mark(self, row: SessionRow, mark: Mark, minutes: int, reason: str) -> None:
        if self._session is None:
            return
        if self._session.is_signed and not reason:
            reason = self._ask_reason() or ""
            if not reason:
                return
        draft = row.draft(mark, minutes, reason=reason)
        expected = row.marked_as(draft, minutes)
        self._on_their_way[row.client_id] = expected
        self.view.table.show_row(expected)
        self._send(draft, row)

    def _send(self, draft: MarkDraft, row: SessionRow) -> None:
        if self._where is None:
            return
        words = f"{row.name}, {mark_words(draft.mark).lower()}"
        self.desk.background.run(
            self,
            partial(self.desk.services.attendance.mark, *self._where, draft),
            then=partial(self._on_marked, self._where, words, row.client_id),
            failed=partial(self._on_mark_failed, draft, row),
        )

    def _on_marked(
        self, where: Where, words: str, client_id: uuid.UUID | None, marked: Marked
    ) -> None:
        if where != self._where:
            return
        if client_id is not None:
            self._on_their_way.pop(client_id, None)
        if marked.clients:
            self._undo.append(_Undoable(marked.entry, words))
        self._show_undo()

    def _on_mark_failed(self, draft: MarkDraft, row: SessionRow, error: BaseException) -> None:
        self._on_their_way.pop(draft.client_id, None)
        if isinstance(error, EditConflict):
            if self._wants_mine(draft, row, error):
                mine = MarkDraft(draft.client_id, draft.mark, draft.minutes, draft.reason)
                self._send(mine, row)
                return
        else:
            self.desk.messages.error(error)
        self._refresh_session()

    def _wants_mine(self, draft: MarkDraft, row: SessionRow, conflict: EditConflict) -> bool:
        field = conflict.fields[0]
        theirs = mark_words(field.theirs) if isinstance(field.theirs, Mark) else _("not marked")
        return self.desk.messages.ask(
            _(
                "{who} marked {name} meanwhile: {mark}.",
                who=field.theirs_by,
                name=row.name,
                mark=theirs,
            ),
            _("You marked: {mark}. Which one shall stand?", mark=mark_words(draft.mark)),
            _("&Mine"),
            _("&Theirs"),
        )

    def _ask_reason(self) -> str | None:
        return self.desk.messages.ask_text(
            _("The notes of this session are signed."),
            _("Attendance can still be changed with a reason; the earlier mark is kept."),
            _("Reason"),
            _("&Change the mark"),
        )

    def _on_mark_rest(self) -> None:
        if self._session is None or self._where is None:
            return
        left = len(self._session.rows) - self._session.marked
        words = ngettext_("{n} client present", "{n} clients present", left)
        call = partial(self.desk.services.attendance.mark_the_rest_present, *self._where)
        then = partial(self._on_marked, self._where, words, None)
        self.desk.background.run(self, call, then)
        self.view.table.setFocus()

    def _on_undo(self) -> None:
        # Marks may still be on their way: the store's queue is waited out, so that the mark
        # taken back is the last one that was given.
        self.desk.background.run(self, _nothing, self._undo_last)

    def _undo_last(self, done: None) -> None:
        if not self._undo:
            self.desk.messages.say(_("There is no mark of yours to undo."))
            return
        last = self._undo.pop()
        self._show_undo()
        call = partial(self.desk.services.attendance.undo, last.entry)
        self.desk.background.run(self, call, partial(self._on_undone, last.words))

    def _on_undone(self, words: str, marked: Marked) -> None:
        self.desk.messages.say(_("Undone: {words}", words=words))
        if len(marked.clients) == 1:
            self.view.table.choose(marked.clients[0])

    def _on_chosen(self, row: SessionRow | None) -> None:
        if row is not None:
            self.view.notes.show_client(row)

    def _on_opened(self, row: SessionRow) -> None:
        self.view.notes.line.setFocus()

    def _on_moved(self, steps: int) -> None:
        self.keeper.save()
        self.view.table.go(steps)
        self.view.notes.line.setFocus()

    def _on_sheet(self) -> None:
        if self._where is not None:
            self.desk.preview.show(
                partial(self.desk.services.sign_in_sheet.sheet, *self._where),
                languages=(Language.ENGLISH, Language.SPANISH),
            )

    def _on_add(self) -> None:
        if self._session is not None:
            self.desk.navigation.open("group", self._session.group_id, adding=True)


def _nothing() -> None:
    """Takes its turn in the queue."""
