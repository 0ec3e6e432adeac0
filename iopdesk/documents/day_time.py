"""Times of day as a client reads them: noon and midnight by name, full hours short."""

from datetime import time

from iopdesk.domain.wording import Wording

_NOON = time(12, 0)
_MIDNIGHT = time(0, 0)


def clear_time(at: time, words: Wording) -> str:
    """As "7:00 AM", "12:00 noon", "12:00 del día"."""
    if at == _NOON:
        return words("12:00 noon")
    return words("12:00 midnight") if at == _MIDNIGHT else words.time(at)


def short_time(at: time, words: Wording) -> str:
    """As "7 AM", "12 noon", "7:30 PM": for the narrow columns of a week."""
    if at == _NOON:
        return words("12 noon")
    if at == _MIDNIGHT:
        return words("12 midnight")
    # "p. m." stays on one line in a narrow column
    text = words.time(at).replace(". m.", ".\u00a0m.")
    return text.replace(":00", "") if at.minute == 0 else text


def short_span(start: time, end: time, words: Wording) -> str:
    """As "9–12", "1–2:30 PM": half of the day only where the hours alone could mislead.

    A span from the morning to noon or from noon on reads right without it.
    """
    if start.hour < _NOON.hour and start.hour >= 7 and end <= _NOON:
        return f"{_bare(start)}–{_bare(end)}"
    if (start.hour < 12) == (end.hour < 12):
        return f"{_bare(start)}–{short_time(end, words)}"
    return f"{short_time(start, words)}–{short_time(end, words)}"


def _bare(at: time) -> str:
    hour = at.hour % 12 or 12
    return f"{hour}:{at.minute:02}" if at.minute else str(hour)
