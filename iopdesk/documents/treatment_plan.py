"""The clinical treatment plan: client, diagnosis, problems with goals, steps and services."""

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable, KeepTogether

from iopdesk.documents.kit import (
    Fact,
    TableLook,
    facts,
    gap,
    head,
    height_of,
    indented,
    keep,
    labelled,
    section,
    table,
    title,
)
from iopdesk.documents.marks import Mark, mark_words, marked, numbered
from iopdesk.documents.page import PageFrame, build
from iopdesk.documents.paper_setting import PaperKind, PaperSetting, footer_notice
from iopdesk.documents.signature_block import Assent, Signature, signature_block
from iopdesk.documents.styles import CLINICAL
from iopdesk.documents.text import Markup, bold, paragraph
from iopdesk.domain.client import age_on
from iopdesk.domain.wording import Wording

_INDENT = 32.0
_OBJECTIVE_WIDTHS = (30.0, 174.0, 92.0, 78.0, 94.0)
_SERVICE_WIDTHS = (204.0, 152.0, 112.0)
_DIAGNOSIS_WIDTHS = (58.0, 256.0, 84.0, 102.0)
_SIGNATURE_ROOM, _ENDING_ROOM = 560.0, 400.0


@dataclass(frozen=True)
class DiagnosisLine:
    """A diagnosis as given; `given_by` has name and credential."""

    code: str
    name: str
    since: date | None = None
    given_by: str = ""
    is_primary: bool = False


@dataclass(frozen=True)
class PlanObjective:
    """A measurable step: `number` as "1.1", `by` the day it is due, `proof` why it stands so."""

    number: str
    text: str
    measure: str = ""
    by: date | None = None
    state: Mark = Mark.NOT_STARTED
    state_on: date | None = None
    proof: str = ""


@dataclass(frozen=True)
class PlanGoal:
    """A goal in the client's voice and its steps."""

    text: str
    objectives: tuple[PlanObjective, ...] = ()


@dataclass(frozen=True)
class PlanService:
    """What staff do: service, dose ("1 h a week, 12 weeks"), who."""

    text: str
    dose: str = ""
    who: str = ""


@dataclass(frozen=True)
class PlanProblem:
    """A problem that is worked on; `dimension` as "Relapse, continued use (dimension 5)"."""

    number: int
    client_words: str = ""
    name: str = ""
    dimension: str = ""
    diagnosis_code: str = ""
    since: date | None = None
    goals: tuple[PlanGoal, ...] = ()
    services: tuple[PlanService, ...] = ()


@dataclass(frozen=True)
class DeferredProblem:
    """A problem that is put off, and why."""

    text: str
    reason: str = ""


@dataclass(frozen=True)
class TreatmentPlan:
    """One version of a plan with everything its paper shows, in the reader's words.

    `made_on` is the day of this version; `replaces_version` and `replaces_on` name the one before.
    `level_note` follows the level, as "(ASAM 3)". `review_days` is how far off the review is.
    """

    client_name: str
    chart_number: str
    version: int
    made_on: date
    is_draft: bool
    episode_number: int = 1
    born: date | None = None
    admitted: date | None = None
    counselor: str = ""
    client_language: str = ""
    level: str = ""
    level_note: str = ""
    schedule: str = ""
    phase: str = ""
    program: str = ""
    meetings: str = ""
    replaces_version: int | None = None
    replaces_on: date | None = None
    diagnoses: tuple[DiagnosisLine, ...] = ()
    strengths: str = ""
    needs: str = ""
    abilities: str = ""
    preferences: str = ""
    problems: tuple[PlanProblem, ...] = ()
    deferred: tuple[DeferredProblem, ...] = ()
    next_review: date | None = None
    review_days: int | None = None
    reviewed_by: str = ""
    ready_to_step_down: str = ""
    expected: str = ""
    signatures: tuple[Signature, ...] = ()
    assent: Assent = Assent()


