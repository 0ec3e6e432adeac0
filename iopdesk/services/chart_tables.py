"""The tables of a chart on paper: which facts of a row stand in which column, and how."""

from iopdesk.domain.appointment import KIND_WORDS as APPOINTMENT_WORDS
from iopdesk.domain.appointment import STATE_WORDS as APPOINTMENT_STATES
from iopdesk.domain.attendance import MARK_WORDS
from iopdesk.domain.episode import LEVEL_WORDS
from iopdesk.domain.health import REMISSIONS, SEVERITIES
from iopdesk.domain.help import FAMILY_TOPICS, HELP_KINDS, HELP_STATES
from iopdesk.domain.meeting_visit import PROOF_WORDS
from iopdesk.domain.mutual_help import EXCUSES, WORK_WORDS
from iopdesk.domain.outreach import HOWS, OUTCOMES
from iopdesk.domain.setback import KIND_WORDS as SETBACK_WORDS
from iopdesk.domain.wording import later
from iopdesk.services.chart_assessment_tables import ASSESSMENT
from iopdesk.services.chart_reading import TableSpec, choice, field

_SAID = {key: words for key, words in (SEVERITIES | REMISSIONS).items() if key}

TABLES = (
    TableSpec(
        "contact",
        "phone",
        later("Phones"),
        (
            (later("Number"), 2, field("number")),
            (later("May leave a message"), 2, field("may_leave_message")),
            (later("When it is safe to call"), 3, field("safe_times")),
        ),
    ),
    TableSpec(
        "contact",
        "client_name",
        later("Other names"),
        ((later("Name"), 1, field("name")),),
    ),
    TableSpec(
        "admission_discharge",
        "episode",
        later("Stays"),
        (
            (later("Admitted"), 2, field("admitted")),
            (later("Planned end"), 2, field("planned_end")),
            (later("Last service"), 2, field("last_service")),
            (later("Discharged"), 2, field("discharged")),
            (later("Primary counselor"), 3, field("counselor_id")),
        ),
        by="admitted",
    ),
    TableSpec(
        "admission_discharge",
        "placement",
        later("Level of care and hours"),
        (
            (later("From"), 2, field("starts")),
            (later("Level"), 3, choice("level_of_care", LEVEL_WORDS)),
            (later("Phase"), 2, field("phase_name")),
            (later("Hours a week"), 1.5, lambda row, r: r.words.hours(row["minutes_a_week"])),
            (later("Reason"), 3, field("reason")),
        ),
        by="starts",
    ),
    *ASSESSMENT,
    TableSpec(
        "diagnosis",
        "diagnosis",
        later("Diagnoses (ICD-10-CM)"),
        (
            (later("Code"), 1, field("code")),
            (later("Words"), 4, field("words")),
            (later("Severity"), 1.5, choice("severity", _SAID)),
            (later("Remission"), 1.5, choice("remission", _SAID)),
            (later("Since"), 1.5, field("since")),
            (later("Given by"), 2, field("given_by")),
        ),
    ),
    TableSpec(
        "medications",
        "medication",
        later("Medicines"),
        (
            (later("Name"), 3, field("name")),
            (later("Dose"), 2, field("dose")),
            (later("Taken for"), 2, field("taken_for")),
            (later("Prescriber"), 2, field("prescriber")),
            (later("Started"), 1.5, field("started")),
            (later("Ended"), 1.5, field("ended")),
        ),
    ),
    TableSpec(
        "medications",
        "allergy",
        later("Allergies"),
        ((later("Allergy"), 1, field("words")), (later("Reaction"), 1, field("reaction"))),
    ),
    TableSpec(
        "medications",
        "naloxone_offer",
        later("Naloxone"),
        (
            (later("Day"), 1, field("day")),
            (later("Outcome"), 1, field("outcome")),
            (later("By"), 2, field("by_whom")),
        ),
    ),
    TableSpec(
        "attendance",
        "attendance",
        later("Groups"),
        (
            (later("Day"), 2, field("day")),
            (later("Group"), 4, lambda row, r: r.session(row)),
            (later("Mark"), 1.5, choice("mark", MARK_WORDS)),
            (later("Minutes"), 1, field("minutes")),
            (later("Reason"), 2.5, field("reason")),
        ),
        by="day",
    ),
    TableSpec(
        "attendance",
        "appointment",
        later("Appointments"),
        (
            (later("Day"), 2, field("day")),
            (later("Kind"), 3, choice("kind", APPOINTMENT_WORDS)),
            (later("State"), 2, choice("state", APPOINTMENT_STATES)),
            (later("Minutes"), 1, lambda row, r: r.say(row["minutes_kept"] or row["minutes"])),
            (later("With"), 3, field("staff_id")),
        ),
        by="day",
    ),
    TableSpec(
        "attendance",
        "outreach_call",
        later("Calls after an absence"),
        (
            (later("Day"), 1.5, field("called_at")),
            (later("How"), 2, choice("how", HOWS)),
            (later("Outcome"), 3, choice("outcome", OUTCOMES)),
            (later("By"), 2.5, field("called_by")),
        ),
        by="called_at",
    ),
    TableSpec(
        "progress",
        "setback",
        later("Setbacks"),
        (
            (later("Day"), 1.5, field("day")),
            (later("Kind"), 2, choice("kind", SETBACK_WORDS)),
            (later("What happened"), 4, field("what_happened")),
        ),
        by="day",
    ),
    TableSpec(
        "progress",
        "support_service",
        later("Help around treatment"),
        (
            (later("Asked"), 1.5, field("asked")),
            (later("Kind"), 2.5, choice("kind", HELP_KINDS)),
            (later("From whom"), 2, field("provider")),
            (later("State"), 2, choice("state", HELP_STATES)),
            (later("Outcome"), 2.5, field("outcome")),
        ),
        by="asked",
    ),
    TableSpec(
        "progress",
        "family_education",
        later("Family sessions"),
        (
            (later("Day"), 1.5, field("day")),
            (later("Topic"), 4, choice("topic", FAMILY_TOPICS)),
            (later("Minutes"), 1, field("minutes")),
        ),
        by="day",
    ),
    TableSpec(
        "drug_tests",
        "drug_screen",
        later("Drug screens"),
        (
            (later("Day"), 2, field("day")),
            (later("Specimen"), 1.5, field("specimen")),
            (later("State"), 1.5, field("state")),
            (later("Result"), 3, lambda row, r: row["result"].replace("_", " ")),
            (later("Collected by"), 3, field("collected_by")),
        ),
        by="day",
    ),
    TableSpec(
        "drug_tests",
        "screen_result",
        later("Substances tested"),
        (
            (later("Substance"), 2, field("analyte")),
            (later("Quick test"), 2, lambda row, r: row["presumptive"].replace("_", " ")),
            (later("Confirmed"), 2, lambda row, r: row["confirmed"].replace("_", " ")),
            (later("Level"), 2, field("level")),
        ),
    ),
    TableSpec(
        "meetings",
        "meeting_requirement",
        later("Meetings a week"),
        (
            (later("From"), 1, field("starts")),
            (later("Until"), 1, field("ends")),
            (later("Meetings a week"), 1, field("a_week")),
            (later("Path chosen"), 2, field("chosen_path")),
        ),
        by="starts",
    ),
    TableSpec(
        "meetings",
        "meeting_attendance",
        later("Meetings attended, as shown"),
        (
            (later("Day"), 1, field("day")),
            (later("Proof"), 2, choice("proof", PROOF_WORDS)),
        ),
        by="day",
    ),
    TableSpec(
        "meetings",
        "excused_week",
        later("Weeks without meetings"),
        (
            (later("From"), 1, field("starts")),
            (later("Until"), 1, field("ends")),
            (later("Reason"), 1.5, choice("reason", EXCUSES)),
            (later("Words"), 3, field("words")),
        ),
        by="starts",
    ),
    TableSpec(
        "meetings",
        "recovery_work",
        later("Home group, step work and service"),
        (
            (later("Day"), 1, field("day")),
            (later("Kind"), 2, choice("kind", WORK_WORDS)),
            (later("Step"), 1, field("step")),
            (later("Words"), 3, field("words")),
        ),
        by="day",
    ),
    TableSpec(
        "billing",
        "policy",
        later("Policies"),
        (
            (later("Payer"), 3, field("payer")),
            (later("Member number"), 2, field("member_number")),
            (later("From"), 1.5, field("starts")),
            (later("Until"), 1.5, field("ends")),
        ),
    ),
    TableSpec(
        "billing",
        "payer_authorization",
        later("Authorizations"),
        (
            (later("Payer"), 3, field("payer")),
            (later("Number"), 2, field("number")),
            (later("From"), 1.5, field("starts")),
            (later("Until"), 1.5, field("ends")),
            (later("Units"), 1, field("units")),
        ),
    ),
)
