"""The client's own copy of a plan: my words, my goal, what I will do, what my team will do.

No codes, no diagnosis, no dimension; every goal of the clinical plan is in it.
"""

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from iopdesk.documents.kit import (
    Cell,
    TableLook,
    bullets,
    gap,
    head,
    indented,
    keep,
    section,
    table,
    title,
)
from iopdesk.documents.marks import numbered, tick_box
from iopdesk.documents.page import PageFrame, build
from iopdesk.documents.paper_setting import PaperKind, PaperSetting, footer_notice
from iopdesk.documents.signature_block import client_signature_block
from iopdesk.documents.styles import CLIENT
from iopdesk.documents.text import bold, paragraph
from iopdesk.domain.language import Language
from iopdesk.domain.wording import Wording

_INDENT = 38.0
_STEP_WIDTHS = (30.0, 342.0, 90.0)
_WEEK_WIDTHS = (170.0, 330.0)
_CLOSING_ROOM = 400.0


@dataclass(frozen=True)
class ClientStep:
    """Something I will do, by a day; `is_done` ticks its box."""

    text: str
    by: date | None = None
    is_done: bool = False


@dataclass(frozen=True)
class ClientGoal:
    """What I want, and my steps."""

    text: str
    steps: tuple[ClientStep, ...] = ()


@dataclass(frozen=True)
class ClientProblem:
    """What is hard, in my words, with my goals and what my team does about it."""

    number: int
    client_words: str = ""
    goals: tuple[ClientGoal, ...] = ()
    team: tuple[str, ...] = ()


@dataclass(frozen=True)
class WeekLine:
    """A line of my week: "Monday to Friday", "Group, 5:30 to 8:30 PM, 210 Harbor Way"."""

    days: str
    what: str


@dataclass(frozen=True)
class PlanClientCopy:
    """Everything the client's copy shows, in the client's language and plain words."""

    client_name: str
    chart_number: str
    made_on: date
    is_draft: bool
    counselor: str = ""
    strengths: str = ""
    problems: tuple[ClientProblem, ...] = ()
    later: tuple[str, ...] = ()
    week: tuple[WeekLine, ...] = ()
    next_review: date | None = None


def render(record: PlanClientCopy, setting: PaperSetting) -> bytes:
    """The client's copy as PDF bytes, in the setting's language and size."""
    words = setting.words
    frame = PageFrame(
        title=words("My plan"),
        subject=record.client_name,
        reference=words("Chart {number}", number=record.chart_number),
        notice=footer_notice(PaperKind.PLAN_CLIENT_COPY, words),
        contact=words("Call us: {phone}", phone=setting.clinic_phone),
        draft=words("DRAFT, not signed") if record.is_draft else "",
    )
    made = " " + words("Made on {date}.", date=_made_on(record.made_on, words))
    story: list[Flowable] = [
        *title(words("My plan"), bold(record.client_name) + "." + made, CLIENT),
        gap(8),
        paragraph(_opening(words), CLIENT.body),
        *_strengths(record, words),
        *_problems(record, words),
        *_later(record, words),
        *_week(record, words),
        *_closing(record, words),
    ]
    return build(story, frame, setting)


def _made_on(day: date, words: Wording) -> str:
    if words.language is Language.SPANISH:
        return words.long_date(day).lower()
    return words.date_year(day)


def _opening(words: Wording) -> str:
    sentences = (
        words("This is what I want and how I will get there."),
        words("I made it with my counselor."),
        words("I can ask to change it at any time."),
    )
    return " ".join(sentences)


def _nothing(words: Wording) -> str:
    return words("Nothing is written here yet. Ask your counselor.")


def _strengths(record: PlanClientCopy, words: Wording) -> list[Flowable]:
    text = record.strengths or _nothing(words)
    return section(head(words("What I am good at"), CLIENT), [paragraph(text, CLIENT.body)])


