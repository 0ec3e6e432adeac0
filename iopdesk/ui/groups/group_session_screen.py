"""The attendance screen of one session: marks by keyboard, minutes, undo, sign-in sheet."""

import uuid
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QHideEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QWidget

from iopdesk.domain.attachment import AttachmentLine
from iopdesk.domain.attendance import Mark, marks_taken
from iopdesk.domain.group_session import GroupSession, SessionRow, SessionState
from iopdesk.domain.language import Language
from iopdesk.domain.note_guards import NoteConcern
from iopdesk.domain.staff import Right
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.ui import scan_source
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.extras_keeper import ExtrasKeeper
from iopdesk.ui.groups.group_session_view import GroupSessionView
from iopdesk.ui.groups.group_words import mark_words
from iopdesk.ui.groups.marks_keeper import MarksKeeper
from iopdesk.ui.groups.notes_keeper import NotesKeeper, Where
from iopdesk.ui.screen import Screen
from iopdesk.ui.wording import _

_SESSION_TABLES = frozenset(
    {"attendance", "group_session", "group_note", "roster_place", "session_visitor", "attachment"}
)
_NOTE_TABLES = frozenset({"addendum", "client_note", "group_note", "objective", "plan"})


@dataclass(frozen=True)
class _Read:
    """A session with its scans."""

    session: GroupSession
    scans: tuple[AttachmentLine, ...]


