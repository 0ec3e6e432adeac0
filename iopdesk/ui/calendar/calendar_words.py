"""Appointments, clashes, busy hours and days of the calendar in words."""

from collections.abc import Sequence
from datetime import date, time

from iopdesk.domain.appointment import (
    BUSY_WORDS,
    KIND_WORDS,
    STATE_WORDS,
    Appointment,
    AppointmentKind,
    AppointmentState,
    Booked,
    BusyKind,
    BusyTime,
    Clash,
    ClashKind,
    ProposedDay,
    minute_of,
    time_of,
)
from iopdesk.domain.calendar import CalendarEntry
from iopdesk.domain.group_session import SessionState
from iopdesk.domain.holiday_words import closed_words
from iopdesk.ui.wording import _, ngettext_, screen_wording

STATE_TONES = {
    AppointmentState.PLANNED: "info",
    AppointmentState.KEPT: "good",
    AppointmentState.CANCELLED_BY_CLIENT: "neutral",
    AppointmentState.CANCELLED_BY_CLINIC: "neutral",
    AppointmentState.NO_SHOW: "bad",
}


def kind_words(kind: str) -> str:
    """What an entry of the calendar is: "Individual session", "Group"."""
    if kind in set(AppointmentKind):
        return _(KIND_WORDS[AppointmentKind(kind)])
    return _("Group")


def state_words(state: AppointmentState) -> str:
    """What became of an appointment."""
    return _(STATE_WORDS[state])


def busy_words(busy: BusyTime) -> str:
    """What takes the client's time: the words that were typed, or the kind."""
    return busy.words or _(BUSY_WORDS[BusyKind(busy.kind)])


def span_words(start: time, minutes: int) -> str:
    """As "1:00 – 2:30 PM"."""
    return screen_wording().time_span(start, time_of(minute_of(start) + minutes))


def when_words(day: date, start: time, minutes: int) -> str:
    """As "Thu, Nov 19, 1:00 – 2:30 PM"."""
    return f"{screen_wording().date(day)}, {span_words(start, minutes)}"


def appointment_words(appointment: Appointment) -> str:
    """An appointment on one line, without the client's name."""
    parts = [kind_words(appointment.draft.kind), appointment.staff]
    parts.append(_("by video or phone") if appointment.draft.is_remote else appointment.draft.room)
    return ", ".join(part for part in parts if part)


def clash_words(clash: Clash) -> str:
    """One thing in the way, as a sentence."""
    span = span_words(clash.start, clash.minutes) if clash.start else ""
    match clash.kind:
        case ClashKind.GROUP:
            return _("Client's group {what}, {span}", what=clash.what, span=span)
        case ClashKind.APPOINTMENT:
            return _("Client's own: {what}, {span}", what=kind_words(clash.what), span=span)
        case ClashKind.BUSY:
            return _("Client is busy: {what}, {span}", what=_busy(clash.what), span=span)
        case ClashKind.STAFF:
            return _("{name} is taken, {span}", name=clash.what, span=span)
        case ClashKind.ROOM:
            return _("{room} is taken, {span}", room=clash.what, span=span)
        case ClashKind.CLOSED:
            return _("Clinic closed: {what}", what=closed_words(clash.what, screen_wording()))


def proposal_lines(proposed: Sequence[ProposedDay]) -> list[tuple[str, str]]:
    """What a booking would do, line by line, as (words, tone)."""
    held = [each for each in proposed if not each.is_skipped]
    skipped = [each for each in proposed if each.is_skipped]
    lines: list[tuple[str, str]] = []
    if len(proposed) > 1:
        lines.append((ngettext_("{n} appointment", "{n} appointments", len(held)), "strong"))
    words = screen_wording()
    for each in held:
        day = words.date(each.day)
        lines += [
            (_("{day}: {what}", day=day, what=clash_words(clash)), "warn") for clash in each.clashes
        ]
    if skipped:
        lines.append((ngettext_("{n} day left out:", "{n} days left out:", len(skipped)), "strong"))
    for each in skipped:
        what = clash_words(each.clashes[0])
        lines.append((_("{day}: {what}", day=words.date(each.day), what=what), "info"))
    return lines


def booked_words(booked: Booked, start: time) -> str:
    """What was saved, in one sentence."""
    words = screen_wording()
    if len(booked.days) == 1 and not booked.skipped:
        return _("Booked: {day} at {time}.", day=words.date(booked.days[0]), time=words.time(start))
    told = ngettext_("{n} appointment is booked", "{n} appointments are booked", len(booked.days))
    if not booked.skipped:
        return f"{told}."
    left_out = ngettext_("{n} day was left out.", "{n} days were left out.", len(booked.skipped))
    return f"{told}; {left_out}"


def entry_words(entry: CalendarEntry) -> str:
    """An entry of the calendar for screen readers and tool tips."""
    parts = [
        span_words(entry.start, entry.minutes),
        entry.title,
        kind_words(entry.kind) if not entry.is_group else expected_words(entry.expected),
        entry.staff,
        _("by video or phone") if entry.is_remote else entry.room,
        entry_state_words(entry),
    ]
    return ", ".join(part for part in parts if part)


def expected_words(expected: int) -> str:
    """How many are on a session's roster."""
    return ngettext_("{n} client", "{n} clients", expected)


def entry_state_words(entry: CalendarEntry) -> str:
    """What became of an entry; empty while it is planned."""
    if entry.is_planned:
        return ""
    if entry.is_group:
        return _("called off") if entry.state == SessionState.CANCELLED else ""
    return state_words(AppointmentState(entry.state))


def _busy(what: str) -> str:
    return _(BUSY_WORDS[BusyKind(what)]) if what in set(BusyKind) else what
