"""Tables whose columns nobody named our way: which column holds what, said once by a person."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from iopdesk.directories.clean_text import clean_line
from iopdesk.directories.day_and_time import clock_time, day_numbers
from iopdesk.directories.remarks import Remarks
from iopdesk.directories.table_text import KNOWN_COLUMNS, Table, column_name
from iopdesk.directories.tsml_csv import sheet_rows
from iopdesk.domain.wording import later

LEFT_OUT = ""
DAY_AND_TIME = "day_time"
# Fields a column may hold, in the order a person looks for them, with the words for each.
FIELD_WORDS = {
    LEFT_OUT: later("Leave out"),
    "name": later("Name of the meeting"),
    "group": later("Group"),
    "day": later("Day"),
    "time": later("Time"),
    DAY_AND_TIME: later("Day and time together"),
    "end_time": later("End"),
    "location": later("Place"),
    "address": later("Street or whole address"),
    "city": later("Town"),
    "state": later("State"),
    "postal_code": later("Postal code"),
    "region": later("Area"),
    "types": later("Kinds, codes or languages"),
    "notes": later("Notes"),
    "location_notes": later("Way in"),
    "conference_url": later("Link"),
    "conference_url_notes": later("Link notes"),
    "conference_phone": later("Phone to join by"),
    "latitude": later("Latitude"),
    "longitude": later("Longitude"),
    "timezone": later("Time zone"),
    "slug": later("Key of the meeting"),
    "updated": later("Last change"),
}
ColumnMap = Mapping[str, str]
_JOINED = {"types": ", ", "notes": "\n"}
_CALLED = {
    "name": "meeting name of meeting|meeting title|title|nombre|reunion|nombre de la reunion",
    "group": "group name|home group|grupo",
    "day": "weekday|day of week|day of the week|dow|dia|dia de la semana|jour",
    "time": "start|start time|begins|begin|starts at|from|hora|hora de inicio|comienza|heure",
    DAY_AND_TIME: "day time|when|day and time|schedule|cuando|horario|dia y hora|meeting time",
    "end_time": "end|ends|until|to|finish|hora de fin|termina|fin",
    "location": "place|venue|building|facility|church|site|lugar|local|sitio|where",
    "address": "street|street address|addr|address 1|direccion|calle|domicilio|adresse",
    "city": "town|municipality|ciudad|pueblo|ville",
    "state": "province|st|estado|provincia",
    "postal_code": "zip|zip code|postcode|postal|codigo postal",
    "region": "area|district|county|neighborhood|zona|distrito|condado",
    "types": "type|format|formats|code|codes|open closed|open or closed|language|languages|kind"
    "|tipo|formato|idioma|lengua",
    "notes": "note|comments|comment|info|details|notas|comentarios|description",
    "location_notes": "directions|room|way in|entrance|salon|indicaciones",
    "conference_url": "url|link|zoom|zoom link|meeting link|online|website|web|enlace",
    "conference_url_notes": "password|passcode|zoom password|contrasena",
    "conference_phone": "phone|telephone|dial in|call in|telefono",
    "latitude": "lat|latitud",
    "longitude": "lng|lon|long|longitud",
    "timezone": "time zone|tz|zona horaria",
    "slug": "id|key|meeting id|number",
    "updated": "last updated|modified|last change|actualizado",
}
_FIELD_CALLED = {
    words: field
    for field, all_words in _CALLED.items()
    for words in (field.replace("_", " "), *all_words.split("|"))
}
_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class TableHeads:
    """A table's column heads with a few values of each, and what each seems to hold."""

    heads: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    guesses: ColumnMap

    @property
    def key(self) -> str:
        """Tells tables of one make: the same heads, in any order and case."""
        told = sorted(head.casefold() for head in self.heads)
        return sha256("\x1f".join(told).encode()).hexdigest()[:24]


MapFinder = Callable[[TableHeads], ColumnMap | None]


def heads_of(table: Table) -> TableHeads:
    """The heads of a table; guesses go by their words first, then by their values."""
    samples = tuple(_samples(table, at) for at in range(len(table.heads)))
    guesses: dict[str, str] = {}
    for head, shown in zip(table.heads, samples, strict=True):
        guess = _by_words(head) or _by_values(shown)
        if guess and (guess in _JOINED or guess not in guesses.values()):
            guesses[head] = guess
    if not is_usable(guesses):
        # a name is what most tables begin with
        named = (h for h, shown in zip(table.heads, samples, strict=True) if shown)
        first = next((head for head in named if head not in guesses), None)
        if first is not None:
            guesses[first] = "name"
    return TableHeads(table.heads, samples, guesses)


