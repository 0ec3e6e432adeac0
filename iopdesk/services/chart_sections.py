"""The sections of a chart for paper, in the order of the parts, in the words of the reader."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo
from uuid import UUID

from iopdesk.documents.chart_record import ChartSection, ChartTable, ChartText
from iopdesk.domain.appointment import KIND_WORDS as APPOINTMENT_WORDS
from iopdesk.domain.client import GENDERS, legal_name
from iopdesk.domain.instrument import instruments
from iopdesk.domain.note_format import shown_sections
from iopdesk.domain.wording import Wording, later
from iopdesk.services.chart_reading import Reading, TableSpec, choice
from iopdesk.services.chart_rows import ChartRows, Row
from iopdesk.services.chart_tables import TABLES

SECTION_WORDS = {
    "contact": later("Client"),
    "admission_discharge": later("Stays and levels of care"),
    "assessment": later("Assessment"),
    "diagnosis": later("Diagnoses"),
    "medications": later("Medicines and allergies"),
    "attendance": later("Attendance"),
    "progress": later("Notes"),
    "drug_tests": later("Drug test results"),
    "meetings": later("Mutual-help meetings"),
    "billing": later("Payer"),
}


def sections_of(
    chart: ChartRows, words: Wording, zone: tzinfo | None
) -> Iterator[tuple[str, ChartSection]]:
    """Every section by its kind of information, empty ones too."""
    reading = Reading(chart, words, zone)
    for key, name in SECTION_WORDS.items():
        facts = _facts(reading) if key == "contact" else ()
        texts = tuple(_TEXTS[key](reading)) if key in _TEXTS else ()
        tables = tuple(
            _table(each, chart.rows[each.table], reading)
            for each in TABLES
            if each.section == key and chart.rows[each.table]
        )
        yield key, ChartSection(words(name), facts, tables, texts)


def _table(spec: TableSpec, rows: Sequence[Row], reading: Reading) -> ChartTable:
    ordered = sorted(rows, key=lambda row: row[spec.by]) if spec.by else rows
    return ChartTable(
        reading.words(spec.title),
        tuple(reading.words(head) for head, _share, _tell in spec.columns),
        tuple(tuple(tell(row, reading) for _h, _s, tell in spec.columns) for row in ordered),
        tuple(share for _head, share, _tell in spec.columns),
    )


def _facts(reading: Reading) -> tuple[tuple[str, str], ...]:
    (row,) = reading.chart.rows["client"]
    words = reading.words
    name = legal_name(row["first_name"], row["middle_name"], row["last_name"])
    found = (
        (words("Legal name"), name),
        (words("Name to use"), row["name_to_use"]),
        (words("Chart"), row["chart_number"]),
        (words("Birth date"), reading.say(row["born"])),
        (words("Gender"), words(GENDERS[row["gender"]]) if row["gender"] in GENDERS else ""),
        (words("Pronouns"), row["pronouns"]),
        (words("Street"), row["street"]),
        (words("City"), " ".join(filter(None, (row["city"], row["state"], row["postal_code"])))),
        (words("E-mail"), row["email"]),
        (words("Referred by"), row["referral_source"]),
    )
    return tuple((label, told) for label, told in found if told)


def _credits(reading: Reading) -> Iterator[ChartText]:
    """Whose questionnaires the scores are of, as their terms ask wherever one is shown."""
    used = {row["instrument"] for row in reading.chart.rows["instrument_result"]}
    found = [form.credit for key, form in instruments().items() if key in used]
    if found:
        yield ChartText(reading.words("Questionnaires"), "", "\n".join(dict.fromkeys(found)))


def _notes(reading: Reading) -> Iterator[ChartText]:
    words = reading.words
    addenda: dict[UUID, list[Row]] = {}
    for row in reading.chart.rows["addendum"]:
        addenda.setdefault(row["client_note_id"], []).append(row)
    days = {row["id"]: row for row in reading.chart.rows["appointment"]}
    for row in sorted(reading.chart.rows["client_note"], key=lambda note: note["signed_at"]):
        session = reading.chart.sessions.get(row["session_id"])
        visit = days.get(row["appointment_id"])
        day = session[0] if session else visit["day"] if visit else row["signed_at"].date()
        about = reading.session(row)
        if not about and visit:
            about = choice("kind", APPOINTMENT_WORDS)(visit, reading)
        told = [
            f"{name}: {part}" if name else part
            for name, part in shown_sections(row["format"], row["text"], words)
        ]
        told += [
            words(
                "Addendum of {day}, {by}: {words}",
                day=reading.say(each["written_at"]),
                by=reading.say(each["written_by"]),
                words=each["text"],
            )
            for each in addenda.get(row["id"], ())
        ]
        signed = words(
            "Signed by {name}, {day}",
            name=reading.say(row["signed_by"]),
            day=reading.say(row["signed_at"]),
        )
        yield ChartText(f"{words.day_month_year(day)}, {about}", signed, "\n".join(told))


_TEXTS = {"assessment": _credits, "progress": _notes}
