"""The client's own paper at the end of care: where next, whom to call, what helps."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, KeepTogether, Table

from iopdesk.documents.crisis_band import crisis_band
from iopdesk.documents.day_time import clear_time, short_span, short_time
from iopdesk.documents.kit import (
    PaperTable,
    TableLook,
    bullets,
    gap,
    head,
    section,
    table,
    title,
)
from iopdesk.documents.marks import numbered
from iopdesk.documents.page import PageFrame, build
from iopdesk.documents.paper_setting import PaperKind, PaperSetting, footer_notice
from iopdesk.documents.signature_block import client_signature_block
from iopdesk.documents.styles import CLIENT, HEAVY, INK, MEASURE
from iopdesk.documents.text import Markup, bold, joined, lines, paragraph
from iopdesk.documents.week_grid import WeekEvent, week_grid
from iopdesk.domain.wording import Wording

_INKED = replace(CLIENT, subtitle=CLIENT.body)
_WHEN = ParagraphStyle("when", parent=CLIENT.key, fontSize=14, leading=16.5)
_PLAIN_HEAD = ParagraphStyle("box head", parent=CLIENT.head, spaceBefore=0)
_DISC, _DISC_OFFSET = 22.0, 32.0
_SIGNS, _GUTTER = 262.0, 14.0


@dataclass(frozen=True)
class NextStep:
    """Where the client goes next, in a few words, and a sentence about it."""

    what: str
    about: str = ""


@dataclass(frozen=True)
class Appointment:
    """A first visit; without a day it is printed as not booked yet."""

    who: str
    purpose: str = ""
    day: date | None = None
    start: time | None = None
    where: str = ""
    phone: str = ""
    way: str = ""


@dataclass(frozen=True)
class WeekEntry:
    """Something that comes every week (0 is Monday); `own` is a meeting the client chose."""

    weekday: int
    start: time
    name: str
    end: time | None = None
    own: bool = False


@dataclass(frozen=True)
class PersonToCall:
    """Someone the client can call, and when."""

    name: str
    phone: str
    when: str = ""


@dataclass(frozen=True)
class Medicine:
    """A medicine in plain words."""

    name: str
    how: str
    who_gives_it: str = ""
    next_refill: date | None = None


@dataclass(frozen=True)
class StepDownClientRecord:
    """What the client takes home. Lists are in the order of the record.

    `days_here` counts from admission; `finished` is whether care ended as planned.
    `warning_signs` and `actions` are read across in pairs. `naloxone` says where the kit is.
    """

    client_name: str
    chart: str
    days_here: int | None = None
    finished: bool = True
    next_steps: tuple[NextStep, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    week: tuple[WeekEntry, ...] = ()
    home_work_ride: str = ""
    triggers: tuple[str, ...] = ()
    warning_signs: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    people: tuple[PersonToCall, ...] = ()
    medicines: tuple[Medicine, ...] = ()
    naloxone: str = ""
    naloxone_day: date | None = None
    if_i_use: str = ""
    follow_up: tuple[date, ...] = ()
    my_reasons: str = ""
    is_draft: bool = False


def render(record: StepDownClientRecord, setting: PaperSetting) -> bytes:
    """The client's copy as PDF."""
    words = setting.words
    frame = PageFrame(
        title=words("My next steps"),
        subject=record.client_name,
        reference=words("Chart {number}", number=record.chart),
        notice=footer_notice(PaperKind.STEP_DOWN_CLIENT_COPY, words),
        contact=words("Call us: {phone}", phone=setting.clinic_phone),
        draft=words("DRAFT") if record.is_draft else "",
        band=crisis_band(setting),
    )
    story = [
        *title(words("My next steps"), _under_title(record, words), _INKED),
        *_next_steps(record, words),
        *_appointments(record, words),
        *_week(record, words),
        *_signs_and_actions(record, words),
        *_people(record, words),
        *_medicines(record, words),
        *_if_i_use(record, words),
        KeepTogether([*_follow_up(record, words), gap(11), *_signature(record, words)]),
    ]
    return build(story, frame, setting)


