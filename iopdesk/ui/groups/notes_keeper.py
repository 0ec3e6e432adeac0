"""Keeps and signs what is typed beside the attendance grid: drafts first, then the record."""

import uuid
from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from iopdesk.domain.group_session import SessionRow
from iopdesk.domain.note import ClientNoteDraft, GroupNoteDraft, SessionNotes
from iopdesk.domain.note_guards import Concern
from iopdesk.domain.problems import EditConflict
from iopdesk.domain.staff import Right
from iopdesk.services.draft_service import KeptDraft
from iopdesk.ui.desk import Desk
from iopdesk.ui.fragment_keeper import FragmentKeeper
from iopdesk.ui.groups.notes_panel import NotesPanel
from iopdesk.ui.widgets.concerns_card import ConcernRow
from iopdesk.ui.widgets.note_box import NoteBox
from iopdesk.ui.wording import _, ngettext_, screen_wording

_KEEP_AFTER_MS = 1500
_DRAFT = "group_session"
Where = tuple[uuid.UUID, date]


class NotesKeeper(QObject):
    """A pause in typing keeps a draft on this machine; leaving a client writes the record."""

    went_to = Signal(object, object)
    signed = Signal()

    def __init__(self, desk: Desk, panel: NotesPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._panel = panel
        self._where: Where | None = None
        self._rows: tuple[SessionRow, ...] = ()
        self._found: tuple[Concern, ...] = ()
        self._accepted: tuple[Concern, ...] | None = None
        self.fragments = FragmentKeeper(desk, panel)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_KEEP_AFTER_MS)
        self._timer.timeout.connect(self._on_pause)
        self._may_read = desk.services.signed_in.may(Right.VIEW_CLINICAL)
        panel.setVisible(self._may_read)
        panel.sign.setEnabled(desk.services.signed_in.may(Right.SIGN_CLINICAL))
        panel.edited.connect(self._on_edited)
        panel.sign_asked.connect(self._on_sign)
        panel.addendum_asked.connect(self._on_addendum)
        panel.fragment_asked.connect(self._on_fragment)
        panel.concerns.opened.connect(self._on_concern)
        panel.concerns.anyway.connect(self._on_anyway)
        panel.group_text.format_chosen.connect(partial(self._on_format, "group"))
        panel.own_text.format_chosen.connect(partial(self._on_format, "line"))

    def open(self, where: Where | None) -> None:
        """Go to another session; what was typed for the last one is saved."""
        self.save()
        self._where = where
        self._panel.drafts.forget()
        self._panel.drafts.notes = None
        self._panel.drafts.seen = {}
        self._panel.concerns.hide()
        self.fragments.load()

    def show_rows(self, rows: tuple[SessionRow, ...]) -> None:
        """The clients whose names may have to be told before signing."""
        self._rows = rows

    def refresh(self) -> None:
        """Ask for the notes."""
        if self._where is not None and self._may_read:
            call = partial(self._desk.services.note.notes, *self._where)
            then = partial(self._show, self._where)
            self._desk.background.run(self._panel, call, then, ticket="notes")

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Write what was typed into the record, as drafts of the notes; then go on."""
        self._timer.stop()
        drafts = self._panel.drafts
        if self._where is None or not drafts.has_unsaved:
            if then is not None:
                then()
            return
        group, clients = drafts.unsaved()
        self._desk.background.run(
            self._panel,
            partial(self._desk.services.note.save, *self._where, group, clients),
            then=partial(self._on_saved, self._where, group, clients, then),
            failed=self._on_save_failed,
        )

    def _show(self, where: Where, notes: SessionNotes) -> None:
        if where != self._where:
            return
        is_first = self._panel.drafts.notes is None
        client = self._panel.client
        self._panel.drafts.show(notes, client.client_id if client else None)
        self._use_formats()
        self._panel.show_notes()
        if is_first:
            load = partial(self._desk.services.draft.load, _DRAFT, self._record(where))
            self._desk.background.run(self._panel, load, partial(self._take_up, where))

    def _take_up(self, where: Where, kept: KeptDraft | None) -> None:
        if kept is None or where != self._where:
            return
        self._panel.drafts.take_up(kept.values)
        self._panel.show_notes()
        if self._panel.drafts.has_unsaved:
            self._desk.messages.say(_("Notes you typed before are still here, not saved yet."))

    def _on_edited(self) -> None:
        self._panel.show_state(_("Not saved yet"), "neutral")
        self._timer.start()

    def _on_pause(self) -> None:
        drafts = self._panel.drafts
        if self._where is not None and drafts.has_unsaved:
            record, values = self._record(self._where), drafts.values()
            keep = partial(self._desk.services.draft.keep, _DRAFT, record, values)
            self._desk.background.run(self._panel, keep)

    def _on_saved(
        self,
        where: Where,
        group: GroupNoteDraft | None,
        clients: tuple[ClientNoteDraft, ...],
        then: Callable[[], None] | None,
        versions: dict[uuid.UUID, int],
    ) -> None:
        drop = partial(self._desk.services.draft.drop, _DRAFT, self._record(where))
        self._desk.background.run(self._panel, drop)
        if where == self._where:
            self._panel.drafts.stored(group, clients)
            self._panel.drafts.seen.update(versions)
            now = self._desk.services.store.clock.now()
            words = _("Draft saved {time}", time=screen_wording().time(now.time()))
            self._panel.show_state(words, "warn")
            self.refresh()
        if then is not None:
            then()

    def _on_save_failed(self, error: BaseException) -> None:
        if not isinstance(error, EditConflict):
            self._desk.messages.error(error)
            return
        field = error.fields[0]
        if self._desk.messages.ask(
            _("{who} changed this note meanwhile.", who=field.theirs_by),
            _("Theirs: {words}", words=str(field.theirs or _("nothing"))),
            _("Keep &mine"),
            _("Take &theirs"),
        ):
            self._panel.drafts.overwrite()
            self.save()
        else:
            self._panel.drafts.forget()
            self.refresh()

    def _on_sign(self) -> None:
        self._accepted = None
        self.save(self._check)

    def _on_anyway(self) -> None:
        self._accepted = self._found
        self.save(self._check)

    def _check(self) -> None:
        if self._where is not None:
            seen = dict(self._panel.drafts.seen)
            call = partial(self._desk.services.note.concerns, *self._where, seen)
            self._desk.background.run(self._panel, call, self._on_checked)

    def _on_checked(self, found: tuple[Concern, ...]) -> None:
        is_accepted = self._accepted is not None and set(found) <= set(self._accepted)
        self._found = found
        if any(each.kind.blocks for each in found) or (found and not is_accepted):
            names = {row.client_id: row.name for row in self._rows}
            self._panel.concerns.show_concerns(found, names)
            return
        self._panel.concerns.hide()
        if is_accepted or self._desk.messages.ask(
            _("Sign all notes of this session?"),
            _("Signed notes can't be changed, only added to."),
            _("&Sign"),
            _("Go &back"),
        ):
            self._sign(found)

    def _sign(self, found: tuple[Concern, ...]) -> None:
        if self._where is not None:
            seen = dict(self._panel.drafts.seen)
            call = partial(
                self._desk.services.note.sign_all, *self._where, seen=seen, accepted=found
            )
            self._desk.background.run(self._panel, call, self._on_signed)

    def _on_concern(self, row: ConcernRow) -> None:
        if row.client_id is None:
            self._panel.text.setFocus()
        else:
            self.went_to.emit(row.client_id, row.kind)

    def _on_fragment(self, box: NoteBox, by_slash: bool) -> None:
        client = self._panel.client
        is_own = box in self._panel.own_text.boxes and client is not None
        name = client.name.partition(" ")[0] if is_own and client else _("a member")
        self.fragments.open(box, by_slash, name)

    def _on_format(self, where: str, chosen: str) -> None:
        self.fragments.remember_format(where, chosen)
        self._use_formats()

    def _use_formats(self) -> None:
        drafts = self._panel.drafts
        clinic = drafts.notes.usual_format if drafts.notes else ""
        usual = self.fragments.usual_format
        drafts.usual_formats = (usual("group", ""), usual("line", clinic))

    def _on_signed(self, count: int) -> None:
        # the button that had the focus goes: it must not fall to the first one of the window
        self.signed.emit()
        self._desk.messages.say(ngettext_("{n} note signed", "{n} notes signed", count))
        self.refresh()

    def _on_addendum(self, note_id: uuid.UUID) -> None:
        text = self._desk.messages.ask_text(
            _("Add to a signed note"),
            _("The note stays as it was signed; your words stand below it with name and time."),
            _("Addition"),
            _("&Add"),
            long=True,
        )
        if text:
            call = partial(self._desk.services.note.add_addendum, note_id, text)
            self._desk.background.run(self._panel, call, self._on_added)

    def _on_added(self, done: None) -> None:
        self.refresh()

    @staticmethod
    def _record(where: Where) -> str:
        return f"{where[0]} {where[1]}"