class GroupSessionScreen(Screen):
    """Opened with a slot and `date`; every mark is saved at once."""

    shows = _SESSION_TABLES | _NOTE_TABLES

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view = GroupSessionView(desk, self)
        self.page_layout().addWidget(self.view)
        self._where: Where | None = None
        self._session: GroupSession | None = None
        self.keeper = NotesKeeper(desk, self.view.notes, self)
        self.marks = MarksKeeper(desk, self.view.table, self)
        self.extras = ExtrasKeeper(desk, self.view.foot, self.marks, self)
        self.setAcceptDrops(True)
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
        self.marks.open(where)
        self.extras.open(where)
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

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """A scan may be dropped anywhere on the screen."""
        if self.extras.may_add and scan_source.of_data(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Attach what was dropped."""
        if self.extras.attach(event.mimeData()):
            event.acceptProposedAction()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of the grid."""
        today = self._today()
        marks = marks_taken(self._session.day if self._session else today, today)
        return [
            *((mark.key, mark_words(mark).lower()) for mark in marks),
            ("0 … 9", _("minutes of the client just marked")),
            ("R", _("reason, and who allowed it")),
            ("V", _("by video")),
            ("M", _("makes up for a missed session")),
            ("W", _("walk-in: a client who is not on the roster")),
            ("H", _("what the mark was before, and who changed it")),
            ("Del", _("take the mark back")),
            ("↓ ↑", _("next or previous client")),
            ("Enter", _("write the client's own note")),
            ("Ctrl+Enter", _("in a note: the next client who was there")),
            ("Alt+1 … 4", _("how the client took part")),
            ("Ctrl+Space, /", _("in a note: fragments")),
            ("Ctrl+Shift+S", _("sign all notes; once more signs what you saw")),
            ("Ctrl+V", _("attach a pasted scan")),
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
            call = partial(_read, self.desk.services, *self._where)
            self.desk.background.run(self, call, self._show_session, ticket="session")

    def _connect(self) -> None:
        view = self.view
        view.table.chosen.connect(self._on_chosen)
        view.table.opened.connect(self._on_opened)
        view.table.walk_in_asked.connect(self.extras.find_walk_in)
        view.mark_rest.clicked.connect(self.marks.mark_rest)
        view.foot.undo.clicked.connect(self.marks.undo)
        view.sheet.clicked.connect(self._on_sheet)
        view.add.clicked.connect(self._on_add)
        view.notes.moved.connect(self._on_moved)
        self.keeper.went_to.connect(self._on_went_to)
        self.keeper.signed.connect(view.table.setFocus)
        view.notes.concerns.closed.connect(view.table.setFocus)
        view.title.set_back(_("Groups"), partial(self.desk.navigation.open, "groups"))
        self.marks.undo_changed.connect(view.foot.show_undo)
        self.marks.asked_again.connect(self._refresh_session)
        for words, key, slot in (
            (_("Undo"), QKeySequence.StandardKey.Undo, self.marks.undo),
            (_("Paste"), QKeySequence.StandardKey.Paste, self._on_paste),
        ):
            action = QAction(words, self)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(slot)
            self.addAction(action)

    def _show_session(self, read: _Read) -> None:
        is_first = self._session is None
        session = self._session = read.session
        rows = self.marks.take(session)
        self.view.show_session(session, rows, self._today())
        self.extras.show(session, read.scans)
        self.keeper.show_rows(rows)
        may_mark = self.desk.services.signed_in.may(Right.MARK_ATTENDANCE)
        is_here = Mark.PRESENT in marks_taken(session.day, self._today())
        is_open = session.state is SessionState.PLANNED and is_here
        has_left = any(row.mark is None for row in rows)
        self.view.mark_rest.setEnabled(may_mark and is_open and has_left)
        self.view.add.setEnabled(self.desk.services.signed_in.may(Right.ADMIT))
        if is_first and rows:
            self.view.table.setFocus()

    def _today(self) -> date:
        return self.desk.services.store.clock.today()

    def _on_chosen(self, row: SessionRow | None) -> None:
        if row is not None:
            self.view.notes.show_client(row)
            self.view.notes.drafts.look_at(row.client_id)

    def _on_opened(self, row: SessionRow) -> None:
        self.view.notes.line.setFocus()

    def _on_moved(self, steps: int) -> None:
        self.keeper.save()
        rows = self.view.table.rows_model.rows()
        at = self.view.table.currentIndex().row() + steps
        if steps == 0:
            at = self._first_unwritten(rows)
        elif steps > 0:
            # an absent client needs no own note
            while at < len(rows) and _is_away(rows[at]):
                at += 1
        if 0 <= at < len(rows):
            self.view.table.choose(rows[at].client_id)
            self.view.notes.line.setFocus()
        elif steps > 0 and self.view.notes.sign.isEnabled():
            self.view.notes.sign.setFocus()

    def _first_unwritten(self, rows: list[SessionRow]) -> int:
        drafts = self.view.notes.drafts
        left = [
            at
            for at, row in enumerate(rows)
            if not _is_away(row) and not drafts.is_written(row.client_id)
        ]
        return left[0] if left else 0

    def _on_went_to(self, client_id: uuid.UUID, kind: NoteConcern) -> None:
        self.view.table.choose(client_id)
        if kind is NoteConcern.UNMARKED:
            self.view.table.setFocus()
        elif kind in (NoteConcern.NO_OBJECTIVE, NoteConcern.OLD_OBJECTIVE):
            self.view.notes.objective.setFocus()
        else:
            self.view.notes.line.setFocus()

    def _on_paste(self) -> None:
        if not self.extras.attach(QGuiApplication.clipboard().mimeData()):
            self.desk.messages.say(_("There is no picture or file to paste."))

    def _on_sheet(self) -> None:
        if self._where is not None:
            self.desk.preview.show(
                partial(self.desk.services.sign_in_sheet.sheet, *self._where),
                languages=(Language.ENGLISH, Language.SPANISH),
            )

    def _on_add(self) -> None:
        if self._session is not None:
            self.desk.navigation.open("group", self._session.group_id, adding=True)


def _is_away(row: SessionRow) -> bool:
    return row.mark is not None and not row.mark.is_attended


def _read(services: ClinicServices, slot_id: uuid.UUID, day: date) -> _Read:
    return _Read(
        services.attendance.session(slot_id, day), services.attachment.of_session(slot_id, day)
    )
