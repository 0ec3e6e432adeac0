"""The panel beside the attendance grid: the group's note and the current client's own line."""

import uuid
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from iopdesk.domain.group_session import SessionRow
from iopdesk.domain.note import Addendum, ClientNote, ClientNoteDraft, GroupNote, Participation
from iopdesk.ui.groups.group_words import participation_words
from iopdesk.ui.groups.note_drafts import NoteDrafts
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.chip import Chip
from iopdesk.ui.widgets.fields import ChoiceField, long_text_field, text_field
from iopdesk.ui.widgets.label import label
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

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drafts = NoteDrafts()
        self._client: SessionRow | None = None
        self._filling = False
        self.setProperty("bare", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        column.addWidget(self._build_group())
        column.addWidget(self._build_client(), 1)
        self._connect()

    def show_notes(self) -> None:
        """Show the group's note and the current client's line anew."""
        notes = self.drafts.notes
        draft = self.drafts.group()
        self._fill_group(draft.topic, draft.text)
        is_signed = notes is not None and notes.group.is_signed
        for field in (self.topic, self.text):
            field.setReadOnly(is_signed)
        self._group_state.show_fact(*_state_words(notes.group if notes else None))
        self._show_addenda(self._group_addenda, notes.group.addenda if notes else ())
        self.group_addendum.setVisible(is_signed)
        self.sign.setVisible(not is_signed)
        if self._client is not None:
            self.show_client(self._client)

    def show_client(self, row: SessionRow) -> None:
        """Show a client's own line."""
        self._client = row
        stored = self.drafts.notes.of_client(row.client_id) if self.drafts.notes else None
        self._own.set_title(row.name, _("own note"))
        self._own_state.show_fact(*_state_words(stored))
        self._fill_client(self.drafts.client(row.client_id))
        is_signed = stored is not None and stored.is_signed
        for field in (self.participation, self.objective):
            field.setEnabled(not is_signed)
        self.line.setReadOnly(is_signed)
        self._show_addenda(self._own_addenda, stored.addenda if stored else ())
        self.own_addendum.setVisible(is_signed)

    def show_state(self, words: str, tone: str) -> None:
        """Say whether what is typed is kept."""
        self._own_state.show_fact(words, tone)

    def _build_group(self) -> Card:
        card = Card(_("Group note"), self)
        self._group_state = Chip("", "neutral", card)
        card.add_to_head(self._group_state)
        self.topic = text_field(_LONGEST_TOPIC, parent=card)
        self.text = long_text_field(3, card)
        self.text.setMaximumHeight(self.text.minimumHeight())
        _add_field(card, _("&Topic"), self.topic)
        _add_field(card, _("&What happened in group (goes on every client's record)"), self.text)
        self._group_addenda = label("", "hint", card, wrap=True)
        self.group_addendum = quiet_button(_("Add to this note"), "plus", card)
        card.body.addWidget(self._group_addenda)
        card.body.addWidget(self.group_addendum)
        return card

    def _build_client(self) -> Card:
        card = self._own = Card(_("Own note"), self)
        self._own_state = Chip("", "neutral", card)
        card.add_to_head(self._own_state)
        self.participation = Segmented(
            [(each, participation_words(each)) for each in _CHOICES], card
        )
        self.participation.clear()
        self.participation.set_name(_("Participation"))
        card.body.addWidget(label(_("Participation"), "label", card))
        card.body.addWidget(self.participation)
        self.objective = ChoiceField([], card)
        self.line = long_text_field(3, card)
        self.line.setMaximumHeight(round(self.line.minimumHeight() * 1.5))
        _add_field(card, _("Plan &objective worked on"), self.objective)
        _add_field(card, _("&Response and progress"), self.line)
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
        self.text.textChanged.connect(self._on_group_typed)
        self.participation.changed.connect(self._on_client_typed)
        self.objective.currentIndexChanged.connect(self._on_client_typed)
        self.line.textChanged.connect(self._on_client_typed)
        self.previous.clicked.connect(self._on_previous)
        self.next.clicked.connect(self._on_next)
        self.sign.clicked.connect(self.sign_asked)
        self.group_addendum.clicked.connect(self._on_group_addendum)
        self.own_addendum.clicked.connect(self._on_own_addendum)

    def _fill_group(self, topic: str, text: str) -> None:
        self._filling = True
        if self.topic.text() != topic:
            self.topic.setText(topic)
        _set_text(self.text, text)
        self._filling = False

    def _fill_client(self, draft: ClientNoteDraft) -> None:
        self._filling = True
        if draft.participation is Participation.UNKNOWN:
            self.participation.clear()
        else:
            self.participation.set_value(draft.participation)
        self.objective.set_choices(self._objective_choices(draft))
        self.objective.set_value(draft.objective_id)
        _set_text(self.line, draft.text)
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
            self.drafts.type_group(self.topic.text(), self.text.toPlainText())
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
                self.line.toPlainText(),
            )
        )
        self.edited.emit()

    def _on_previous(self) -> None:
        self.moved.emit(-1)

    def _on_next(self) -> None:
        self.moved.emit(1)

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


def _set_text(field: QPlainTextEdit, text: str) -> None:
    # Setting the same text again would throw the cursor to the start.
    if field.toPlainText() != text:
        field.setPlainText(text)


def _state_words(note: GroupNote | ClientNote | None) -> tuple[str, str]:
    if note is None or note.id is None:
        return "", "neutral"
    if note.signed_at is None:
        return _("Draft"), "warn"
    at = note.signed_at.astimezone()
    when = screen_wording().date(at.date())
    return _("Signed {day} by {name}", day=when, name=note.signed_by), "good"
