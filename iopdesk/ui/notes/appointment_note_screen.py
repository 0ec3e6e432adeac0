"""Writing and signing the note of one appointment; what is typed is kept as a draft."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QHideEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from iopdesk.domain.appointment import AppointmentKind, AppointmentState
from iopdesk.domain.appointment_note import AppointmentNotes
from iopdesk.domain.note import ClientNoteDraft, Participation
from iopdesk.domain.note_guards import Concern
from iopdesk.domain.note_words import copied_share, words_of
from iopdesk.domain.problems import EditConflict
from iopdesk.domain.staff import Right
from iopdesk.services.draft_service import KeptDraft
from iopdesk.ui.desk import Desk
from iopdesk.ui.fragment_keeper import FragmentKeeper
from iopdesk.ui.notes.appointment_note_view import CHOICES, AppointmentNoteView
from iopdesk.ui.notes.appointment_words import (
    addenda_words,
    fact_chips,
    objective_choices,
    state_chip,
)
from iopdesk.ui.notes.note_words import title_words
from iopdesk.ui.screen import Screen
from iopdesk.ui.widgets.concerns_card import ConcernRow
from iopdesk.ui.widgets.note_box import NoteBox
from iopdesk.ui.wording import _, screen_wording

_DRAFT = "appointment_note"
_KEEP_AFTER_MS = 1500


class AppointmentNoteScreen(Screen):
    """Opened with an appointment."""

    shows = frozenset({"client_note", "addendum", "appointment", "objective", "plan"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._appointment_id: uuid.UUID | None = None
        self._notes: AppointmentNotes | None = None
        self._base = ClientNoteDraft(uuid.UUID(int=0))
        self._filling = False
        self._found: tuple[Concern, ...] = ()
        self._accepted: tuple[Concern, ...] | None = None
        self.view = AppointmentNoteView(self)
        self.fragments = FragmentKeeper(desk, self)
        self.page_layout().addWidget(self.view)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_KEEP_AFTER_MS)
        self._timer.timeout.connect(self._keep)
        self._connect()

    def open_record(self, record_id: uuid.UUID | None, **more: object) -> None:
        """An appointment; what was typed for the last one is saved."""
        if record_id == self._appointment_id:
            return
        self._save()
        self._appointment_id, self._notes = record_id, None
        self._accepted = None
        self.view.title.set_title("")
        self.view.title.set_chips([])
        self.view.concerns.hide()
        self.fragments.load()

    def refresh(self) -> None:
        """Ask for the appointment and its note."""
        if self._appointment_id is not None:
            call = partial(self.desk.services.appointment_note.notes, self._appointment_id)
            self.desk.background.run(self, call, self._show, ticket="note")

    def reflow(self, narrow: bool) -> None:
        """One column in narrow windows."""
        self.view.reflow(narrow)

    def keep_draft(self) -> None:
        """Save what is typed as a draft of the record."""
        self._save()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Leaving saves the draft."""
        self._save()
        super().hideEvent(event)

    def keys(self) -> list[tuple[str, str]]:
        """The keys of the note."""
        return [
            ("Alt+1 … 4", _("how the client took part")),
            ("Ctrl+Space, /", _("in a note: fragments")),
            ("Ctrl+Enter, Ctrl+S", _("save the draft")),
            ("Ctrl+Shift+S", _("sign; once more signs what you saw")),
        ]

    def place(self) -> str:
        """What it is."""
        return _("Note")

    def _connect(self) -> None:
        view = self.view
        view.text.edited.connect(self._on_typed)
        view.text.format_chosen.connect(self._on_format)
        view.text.fragment_asked.connect(self._on_fragment)
        view.text.done.connect(self._save)
        view.participation.changed.connect(self._on_typed)
        view.objective.currentIndexChanged.connect(self._on_typed)
        view.sign.clicked.connect(self._on_sign)
        view.kept.clicked.connect(self._on_kept)
        view.chart.clicked.connect(self._on_chart)
        view.add.clicked.connect(self._on_add)
        view.concerns.anyway.connect(self._on_anyway)
        view.concerns.opened.connect(self._on_concern)
        keys: list[tuple[str, Callable[[], object]]] = [
            (f"Alt+{at}", view.participation.button(each).click)
            for at, each in enumerate(CHOICES, start=1)
        ]
        keys += [("Ctrl+S", self._save), ("Ctrl+Shift+S", self._on_sign_key)]
        for sequence, slot in keys:
            action = QAction(self)
            action.setShortcut(QKeySequence(sequence))
            action.triggered.connect(slot)
            self.addAction(action)

    def _show(self, notes: AppointmentNotes) -> None:
        if notes.appointment_id != self._appointment_id:
            return
        typed = self._draft() if self._is_dirty() else None
        is_first = self._notes is None
        self._notes = notes
        view = self.view
        kind = title_words(notes.kind, is_appointment=True)
        view.title.set_title(notes.client, kind)
        view.title.set_back(_("Back"), self.desk.navigation.back)
        view.title.set_chips(fact_chips(notes))
        view.text.set_guests(notes.kind == AppointmentKind.FAMILY)
        is_signed = notes.note is not None and notes.note.is_signed
        view.show_guests(
            notes.relations if notes.kind == AppointmentKind.FAMILY and not is_signed else ()
        )
        self._base = self._stored(notes)
        self._fill(typed if typed is not None else self._base)
        self._enable(notes, is_signed)
        view.state.show_fact(*state_chip(notes))
        view.addenda.setText(addenda_words(notes))
        view.addenda.setVisible(bool(view.addenda.text()))
        view.earlier.setText(notes.earlier)
        view.earlier_card.setVisible(bool(notes.earlier))
        if is_first:
            load = partial(self.desk.services.draft.load, _DRAFT, str(notes.appointment_id))
            self.desk.background.run(self, load, self._take_up, ticket="draft")
            view.text.first.setFocus()

    def _enable(self, notes: AppointmentNotes, is_signed: bool) -> None:
        may = self.desk.services.signed_in.may
        view = self.view
        view.text.set_read_only(is_signed or not may(Right.WRITE_NOTES))
        for field in (view.participation, view.objective):
            field.setEnabled(not is_signed and may(Right.WRITE_NOTES))
        view.sign.setVisible(not is_signed)
        view.sign.setEnabled(may(Right.SIGN_CLINICAL))
        is_over = notes.day <= self.desk.services.store.clock.today()
        is_planned = notes.state is AppointmentState.PLANNED
        view.kept.setVisible(is_planned and is_over and may(Right.MARK_ATTENDANCE))
        view.add.setVisible(is_signed and may(Right.WRITE_NOTES))

    def _stored(self, notes: AppointmentNotes) -> ClientNoteDraft:
        note = notes.note
        usual = self.fragments.usual_format("appointment", notes.usual_format)
        if note is None:
            return ClientNoteDraft(
                notes.client_id, objective_id=notes.usual_objective, seen=0, format=usual
            )
        return ClientNoteDraft(
            notes.client_id,
            note.participation,
            note.objective_id,
            note.text,
            note.version,
            note.format,
        )

    def _fill(self, draft: ClientNoteDraft) -> None:
        if self._notes is None:
            return
        self._filling = True
        view = self.view
        if draft.participation is Participation.UNKNOWN:
            view.participation.clear()
        else:
            view.participation.set_value(draft.participation)
        view.objective.set_choices(objective_choices(self._notes, draft.objective_id))
        view.objective.set_value(draft.objective_id)
        view.text.show_note(draft.format, draft.text)
        self._filling = False
        self._show_copied()

    def _draft(self) -> ClientNoteDraft:
        chosen, objective = self.view.participation.value, self.view.objective.value
        return ClientNoteDraft(
            self._base.client_id,
            chosen if isinstance(chosen, Participation) else Participation.UNKNOWN,
            objective if isinstance(objective, uuid.UUID) else None,
            self.view.text.text(),
            self._base.seen,
            self.view.text.format,
        )

    def _is_dirty(self) -> bool:
        if self._notes is None or (self._notes.note is not None and self._notes.note.is_signed):
            return False
        draft = self._draft()
        return draft != self._base and not (draft.is_empty and self._base.is_empty)

    def _show_copied(self) -> None:
        notes = self._notes
        share = 0
        if notes is not None:
            share = copied_share(words_of(self.view.text.text()), words_of(notes.earlier))
        words = _("{n} % as in the note before", n=share) if share else ""
        is_much = notes is not None and share >= notes.copied_alert
        self.view.copied.show_fact(words, "warn" if is_much else "neutral")

    def _on_typed(self, *what: object) -> None:
        if not self._filling and self._notes is not None:
            self._timer.start()
            self.view.kept_words.setText(_("Not saved yet"))
            self._show_copied()

    def _keep(self) -> None:
        if self._appointment_id is None or not self._is_dirty():
            return
        draft = self._draft()
        values = {
            "participation": draft.participation.value,
            "objective": draft.objective_id.hex if draft.objective_id else None,
            "text": draft.text,
            "format": draft.format,
        }
        record = str(self._appointment_id)
        keep = partial(self.desk.services.draft.keep, _DRAFT, record, values)  # type: ignore[arg-type]
        self.desk.background.run(self, keep)

    def _take_up(self, kept: KeptDraft | None) -> None:
        if kept is None or self._notes is None or self._is_dirty():
            return
        values = kept.values
        objective = values.get("objective")
        self._fill(
            ClientNoteDraft(
                self._base.client_id,
                Participation(str(values.get("participation") or "")),
                uuid.UUID(str(objective)) if objective else None,
                str(values.get("text") or ""),
                format=str(values.get("format") or ""),
            )
        )
        if self._is_dirty():
            self.desk.messages.say(_("Notes you typed before are still here, not saved yet."))

    def _save(self, then: Callable[[], None] | None = None) -> None:
        self._timer.stop()
        act = then if callable(then) else None
        if self._appointment_id is None or not self._is_dirty():
            if act is not None:
                act()
            return
        draft = self._draft()
        self.desk.background.run(
            self,
            partial(self.desk.services.appointment_note.save, self._appointment_id, draft),
            partial(self._on_saved, self._appointment_id, draft, act),
            self._on_save_failed,
        )

    def _on_saved(
        self,
        appointment_id: uuid.UUID,
        draft: ClientNoteDraft,
        then: Callable[[], None] | None,
        version: int,
    ) -> None:
        drop = partial(self.desk.services.draft.drop, _DRAFT, str(appointment_id))
        self.desk.background.run(self, drop)
        if appointment_id == self._appointment_id:
            self._base = replace(draft, seen=version)
            now = self.desk.services.store.clock.now()
            words = _("Draft saved {time}", time=screen_wording().time(now.time()))
            self.view.kept_words.setText(words)
            self.refresh()
        if then is not None:
            then()

    def _on_save_failed(self, error: BaseException) -> None:
        if not isinstance(error, EditConflict):
            self.desk.messages.error(error)
            return
        field = error.fields[0]
        if self.desk.messages.ask(
            _("{who} changed this note meanwhile.", who=field.theirs_by),
            _("Theirs: {words}", words=str(field.theirs or _("nothing"))),
            _("Keep &mine"),
            _("Take &theirs"),
        ):
            self._base = replace(self._base, seen=None)
            self._save()
        else:
            self._base = self._draft()
            self.refresh()

    def _on_format(self, chosen: str) -> None:
        self.fragments.remember_format("appointment", chosen)

    def _on_fragment(self, box: NoteBox, by_slash: bool) -> None:
        name = self._notes.client.partition(" ")[0] if self._notes else ""
        self.fragments.open(box, by_slash, name)

    def _on_sign_key(self) -> None:
        if self.view.concerns.isVisible() and not self.view.concerns.blocks:
            self._on_anyway()
        elif self.view.sign.isVisible() and self.view.sign.isEnabled():
            self._on_sign()

    def _on_sign(self) -> None:
        self._accepted = None
        self._save(self._check)

    def _on_anyway(self) -> None:
        self._accepted = self._found
        self._save(self._check)

    def _check(self) -> None:
        if self._appointment_id is not None:
            call = partial(self.desk.services.appointment_note.concerns, self._appointment_id)
            self.desk.background.run(self, call, self._on_checked)

    def _on_checked(self, found: tuple[Concern, ...]) -> None:
        is_accepted = self._accepted is not None and set(found) <= set(self._accepted)
        self._found = found
        notes = self._notes
        if notes is None or self._appointment_id is None:
            return
        if any(each.kind.blocks for each in found) or (found and not is_accepted):
            self.view.concerns.show_concerns(found, {notes.client_id: notes.client})
            return
        self.view.concerns.hide()
        title, hint = _("Sign this note?"), _("Signed notes can't be changed, only added to.")
        if is_accepted or self.desk.messages.ask(title, hint, _("&Sign"), _("Go &back")):
            call = partial(
                self.desk.services.appointment_note.sign,
                self._appointment_id,
                seen=self._base.seen,
                accepted=found,
            )
            self.desk.background.run(self, call, self._on_signed)

    def _on_signed(self, done: None) -> None:
        self.desk.messages.say(_("Note signed."))
        self.refresh()

    def _on_concern(self, row: ConcernRow) -> None:
        self.view.text.first.setFocus()

    def _on_kept(self) -> None:
        if self._notes is not None:
            call = partial(
                self.desk.services.appointment.keep,
                self._notes.appointment_id,
                self._notes.minutes,
                seen=AppointmentState.PLANNED,
            )
            self.desk.background.run(self, call)

    def _on_chart(self) -> None:
        if self._notes is not None:
            self.desk.navigation.open("client", self._notes.client_id, tab="notes")

    def _on_add(self) -> None:
        if self._notes is None or self._notes.note is None:
            return
        text = self.desk.messages.ask_text(
            _("Add to a signed note"),
            _("The note stays as it was signed; your words stand below it with name and time."),
            _("Addition"),
            _("&Add"),
            long=True,
        )
        if text:
            call = partial(self.desk.services.note.add_addendum, self._notes.note.id, text)
            self.desk.background.run(self, call)