def _under_title(record: StepDownClientRecord, words: Wording) -> Markup:
    days = ""
    if record.days_here is not None and record.finished:
        days = words.plural(
            "You finished {n} day with us.", "You finished {n} days with us.", record.days_here
        )
    elif record.days_here is not None:
        days = words.plural(
            "You were with us for {n} day.", "You were with us for {n} days.", record.days_here
        )
    what = words("This paper says what comes next and who can help.")
    reasons = words("My reasons: {reasons}", reasons=record.my_reasons) if record.my_reasons else ""
    return lines(joined([bold(record.client_name) + ".", days, what]), reasons)


def _nothing_yet(words: Wording) -> Flowable:
    return paragraph(words("Nothing is written here yet. Ask your counselor."), CLIENT.body)


def _next_steps(record: StepDownClientRecord, words: Wording) -> list[Flowable]:
    body: list[Flowable] = []
    for number, step in enumerate(record.next_steps, start=1):
        told = joined([bold(_sentence(step.what)), step.about])
        body += [
            numbered(number, told, CLIENT.body, disc=_DISC, offset=_DISC_OFFSET),
            gap(8),
        ]
    if record.home_work_ride:
        home = bold(words("Home, work and rides:")) + f" {record.home_work_ride}"
        body.append(paragraph(home, CLIENT.body))
    return section(head(words("Where I go next"), CLIENT), body or [_nothing_yet(words)])


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _appointments(record: StepDownClientRecord, words: Wording) -> list[Flowable]:
    top = head(words("My appointments"), CLIENT)
    if not record.appointments:
        none = words("No appointment is booked yet. Call us: we help you book one.")
        return section(top, [paragraph(none, CLIENT.body)])
    heads = (
        words("When"),
        words("Who and why"),
        words("Where"),
        words("How I get there"),
    )
    rows = [
        [
            paragraph(_when(a, words), _WHEN),
            joined([a.who, a.purpose], ", "),
            lines(a.where, bold(a.phone) if not a.where else a.phone)
            if a.where or a.phone
            else words("Not known yet"),
            a.way or words("Not planned yet"),
        ]
        for a in sorted(record.appointments, key=_appointment_order)
    ]
    return section(top, [table(heads, rows, (112, 138, 142, 108), CLIENT)])


def _appointment_order(appointment: Appointment) -> tuple[date, time]:
    return appointment.day or date.max, appointment.start or time.max


def _when(appointment: Appointment, words: Wording) -> Markup:
    if appointment.day is None:
        return lines(words("Not booked yet"))
    day = words.date(appointment.day)
    at = clear_time(appointment.start, words) if appointment.start else words("Ask for the time")
    return lines(day[0].upper() + day[1:], at)


def _week(record: StepDownClientRecord, words: Wording) -> list[Flowable]:
    top = head(words("My meetings each week"), CLIENT)
    if not record.week:
        return section(top, [_nothing_yet(words)])
    events = [
        WeekEvent(e.weekday, _entry_time(e, words), e.name, own=e.own)
        for e in sorted(record.week, key=lambda e: e.start)
    ]
    grid = week_grid(events, words, own=words("My meeting"), other=words("Group or class"))
    return section(top, grid)


def _entry_time(entry: WeekEntry, words: Wording) -> str:
    if entry.end is not None:
        return short_span(entry.start, entry.end, words)
    return short_time(entry.start, words)