def _problems(record: PlanClientCopy, words: Wording) -> list[Flowable]:
    if not record.problems:
        top = head(words("What I want"), CLIENT)
        return section(top, [paragraph(_nothing(words), CLIENT.body)])
    return [piece for problem in record.problems for piece in _problem(problem, words)]


def _problem(problem: ClientProblem, words: Wording) -> list[Flowable]:
    said = problem.client_words
    quote = f"“{said.strip('“”')}”" if said else words("No words written yet.")
    name = numbered(problem.number, quote, CLIENT.problem, disc=CLIENT.disc, offset=_INDENT)
    name.spaceBefore = 15
    start: list[Flowable] = [name]
    pieces: list[Flowable] = []
    for goal in problem.goals or (ClientGoal(""),):
        text = goal.text or words("No goal written yet.")
        aim = indented(paragraph(text, CLIENT.goal), _INDENT)
        aim.spaceBefore = 0 if start else 8
        aim.spaceAfter = 3
        pieces += section([*start, aim], [_steps(goal, words)])
        start = []
    return pieces + _team(problem, words)


def _steps(goal: ClientGoal, words: Wording) -> Flowable:
    empty = ClientStep(_nothing(words))
    rows = [
        [
            tick_box("", CLIENT.body, size=CLIENT.check_box, offset=20, ticked=step.is_done),
            paragraph(step.text, CLIENT.body),
            _by(step, goal, words),
        ]
        for step in goal.steps or (empty,)
    ]
    heads = ["", words("I will"), words("By")]
    return table(heads, rows, _STEP_WIDTHS, CLIENT, TableLook(indent=_INDENT))


def _by(step: ClientStep, goal: ClientGoal, words: Wording) -> Cell:
    if step.by is not None:
        return paragraph(words.day_month(step.by), CLIENT.body)
    return paragraph(words("No date yet"), CLIENT.cell) if goal.steps else ""


def _team(problem: ClientProblem, words: Wording) -> list[Flowable]:
    services = problem.team or (_nothing(words),)
    if len(services) == 1:
        line = bold(words("My team will:")) + " " + services[0]
        only = indented(paragraph(line, CLIENT.body), _INDENT)
        only.spaceBefore = 6
        return [only]
    top = indented(paragraph(words("My team will"), CLIENT.table_head), _INDENT)
    top.spaceBefore = 6
    top.spaceAfter = 1
    return section(top, bullets(services, CLIENT.body, left=_INDENT))


def _later(record: PlanClientCopy, words: Wording) -> list[Flowable]:
    if not record.later:
        return []
    return section(head(words("What can wait"), CLIENT), bullets(record.later, CLIENT.body))


def _week(record: PlanClientCopy, words: Wording) -> list[Flowable]:
    rows = [
        [paragraph(bold(line.days), CLIENT.body), paragraph(line.what, CLIENT.body)]
        for line in record.week
    ]
    body: list[Flowable] = [] if rows else [paragraph(_nothing(words), CLIENT.body), gap(4)]
    again = words("We will pick a day.")
    if record.next_review is not None:
        again = words.long_date(record.next_review)
    rows.append(
        [
            paragraph(bold(words("We look at this plan again")), CLIENT.body),
            paragraph(bold(again), CLIENT.body),
        ]
    )
    body.append(table([], rows, _WEEK_WIDTHS, CLIENT))
    return section(head(words("My week"), CLIENT), body)


def _closing(record: PlanClientCopy, words: Wording) -> list[Flowable]:
    rights = [
        words("I can say no to any part of this plan."),
        words("I can ask for a new plan or a new counselor."),
        words("No one sees this plan unless I say yes, or the law says so."),
    ]
    counselor = words("My counselor")
    if record.counselor:
        counselor = words("My counselor: {name}", name=record.counselor)
    signers = [words("Sign here: {name}", name=record.client_name), counselor]
    pieces = [head(words("My rights"), CLIENT), *bullets(rights, CLIENT.body), gap(12)]
    # lines to sign on never stand alone on a page: nobody signs what is not in sight
    return keep([*pieces, *client_signature_block(signers, words)], _CLOSING_ROOM)
