"""The tables of a chart on paper: which facts of a row stand in which column, and how."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from typing import Any
from uuid import UUID

from iopdesk.domain.appointment import KIND_WORDS as APPOINTMENT_WORDS
from iopdesk.domain.appointment import STATE_WORDS as APPOINTMENT_STATES
from iopdesk.domain.attendance import MARK_WORDS
from iopdesk.domain.episode import LEVEL_WORDS
from iopdesk.domain.health import REMISSIONS, SEVERITIES
from iopdesk.domain.meeting_visit import PROOF_WORDS
from iopdesk.domain.setback import KIND_WORDS as SETBACK_WORDS
from iopdesk.domain.wording import Wording, later
from iopdesk.services.chart_rows import ChartRows, Row

Tell = Callable[[Row, "Reading"], str]


@dataclass(frozen=True)
class Reading:
    """A chart with the wording and the clinic's zone it is told in."""

    chart: ChartRows
    words: Wording
    zone: tzinfo | None

    def say(self, value: object) -> str:
        """A value in words: days, times, staff, yes and no."""
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return self.words("yes") if value else self.words("no")
        if isinstance(value, datetime):
            return self.words.day_month_year(value.astimezone(self.zone).date())
        if isinstance(value, date):
            return self.words.day_month_year(value)
        if isinstance(value, time):
            return self.words.time(value)
        if isinstance(value, UUID):
            return self.chart.staff.get(value, "")
        return str(value)

    def session(self, row: Row) -> str:
        """The group of a session, by the title that papers give it."""
        found = self.chart.sessions.get(row["session_id"])
        return found[2] if found else ""


_SAID = {key: words for key, words in (SEVERITIES | REMISSIONS).items() if key}


def _field(name: str) -> Tell:
    return lambda row, reading: reading.say(row[name])


def choice(name: str, words: Mapping[Any, str]) -> Tell:
    """What a stored key is called."""
    keyed = {str(getattr(key, "value", key)): text for key, text in words.items()}
    return lambda row, reading: (
        reading.words(keyed[row[name]]) if row[name] in keyed else str(row[name] or "")
    )


@dataclass(frozen=True)
class TableSpec:
    """One table: its section, the rows it shows, and columns as (head, share, what to say)."""

    section: str
    table: str
    title: str
    columns: tuple[tuple[str, float, Tell], ...]
    by: str = ""


