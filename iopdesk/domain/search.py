"""What someone typed to find a client: words, numbers and dates told apart; no database here."""

import re
from dataclasses import dataclass
from datetime import date

from iopdesk.domain.client import fold

LONGEST_QUERY = 200
MOST_WORDS = 6

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january ene enero",
            "feb february febrero",
            "mar march marzo",
            "apr april abr abril",
            "may mayo",
            "jun june junio",
            "jul july julio",
            "aug august ago agosto",
            "sep sept september septiembre setiembre",
            "oct october octubre",
            "nov november noviembre",
            "dec december dic diciembre",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR_FIRST = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b")
_YEAR_LAST = re.compile(r"\b(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})\b")
_MONTH_FIRST = re.compile(rf"\b({_MONTH})[. ]+(\d{{1,2}})(?:st|nd|rd|th)?,? +(\d{{4}}|\d{{2}})\b")
_DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}})[. -]*(?:de +)?({_MONTH})[., -]+(?:de +|del +)?(\d{{4}}|\d{{2}})\b"
)
_CHART = re.compile(r"\b([a-z])-?(\d{1,7})\b")
_PHONE = re.compile(r"\+?[\d(][\d ().\-/]*\d|\d")


@dataclass(frozen=True)
class NumberSought:
    """Digits: the beginning of any number of a client, or exactly a chart's counter."""

    digits: str
    exact: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sought:
    """What was typed, taken apart; several days where the order of day and month is open."""

    words: tuple[str, ...] = ()
    numbers: tuple[NumberSought, ...] = ()
    days: tuple[date, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not (self.words or self.numbers or self.days)


def words_of(text: str) -> tuple[str, ...]:
    """The comparable words of a name or a query, in order, each once."""
    parts = re.split(r"[\W_]+", fold(text).replace("'", "").replace("’", ""))
    return tuple(dict.fromkeys(part for part in parts if part))


def understand(text: str, today: date) -> Sought:
    """Take a query apart; dates are read month first and day first where both are possible."""
    rest = fold(text[:LONGEST_QUERY]).strip()
    rest, days = _take_dates(rest, today)
    rest, numbers = _take_numbers(rest)
    words = words_of(rest)
    return Sought(words[:MOST_WORDS], numbers, days)


def _take_dates(text: str, today: date) -> tuple[str, tuple[date, ...]]:
    found = _YEAR_FIRST.search(text)
    if found:
        year, month, day = map(int, found.groups())
        return _cut(text, found), _possible(((year, month, day),))
    found = _YEAR_LAST.search(text)
    if found:
        first, second = int(found[1]), int(found[2])
        year = _whole_year(found[3], today)
        return _cut(text, found), _possible(((year, first, second), (year, second, first)))
    found = _MONTH_FIRST.search(text)
    if found:
        when = (_whole_year(found[3], today), _MONTHS[found[1]], int(found[2]))
        return _cut(text, found), _possible((when,))
    found = _DAY_FIRST.search(text)
    if found:
        when = (_whole_year(found[3], today), _MONTHS[found[2]], int(found[1]))
        return _cut(text, found), _possible((when,))
    return text, ()


def _cut(text: str, found: re.Match[str]) -> str:
    return text[: found.start()] + " " + text[found.end() :]


def _whole_year(digits: str, today: date) -> int:
    if len(digits) == 4:
        return int(digits)
    # two digits name the newest year that isn't in the future
    year = today.year // 100 * 100 + int(digits)
    return year if year <= today.year else year - 100


def _possible(candidates: tuple[tuple[int, int, int], ...]) -> tuple[date, ...]:
    days = []
    for year, month, day in candidates:
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    return tuple(dict.fromkeys(days))


def _take_numbers(text: str) -> tuple[str, tuple[NumberSought, ...]]:
    numbers = []
    chart = _CHART.search(text)
    if chart:
        letter, digits = chart[1], chart[2]
        numbers.append(NumberSought(letter + digits, (f"{letter}{int(digits):05}",)))
        text = _cut(text, chart)
    for found in _PHONE.finditer(text):
        digits = "".join(sign for sign in found[0] if sign in "0123456789")
        if len(digits) == 11 and digits[0] == "1":
            digits = digits[1:]
        if digits:
            numbers.append(NumberSought(digits, _other_readings(digits)))
    return _PHONE.sub(" ", text), tuple(numbers)


def _other_readings(digits: str) -> tuple[str, ...]:
    plain = digits.lstrip("0")
    readings = [plain] if plain and plain != digits else []
    if len(digits) == 8:
        # a birth date typed without a break: 03031988
        readings.extend((digits[4:] + digits[:4], digits[4:] + digits[2:4] + digits[:2]))
    return tuple(dict.fromkeys(readings))
