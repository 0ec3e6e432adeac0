"""Counseling notes on the chart: one's own, apart from the record, read by nobody else."""

import uuid
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from iopdesk.services.counseling_note_service import CounselingNote
from iopdesk.services.draft_service import KeptDraft
from iopdesk.ui.desk import Desk
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.fields import ChoiceField, long_text_field
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _, screen_wording

_DRAFT = "counseling_note"
_KEEP_AFTER_MS = 1000
_EXCERPT = 40


class CounselingCard(Card):
    """Shown to those who write notes; the list holds only what they wrote themselves."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("My counseling notes"), parent, note=_("only you can read them"))
        self._desk = desk
        self._client_id: uuid.UUID | None = None
        self._notes: tuple[CounselingNote, ...] = ()
        self._filling = False
        words = _(
            "For what a client said that does not belong in the record (42 CFR 2.11). Not printed,"
            " not exported, not searched. Times, modality and test results belong in the record."
        )
        self.body.addWidget(label(words, "hint", self, wrap=True))
        self.which = ChoiceField([], self)
        self.which.setAccessibleName(_("Counseling note"))
        self.text = long_text_field(3, self)
        self.text.setMaximumHeight(self.text.minimumHeight())
        self.text.setAccessibleName(_("Counseling note, only for you"))
        self.body.addWidget(self.which)
        self.body.addWidget(self.text)
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(8))
        self.take_back = quiet_button(_("Take back"), "undo-2", self)
        self.new = plain_button(_("&New"), "plus", self)
        self.save = primary_button(_("&Keep"), "check", self)
        line.addWidget(self.take_back)
        line.addStretch(1)
        line.addWidget(self.new)
        line.addWidget(self.save)
        self.body.addLayout(line)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_KEEP_AFTER_MS)
        self._timer.timeout.connect(self.keep_draft)
        self.which.currentIndexChanged.connect(self._on_which)
        self.text.textChanged.connect(self._on_typed)
        self.save.clicked.connect(self._on_save)
        self.new.clicked.connect(self._on_new)
        self.take_back.clicked.connect(self._on_take_back)

    def open(self, client_id: uuid.UUID | None) -> None:
        """Another client; what was typed for the last one stays kept."""
        self.keep_draft()
        self._client_id = client_id
        self._show_text("")
        self.which.set_choices([])

    def refresh(self) -> None:
        """Ask for one's own notes about the client."""
        if self._client_id is not None:
            call = partial(self._desk.services.counseling_note.notes, self._client_id)
            self._desk.background.run(self, call, self._show, ticket="counseling")

    def keep_draft(self) -> None:
        """Keep what is typed, for this person alone."""
        self._timer.stop()
        current = self._current()
        stored = current.text if current else ""
        if self._client_id is not None and self.text.toPlainText() != stored:
            values = {
                "text": self.text.toPlainText(),
                "note": current.id.hex if current else None,
            }
            keep = partial(
                self._desk.services.draft.keep,
                _DRAFT,
                str(self._client_id),
                values,  # type: ignore[arg-type]
            )
            self._desk.background.run(self, keep)

    def _show(self, notes: tuple[CounselingNote, ...]) -> None:
        self._notes = notes
        wording = screen_wording()
        choices: list[tuple[object, str]] = [(None, _("New note"))]
        choices += [
            (note.id, f"{wording.date_year(note.day)}: {_excerpt(note.text)}") for note in notes
        ]
        typed = self.text.toPlainText()
        self._filling = True
        self.which.set_choices(choices)
        self._filling = False
        self._enable()
        if not typed and self._client_id is not None:
            load = partial(self._desk.services.draft.load, _DRAFT, str(self._client_id))
            self._desk.background.run(self, load, self._take_up, ticket="counseling draft")

    def _take_up(self, kept: KeptDraft | None) -> None:
        text = kept.values.get("text") if kept else None
        if isinstance(text, str) and text and not self.text.toPlainText():
            note = kept.values.get("note") if kept else None
            self._filling = True
            self.which.set_value(uuid.UUID(note) if isinstance(note, str) else None)
            self._filling = False
            self._show_text(text)

    def _current(self) -> CounselingNote | None:
        return next((note for note in self._notes if note.id == self.which.value), None)

    def _on_which(self, at: int) -> None:
        if not self._filling:
            current = self._current()
            self._show_text(current.text if current else "")

    def _show_text(self, text: str) -> None:
        self._filling = True
        self.text.setPlainText(text)
        self._filling = False
        self._enable()

    def _enable(self) -> None:
        current = self._current()
        typed = self.text.toPlainText().strip()
        self.save.setEnabled(bool(typed) and (current is None or current.text != typed))
        self.take_back.setVisible(current is not None)

    def _on_typed(self) -> None:
        if not self._filling:
            self._timer.start()
            self._enable()

    def _on_new(self) -> None:
        self.which.set_value(None)
        self._show_text("")
        self.text.setFocus()

    def _on_save(self) -> None:
        if self._client_id is None:
            return
        service, text, current = (
            self._desk.services.counseling_note,
            self.text.toPlainText(),
            self._current(),
        )
        if current is None:
            day = self._desk.services.store.clock.today()
            self._desk.background.run(
                self, partial(service.add, self._client_id, day, text), self._on_saved
            )
        else:
            change = partial(service.change, current.id, text, seen=current.version)
            self._desk.background.run(self, change, self._on_saved)

    def _on_saved(self, done: object) -> None:
        self._timer.stop()
        drop = partial(self._desk.services.draft.drop, _DRAFT, str(self._client_id))
        self._desk.background.run(self, drop)
        self._show_text("")
        self.which.set_value(None)
        self._desk.messages.say(_("Kept, for you alone."))
        self.refresh()

    def _on_take_back(self) -> None:
        current = self._current()
        if current is not None and self._desk.messages.ask(
            _("Take this counseling note back?"),
            _("It is no longer shown to you. The journal keeps that it was there."),
            _("&Take back"),
            takes_away=True,
        ):
            call = partial(self._desk.services.counseling_note.take_back, current.id)
            self._desk.background.run(self, call, self._on_saved)


def _excerpt(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _EXCERPT else flat[: _EXCERPT - 1] + "…"
