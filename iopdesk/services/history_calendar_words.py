"""Appointments and busy hours of a record in plain words, in either language."""

from datetime import time

from iopdesk.domain.appointment import (
    BUSY_WORDS,
    KIND_WORDS,
    AppointmentKind,
    AppointmentState,
    BusyKind,
    minute_of,
    time_of,
)
from iopdesk.domain.wording import Wording
from iopdesk.services.history_change import RowChange, Tell

_MOVED = frozenset({"day", "start"})


def _appointment(change: RowChange, words: Wording) -> str:
    kind = words(KIND_WORDS[AppointmentKind(change.text("kind"))])
    values = {"kind": kind, "day": change.day("day", words), "time": _time(change, words)}
    if change.is_taken_back:
        return words("{kind}, {day}, {time}: booked by mistake, taken back", **values)
    if change.is_new:
        return words("{kind} booked for {day}, {time}", **values)
    if "state" in change.changed:
        return _state(change, words, values)
    if _MOVED & change.changed.keys():
        return words("{kind} moved to {day}, {time}", **values)
    return words("{kind}, {day}, {time}: changed", **values)


def _state(change: RowChange, words: Wording, values: dict[str, str]) -> str:
    minutes = change.text("minutes_kept")
    match AppointmentState(change.text("state")):
        case AppointmentState.KEPT:
            told = words(
                "{kind}, {day}, {time}: kept, {minutes} minutes", **values, minutes=minutes
            )
        case AppointmentState.NO_SHOW:
            told = words("{kind}, {day}, {time}: did not come", **values)
        case AppointmentState.CANCELLED_BY_CLIENT:
            told = words("{kind}, {day}, {time}: cancelled by the client", **values)
        case AppointmentState.CANCELLED_BY_CLINIC:
            told = words("{kind}, {day}, {time}: cancelled by the clinic", **values)
        case AppointmentState.PLANNED:
            told = words("{kind}, {day}, {time}: planned again", **values)
    return told


def _busy_time(change: RowChange, words: Wording) -> str:
    weekday = change.state.get("weekday")
    start, minutes = change.text("start"), change.state.get("minutes")
    begin = time.fromisoformat(start) if start else time()
    end = time_of(minute_of(begin) + (minutes if isinstance(minutes, int) else 0))
    values = {
        "what": change.text("words") or words(BUSY_WORDS[BusyKind(change.text("kind"))]),
        "day": words.long_weekday(weekday if isinstance(weekday, int) else 0),
        "span": words.time_span(begin, end),
    }
    if change.is_taken_back:
        return words("Busy hours taken away: {what}, {day} {span}", **values)
    return words("Busy hours: {what}, {day} {span}", **values)


def _time(change: RowChange, words: Wording) -> str:
    start = change.text("start")
    return words.time(time.fromisoformat(start)) if start else ""


TELLERS: dict[str, Tell] = {"appointment": _appointment, "busy_time": _busy_time}
