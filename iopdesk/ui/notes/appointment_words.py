"""What the note of an appointment says about itself: chips, objectives, additions."""

import uuid

from iopdesk.domain.appointment import STATE_WORDS, AppointmentState
from iopdesk.domain.appointment_note import AppointmentNotes
from iopdesk.domain.note import is_late
from iopdesk.ui.wording import _, screen_wording

Chips = list[tuple[str, str]]


def fact_chips(notes: AppointmentNotes) -> Chips:
    """When, how long, with whom, and whether it took place."""
    wording = screen_wording()
    tone = {AppointmentState.KEPT: "good", AppointmentState.PLANNED: "neutral"}
    return [
        (f"{wording.date(notes.day)}, {wording.time(notes.start)}", "neutral"),
        (_("{n} minutes", n=notes.minutes), "neutral"),
        *([(notes.staff, "neutral")] if notes.staff else []),
        (_(STATE_WORDS[notes.state]), tone.get(notes.state, "warn")),
    ]


def state_chip(notes: AppointmentNotes) -> tuple[str, str]:
    """How far the note is, and that it was written late."""
    note = notes.note
    if note is None:
        return "", "neutral"
    if note.signed_at is None:
        by = note.written_by
        return (_("Draft of {name}", name=by) if by else _("Draft")), "warn"
    wording = screen_wording()
    day = note.signed_at.astimezone().date()
    when = wording.date(day)
    if is_late(notes.day, day, notes.due_days):
        return (
            _("Late entry, written {written} for {day}", written=when, day=wording.date(notes.day)),
            "warn",
        )
    if note.cosigned_by:
        return _("Signed by {name}, co-signed", name=note.signed_by), "good"
    if note.needs_cosign:
        return _("Signed by {name}, to be co-signed", name=note.signed_by), "info"
    return _("Signed {day} by {name}", day=when, name=note.signed_by), "good"


def objective_choices(
    notes: AppointmentNotes, chosen: uuid.UUID | None
) -> list[tuple[object, str]]:
    """The objectives of the plan that holds, and the chosen one if it is of an earlier plan."""
    offered = notes.objectives
    none = _("None chosen") if offered else _("No plan objectives yet")
    choices: list[tuple[object, str]] = [(None, none)]
    choices += [(each.id, f"{each.number} {each.text}") for each in offered]
    if chosen and chosen not in {each.id for each in offered}:
        choices.append((chosen, _("An objective of an earlier plan")))
    return choices


def addenda_words(notes: AppointmentNotes) -> str:
    """What was added to the note."""
    wording = screen_wording()
    return "\n".join(
        f"{wording.date(each.written_at.astimezone().date())}, {each.written_by}: {each.text}"
        for each in (notes.note.addenda if notes.note else ())
    )
