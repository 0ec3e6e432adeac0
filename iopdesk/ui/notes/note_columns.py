"""The columns of note lists."""

from collections.abc import Callable

from iopdesk.domain.note_list import NoteEntry
from iopdesk.ui.notes.note_words import (
    TONES,
    day_words,
    entry_state,
    entry_title,
    waiting_words,
)
from iopdesk.ui.widgets.rows_model import Column, Kind
from iopdesk.ui.wording import _


def _day() -> Column[NoteEntry]:
    return Column(_("Day"), day_words, key="day", order=lambda entry: (entry.day, entry.start))


def _state() -> Column[NoteEntry]:
    return Column(
        _("State"),
        entry_state,
        key="state",
        kind=Kind.CHIP,
        tone=lambda entry: "warn" if entry.is_late else TONES[entry.state],
    )


def queue_columns(is_read: Callable[[NoteEntry], bool]) -> list[Column[NoteEntry]]:
    """What waits: how long, what, whose, how far, whether it was read here."""
    return [
        Column(
            _("Waits"), lambda entry: waiting_words(entry.days), key="waits", order=lambda e: e.days
        ),
        Column(_("Note"), _what, key="note", bold=True, stretch=True),
        _day(),
        Column(_("By"), lambda entry: entry.author, key="by", soft=True, when_used=True),
        _state(),
        Column(_("Read"), lambda entry: _("read") if is_read(entry) else "", key="read", soft=True),
    ]


def found_columns() -> list[Column[NoteEntry]]:
    """What a search found: when, who, what, and the words around."""
    return [
        _day(),
        Column(_("Note"), _what, key="note", bold=True, units=190),
        Column(_("Words"), lambda entry: entry.excerpt, key="words", soft=True, stretch=True),
        _state(),
    ]


def client_columns() -> list[Column[NoteEntry]]:
    """A client's notes."""
    return [
        _day(),
        Column(_("Note"), entry_title, key="note", bold=True, stretch=True),
        Column(_("Signed by"), lambda entry: entry.author, key="by", soft=True, minor=True),
        _state(),
    ]


def _what(entry: NoteEntry) -> str:
    title = entry_title(entry)
    return f"{entry.client}, {title}" if entry.client else title
