"""The client's meetings: my week, the ones I picked, how to join online, and more by day."""

from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Table

from iopdesk.documents.day_time import short_span, short_time
from iopdesk.documents.kit import gap, head, section, table, title
from iopdesk.documents.meeting_days import (
    PaperMeeting,
    by_time,
    day_tables,
    legend,
    place_in_day,
    starting_time,
    whereabouts,
)
from iopdesk.documents.meeting_sources import ListSource, source_lines
from iopdesk.documents.page import PageFrame, build
from iopdesk.documents.paper_setting import PaperKind, PaperSetting, footer_notice
from iopdesk.documents.qr import QrCode, has_qr
from iopdesk.documents.styles import CLIENT, HEAVY, INK, MEASURE
from iopdesk.documents.text import Markup, bold, joined, lines, paragraph
from iopdesk.documents.week_grid import WeekEvent, week_grid
from iopdesk.domain.meeting import MeetingMode
from iopdesk.domain.referral import RecoveryPath
from iopdesk.domain.wording import Wording

_PICKED = ParagraphStyle("picked", parent=CLIENT.key, fontSize=14, leading=17)
_INKED = replace(CLIENT, subtitle=CLIENT.body)
_BOX_PAD = 9.0


class WhyLeftOut(StrEnum):
    """Why meetings near the client are not on the paper."""

    CLASH = "clash"
    TOO_FAR = "too_far"
    NOT_OPEN_TO_ME = "not_open_to_me"
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class LeftOut:
    """How many meetings were left out for one reason."""

    why: WhyLeftOut
    count: int


@dataclass(frozen=True)
class GroupTime:
    """A group session of the week; `name` is what the client calls it, empty for "Group"."""

    weekday: int
    start: time
    end: time
    name: str = ""


@dataclass(frozen=True)
class MeetingListRecord:
    """What the meeting list says. `picked` are the client's choices, `more` all others listed.

    `offered_on` is the day on which 12-step and secular meetings were offered, with what was
    chosen. `more` is None where other meetings were not asked for; the paper is silent then.
    """

    client_name: str
    chart: str
    picked: tuple[PaperMeeting, ...] = ()
    groups: tuple[GroupTime, ...] = ()
    more: tuple[PaperMeeting, ...] | None = ()
    goal_a_week: int | None = None
    goal_until: date | None = None
    left_out: tuple[LeftOut, ...] = ()
    sources: tuple[ListSource, ...] = ()
    offered_on: date | None = None
    chosen_path: RecoveryPath | None = None


def render(record: MeetingListRecord, setting: PaperSetting) -> bytes:
    """The meeting list as PDF."""
    words = setting.words
    frame = PageFrame(
        title=words("My meetings"),
        subject=record.client_name,
        reference=words("Chart {number}", number=record.chart),
        notice=footer_notice(PaperKind.MEETING_LIST, words),
        contact=words("Call us: {phone}", phone=setting.clinic_phone),
    )
    story = [*_my_week(record, words), *_picked(record, words)]
    online = [m for m in by_time(record.picked) if m.mode.is_online]
    for meeting in online:
        story += [gap(13), _online_box(meeting, words)]
    story += _more(record, setting)
    return build(story, frame, setting)


def _my_week(record: MeetingListRecord, words: Wording) -> list[Flowable]:
    goal = ""
    if record.goal_a_week:
        goal = words.plural(
            "My goal is {n} meeting a week.", "My goal is {n} meetings a week.", record.goal_a_week
        )
        if record.goal_until:
            until = words.long_day_month(record.goal_until)
            goal = words.plural(
                "My goal is {n} meeting a week until {day}.",
                "My goal is {n} meetings a week until {day}.",
                record.goal_a_week,
                day=until,
            )
    chosen = words("I chose these.") if record.picked else ""
    under = joined([bold(record.client_name) + ".", chosen, goal, _choice(record, words)])
    groups = [
        (g.start, WeekEvent(g.weekday, short_span(g.start, g.end, words), g.name or words("Group")))
        for g in record.groups
    ]
    mine = [
        (place_in_day(m), WeekEvent(m.weekday, _short(m, words), m.name, own=True))
        for m in record.picked
        if m.weekday is not None
    ]
    events = [event for _start, event in sorted(groups + mine, key=lambda pair: pair[0])]
    body = week_grid(events, words, own=words("My meeting"), other=words("My group times"))
    if not events:
        body = [paragraph(words("Nothing is in my week yet."), CLIENT.body)]
    top = title(words("My meetings"), under, _INKED)
    return [*top, *section(head(words("My week"), CLIENT), body)]


def _choice(record: MeetingListRecord, words: Wording) -> str:
    """Which kinds were offered and which the client chose; empty where it wasn't noted."""
    if record.offered_on is None or record.chosen_path is None:
        return ""
    day = words.long_day_month(record.offered_on)
    told = {
        RecoveryPath.TWELVE_STEP: words("I chose 12-step meetings."),
        RecoveryPath.SECULAR: words("I chose meetings without religion."),
        RecoveryPath.BOTH: words("I chose both kinds."),
        RecoveryPath.OTHER: words("I chose another path."),
    }[record.chosen_path]
    offered = words("On {day} I was offered 12-step and secular meetings.", day=day)
    return f"{offered} {told}"


