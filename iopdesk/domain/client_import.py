"""Clients from a table of another program: which column is which field, each row read as a draft.

Nothing of a row is lost: what can't be read as the field it is said to be goes into the note of
the record under its column's name, and is told.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from iopdesk.domain.client import (
    EMPLOYMENT,
    GENDERS,
    LIVING,
    ClientDraft,
    NameDraft,
    PhoneDraft,
    fold,
    tidy_name,
)
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.wording import later

NOT_TAKEN = ""
FIELDS = MappingProxyType(
    {
        "last_name": later("Last name"),
        "first_name": later("First name"),
        "middle_name": later("Middle name"),
        "whole_name": later("Whole name"),
        "name_to_use": later("Name to use"),
        "alias": later("Another name"),
        "born": later("Birth date"),
        "gender": later("Gender"),
        "pronouns": later("Pronouns"),
        "language": later("Language of papers"),
        "other_languages": later("Other languages"),
        "phone": later("Phone"),
        "second_phone": later("Second phone"),
        "may_leave_message": later("May leave a message"),
        "email": later("E-mail"),
        "street": later("Street"),
        "city": later("City"),
        "state": later("State"),
        "postal_code": later("Postal code"),
        "safe_contact": later("Safe ways to reach"),
        "referral_source": later("Referred by"),
        "living_arrangement": later("Living arrangement"),
        "employment": later("Employment"),
        "transport": later("Transport"),
        "note": later("Note"),
    }
)
# Fields that several columns may fill; every other one takes one column.
_SEVERAL = frozenset({"alias", "note"})
_OTHER_HEADS = {
    "surname": "last_name",
    "lastname": "last_name",
    "family name": "last_name",
    "apellido": "last_name",
    "apellidos": "last_name",
    "firstname": "first_name",
    "given name": "first_name",
    "nombre": "first_name",
    "nombres": "first_name",
    "middle": "middle_name",
    "middle initial": "middle_name",
    "mi": "middle_name",
    "name": "whole_name",
    "client": "whole_name",
    "client name": "whole_name",
    "patient": "whole_name",
    "patient name": "whole_name",
    "full name": "whole_name",
    "nombre completo": "whole_name",
    "preferred name": "name_to_use",
    "nickname": "name_to_use",
    "goes by": "name_to_use",
    "maiden name": "alias",
    "former name": "alias",
    "aka": "alias",
    "dob": "born",
    "date of birth": "born",
    "birthdate": "born",
    "birth date": "born",
    "birthday": "born",
    "fecha de nacimiento": "born",
    "sex": "gender",
    "sexo": "gender",
    "genero": "gender",
    "primary language": "language",
    "idioma": "language",
    "phone number": "phone",
    "mobile": "phone",
    "mobile phone": "phone",
    "cell": "phone",
    "cell phone": "phone",
    "telephone": "phone",
    "telefono": "phone",
    "home phone": "second_phone",
    "work phone": "second_phone",
    "alternate phone": "second_phone",
    "phone 2": "second_phone",
    "ok to leave message": "may_leave_message",
    "leave message": "may_leave_message",
    "email": "email",
    "email address": "email",
    "correo": "email",
    "address": "street",
    "address 1": "street",
    "street address": "street",
    "direccion": "street",
    "town": "city",
    "ciudad": "city",
    "estado": "state",
    "zip": "postal_code",
    "zip code": "postal_code",
    "zipcode": "postal_code",
    "referral": "referral_source",
    "referral source": "referral_source",
    "housing": "living_arrangement",
    "notes": "note",
    "comments": "note",
    "comment": "note",
    "notas": "note",
    "mrn": "note",
    "chart number": "note",
    "chart": "note",
    "client id": "note",
    "patient id": "note",
}
_GENDERS = {
    "f": "woman",
    "female": "woman",
    "mujer": "woman",
    "femenino": "woman",
    "w": "woman",
    "m": "man",
    "male": "man",
    "hombre": "man",
    "masculino": "man",
    "nb": "nonbinary",
    "x": "nonbinary",
    "nonbinary": "nonbinary",
    "no binario": "nonbinary",
    "unknown": "",
    "": "",
}
_LANGUAGES = {
    "en": "en",
    "eng": "en",
    "english": "en",
    "ingles": "en",
    "es": "es",
    "spa": "es",
    "spanish": "es",
    "espanol": "es",
}
_YES = frozenset({"y", "yes", "true", "1", "x", "si", "ok"})
_NO = frozenset({"n", "no", "false", "0", ""})
_DATE = re.compile(r"(\d{1,4})\s*[-/. ]\s*(\d{1,2}|[A-Za-z]{3,9})\s*[-/. ,]+\s*(\d{1,4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NO_NAME = later("There is no last or first name in this row.")
_BEYOND = later("This row has more cells than the table has columns.")


@dataclass(frozen=True)
class ColumnMap:
    """Which column is which field; a column that is left out, or maps to "", is not taken.

    `day_first` reads 3/4/1980 as the 3rd of April.
    """

    columns: Mapping[str, str]
    day_first: bool = False

    def refuse_problems(self, heads: Iterable[str]) -> None:
        """UserProblem where a table with these column heads can't be read by this map."""
        have = set(heads)
        for head, name in self.columns.items():
            if name and head not in have:
                raise UserProblem(later("There is no column “{head}” in the file."), head=head)
            if name and name not in FIELDS:
                raise UserProblem(later("“{field}” is no field of a client's record."), field=name)
        taken = [name for name in self.columns.values() if name]
        for name in taken:
            if taken.count(name) > 1 and name not in _SEVERAL:
                raise UserProblem(
                    later("Two columns are said to be “{field}”."),
                    later("Choose one of them; the other may go into the note."),
                    field=FIELDS[name],
                )
        if "whole_name" not in taken and not {"last_name", "first_name"} <= set(taken):
            raise UserProblem(later("Say which columns are the first and the last name."))