TABLES = (
    TableSpec(
        "contact",
        "phone",
        later("Phones"),
        (
            (later("Number"), 2, _field("number")),
            (later("May leave a message"), 2, _field("may_leave_message")),
            (later("When it is safe to call"), 3, _field("safe_times")),
        ),
    ),
    TableSpec(
        "contact",
        "client_name",
        later("Other names"),
        ((later("Name"), 1, _field("name")),),
    ),
    TableSpec(
        "admission_discharge",
        "episode",
        later("Stays"),
        (
            (later("Admitted"), 2, _field("admitted")),
            (later("Planned end"), 2, _field("planned_end")),
            (later("Last service"), 2, _field("last_service")),
            (later("Discharged"), 2, _field("discharged")),
            (later("Primary counselor"), 3, _field("counselor_id")),
        ),
        by="admitted",
    ),
    TableSpec(
        "admission_discharge",
        "placement",
        later("Level of care and hours"),
        (
            (later("From"), 2, _field("starts")),
            (later("Level"), 3, choice("level_of_care", LEVEL_WORDS)),
            (later("Phase"), 2, _field("phase_name")),
            (later("Hours a week"), 1.5, lambda row, r: r.words.hours(row["minutes_a_week"])),
            (later("Reason"), 3, _field("reason")),
        ),
        by="starts",
    ),
    TableSpec(
        "assessment",
        "evaluation",
        later("Evaluations"),
        (
            (later("Kind"), 2, lambda row, r: row["kind"].replace("_", " ")),
            (later("Due"), 1.5, _field("due")),
            (later("Done"), 1.5, _field("done")),
            (later("By"), 2, _field("done_by")),
            (later("Note"), 3, _field("note")),
        ),
    ),
    TableSpec(
        "assessment",
        "dimension_assessment",
        later("Six dimensions"),
        (
            (later("Day"), 2, _field("day")),
            (later("Edition"), 1, _field("edition")),
            (later("Indicated"), 1.5, _field("level_indicated")),
            (later("Offered"), 1.5, _field("level_offered")),
            (later("Accepted"), 1.5, _field("level_accepted")),
            (later("Signed by"), 3, _field("signed_by")),
        ),
        by="day",
    ),
    TableSpec(
        "assessment",
        "dimension_rating",
        later("Ratings"),
        (
            (later("Dimension"), 1, _field("dimension")),
            (later("Rating"), 1, _field("rating")),
            (later("Note"), 5, _field("note")),
        ),
    ),
    TableSpec(
        "assessment",
        "instrument_result",
        later("Questionnaires"),
        (
            (later("Day"), 2, _field("day")),
            (later("Questionnaire"), 2, lambda row, r: row["instrument"].upper()),
            (later("Score"), 3, lambda row, r: _scores(row["scores"])),
            (later("Entered by"), 3, _field("entered_by")),
        ),
        by="day",
    ),
    TableSpec(
        "assessment",
        "substance_use",
        later("Substance use, as told"),
        (
            (later("Asked"), 2, _field("day")),
            (later("Substance"), 3, lambda row, r: row["words"] or row["substance"]),
            (later("Days in 30"), 1, _field("days_in_30")),
            (later("Age at first use"), 1, _field("age_first")),
            (later("Last use"), 2, _field("last_use")),
        ),
        by="day",
    ),
    TableSpec(
        "assessment",
        "sobriety_date",
        later("Sobriety dates"),
        (
            (later("Since"), 2, _field("since")),
            (later("Ended"), 2, _field("ended")),
            (later("Note"), 4, _field("note")),
        ),
        by="since",
    ),
    TableSpec(
        "assessment",
        "prior_treatment",
        later("Earlier treatment"),
        (
            (later("Kind"), 2, lambda row, r: row["kind"].replace("_", " ")),
            (later("Place"), 3, _field("place")),
            (later("When"), 2, lambda row, r: row["when_words"] or r.say(row["started"])),
            (later("Outcome"), 2, _field("outcome")),
        ),
    ),
    TableSpec(
        "diagnosis",
        "diagnosis",
        later("Diagnoses (ICD-10-CM)"),
        (
            (later("Code"), 1, _field("code")),
            (later("Words"), 4, _field("words")),
            (later("Severity"), 1.5, choice("severity", _SAID)),
            (later("Remission"), 1.5, choice("remission", _SAID)),
            (later("Since"), 1.5, _field("since")),
            (later("Given by"), 2, _field("given_by")),
        ),
    ),
    TableSpec(
        "medications",
        "medication",
        later("Medicines"),
        (
            (later("Name"), 3, _field("name")),
            (later("Dose"), 2, _field("dose")),
            (later("Taken for"), 2, _field("taken_for")),
            (later("Prescriber"), 2, _field("prescriber")),
            (later("Started"), 1.5, _field("started")),
            (later("Ended"), 1.5, _field("ended")),
        ),
    ),
    TableSpec(
        "medications",
        "allergy",
        later("Allergies"),
        ((later("Allergy"), 1, _field("words")), (later("Reaction"), 1, _field("reaction"))),
    ),
    TableSpec(
        "medications",
        "naloxone_offer",
        later("Naloxone"),
        (
            (later("Day"), 1, _field("day")),
            (later("Outcome"), 1, _field("outcome")),
            (later("By"), 2, _field("by_whom")),
        ),
    ),
    TableSpec(
        "attendance",
        "attendance",
        later("Groups"),
        (
            (later("Day"), 2, _field("day")),
            (later("Group"), 4, lambda row, r: r.session(row)),
            (later("Mark"), 1.5, choice("mark", MARK_WORDS)),
            (later("Minutes"), 1, _field("minutes")),
            (later("Reason"), 2.5, _field("reason")),
        ),
        by="day",
    ),
    TableSpec(
        "attendance",
        "appointment",
        later("Appointments"),
        (
            (later("Day"), 2, _field("day")),
            (later("Kind"), 3, choice("kind", APPOINTMENT_WORDS)),
            (later("State"), 2, choice("state", APPOINTMENT_STATES)),
            (later("Minutes"), 1, lambda row, r: r.say(row["minutes_kept"] or row["minutes"])),
            (later("With"), 3, _field("staff_id")),
        ),
        by="day",
    ),
    TableSpec(
        "progress",
        "setback",
        later("Setbacks"),
        (
            (later("Day"), 1.5, _field("day")),
            (later("Kind"), 2, choice("kind", SETBACK_WORDS)),
            (later("What happened"), 4, _field("what_happened")),
        ),
        by="day",
    ),
    TableSpec(
        "drug_tests",
        "drug_screen",
        later("Drug screens"),
        (
            (later("Day"), 2, _field("day")),
            (later("Specimen"), 1.5, _field("specimen")),
            (later("State"), 1.5, _field("state")),
            (later("Result"), 3, lambda row, r: row["result"].replace("_", " ")),
            (later("Collected by"), 3, _field("collected_by")),
        ),
        by="day",
    ),
    TableSpec(
        "drug_tests",
        "screen_result",
        later("Substances tested"),
        (
            (later("Substance"), 2, _field("analyte")),
            (later("Quick test"), 2, lambda row, r: row["presumptive"].replace("_", " ")),
            (later("Confirmed"), 2, lambda row, r: row["confirmed"].replace("_", " ")),
            (later("Level"), 2, _field("level")),
        ),
    ),
    TableSpec(
        "meetings",
        "meeting_requirement",
        later("Meetings a week"),
        (
            (later("From"), 1, _field("starts")),
            (later("Until"), 1, _field("ends")),
            (later("Meetings a week"), 1, _field("a_week")),
            (later("Path chosen"), 2, _field("chosen_path")),
        ),
        by="starts",
    ),
    TableSpec(
        "meetings",
        "meeting_attendance",
        later("Meetings attended, as shown"),
        (
            (later("Day"), 1, _field("day")),
            (later("Proof"), 2, choice("proof", PROOF_WORDS)),
        ),
        by="day",
    ),
    TableSpec(
        "billing",
        "policy",
        later("Policies"),
        (
            (later("Payer"), 3, _field("payer")),
            (later("Member number"), 2, _field("member_number")),
            (later("From"), 1.5, _field("starts")),
            (later("Until"), 1.5, _field("ends")),
        ),
    ),
    TableSpec(
        "billing",
        "payer_authorization",
        later("Authorizations"),
        (
            (later("Payer"), 3, _field("payer")),
            (later("Number"), 2, _field("number")),
            (later("From"), 1.5, _field("starts")),
            (later("Until"), 1.5, _field("ends")),
            (later("Units"), 1, _field("units")),
        ),
    ),
)


def _scores(text: str) -> str:
    return text.strip("{}").replace('"', "").replace(":", " ")