def _short(meeting: PaperMeeting, words: Wording) -> str:
    return short_time(meeting.start, words) if meeting.start else words("Ask for the time")


def _picked(record: MeetingListRecord, words: Wording) -> list[Flowable]:
    top = head(words("The meetings I picked"), CLIENT)
    if not record.picked:
        nothing = words("I have not picked a meeting yet. My counselor can help me choose.")
        return section(top, [paragraph(nothing, CLIENT.body)])
    picked = by_time(record.picked)
    rows = [[paragraph(_when(m, words), _PICKED), _what(m, words), _way(m, words)] for m in picked]
    if any(_way(m, words) for m in picked):
        return section(top, [table((), rows, (104, 246, 150), CLIENT)])
    return section(top, [table((), [row[:2] for row in rows], (104, 396), CLIENT)])


def _when(meeting: PaperMeeting, words: Wording) -> Markup:
    if meeting.weekday is None:
        return lines(words("By appointment"))
    day = words.long_weekday(meeting.weekday).capitalize()
    return lines(day, starting_time(meeting, words))


def _named(meeting: PaperMeeting) -> str:
    return f"{meeting.name} ({meeting.fellowship})" if meeting.fellowship else meeting.name


def _what(meeting: PaperMeeting, words: Wording) -> Markup:
    kinds = ", ".join(kind.meaning for kind in meeting.kinds)
    return lines(bold(_named(meeting)), whereabouts(meeting, words), kinds)


def _way(meeting: PaperMeeting, words: Wording) -> str:
    miles = ""
    if meeting.miles is not None and meeting.mode is not MeetingMode.ONLINE:
        miles = words("{miles} miles.", miles=f"{meeting.miles:.1f}")
        if meeting.is_about:
            about = round(max(1, meeting.miles))
            miles = words.plural("About {n} mile.", "About {n} miles.", about)
    return joined([miles, meeting.way]).text


def _online_box(meeting: PaperMeeting, words: Wording) -> Table:
    day = "" if meeting.weekday is None else words.long_weekday(meeting.weekday).capitalize()
    phone = words("By phone: {phone}.", phone=meeting.phone) if meeting.phone else ""
    access = meeting.access.rstrip(" .")
    camera = words("Point your phone camera here:") if has_qr(meeting.link) else ""
    plain_head = ParagraphStyle("box head", parent=CLIENT.head, spaceBefore=0)
    told = [
        paragraph(words("Join online"), plain_head),
        paragraph(
            bold(", ".join(t for t in (day, _short(meeting, words), _named(meeting)) if t)),
            CLIENT.body,
        ),
        paragraph(joined([f"{access}." if access else "", phone]), CLIENT.body),
    ]
    if meeting.link:
        told.append(paragraph(joined([camera, meeting.link]), CLIENT.second))
    elif not access and not phone:
        told.append(paragraph(words("No link is listed. Ask your counselor."), CLIENT.body))
    code: list[Flowable] | str = [QrCode(meeting.link)] if has_qr(meeting.link) else ""
    left = 120.0 if code else _BOX_PAD
    box = Table([[code, told]], colWidths=[left, MEASURE - left], hAlign="LEFT")
    box.setStyle(
        [
            ("BOX", (0, 0), (-1, -1), HEAVY, INK),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (0, 0), _BOX_PAD if code else 0),
            ("LEFTPADDING", (1, 0), (1, 0), 10 if code else 0),
            ("RIGHTPADDING", (0, 0), (0, 0), 0),
            ("RIGHTPADDING", (1, 0), (1, 0), _BOX_PAD),
            ("TOPPADDING", (0, 0), (-1, -1), _BOX_PAD),
            ("BOTTOMPADDING", (0, 0), (-1, -1), _BOX_PAD),
        ]
    )
    return box


def _more(record: MeetingListRecord, setting: PaperSetting) -> list[Flowable]:
    words = setting.words
    if record.more is None:
        return source_lines(record.sources, setting)
    top: list[Flowable] = [head(words("More meetings near me, by day"), CLIENT)]
    left_out = joined([_left_out(reason, words) for reason in record.left_out])
    if left_out:
        top.append(paragraph(left_out, CLIENT.subtitle))
    if not record.more:
        nothing = paragraph(words("No other meeting is listed."), CLIENT.body)
        return [*section(top, [nothing]), *source_lines(record.sources, setting)]
    return [
        PageBreak(),
        *top,
        gap(2),
        *day_tables(record.more, words),
        *legend(record.more, words),
        *source_lines(record.sources, setting),
    ]


def _left_out(reason: LeftOut, words: Wording) -> str:
    if reason.why is WhyLeftOut.CLASH:
        return words.plural(
            "{n} meeting at the time of my groups is left out.",
            "{n} meetings at the time of my groups are left out.",
            reason.count,
        )
    if reason.why is WhyLeftOut.TOO_FAR:
        return words.plural(
            "{n} meeting farther away is left out.",
            "{n} meetings farther away are left out.",
            reason.count,
        )
    if reason.why is WhyLeftOut.NOT_OPEN_TO_ME:
        return words.plural(
            "{n} meeting for other people is left out.",
            "{n} meetings for other people are left out.",
            reason.count,
        )
    return words.plural(
        "{n} more meeting did not fit here. Ask for the full list.",
        "{n} more meetings did not fit here. Ask for the full list.",
        reason.count,
    )
