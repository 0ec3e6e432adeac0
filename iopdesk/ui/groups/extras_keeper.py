"""Beside the marks of a session: walk-ins found by name, visitors, scans of the signed sheet."""

import uuid
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QMimeData, QObject

from iopdesk.domain.attachment import AttachmentLine
from iopdesk.domain.attendance import Mark, marks_taken
from iopdesk.domain.group_session import GroupSession, SessionState, Visitor
from iopdesk.domain.language import Language
from iopdesk.domain.staff import Right
from iopdesk.services.attachment_service import AttachmentService
from iopdesk.ui import scan_source
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.marks_keeper import MarksKeeper, Where
from iopdesk.ui.groups.session_foot import SessionFoot
from iopdesk.ui.scan_source import ReadScan
from iopdesk.ui.wording import _, screen_wording


class ExtrasKeeper(QObject):
    """Writes what the foot of the grid is given."""

    def __init__(self, desk: Desk, foot: SessionFoot, marks: MarksKeeper, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._foot = foot
        self._marks = marks
        self._where: Where | None = None
        self._session: GroupSession | None = None
        foot.walk_in.clicked.connect(self.find_walk_in)
        foot.finder.picked.connect(self._on_walk_in)
        foot.visitor_given.connect(self._on_visitor)
        foot.visitor_pressed.connect(self._on_visitor_off)
        foot.scan.clicked.connect(self._on_choose_scan)
        foot.scan_pressed.connect(self._on_look)
        foot.scan_taken_off.connect(self._on_scan_off)

    @property
    def may_add(self) -> bool:
        """Whether anything can be added to the session that is shown."""
        may_mark = self._desk.services.signed_in.may(Right.MARK_ATTENDANCE)
        session, today = self._session, self._desk.services.store.clock.today()
        if session is None or session.state is not SessionState.PLANNED:
            return False
        return may_mark and Mark.PRESENT in marks_taken(session.day, today)

    def open(self, where: Where | None) -> None:
        """Go to another session."""
        self._where = where
        self._session = None
        self._foot.close_bars()

    def show(self, session: GroupSession, scans: Sequence[AttachmentLine]) -> None:
        """Show what the session has."""
        self._session = session
        self._foot.show_more(session.visitors, scans, may_mark=self.may_add)

    def find_walk_in(self) -> None:
        """Ask for a name."""
        if self._session is not None and self.may_add:
            self._foot.open_finder({row.client_id for row in self._session.rows})

    def attach(self, data: QMimeData) -> bool:
        """Attach what was dropped or pasted; False where there is no file or picture."""
        read = scan_source.of_data(data) if self.may_add else None
        if read is not None:
            self._attach(read)
        return read is not None

    def _on_walk_in(self, client_id: uuid.UUID, name: str) -> None:
        self._foot.close_bars()
        self._marks.walk_in(client_id, name)

    def _on_visitor(self, words: str, minutes: int) -> None:
        if self._where is not None:
            call = partial(self._desk.services.visitor.add, *self._where, words, minutes)
            self._desk.background.run(self._foot, call)

    def _on_visitor_off(self, visitor: Visitor) -> None:
        if self._desk.messages.ask(
            _("Take this visitor off the session?"), visitor.words, _("&Take off"), takes_away=True
        ):
            call = partial(self._desk.services.visitor.take_back, visitor.id)
            self._desk.background.run(self._foot, call)

    def _on_choose_scan(self) -> None:
        path = self._desk.messages.file_to_open(
            _("Choose the scan of the signed sheet"), _("Scans (*.pdf *.jpg *.jpeg *.png)")
        )
        if path is not None:
            self._attach(scan_source.of_file(path))

    def _attach(self, read: ReadScan) -> None:
        if self._where is not None:
            call = partial(_attach, self._desk.services.attachment, self._where, read)
            self._desk.background.run(self._foot, call, self._on_attached)

    def _on_attached(self, name: str) -> None:
        self._desk.messages.say(
            _("Attached: {name}. A file that still lies on the disk is not encrypted.", name=name)
        )

    def _on_look(self, scan: AttachmentLine) -> None:
        self._desk.preview.show(
            partial(self._desk.services.attachment.paper, scan.id),
            languages=(Language(screen_wording().language),),
        )

    def _on_scan_off(self, scan: AttachmentLine) -> None:
        why = self._desk.messages.ask_text(
            _("Take this file off the session?"),
            _("{name}: the store keeps it with your reason.", name=scan.name),
            _("Reason"),
            _("&Take off"),
        )
        if why:
            call = partial(self._desk.services.attachment.take_back, scan.id, why)
            self._desk.background.run(self._foot, call)


def _attach(service: AttachmentService, where: Where, read: ReadScan) -> str:
    name, content = read()
    service.attach_sheet(*where, name, content)
    return name