def render(record: TreatmentPlan, setting: PaperSetting) -> bytes:
    """The plan as PDF bytes, in the setting's language and size."""
    words = setting.words
    frame = PageFrame(
        title=words("Treatment plan, version {number}", number=record.version),
        subject=record.client_name,
        reference=words("Chart {number}", number=record.chart_number),
        notice=footer_notice(PaperKind.TREATMENT_PLAN, words),
        contact=f"{setting.clinic_address} · {setting.clinic_phone}",
        draft=words("DRAFT, not signed") if record.is_draft else "",
    )
    story = [
        *title(words("Treatment plan"), _version(record, words)),
        gap(9),
        *_client_facts(record, setting),
        *_diagnoses(record, words),
        *_strengths(record, words),
        *_problems(record, words),
        *_deferred(record, words),
        *_ending(record, words),
    ]
    return build(story, frame, setting)


def _version(record: TreatmentPlan, words: Wording) -> str:
    on = words.date_year(record.made_on)
    if record.is_draft:
        return words(
            "Version {number}. Draft of {date}. Not in force until signed.",
            number=record.version,
            date=on,
        )
    if record.replaces_version is None:
        return words("Version {number}. Made {date}.", number=record.version, date=on)
    text = words("Version {number}. Reviewed and changed {date}.", number=record.version, date=on)
    if record.replaces_on is None:
        return f"{text} " + words("Takes the place of version {old}.", old=record.replaces_version)
    return f"{text} " + words(
        "Takes the place of version {old}, {date}.",
        old=record.replaces_version,
        date=words.day_month(record.replaces_on),
    )


def _client_facts(record: TreatmentPlan, setting: PaperSetting) -> list[Flowable]:
    words = setting.words
    empty = words("Not recorded")
    chart = words(
        "{number}, episode {episode}", number=record.chart_number, episode=record.episode_number
    )
    level: Markup | str = empty
    if record.level:
        level = bold(record.level) + (f" {record.level_note}" if record.level_note else "")
    left: list[Fact] = [
        (words("Client"), bold(record.client_name)),
        (words("Born"), _born(record.born, setting)),
        (words("Chart"), chart),
        (words("Admitted"), words.date_year(record.admitted) if record.admitted else empty),
        (words("Counselor"), record.counselor or empty),
        (words("Language"), record.client_language or empty),
    ]
    right: list[Fact] = [
        (words("Level of care"), level),
        (words("Schedule"), record.schedule or empty),
        (words("Phase"), record.phase or empty),
        (words("Program"), record.program or empty),
        (words("Meetings"), record.meetings or empty),
    ]
    return facts(left, right)


def _born(born: date | None, setting: PaperSetting) -> str:
    if born is None:
        return setting.words("Not recorded")
    age = age_on(born, setting.printed_at.date())
    return f"{setting.words.day_month_year(born)} ({age})"


def _diagnoses(record: TreatmentPlan, words: Wording) -> list[Flowable]:
    top = head(words("Diagnosis"))
    if not record.diagnoses:
        none = bold(words("None recorded.")) + " "
        none = none + words("A diagnosis is needed before this plan can be signed.")
        return section(top, [paragraph(none, CLINICAL.body)])
    rows = [
        [
            d.code,
            bold(d.name) + " " + words("(primary)") if d.is_primary else d.name,
            words.day_month_year(d.since) if d.since else words("Not recorded"),
            d.given_by or words("Not recorded"),
        ]
        for d in record.diagnoses
    ]
    heads = [words("Code"), words("Diagnosis"), words("Since"), words("Given by")]
    return section(top, [table(heads, rows, _DIAGNOSIS_WIDTHS)])


def _strengths(record: TreatmentPlan, words: Wording) -> list[Flowable]:
    empty = words("None written yet.")
    pairs = (
        (words("Strengths"), record.strengths),
        (words("Needs"), record.needs),
        (words("Abilities"), record.abilities),
        (words("Preferences"), record.preferences),
    )
    lines = [labelled(name, text or empty, CLINICAL.cell) for name, text in pairs]
    return section(head(words("Strengths, needs, abilities, preferences")), lines)


def _problems(record: TreatmentPlan, words: Wording) -> list[Flowable]:
    top = head(words("Problems, goals and objectives"))
    if not record.problems:
        none = words("None written yet. A plan needs at least one problem.")
        return section(top, [paragraph(none, CLINICAL.body)])
    pieces: list[Flowable] = []
    for index, problem in enumerate(record.problems):
        pieces += _problem(problem, [top] if index == 0 else [], words)
    return pieces