def unknown_heads(table: Table) -> tuple[str, ...]:
    """Heads whose columns say something that is not understood."""
    return tuple(
        head
        for at, head in enumerate(table.heads)
        if table.columns[at] not in _UNDERSTOOD and _samples(table, at)
    )


def mapped_rows(table: Table, columns: ColumnMap, remarks: Remarks) -> Iterator[tuple[int, object]]:
    """Each row in Meeting Guide's names, as a person said which column holds what."""
    fields = [columns.get(head, LEFT_OUT) for head in table.heads]
    cells = dict(table.rows)
    for number, row in sheet_rows(table, remarks):
        if not isinstance(row, dict):
            yield number, row
            continue
        yield number, _mapped(fields, cells[number])


def is_usable(columns: ColumnMap) -> bool:
    """Whether rows read by this map would have anything to be called by."""
    return bool({"name", "group", "location"}.intersection(columns.values()))


def _mapped(fields: Sequence[str], cells: Sequence[str]) -> dict[str, object]:
    row: dict[str, str] = {}
    for field, cell in zip(fields, cells, strict=False):
        if not field or not cell.strip():
            continue
        if field in _JOINED and row.get(field):
            row[field] += _JOINED[field] + cell
        elif not row.get(field):
            row[field] = cell
    if together := row.pop(DAY_AND_TIME, ""):
        day, clock = _apart(together)
        row.setdefault("day", day)
        row.setdefault("time", clock)
    return dict(row)


def _apart(text: str) -> tuple[str, str]:
    """Day and time of a cell such as "Mondays at 7:30 PM"."""
    words = clean_line(text)
    at = re.search(r"\d|\b(?:noon|midnight|mediod[ií]a|medianoche)\b", words, re.I)
    if at is None:
        return words, ""
    day = re.sub(r"(?:\b(?:at|from|a las?|a la)|@|[,:\-–])\s*$", "", words[: at.start()].strip())
    start = re.split(r"\s*(?:-|–|\bto\b|\ba\b)\s*", words[at.start() :])[0]
    return day.strip(" ,"), start.strip()


def _by_words(head: str) -> str:
    plain = clean_line(head).casefold().translate(str.maketrans("áéíóúñ", "aeioun"))
    words = " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())
    known = column_name(head)
    return _FIELD_CALLED.get(words) or (known if known in FIELD_WORDS else "")


def _by_values(samples: Sequence[str]) -> str:
    if not samples:
        return ""
    if all(day_numbers(each) and not each.isdigit() for each in samples):
        return "day"
    if all(clock_time(each) and not each.isdigit() for each in samples):
        return "time"
    if all(_is_day_and_time(each) for each in samples):
        return DAY_AND_TIME
    if all(each.lower().startswith(("http://", "https://")) for each in samples):
        return "conference_url"
    return ""


def _is_day_and_time(text: str) -> bool:
    day, clock = _apart(text)
    return bool(day_numbers(day)) and clock_time(clock) is not None


def _samples(table: Table, at: int) -> tuple[str, ...]:
    found: list[str] = []
    for _, cells in table.rows[:200]:
        value = clean_line(cells[at]) if at < len(cells) else ""
        if value and value not in found:
            found.append(value[:60])
            if len(found) == _SAMPLES:
                break
    return tuple(found)


_CONTACTS = {f"contact_{n}_{what}" for n in (1, 2, 3) for what in ("name", "email", "phone")}
# Known columns that are left out on purpose: contacts of people, money, the list's own business.
_UNDERSTOOD = (
    KNOWN_COLUMNS
    | _CONTACTS
    | {"coordinates", "sub_district", "website", "website_2", "mailing_address", "venmo", "square"}
    | {"paypal", "homegroup_online", "email", "phone", "last_contact", "author", "data_source"}
    | {"data_source_name", "id", "url", "edit_url", "feedback_emails", "feedback_url", "entity"}
    | {"location_id", "group_id", "region_id", "time_formatted", "location_url", "image"}
    | {"attendance_option", "entity_email", "entity_location", "entity_phone", "entity_url"}
    | {"entity_logo", "entity_website_url", "districts", "sub_sub_region", "post_name", "title"}
)