@dataclass(frozen=True)
class Remark:
    """One value that was read as something else than it says: the field, and both."""

    field: str
    was: str
    read_as: str


@dataclass(frozen=True)
class ReadClient:
    """One row of the table: a draft, or the reason why it is none."""

    row: int
    draft: ClientDraft | None
    reason: str = ""
    remarks: tuple[Remark, ...] = ()


def guessed(heads: Iterable[str]) -> ColumnMap:
    """The map that the column heads suggest; a second column of one field is not taken."""
    columns: dict[str, str] = {}
    for head in heads:
        name = _field_of(head)
        if name == "phone" and name in columns.values():
            name = "second_phone"
        if name in columns.values() and name not in _SEVERAL:
            name = NOT_TAKEN
        columns[head] = name
    names = set(columns.values())
    if "whole_name" in names and {"last_name", "first_name"} <= names:
        columns = {head: NOT_TAKEN if n == "whole_name" else n for head, n in columns.items()}
    return ColumnMap(columns)


def read_client(row: int, cells: Mapping[str, str], columns: ColumnMap) -> ReadClient:
    """One row as a draft; `cells` are its values by column head, "" those beyond the header."""
    if any(value.strip() for value in cells.get("", "").split("\n")):
        return ReadClient(row, None, _BEYOND)
    reading = _Reading(columns.day_first)
    for head, value in cells.items():
        name = columns.columns.get(head, NOT_TAKEN)
        if name and value.strip():
            reading.take(name, head, " ".join(value.split()) if name != "note" else value.strip())
    draft = reading.draft()
    if not (tidy_name(draft.last_name) and tidy_name(draft.first_name)):
        return ReadClient(row, None, _NO_NAME)
    return ReadClient(row, draft, remarks=tuple(reading.remarks))


def read_day(text: str, *, day_first: bool) -> date | None:
    """A date as people and programs write it, with a four-digit year; None for anything else."""
    # "1980-04-03T00:00:00" and "4/3/1980 12:00:00 AM" are days with a time behind them
    found = _DATE.match(text.strip())
    if found is None:
        return None
    first, middle, last = found.groups()
    if not middle.isdigit():
        month = _month(middle)
        year, day = (first, last) if len(first) == 4 else (last, first)
    elif len(first) == 4:
        year, month, day = first, int(middle), last
    else:
        year = last
        month, day = (int(middle), first) if day_first else (int(first), middle)
    if len(year) != 4 or month is None:
        return None
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