def _problem(problem: PlanProblem, top: list[Flowable], words: Wording) -> list[Flowable]:
    said = problem.client_words
    quote = f"“{said.strip('“”')}”" if said else problem.name or words("No words written yet.")
    name = numbered(problem.number, quote, CLINICAL.problem, disc=CLINICAL.disc, offset=_INDENT)
    name.spaceBefore = 2 if top else 17
    start = [*top, name]
    known = [
        problem.name if said else "",
        problem.dimension,
        problem.diagnosis_code,
        words("active since {date}", date=words.day_month_year(problem.since))
        if problem.since
        else "",
    ]
    second = " · ".join(part for part in known if part)
    if second:
        start.append(indented(paragraph(second, CLINICAL.second), _INDENT))
    pieces: list[Flowable] = []
    for goal in problem.goals or (PlanGoal(""),):
        text = goal.text or words("No goal written yet.")
        aim = labelled(words("Goal"), text, CLINICAL.goal, offset=40, left=_INDENT)
        aim.spaceBefore = 6
        aim.spaceAfter = 6.3
        pieces += section([*start, aim], [_objectives(goal, words)])
        start = []
    return pieces + section([], [_services(problem, words)])


def _objectives(goal: PlanGoal, words: Wording) -> Flowable:
    heads = [
        "#",
        words("Objective: the client will"),
        words("Measured by"),
        words("By"),
        words("Status"),
    ]
    empty = PlanObjective("", words("No objective written yet."))
    rows = [
        [
            o.number,
            o.text or words("No words written yet."),
            o.measure or ("" if o is empty else words("Not said yet")),
            words.day_month_year(o.by) if o.by else ("" if o is empty else words("No date yet")),
            marked(o.state, _state(o, words), CLINICAL.cell),
        ]
        for o in goal.objectives or (empty,)
    ]
    return table(heads, rows, _OBJECTIVE_WIDTHS, look=TableLook(indent=_INDENT))


def _state(objective: PlanObjective, words: Wording) -> str:
    parts = [mark_words(objective.state, words)]
    if objective.state_on is not None:
        parts.append(words.day_month(objective.state_on))
    if objective.proof:
        parts.append(objective.proof)
    return ", ".join(parts)


def _services(problem: PlanProblem, words: Wording) -> Flowable:
    heads = [
        words("Service for problem {number}", number=problem.number),
        words("Dose"),
        words("Who"),
    ]
    missing = words("Not said yet")
    rows = [[s.text or missing, s.dose or missing, s.who or missing] for s in problem.services]
    rows = rows or [[words("None planned yet"), "", ""]]
    look = TableLook(indent=_INDENT, space_before=5.5)
    return table(heads, rows, _SERVICE_WIDTHS, look=look)


def _deferred(record: TreatmentPlan, words: Wording) -> list[Flowable]:
    if not record.deferred:
        return []
    no_reason = words("No reason written yet.")
    lines: list[Flowable] = [
        paragraph(f"{d.text}: {d.reason or no_reason}", CLINICAL.body) for d in record.deferred
    ]
    return section(head(words("Put off, with the reason")), lines)


def _review(record: TreatmentPlan, words: Wording) -> list[Flowable]:
    empty = words("Not set yet")
    review: Markup | str = bold(empty)
    if record.next_review is not None:
        review = bold(words.date_year(record.next_review))
        if record.review_days is not None:
            days = words.plural("({n} day)", "({n} days)", record.review_days)
            review = review + f" {days}"
    left: list[Fact] = [
        (words("Next review"), review),
        (words("Reviewed by"), record.reviewed_by or words("Not said yet")),
    ]
    right: list[Fact] = [
        (words("Ready to step down"), record.ready_to_step_down or words("Not said yet")),
        (words("Expected"), record.expected or empty),
    ]
    return facts(left, right)


def _ending(record: TreatmentPlan, words: Wording) -> list[Flowable]:
    """Review and signatures on one page: nobody signs a page with nothing on it."""
    top = head(words("Next review and discharge"))
    review = _review(record, words)
    block = signature_block(record.signatures, words, record.assent)
    signing = [head(words("Signatures")), *block]
    if height_of([top, *review, *signing]) <= _ENDING_ROOM:
        return [KeepTogether([top, *review, *signing])]
    return [*section(top, review), *keep(signing, _SIGNATURE_ROOM)]