def _signs_and_actions(record: StepDownClientRecord, words: Wording) -> list[Flowable]:
    pairs = max(len(record.warning_signs), len(record.actions))
    rows: list[list[object]] = [
        [
            [paragraph(words("If I see these signs"), _PLAIN_HEAD)],
            [paragraph(words("I will do this"), _PLAIN_HEAD)],
        ]
    ]
    if not pairs:
        rows.append([[_nothing_yet(words)], [_nothing_yet(words)]])
    for index in range(pairs):
        rows.append([_bullet(record.warning_signs, index), _bullet(record.actions, index)])
    made = PaperTable(rows, colWidths=[_SIGNS, MEASURE - _SIGNS], repeatRows=1, hAlign="LEFT")
    made.setStyle(
        [
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("LEFTPADDING", (1, 0), (1, -1), _GUTTER),
            ("RIGHTPADDING", (0, 0), (0, -1), _GUTTER),
            ("RIGHTPADDING", (1, 0), (1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBEFORE", (1, 0), (1, -1), HEAVY, INK),
        ]
    )
    made.guard_rows(1)
    made.spaceBefore = 13
    return [*_triggers(record, words), *section([], [made])]


def _triggers(record: StepDownClientRecord, words: Wording) -> list[Flowable]:
    if not record.triggers:
        return []
    top = head(words("Things that make me want to use"), CLIENT)
    return section(top, bullets(record.triggers, CLIENT.body))


def _bullet(texts: Sequence[str], index: int) -> list[Flowable] | str:
    return bullets([texts[index]], CLIENT.body) if index < len(texts) else ""


def _people(record: StepDownClientRecord, words: Wording) -> list[Flowable]:
    top = head(words("People I can call"), CLIENT)
    if not record.people:
        return section(top, [_nothing_yet(words)])
    rows = [
        [
            p.name,
            paragraph(p.phone or words("No number yet"), CLIENT.key),
            p.when,
        ]
        for p in record.people
    ]
    return section(top, [table((), rows, (190, 150, 160), CLIENT, TableLook(middle=True))])


def _medicines(record: StepDownClientRecord, words: Wording) -> list[Flowable]:
    body: list[Flowable] = [paragraph(words("No medicine is written here."), CLIENT.body)]
    if record.medicines:
        heads = (
            words("Medicine"),
            words("How I take it"),
            words("Who gives it"),
            words("Next refill"),
        )
        rows = [
            [
                bold(m.name),
                m.how,
                m.who_gives_it,
                words.day_month(m.next_refill) if m.next_refill else words("I will ask"),
            ]
            for m in record.medicines
        ]
        body = [table(heads, rows, (120, 195, 96, 89), CLIENT)]
    return section(
        head(words("My medicines"), CLIENT),
        [*body, gap(4), paragraph(_naloxone(record, words), CLIENT.body)],
    )


def _naloxone(record: StepDownClientRecord, words: Wording) -> Markup:
    kit = words("I do not have a kit yet. The clinic or a pharmacy can give me one.")
    if record.naloxone_day is not None:
        kit = words("I got a kit on {day}.", day=words.long_day_month(record.naloxone_day))
    elif record.naloxone:
        kit = ""
    return joined([bold(words("Naloxone:")), kit, record.naloxone])


def _if_i_use(record: StepDownClientRecord, words: Wording) -> list[Flowable]:
    first = record.if_i_use or words("I call someone I trust or the clinic.")
    told = joined(
        [
            first,
            words("I do not use alone. I come back."),
            bold(words("No one will judge me.")),
            words("My body is not used to the drug now. A dose I took before can kill me."),
        ]
    )
    words_inside = [paragraph(words("If I use"), _PLAIN_HEAD), paragraph(told, CLIENT.body)]
    box = Table([[words_inside]], colWidths=[MEASURE], hAlign="LEFT", splitInRow=1)
    box.setStyle(
        [
            ("BOX", (0, 0), (-1, -1), 1.8, INK),
            ("LEFTPADDING", (0, 0), (-1, -1), 9),
            ("RIGHTPADDING", (0, 0), (-1, -1), 9),
            ("TOPPADDING", (0, 0), (-1, -1), 7),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 9),
        ]
    )
    box.spaceBefore = 8
    return section([], [box])


def _follow_up(record: StepDownClientRecord, words: Wording) -> list[Flowable]:
    days = [words.long_day_month(day) for day in sorted(record.follow_up)]
    call = words("No call is planned yet.")
    if days:
        listed = days[0]
        if len(days) > 1:
            listed = words("{days} and {last}", days=", ".join(days[:-1]), last=days[-1])
        asked = words("They will ask how I am. They will not say where they call from.")
        told = bold(f"{listed}.") + " " + asked
    else:
        told = bold(call)
    told = told + " " + words("I can come back any time, even years from now.")
    return [head(words("The clinic will call me"), CLIENT), paragraph(told, CLIENT.body)]


def _signature(record: StepDownClientRecord, words: Wording) -> list[Flowable]:
    signer = words("Sign here: {name}", name=record.client_name)
    return client_signature_block([signer], words)
