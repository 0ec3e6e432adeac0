"""Days and times of meetings as feeds write them; never guesses at a typo."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import lru_cache

from iopdesk.directories.clean_text import clean_line

_DAY_NAMES = {
    0: "monday mon mo lunes lun lundi",
    1: "tuesday tue tues tu martes mar mardi",
    2: "wednesday wed weds we miercoles mie miércoles mié mercredi mer",
    3: "thursday thu thur thurs th jueves jue jeudi jeu",
    4: "friday fri fr viernes vie vendredi ven",
    5: "saturday sat sa sabado sab sábado sáb samedi sam",
    6: "sunday sun su domingo dom dimanche dim",
}
_DAY = {name: day for day, names in _DAY_NAMES.items() for name in names.split()}
_NOON = {"noon", "12 noon", "12:00 noon", "midday", "mediodía", "mediodia", "midi", "12 del día"}
_MIDNIGHT = {"midnight", "12 midnight", "12:00 midnight", "medianoche", "minuit"}
_CLOCK = re.compile(
    r"(\d{1,2})(?:\s?[:.h]\s?(\d{2}))?(?:[:.](\d{2})(?:\.\d+)?)?\s*(?:h|hrs?)?"
    r"\s*(?:([ap])\.?\s?m\.?)?",
    re.I,
)
_DIGITS = re.compile(r"\d{3,4}")
_SPLIT = re.compile(r"\s*(?:,|;|/|\+|&|\band\b|\by\b)\s*", re.I)


@dataclass(frozen=True, slots=True)
class TimeRead:
    """A time that was understood; `next_day` for 24:00, `unusual` when worth telling."""

    at: time
    next_day: bool = False
    unusual: bool = False


def is_absent(value: object) -> bool:
    """Whether a field says nothing: feeds write null, "", false and blanks for that."""
    return value is None or value is False or (isinstance(value, str) and not value.strip())


def day_number(value: object) -> int | None:
    """0 for Sunday to 7 (a second Sunday) as Meeting Guide and TSML count, or None.

    Takes 0, "0", 0.0 and names or short forms in English, Spanish and French.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int):
        return value if 0 <= value <= 7 else None
    text = clean_line(value).casefold().rstrip(".")
    if re.fullmatch(r"[0-7](\.0)?", text):
        return int(text[0])
    named = _DAY.get(text) if text in _DAY else _DAY.get(text.removesuffix("s"))
    return None if named is None else (named + 1) % 7


def day_numbers(value: object) -> list[int] | None:
    """The days of a field with one or several; [] where it says none, None where unreadable."""
    if isinstance(value, (list, tuple)):
        numbers = [day_number(day) for day in value if not is_absent(day)]
    elif is_absent(value):
        return []
    else:
        number = day_number(value)
        if number is None and isinstance(value, str):
            numbers = [day_number(part) for part in _SPLIT.split(value.strip())]
        else:
            numbers = [number]
    if any(number is None for number in numbers):
        return None
    return list(dict.fromkeys(number for number in numbers if number is not None))


def clock_time(value: object) -> TimeRead | None:
    """The time of day that a cell means, or None when it can't be read.

    12- and 24-hour clocks, seconds, "7 p.m.", "19h30", "1930", spreadsheet fractions, noon and
    midnight in three languages.
    """
    return _time_in_words(value) if isinstance(value, str) else _clock_time(value)


@lru_cache(maxsize=2048)
def _time_in_words(text: str) -> TimeRead | None:
    return _clock_time(text)


def _clock_time(value: object) -> TimeRead | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, float) and 0 <= value < 1:
        return _of_day_fraction(value)
    text = clean_line(value).casefold()
    if text in _NOON:
        return TimeRead(time(12, 0))
    if text in _MIDNIGHT:
        return TimeRead(time(0, 0))
    if re.fullmatch(r"0?\.\d+", text):
        return _of_day_fraction(float(text))
    if _DIGITS.fullmatch(text):
        return _on_clock(int(text[:-2]), int(text[-2:]), "", unusual=True)
    match = _CLOCK.fullmatch(text)
    if match is None or (match[2] is None and match[4] is None and not text.endswith("h")):
        return None
    return _on_clock(int(match[1]), int(match[2] or 0), (match[4] or "").casefold())


def _on_clock(hour: int, minute: int, half: str, *, unusual: bool = False) -> TimeRead | None:
    if minute > 59:
        return None
    if hour == 24 and minute == 0 and not half:
        return TimeRead(time(0, 0), next_day=True, unusual=True)
    if half and 12 < hour < 24:
        # "19:30 PM" says the same thing twice; "19:30 AM" says two things.
        return TimeRead(time(hour, minute), unusual=True) if half == "p" else None
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return TimeRead(time(hour, minute), unusual=unusual) if hour < 24 else None


def _of_day_fraction(part: float) -> TimeRead:
    minutes = round(part * 24 * 60) % (24 * 60)
    return TimeRead(time(minutes // 60, minutes % 60), unusual=True)


_ISO_STAMP = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
_STAMPS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d%H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%m/%d/%y %H:%M",
    "%m/%d/%Y",
    "%m/%d/%y",
)


def listing_stamp(value: object) -> datetime | None:
    """When a listing was last changed; feeds tell it in UTC. None if unreadable."""
    text = clean_line(value).removesuffix("Z")
    if not text:
        return None
    if _ISO_STAMP.fullmatch(text):
        try:
            return datetime.fromisoformat(text).replace(tzinfo=UTC)
        except ValueError:
            return None
    for form in _STAMPS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
