"""What notes are called in lists and above their text."""

from iopdesk.domain.appointment import KIND_WORDS, AppointmentKind
from iopdesk.domain.note import Participation
from iopdesk.domain.note_list import NoteEntry, NotePart, NotePlace, NoteState
from iopdesk.ui.wording import _, ngettext_, screen_wording

TONES = {
    NoteState.UNWRITTEN: "bad",
    NoteState.DRAFT: "warn",
    NoteState.SIGNED: "good",
    NoteState.TO_COSIGN: "info",
    NoteState.SENT_BACK: "bad",
    NoteState.COSIGNED: "good",
}


def state_words(state: NoteState) -> str:
    """How far a note is."""
    return {
        NoteState.UNWRITTEN: _("Not written"),
        NoteState.DRAFT: _("Draft"),
        NoteState.SIGNED: _("Signed"),
        NoteState.TO_COSIGN: _("To co-sign"),
        NoteState.SENT_BACK: _("Sent back"),
        NoteState.COSIGNED: _("Co-signed"),
    }[state]


def entry_state(entry: NoteEntry) -> str:
    """The state, and that a note was late."""
    words = state_words(entry.state)
    return _("{state}, late", state=words) if entry.is_late else words


def title_words(title: str, *, is_appointment: bool) -> str:
    """The group's name, or the kind of an appointment."""
    if is_appointment and title in set(AppointmentKind):
        return _(KIND_WORDS[AppointmentKind(title)])
    return title


def entry_title(entry: NoteEntry) -> str:
    """What a line is about."""
    return title_words(entry.title, is_appointment=entry.place is NotePlace.APPOINTMENT)


def day_words(entry: NoteEntry) -> str:
    """The day of care and the time."""
    wording = screen_wording()
    return f"{wording.date(entry.day)}, {wording.time(entry.start)}"


def waiting_words(days: int) -> str:
    """How long something waits."""
    return _("today") if days <= 0 else ngettext_("{n} day", "{n} days", days)


def participation_words(participation: Participation) -> str:
    """How a client took part."""
    return {
        Participation.UNKNOWN: "",
        Participation.MINIMAL: _("Minimal"),
        Participation.ACTIVE: _("Active"),
        Participation.SUPPORTIVE: _("Supportive"),
        Participation.DISRUPTIVE: _("Disruptive"),
    }[participation]


def signing_words(part: NotePart) -> str:
    """Who signed a part and when, and who signed after them."""
    if part.signed_at is None:
        return _("Draft, not signed")
    wording = screen_wording()
    when = wording.date(part.signed_at.astimezone().date())
    words = _("Signed {day} by {name}", day=when, name=part.signed_by)
    if part.cosigned_at is not None:
        day = wording.date(part.cosigned_at.astimezone().date())
        more = _("co-signed {day} by {name}", day=day, name=part.cosigned_by)
        return f"{words}; {more}"
    return words
