"""The panel beside the attendance grid: the group's note and the current client's own line."""

import uuid
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from iopdesk.domain.group_session import SessionRow
from iopdesk.domain.note import (
    Addendum,
    ClientNote,
    ClientNoteDraft,
    GroupNote,
    Participation,
    is_late,
)
from iopdesk.domain.note_words import copied_share, words_of
from iopdesk.ui.groups.group_words import participation_words
from iopdesk.ui.groups.note_drafts import NoteDrafts
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.chip import Chip
from iopdesk.ui.widgets.concerns_card import ConcernsCard
from iopdesk.ui.widgets.fields import ChoiceField, text_field
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.note_box import NoteBox
from iopdesk.ui.widgets.sections_field import SectionsField
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.wording import _, screen_wording

_LONGEST_TOPIC = 120
_CHOICES = [each for each in Participation if each is not Participation.UNKNOWN]


class NotesPanel(QWidget):
    """Writes into `drafts`; `edited` says that something was typed."""

    edited = Signal()
    moved = Signal(int)
    sign_asked = Signal()
    addendum_asked = Signal(object)
    fragment_asked = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drafts = NoteDrafts()
        self._client: SessionRow | None = None
        self._filling = False
        self.setProperty("bare", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        self.concerns = ConcernsCard(self)
        column.addWidget(self.concerns)
        column.addWidget(self._build_group())
        column.addWidget(self._build_client(), 1)
        self._connect()
        self._add_keys()

    @property
    def text(self) -> NoteBox:
        """The first box of the group's note."""
        return self.group_text.first

    @property
    def line(self) -> NoteBox:
        """The first box of the client's own note."""
        return self.own_text.first

    @property
    def client(self) -> SessionRow | None:
        """Whose own note is shown."""
        return self._client

    def show_notes(self) -> None:
        """Show the group's note and the current client's line anew."""
        notes = self.drafts.notes
        draft = self.drafts.group()
        self._filling = True
        if self.topic.text() != draft.topic:
            self.topic.setText(draft.topic)
        self.group_text.show_note(draft.format, draft.text)
        self._filling = False
        is_signed = notes is not None and notes.group.is_signed
        self.topic.setReadOnly(is_signed)
        self.group_text.set_read_only(is_signed)
        self._group_state.show_fact(*self._state_words(notes.group if notes else None))
        self._show_addenda(self._group_addenda, notes.group.addenda if notes else ())
        self.group_addendum.setVisible(is_signed)
        self.sign.setVisible(not is_signed)
        if self._client is not None:
            self.show_client(self._client)

    def show_client(self, row: SessionRow) -> None:
        """Show a client's own line."""
        self._client = row
        stored = self.drafts.notes.of_client(row.client_id) if self.drafts.notes else None
        self._own.set_title(row.name)
        self._own_state.show_fact(*self._state_words(stored))
        self._fill_client(self.drafts.client(row.client_id))
        is_signed = stored is not None and stored.is_signed
        for field in (self.participation, self.objective):
            field.setEnabled(not is_signed)
        self.own_text.set_read_only(is_signed)
        self._show_copied()
        self._show_addenda(self._own_addenda, stored.addenda if stored else ())
        self.own_addendum.setVisible(is_signed)

    def show_state(self, words: str, tone: str) -> None:
        """Say whether what is typed is kept."""
        self._own_state.show_fact(words, tone)

    def _build_group(self) -> Card:
        card = Card(_("Group note"), self)
        self._group_state = Chip("", "neutral", card)
        card.body.addWidget(self._group_state, 0, Qt.AlignmentFlag.AlignLeft)
        self.topic = text_field(_LONGEST_TOPIC, parent=card)
        words = _("&What happened in group (goes on every client's record)")
        self.group_text = SectionsField(words, card)
        card.add_to_head(self.group_text.chooser)
        _add_field(card, _("&Topic"), self.topic)
        card.body.addWidget(self.group_text)
        self._group_addenda = label("", "hint", card, wrap=True)
        self.group_addendum = quiet_button(_("Add to this note"), "plus", card)
        card.body.addWidget(self._group_addenda)
        card.body.addWidget(self.group_addendum)
        return card

    def _build_client(self) -> Card:
        card = self._own = Card(_("Own note"), self)
        self._own_state = Chip("", "neutral", card)
        card.body.addWidget(self._own_state, 0, Qt.AlignmentFlag.AlignLeft)
        self.participation = Segmented(
            [(each, participation_words(each)) for each in _CHOICES], card
        )
        self.participation.clear()
        self.participation.set_name(_("Participation"))
        self.objective = ChoiceField([], card)
        self.own_text = SectionsField(_("&Response and progress"), card)
        card.add_to_head(self.own_text.chooser)
        card.body.addWidget(label(_("Participation"), "label", card))
        card.body.addWidget(self.participation)
        self._copied = Chip("", "warn", card)
        self._copied.hide()
        _add_field(card, _("Plan &objective worked on"), self.objective)
        card.body.addWidget(self.own_text)
        card.body.addWidget(self._copied)
        self._own_addenda = label("", "hint", card, wrap=True)
        self.own_addendum = quiet_button(_("Add to this note"), "plus", card)
        card.body.addWidget(self._own_addenda)
        card.body.addWidget(self.own_addendum)
        card.body.addLayout(self._build_buttons(card))
        card.body.addStretch(1)
        return card

    def _build_buttons(self, card: Card) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(8))
        self.previous = plain_button(_("Pre&vious"), parent=card)
        self.next = plain_button(_("Ne&xt client"), parent=card)
        self.sign = primary_button(_("Si&gn all notes"), "pencil", card)
        line.addWidget(self.previous)
        line.addWidget(self.next)
        line.addStretch(1)
        line.addWidget(self.sign)
        return line

    def _connect(self) -> None:
        self.topic.textEdited.connect(self._on_group_typed)
        self.group_text.edited.connect(self._on_group_typed)
        self.own_text.edited.connect(self._on_client_typed)
        for field in (self.group_text, self.own_text):
            field.fragment_asked.connect(self.fragment_asked)
        self.group_text.done.connect(self._on_group_done)
        self.own_text.done.connect(self._on_next)
        self.participation.changed.connect(self._on_client_typed)
        self.objective.currentIndexChanged.connect(self._on_client_typed)
        self.previous.clicked.connect(self._on_previous)
        self.next.clicked.connect(self._on_next)
        self.sign.clicked.connect(self.sign_asked)
        self.group_addendum.clicked.connect(self._on_group_addendum)
        self.own_addendum.clicked.connect(self._on_own_addendum)

    def _add_keys(self) -> None:
        """Alt+1 to Alt+4 say how the client took part; Ctrl+Shift+S signs."""
        for at, each in enumerate(_CHOICES, start=1):
            self._add_key(f"Alt+{at}", self.participation.button(each).click)
            words = _("{words} (Alt+{n})", words=participation_words(each), n=at)
            self.participation.button(each).setToolTip(words)
        self._add_key("Ctrl+Shift+S", self._on_sign_key)

    def _add_key(self, keys: str, slot: object) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(slot)
        self.addAction(action)

    def _fill_client(self, draft: ClientNoteDraft) -> None:
        self._filling = True
        if draft.participation is Participation.UNKNOWN:
            self.participation.clear()
        else:
            self.participation.set_value(draft.participation)
        self.objective.set_choices(self._objective_choices(draft))
        self.objective.set_value(draft.objective_id)
        self.own_text.show_note(draft.format, draft.text)
        self._filling = False

    def _objective_choices(self, draft: ClientNoteDraft) -> list[tuple[object, str]]:
        notes = self.drafts.notes
        offered = notes.objectives_of(draft.client_id) if notes else ()
        choices: list[tuple[object, str]] = [
            (None, _("None chosen") if offered else _("No plan objectives yet"))
        ]
        choices += [(each.id, f"{each.number} {each.text}") for each in offered]
        if draft.objective_id and draft.objective_id not in {each.id for each in offered}:
            choices.append((draft.objective_id, _("An objective of an earlier plan")))
        return choices

    def _show_addenda(self, place: QLabel, addenda: Sequence[Addendum]) -> None:
        wording = screen_wording()
        lines = [
            f"{wording.date(each.written_at.astimezone().date())}, {each.written_by}: {each.text}"
            for each in addenda
        ]
        place.setText("\n".join(lines))
        place.setVisible(bool(lines))

    def _on_group_typed(self, *what: object) -> None:
        if not self._filling:
            text, chosen = self.group_text.text(), self.group_text.format
            self.drafts.type_group(self.topic.text(), text, chosen)
            self.edited.emit()

    def _on_client_typed(self, *what: object) -> None:
        if self._filling or self._client is None:
            return
        chosen = self.participation.value
        objective = self.objective.value
        self.drafts.type_client(
            ClientNoteDraft(
                self._client.client_id,
                chosen if isinstance(chosen, Participation) else Participation.UNKNOWN,
                objective if isinstance(objective, uuid.UUID) else None,
                self.own_text.text(),
                format=self.own_text.format,
            )
        )
        self._show_copied()
        self.edited.emit()

    def _on_previous(self) -> None:
        self.moved.emit(-1)

    def _on_next(self) -> None:
        self.moved.emit(1)

    def _on_group_done(self) -> None:
        self.moved.emit(0)

    def _on_sign_key(self) -> None:
        if self.concerns.isVisible() and not self.concerns.blocks:
            self.concerns.anyway.emit()
        elif self.sign.isEnabled() and not self.sign.isHidden():
            self.sign_asked.emit()

    def _show_copied(self) -> None:
        notes = self.drafts.notes
        client_id = self._client.client_id if self._client else None
        before = notes.earlier.get(client_id) if notes and client_id else None
        share = 0
        if before is not None:
            share = copied_share(words_of(self.own_text.text()), words_of(before.text))
        if notes is None or not share:
            self._copied.hide()
            return
        tone = "warn" if share >= notes.copied_alert else "neutral"
        self._copied.show_fact(_("{n} % as in the note before", n=share), tone)
        self._copied.show()

    def _state_words(self, note: GroupNote | ClientNote | None) -> tuple[str, str]:
        if note is None or note.id is None:
            return "", "neutral"
        if note.signed_at is None:
            by = note.written_by
            return (_("Draft of {name}", name=by) if by else _("Draft")), "warn"
        day = note.signed_at.astimezone().date()
        notes = self.drafts.notes
        when = screen_wording().date(day)
        if notes is not None and is_late(notes.day, day, notes.due_days):
            return _("Late entry, signed {day} by {name}", day=when, name=note.signed_by), "warn"
        if note.cosigned_by:
            return _("Signed by {name}, co-signed", name=note.signed_by), "good"
        if note.needs_cosign:
            return _("Signed by {name}, to be co-signed", name=note.signed_by), "info"
        return _("Signed {day} by {name}", day=when, name=note.signed_by), "good"

    def _on_group_addendum(self) -> None:
        if self.drafts.notes is not None:
            self.addendum_asked.emit(self.drafts.notes.group.id)

    def _on_own_addendum(self) -> None:
        if self.drafts.notes is not None and self._client is not None:
            note = self.drafts.notes.of_client(self._client.client_id)
            if note is not None:
                self.addendum_asked.emit(note.id)


def _add_field(card: Card, words: str, field: QWidget) -> None:
    head = QLabel(words, card)
    head.setProperty("role", "label")
    head.setBuddy(field)
    head.setWordWrap(True)
    field.setAccessibleName(words.replace("&", ""))
    card.body.addWidget(head)
    card.body.addWidget(field)
