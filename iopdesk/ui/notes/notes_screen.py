"""The place of notes: to sign, to co-sign by age, and a search in what was written."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from iopdesk.domain.note_list import (
    NoteEntry,
    NotePage,
    NotePlace,
    NoteQuery,
    NoteState,
    NoteText,
)
from iopdesk.domain.staff import Right
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.ui.desk import Desk
from iopdesk.ui.notes.notes_view import FIND, TO_COSIGN, TO_SIGN, NotesView
from iopdesk.ui.screen import Screen
from iopdesk.ui.widgets.scroll_page import ScrollPage
from iopdesk.ui.wording import _, ngettext_, screen_wording

_ENOUGH = 60
Versions = Mapping[uuid.UUID, int]


@dataclass(frozen=True)
class _Signed:
    """What became of signing several lines at once."""

    notes: int
    looked_at_first: int


class NotesScreen(Screen):
    """Opened plainly, or with `mode`: "to_sign", "to_cosign" or "find"."""

    shows = frozenset(
        {"group_note", "client_note", "addendum", "attendance", "appointment", "group_session"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._read: dict[tuple[uuid.UUID | None, ...], Versions] = {}
        self._query = NoteQuery()
        self._found: list[NoteEntry] = []
        self._page = NotePage(())
        may_cosign = desk.services.signed_in.may(Right.COSIGN)
        page = ScrollPage(self)
        self.view = NotesView(self._is_read, may_cosign, page.inside)
        page.column.addWidget(self.view)
        self._connect()
        self.view.show_mode(TO_SIGN)

    def open_record(self, record_id: uuid.UUID | None, **more: object) -> None:
        """Another list, if one is named."""
        mode = more.get("mode")
        if isinstance(mode, str) and mode != self.view.which.value:
            # the text of another list's note must not stand beside this list
            self.view.which.set_value(mode)
            self.view.reader.clear(_("Choose a note in the list to read it."))
            self.view.queue_rows.set_rows([])
        self.view.show_mode(str(self.view.which.value))
        if self.view.which.value == FIND:
            self._show_found()
            self.view.words.setFocus()

    def refresh(self) -> None:
        """Ask for what waits; what was found stays until it is looked for again."""
        services, mode = self.desk.services, self.view.which.value
        if not services.signed_in.may(Right.VIEW_CLINICAL):
            self.view.show_empty(_("Your roles don't include clinical notes."), True)
            return
        if mode == FIND:
            return
        call = services.cosign.queue if mode == TO_COSIGN else services.note_list.to_sign
        self.desk.background.run(self, call, self._show_queue, ticket="queue")

    def reflow(self, narrow: bool) -> None:
        """One column in narrow windows."""
        self.view.reflow(narrow)

    def keys(self) -> list[tuple[str, str]]:
        """The keys of the lists."""
        return [
            ("↓ ↑", _("next or previous note; its text counts as read")),
            ("Enter", _("open the session or appointment")),
            ("Alt+S", _("sign or co-sign all that was read")),
        ]

    def place(self) -> str:
        """Its name."""
        return _("Notes")

    def _connect(self) -> None:
        view = self.view
        view.which.changed.connect(self._on_mode)
        for table in (view.queue, view.found):
            table.chosen.connect(self._on_chosen)
            table.opened.connect(self._on_opened)
        view.open.clicked.connect(self._on_open)
        view.sign_read.clicked.connect(self._on_sign_read)
        view.cosign.clicked.connect(self._on_cosign)
        view.send_back.clicked.connect(self._on_send_back)
        view.more.clicked.connect(self._on_more)
        view.words.asked.connect(self._on_look)
        view.words.left_down.connect(view.found.setFocus)
        view.kind.currentIndexChanged.connect(self._on_look)
        view.author.currentIndexChanged.connect(self._on_look)
        view.since.editingFinished.connect(self._on_look)
        view.until.editingFinished.connect(self._on_look)

    def _is_read(self, entry: NoteEntry) -> bool:
        return entry.key in self._read

    def _show_queue(self, entries: tuple[NoteEntry, ...]) -> None:
        is_first = not self.view.queue_rows.rows()
        self.view.queue_rows.set_rows(entries)
        self.view.queue.setVisible(bool(entries))
        words = _("Nothing waits for your signature.")
        if self.view.which.value == TO_COSIGN:
            words = _("Nothing waits to be co-signed.")
        self.view.show_empty(words, not entries)
        self.view.told.setText(ngettext_("{n} waits", "{n} wait", len(entries)) if entries else "")
        self.view.more.hide()
        if entries and is_first:
            self.view.queue.choose_first()
            self.view.queue.setFocus()
        if not entries:
            self.view.reader.clear()
        self._enable()

    def _on_mode(self, mode: object) -> None:
        self.view.show_mode(str(mode))
        self.view.reader.clear(_("Choose a note in the list to read it."))
        self.view.queue_rows.set_rows([])
        if mode == FIND:
            self._show_found()
            self.view.words.setFocus()
        self.refresh()

    def _on_chosen(self, entry: NoteEntry | None) -> None:
        self._enable()
        if entry is not None and entry.state is NoteState.UNWRITTEN:
            self.view.reader.clear(_("Nothing is written yet. Enter opens it."))
        elif entry is not None:
            call = partial(self.desk.services.note_list.text, entry)
            self.desk.background.run(self, call, partial(self._show_text, entry), ticket="text")

    def _show_text(self, entry: NoteEntry, text: NoteText) -> None:
        self.view.reader.show_text(text)
        self._read[entry.key] = text.versions
        self.view.table.viewport().update()
        self._enable()

    def _enable(self) -> None:
        entry = self.view.table.current_row()
        self.view.open.setEnabled(entry is not None)
        is_waiting = entry is not None and entry.state is NoteState.TO_COSIGN
        self.view.cosign.setEnabled(is_waiting and self._is_read(entry))
        self.view.send_back.setEnabled(is_waiting)
        self.view.sign_read.setEnabled(bool(self._signable()))

    def _signable(self) -> list[NoteEntry]:
        wanted = NoteState.TO_COSIGN if self.view.which.value == TO_COSIGN else NoteState.DRAFT
        return [
            entry
            for entry in self.view.queue_rows.rows()
            if entry.state is wanted and self._is_read(entry)
        ]

    def _on_open(self) -> None:
        entry = self.view.table.current_row()
        if entry is not None:
            self._on_opened(entry)

    def _on_opened(self, entry: NoteEntry) -> None:
        if entry.place is NotePlace.APPOINTMENT:
            self.desk.navigation.open("appointment_note", entry.place_id)
        else:
            self.desk.navigation.open("group_session", entry.place_id, date=entry.planned_day)

    def _on_sign_read(self) -> None:
        entries = self._signable()
        if not entries:
            return
        if self.view.which.value == TO_COSIGN:
            self._cosign(entries)
            return
        title = ngettext_(
            "Sign the notes you read of {n} line?",
            "Sign the notes you read of {n} lines?",
            len(entries),
        )
        hint = _("What needs a look first is left out. Signed notes can't be changed.")
        if self.desk.messages.ask(title, hint, _("&Sign"), _("Go &back")):
            read = [(entry, self._read[entry.key]) for entry in entries]
            call = partial(_sign, self.desk.services, read)
            self.desk.background.run(self, call, self._on_signed)

    def _on_signed(self, done: _Signed) -> None:
        words = ngettext_("{n} note signed", "{n} notes signed", done.notes)
        if done.looked_at_first:
            more = ngettext_(
                "{n} needs a look first: Enter opens it.",
                "{n} need a look first: Enter opens them.",
                done.looked_at_first,
            )
            words = f"{words}. {more}"
        self.desk.messages.say(words)
        self.refresh()

    def _on_cosign(self) -> None:
        entry = self.view.table.current_row()
        if entry is not None:
            self._cosign([entry])

    def _cosign(self, entries: Sequence[NoteEntry]) -> None:
        read = {note_id for entry in entries for note_id in self._read.get(entry.key, {})}
        call = partial(self.desk.services.cosign.cosign, tuple(entries), read)
        self.desk.background.run(self, call, self._on_cosigned)

    def _on_cosigned(self, count: int) -> None:
        self.desk.messages.say(ngettext_("{n} note co-signed", "{n} notes co-signed", count))
        self.refresh()

    def _on_send_back(self) -> None:
        entry = self.view.table.current_row()
        notes = self._read.get(entry.key, {}) if entry is not None else {}
        if entry is None or not notes:
            return
        text = self.desk.messages.ask_text(
            _("Send this note back to its author?"),
            _("Your question stands below the note and stays in the record."),
            _("What should be added"),
            _("&Send back"),
            long=True,
        )
        if text:
            first = next(iter(notes))
            call = partial(self.desk.services.cosign.send_back, entry, first, text)
            self.desk.background.run(self, call, self._on_sent_back)

    def _on_sent_back(self, done: None) -> None:
        self.desk.messages.say(_("Sent back to its author."))
        self.refresh()

    def _on_look(self, *what: object) -> None:
        view, me = self.view, self.desk.services.signed_in.staff_id
        kind = view.kind.value
        query = NoteQuery(
            words=view.words.text(),
            place=kind if isinstance(kind, NotePlace) else None,
            author_id=me if view.author.value == "me" else None,
            since=view.since.value,
            until=view.until.value,
        )
        if query == self._query:
            return
        self._query = query
        self._found, self._page = [], NotePage(())
        if not query.words.strip():
            self._show_found()
            return
        self._look(query)

    def _look(self, query: NoteQuery) -> None:
        call = partial(self.desk.services.note_list.find, query, self._page.older_than)
        self.desk.background.run(self, call, partial(self._show_page, query), ticket="find")

    def _show_page(self, query: NoteQuery, page: NotePage) -> None:
        if query != self._query:
            return
        self._page = page
        before = len(self._found) // _ENOUGH
        self._found += page.entries
        self._show_found()
        # one month at a time, so that the next key is never waited for
        if page.older_than is not None and len(self._found) // _ENOUGH == before:
            self._look(query)

    def _show_found(self) -> None:
        view, is_asked = self.view, bool(self._query.words.strip())
        view.found_rows.set_rows(self._found)
        view.found.setVisible(bool(self._found))
        older = self._page.older_than
        words = _("Type words that stand in a note. Case and accents don't matter.")
        if is_asked:
            words = _("No note has these words.") if older is None else _("Looking…")
        view.show_empty(words, not self._found)
        told = ngettext_("{n} found", "{n} found", len(self._found)) if self._found else ""
        if told and older is not None:
            day = screen_wording().date_year(older)
            told = _("{told}, back to {day}", told=told, day=day)
        view.told.setText(told)
        view.more.setVisible(bool(self._found) and older is not None)
        self._enable()

    def _on_more(self) -> None:
        if self._page.older_than is not None:
            self._look(self._query)


def _sign(services: ClinicServices, read: Sequence[tuple[NoteEntry, Versions]]) -> _Signed:
    """Sign what has nothing to look at; the rest waits for its screen."""
    signed = left = 0
    for entry, versions in read:
        place_id = entry.place_id
        if place_id is None:
            continue
        if entry.place is NotePlace.APPOINTMENT:
            if services.appointment_note.concerns(place_id):
                left += 1
                continue
            seen = next(iter(versions.values()), None)
            services.appointment_note.sign(place_id, seen=seen, accepted=())
            signed += 1
        elif services.note.concerns(place_id, entry.planned_day, versions):
            left += 1
        else:
            signed += services.note.sign_all(
                place_id, entry.planned_day, seen=versions, accepted=()
            )
    return _Signed(signed, left)
