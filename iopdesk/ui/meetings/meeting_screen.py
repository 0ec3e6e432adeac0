"""One meeting: the clinic's own typed in and changed, or a listed one put right."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from iopdesk.domain.meeting_draft import MeetingDraft
from iopdesk.domain.problems import EditConflict, InvalidDraft
from iopdesk.domain.staff import Right
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.meeting_service import MeetingFacts, MeetingNote
from iopdesk.ui.desk import Desk
from iopdesk.ui.meetings.listed_card import ListedCard
from iopdesk.ui.meetings.meeting_form import MeetingForm
from iopdesk.ui.screen import Screen
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _

_Opened = tuple[MeetingFacts, MeetingDraft]


class MeetingScreen(Screen):
    """The place "meeting"; its record is a meeting, or None for a new one of the clinic's own."""

    shows = frozenset({"meeting", "meeting_note", "meeting_correction", "meeting_apart"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._meeting_id: UUID | None = None
        self._facts: MeetingFacts | None = None
        self._base = MeetingDraft()
        column = self.page_layout()
        self.title = TitleBar(_("New meeting"), self)
        self.title.set_back(_("Meetings"), desk.navigation.back)
        self.end = self.title.add_action(plain_button("", "", self))
        self.save = self.title.add_action(primary_button(_("&Save"), "check", self))
        column.addWidget(self.title)
        card = Card("", self)
        self.form = MeetingForm(card)
        card.body.addWidget(self.form)
        card.body.addStretch(1)
        self.listed = ListedCard(self)
        self._panes = TwoPanes(card, self.listed, self)
        column.addWidget(self._panes, 1)
        self.save.clicked.connect(self._on_save)
        self.end.clicked.connect(self._on_end)
        self.listed.listed_taken.connect(self._on_take)
        self.listed.ours_kept.connect(self._on_keep)
        self.listed.told_apart.connect(self._on_apart)
        self.listed.taken_as_one.connect(self._on_one)
        keys = (QKeySequence("Ctrl+S"), QKeySequence(Qt.Key.Key_Return))
        for key in (*keys, QKeySequence(Qt.Key.Key_Enter)):
            shortcut = QShortcut(key, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._on_save)
        may = desk.services.signed_in.may(Right.REFER_TO_MEETINGS)
        self.save.setVisible(may)
        self.form.setEnabled(may)
        self.listed.setEnabled(may)

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Begin a new one, or show another."""
        self._meeting_id = record_id
        self._facts = None
        self._base = MeetingDraft()
        self.end.hide()
        self.listed.setVisible(record_id is not None)
        self.title.set_title(_("New meeting") if record_id is None else _("Meeting"))
        self.form.load(self._base, MeetingNote(), is_own=True)
        if record_id is None:
            self.form.name.setFocus()

    def refresh(self) -> None:
        """Ask for the meeting; what is being typed stays."""
        if self._meeting_id is not None:
            call = partial(_opened, self.desk.services, self._meeting_id)
            self.desk.background.run(self, call, self._show, ticket="meeting")

    def reflow(self, narrow: bool) -> None:
        """What the lists say goes under the form."""
        self._panes.reflow(narrow)
        self.title.reflow(narrow)

    def has_unsaved(self) -> bool:
        """Whether something was typed and not saved."""
        return self.form.is_dirty

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the form."""
        return [("Enter", _("Save")), ("Ctrl+S", _("Save"))]

    def place(self) -> str:
        """Its name in back links."""
        return _("Meeting")

    def _show(self, opened: _Opened) -> None:
        facts, draft = opened
        self.listed.show_facts(facts)
        if not self.form.is_dirty:
            self._facts, self._base = facts, draft
            self.form.load(draft, facts.note, is_own=facts.is_own)
        title = _("Own meeting") if facts.is_own else _("Put a meeting right")
        self.title.set_title(title, facts.meeting.name)
        held = facts.listed_until is None
        self.end.setText(_("No longer &held") if held else _("&Held again"))
        may = self.desk.services.signed_in.may(Right.REFER_TO_MEETINGS)
        self.end.setVisible(facts.is_own and may)

    def _on_save(self) -> None:
        if not self.save.isVisibleTo(self):
            return
        if problems := self.form.problems(self._base):
            self.form.show_problems(problems)
            return
        self.form.clear_problems()
        note_base = self._facts.note if self._facts else MeetingNote()
        self._save(self._base, self.form.draft(self._base), note_base, self.form.note())

    def _save(
        self, base: MeetingDraft, mine: MeetingDraft, note_base: MeetingNote, note: MeetingNote
    ) -> None:
        services, meeting_id = self.desk.services, self._meeting_id

        def store() -> UUID:
            kept = meeting_id
            if kept is None:
                kept = services.own_meeting.add(mine)
            else:
                services.own_meeting.save(kept, base=base, mine=mine)
            services.meeting.note(kept, base=note_base, mine=note)
            return kept

        self.desk.background.run(self, store, self._on_saved, self._on_failed)

    def _on_saved(self, meeting_id: UUID) -> None:
        self.form.set_clean()
        self.desk.messages.say(_("Saved."))
        self.desk.navigation.open("meetings", meeting_id)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            self.form.show_problems(error.problems)
        elif isinstance(error, EditConflict):
            self._settle(error)
        else:
            self.desk.messages.error(error)

    def _settle(self, conflict: EditConflict) -> None:
        kept = self.desk.messages.settle(conflict, self.form.field_words())
        theirs = {each.field: each.theirs for each in conflict.fields}
        if kept is None:
            return
        note_base = self._facts.note if self._facts else MeetingNote()
        note = self.form.note()
        base, mine = self._base, self.form.draft(self._base)
        if theirs.keys() <= {"signs_cards", "text"}:
            # the meeting itself is saved by now; saving it again changes nothing
            note_base, note = _with(note_base, theirs), _with(note, kept)
        else:
            base = replace(base, **theirs)  # type: ignore[arg-type]
            mine = replace(mine, **kept)  # type: ignore[arg-type]
        self._save(base, mine, note_base, note)

    def _on_end(self) -> None:
        facts = self._facts
        if facts is None:
            return
        service = self.desk.services.own_meeting
        if facts.listed_until is not None:
            self.desk.background.run(self, partial(service.hold_again, facts.id))
        elif self.desk.messages.ask(
            _("Is this meeting no longer held?"),
            _("It leaves the lists. Clients who were referred to it keep it, with a warning."),
            _("It is no longer &held"),
        ):
            self.desk.background.run(self, partial(service.end, facts.id))

    def _on_take(self, field: str) -> None:
        if self._meeting_id is not None:
            service = self.desk.services.own_meeting
            self._answer(partial(service.take_listed, self._meeting_id, field))

    def _on_keep(self, field: str) -> None:
        if self._meeting_id is not None:
            service = self.desk.services.own_meeting
            self._answer(partial(service.keep_ours, self._meeting_id, field))

    def _on_apart(self, other_id: object) -> None:
        if self._meeting_id is not None and isinstance(other_id, UUID):
            service = self.desk.services.meeting
            self._answer(partial(service.tell_apart, self._meeting_id, other_id))

    def _on_one(self, other_id: object) -> None:
        if self._meeting_id is not None and isinstance(other_id, UUID):
            service = self.desk.services.meeting
            self._answer(partial(service.take_as_one, self._meeting_id, other_id))

    def _answer(self, call: partial[None]) -> None:
        if self.form.is_dirty:
            self.desk.messages.say(_("Save what you changed first."))
            return
        self.desk.background.run(self, call)


def _opened(services: ClinicServices, meeting_id: UUID) -> _Opened:
    return services.meeting.meeting(meeting_id), services.own_meeting.draft(meeting_id)


def _with(note: MeetingNote, values: dict[str, object]) -> MeetingNote:
    return replace(note, **values)  # type: ignore[arg-type]
