"""The tables of a chart's assessment: from the first contact to what questionnaires said."""

from iopdesk.domain.inquiry import CHANNELS, REFERRAL_SOURCES, STATE_WORDS
from iopdesk.domain.life import LEGAL_KINDS
from iopdesk.domain.wording import later
from iopdesk.services.chart_reading import TableSpec, choice, field

ASSESSMENT = (
    TableSpec(
        "assessment",
        "evaluation",
        later("Evaluations"),
        (
            (later("Kind"), 2, lambda row, r: row["kind"].replace("_", " ")),
            (later("Due"), 1.5, field("due")),
            (later("Done"), 1.5, field("done")),
            (later("By"), 2, field("done_by")),
            (later("Note"), 3, field("note")),
        ),
    ),
    TableSpec(
        "assessment",
        "dimension_assessment",
        later("Six dimensions"),
        (
            (later("Day"), 2, field("day")),
            (later("Edition"), 1, field("edition")),
            (later("Indicated"), 1.5, field("level_indicated")),
            (later("Offered"), 1.5, field("level_offered")),
            (later("Accepted"), 1.5, field("level_accepted")),
            (later("Signed by"), 3, field("signed_by")),
        ),
        by="day",
    ),
    TableSpec(
        "assessment",
        "dimension_rating",
        later("Ratings"),
        (
            (later("Dimension"), 1, field("dimension")),
            (later("Rating"), 1, field("rating")),
            (later("Note"), 5, field("note")),
        ),
    ),
    TableSpec(
        "assessment",
        "instrument_result",
        later("Questionnaires"),
        (
            (later("Day"), 2, field("day")),
            (later("Questionnaire"), 2, lambda row, r: row["instrument"].upper()),
            (later("Score"), 3, lambda row, r: _scores(row["scores"])),
            (later("Entered by"), 3, field("entered_by")),
        ),
        by="day",
    ),
    TableSpec(
        "assessment",
        "substance_use",
        later("Substance use, as told"),
        (
            (later("Asked"), 2, field("day")),
            (later("Substance"), 3, lambda row, r: row["words"] or row["substance"]),
            (later("Days in 30"), 1, field("days_in_30")),
            (later("Age at first use"), 1, field("age_first")),
            (later("Last use"), 2, field("last_use")),
        ),
        by="day",
    ),
    TableSpec(
        "assessment",
        "sobriety_date",
        later("Sobriety dates"),
        (
            (later("Since"), 2, field("since")),
            (later("Ended"), 2, field("ended")),
            (later("Note"), 4, field("note")),
        ),
        by="since",
    ),
    TableSpec(
        "assessment",
        "prior_treatment",
        later("Earlier treatment"),
        (
            (later("Kind"), 2, lambda row, r: row["kind"].replace("_", " ")),
            (later("Place"), 3, field("place")),
            (later("When"), 2, lambda row, r: row["when_words"] or r.say(row["started"])),
            (later("Outcome"), 2, field("outcome")),
        ),
    ),
    TableSpec(
        "assessment",
        "inquiry",
        later("First contacts"),
        (
            (later("Day"), 1.5, field("day")),
            (later("How"), 2, choice("channel", CHANNELS)),
            (later("Referred by"), 2, choice("referral_source", REFERRAL_SOURCES)),
            (later("What they want"), 4, field("wants")),
        ),
        by="day",
    ),
    TableSpec(
        "assessment",
        "inquiry_step",
        later("Steps on the way in"),
        (
            (later("Day"), 1.5, field("day")),
            (later("State"), 2, choice("state", STATE_WORDS)),
            (later("Reason"), 4, lambda row, r: row["words"] or row["reason"].replace("_", " ")),
            (later("By"), 2.5, field("decided_by")),
        ),
        by="at",
    ),
    TableSpec(
        "assessment",
        "eligibility_opinion",
        later("What the team said about eligibility"),
        (
            (later("Day"), 1.5, field("at")),
            (later("By"), 2.5, field("staff_id")),
            (later("Agrees"), 1, field("agrees")),
            (later("Words"), 4, field("words")),
        ),
        by="at",
    ),
    TableSpec(
        "assessment",
        "legal_matter",
        later("Legal matters"),
        (
            (later("Kind"), 2, choice("kind", LEGAL_KINDS)),
            (later("Words"), 3, field("words")),
            (later("Agency"), 2, field("agency")),
            (later("Since"), 1.5, field("since")),
            (later("Ended"), 1.5, field("ended")),
        ),
    ),
    TableSpec(
        "assessment",
        "attachment",
        later("Attached reports"),
        (
            (later("File"), 4, field("name")),
            (later("Attached"), 2, field("attached_at")),
            (later("By"), 2.5, field("attached_by")),
        ),
    ),
)


def _scores(text: str) -> str:
    return text.strip("{}").replace('"', "").replace(":", " ")