@dataclass
class _Reading:
    """A row on its way to a draft."""

    day_first: bool
    values: dict[str, object] = field(default_factory=dict)
    phones: dict[str, str] = field(default_factory=dict)
    may_leave_message: bool = False
    aliases: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def take(self, name: str, head: str, value: str) -> None:
        """One cell into its field."""
        if name == "note":
            self.notes.append(value if fold(head) in _PLAIN_NOTES else f"{head}: {value}")
        elif name == "alias":
            self.aliases.append(value)
        elif name in ("phone", "second_phone"):
            self._phone(name, head, value)
        elif name == "whole_name":
            last, first, middle = _parts_of(value)
            self.values |= {"last_name": last, "first_name": first, "middle_name": middle}
        elif name == "may_leave_message":
            self._choice(head, name, value, fold(value) in _YES, fold(value) in _YES | _NO)
        elif name == "born":
            day = read_day(value, day_first=self.day_first)
            self._choice(head, name, value, day, day is not None)
        elif name in _CHOICES:
            self._one_of(name, head, value)
        elif name == "email" and ("@" not in value or " " in value):
            self._kept_as_note(head, name, value)
        else:
            self.values[name] = value

    def draft(self) -> ClientDraft:
        """What the row says, as a form would hold it."""
        phones = tuple(
            PhoneDraft(number, may_leave_message=self.may_leave_message and name == "phone")
            for name, number in sorted(self.phones.items())
        )
        made = replace(ClientDraft(), **self.values)  # type: ignore[arg-type]
        return replace(
            made,
            phones=phones,
            aliases=tuple(NameDraft(alias) for alias in self.aliases),
            note="\n".join(self.notes),
        )

    def _phone(self, name: str, head: str, value: str) -> None:
        if 7 <= sum(sign.isdigit() for sign in value) <= 15:
            self.phones[name] = value
        else:
            self._kept_as_note(head, name, value)

    def _one_of(self, name: str, head: str, value: str) -> None:
        known = _CHOICES[name]
        folded = fold(value)
        self._choice(head, name, value, known.get(folded, ""), folded in known)

    def _choice(self, head: str, name: str, value: str, read: object, is_read: bool) -> None:
        if not is_read:
            self._kept_as_note(head, name, value)
        elif name == "may_leave_message":
            self.may_leave_message = bool(read)
        else:
            self.values[name] = read

    def _kept_as_note(self, head: str, name: str, value: str) -> None:
        self.notes.append(f"{head}: {value}")
        self.remarks.append(Remark(name, value, later("kept in the note")))


def _keyed(words: Mapping[str, str]) -> dict[str, str]:
    return {fold(text): key for key, text in words.items()} | {fold(key): key for key in words}


_CHOICES: Mapping[str, Mapping[str, str]] = {
    "gender": _keyed(GENDERS) | _GENDERS,
    "language": _LANGUAGES,
    "living_arrangement": _keyed(LIVING),
    "employment": _keyed(EMPLOYMENT),
}
_PLAIN_NOTES = frozenset({"note", "notes", "comments", "comment", "notas"})


def _plain(head: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(head)).split())


_HEADS = (
    {_plain(words): name for name, words in FIELDS.items()}
    | {_plain(name): name for name in FIELDS}
    | _OTHER_HEADS
)


def _field_of(head: str) -> str:
    return _HEADS.get(_plain(head), NOT_TAKEN)


def _parts_of(name: str) -> tuple[str, str, str]:
    """Last, first and middle name of a whole one: "Diaz, Ana María" or "Ana María Diaz"."""
    if "," in name:
        last, _, rest = name.partition(",")
        first, _, middle = rest.strip().partition(" ")
        return last.strip(), first, middle.strip()
    words = name.split()
    if len(words) < 2:
        return name, "", ""
    return words[-1], words[0], " ".join(words[1:-1])


def _month(word: str) -> int | None:
    start = fold(word)[:3]
    return _MONTHS.index(start) + 1 if start in _MONTHS else None
