"""Words, dates and times in a reader's language; one gettext catalogue for screens and papers."""

import datetime as dt
import gettext
import re
from functools import cache

from iopdesk.domain.language import Language
from iopdesk.domain.resources import resource_path

_NOON = dt.time(12)
_DAYS = {
    Language.ENGLISH: ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    Language.SPANISH: ("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
}
_LONG_DAYS = {
    Language.ENGLISH: (
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ),
    Language.SPANISH: ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_MONTHS = {
    Language.ENGLISH: (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    Language.SPANISH: (
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
}

# Only words of our own texts: a value such as {client} is filled in afterwards and stays.
_CLIENT = {
    Language.ENGLISH: re.compile(r"(?<![\w{])(&?)([Cc])lien(&?)t(s?)(?![\w}])"),
    Language.SPANISH: re.compile(r"(?<![\w{])(&?)([Cc])(&?)liente(s?)(?![\w}])"),
}
# In Spanish each of them is the same for all genders, as "cliente" is.
_CALLED = {
    Language.ENGLISH: {
        "patient": ("patient", "patients"),
        "guest": ("guest", "guests"),
        "participant": ("participant", "participants"),
    },
    Language.SPANISH: {
        "patient": ("paciente", "pacientes"),
        "guest": ("huésped", "huéspedes"),
        "participant": ("participante", "participantes"),
    },
}


class _Clinic:
    """What the clinic that is open calls its clients; a process has one clinic open at a time."""

    client_term = "client"


def call_clients(term: str) -> None:
    """Every text from now on says `term`, one of domain.clinic.CLIENT_TERMS, for client."""
    _Clinic.client_term = term


@cache
def _called(text: str, language: Language, term: str) -> str:
    if term not in _CALLED[language]:
        return text
    one, many = _CALLED[language][term]

    def word(found: re.Match[str]) -> str:
        said = many if found[4] else one
        return found[1] + found[3] + (said.capitalize() if found[2] == "C" else said)

    return _CLIENT[language].sub(word, text)


class Wording:
    """Everything a screen or paper says, in one language; English text is the key."""

    def __init__(self, language: str) -> None:
        self.language = Language(language)
        self._catalogue = gettext.translation(
            "iopdesk", resource_path("translations"), languages=[self.language], fallback=True
        )

    def __call__(self, text: str, **values: object) -> str:
        """`text` in this language, with its {names} filled in."""
        translated = _called(self.as_written(text), self.language, _Clinic.client_term)
        return self._filled(translated, **values) if values else translated

    def as_written(self, text: str) -> str:
        """`text` in this language, whatever the clinic calls its clients."""
        return self._catalogue.gettext(text) if text else ""

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """The form of the text that fits `n`; {n} is filled in."""
        translated = self._catalogue.ngettext(one, many, n)
        told = _called(translated, self.language, _Clinic.client_term)
        return self._filled(told, n=n, **values)

    def _filled(self, text: str, **values: object) -> str:
        filled = text.format(**values)
        # "a. m." at the end of a sentence brings its own full stop
        return filled.replace(". m..", ". m.") if self._spanish else filled

    def weekday(self, weekday: int) -> str:
        """Short name of a weekday, 0 is Monday."""
        return _DAYS[self.language][weekday]

    def long_weekday(self, weekday: int) -> str:
        """Full name of a weekday, 0 is Monday; small letters in Spanish."""
        return _LONG_DAYS[self.language][weekday]

    def day_month(self, day: dt.date) -> str:
        """As "Nov 19", "19 nov"."""
        month = _MONTHS[self.language][day.month - 1][:3]
        return f"{day.day} {month}" if self._spanish else f"{month} {day.day}"

    def day_month_year(self, day: dt.date) -> str:
        """As "Nov 19, 2026", "19 nov 2026"."""
        month = self.day_month(day)
        return f"{month} {day.year}" if self._spanish else f"{month}, {day.year}"

    def date(self, day: dt.date) -> str:
        """As "Thu, Nov 19", "jue 19 nov"."""
        comma = "" if self._spanish else ","
        return f"{self.weekday(day.weekday())}{comma} {self.day_month(day)}"

    def date_year(self, day: dt.date) -> str:
        """As "Thu, Nov 19, 2026", "jue 19 nov 2026"."""
        comma = "" if self._spanish else ","
        return f"{self.weekday(day.weekday())}{comma} {self.day_month_year(day)}"

    def long_date(self, day: dt.date) -> str:
        """As "Sunday, December 20, 2026", "Domingo 20 de diciembre de 2026"."""
        name = self.long_weekday(day.weekday())
        month = _MONTHS[self.language][day.month - 1]
        if self._spanish:
            return f"{name.capitalize()} {day.day} de {month} de {day.year}"
        return f"{name}, {month} {day.day}, {day.year}"

    def long_day_month(self, day: dt.date) -> str:
        """As "December 20", "20 de diciembre"."""
        month = _MONTHS[self.language][day.month - 1]
        return f"{day.day} de {month}" if self._spanish else f"{month} {day.day}"

    def long_day(self, day: dt.date) -> str:
        """As "Monday, November 30", "lunes 30 de noviembre"."""
        comma = "" if self._spanish else ","
        return f"{self.long_weekday(day.weekday())}{comma} {self.long_day_month(day)}"

    def time(self, at: dt.time) -> str:
        """Twelve-hour time: "1:00 PM", "1:00 p. m."; in Spanish noon is "12:00 del día"."""
        if self._spanish and at == _NOON:
            return "12:00 del día"
        hour = at.hour % 12 or 12
        half = ("a. m.", "p. m.") if self._spanish else ("AM", "PM")
        return f"{hour}:{at.minute:02} {half[at.hour >= 12]}"

    def time_span(self, start: dt.time, end: dt.time) -> str:
        """As "1:00 – 2:30 PM"; both halves of the day are named where they differ."""
        first = self.time(start)
        if (start.hour >= 12) == (end.hour >= 12) and not (self._spanish and start == _NOON):
            first = f"{start.hour % 12 or 12}:{start.minute:02}"
        return f"{first} – {self.time(end)}"

    def hours(self, minutes: int) -> str:
        """Minutes as hours without needless zeros: 90 is "1.5", 540 is "9"."""
        return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")

    @property
    def _spanish(self) -> bool:
        return self.language is Language.SPANISH


def later(text: str) -> str:
    """Mark `text` for translation; whoever shows it translates it then."""
    return text
