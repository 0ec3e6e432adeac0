"""A client's week to carry home: each day with its times, whom to call, the ride; no treatment."""

from dataclasses import dataclass
from datetime import date, time

from reportlab.platypus import Flowable, Table

from iopdesk.documents.clean_text import no_break
from iopdesk.documents.day_time import clear_time
from iopdesk.documents.kit import PaperTable, gap, head, keep, title
from iopdesk.documents.marks import tick_box
from iopdesk.documents.page import PageFrame, build
from iopdesk.documents.paper_setting import PaperKind, PaperSetting, footer_notice
from iopdesk.documents.styles import CLIENT, HAIR, HEAVY, INK, LINE, MEASURE
from iopdesk.documents.text import Markup, bold, joined, paragraph, regular
from iopdesk.domain.language import Language
from iopdesk.domain.wording import Wording

_WIDTHS = (92.0, 122.0, 176.0, 110.0)
_HALF = MEASURE / 2 - 4
_TO_WRITE = 2


@dataclass(frozen=True)
class ScheduleLine:
    """One thing of a day, in the client's words; `where` may be empty."""

    start: time
    end: time | None
    what: str
    where: str = ""


@dataclass(frozen=True)
class ScheduleDay:
    """A day; `closed` says why the clinic holds no groups."""

    day: date
    lines: tuple[ScheduleLine, ...] = ()
    closed: str = ""


@dataclass(frozen=True)
class WeeklySchedule:
    """Seven days from `days[0]` on; `bring` are things to tick, `ride` how the client comes.

    `left_out` are meetings that the client can't go to this week, as "Thu 7:00 PM, Men of Courage".
    """

    client_name: str
    chart_number: str
    days: tuple[ScheduleDay, ...]
    bring: tuple[str, ...] = ()
    ride: str = ""
    left_out: tuple[str, ...] = ()


def render(record: WeeklySchedule, setting: PaperSetting) -> bytes:
    """The week as PDF bytes, in the setting's language and size."""
    words = setting.words
    frame = PageFrame(
        title=words("My week"),
        subject=record.client_name,
        reference=words("Chart {number}", number=record.chart_number),
        notice=footer_notice(PaperKind.WEEKLY_SCHEDULE, words),
        contact=words("Call us: {phone}", phone=setting.clinic_phone),
    )
    span = " " + _span(record.days[0].day, record.days[-1].day, words)
    story: list[Flowable] = [
        *title(words("My week"), bold(record.client_name) + "." + span, CLIENT),
        gap(6),
        _week(record, words),
        *_left_out(record, words),
        gap(12),
        *keep([_below(record, setting)], 300),
    ]
    return build(story, frame, setting)


def _span(first: date, last: date, words: Wording) -> str:
    if words.language is Language.SPANISH and first.month == last.month:
        begin = f"{words.long_weekday(first.weekday()).capitalize()} {first.day}"
    else:
        begin = words.long_day(first)
        begin = begin[:1].upper() + begin[1:]
    return words("{first} to {last}.", first=begin, last=words.long_day(last))


def _week(record: WeeklySchedule, words: Wording) -> Flowable:
    rows: list[list[object]] = []
    commands: list[tuple[object, ...]] = [
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 9),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), CLIENT.row_pad),
        ("BOTTOMPADDING", (0, 0), (-1, -1), CLIENT.row_pad),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, -1), (-1, -1), HEAVY, INK),
    ]
    for day in record.days:
        begin = len(rows)
        rows += _day(day, words)
        end = len(rows) - 1
        commands.append(("LINEABOVE", (0, begin), (-1, begin), HEAVY, INK))
        commands += [
            ("LINEABOVE", (1, row), (-1, row), HAIR, LINE) for row in range(begin + 1, end + 1)
        ]
        # the name of a day never stands alone at the foot of a page
        second = min(begin + 1, end)
        commands.append(("NOSPLIT", (0, begin), (-1, second)))
        commands.append(("SPAN", (0, begin), (0, second)))
    made = PaperTable(rows, colWidths=_WIDTHS, hAlign="LEFT", splitInRow=0)
    made.setStyle(commands)
    made.let_tall_rows_split()
    return made


def _day(day: ScheduleDay, words: Wording) -> list[list[object]]:
    name = [
        paragraph(words.long_weekday(day.day.weekday()).capitalize(), CLIENT.key),
        paragraph(words.day_month(day.day), CLIENT.second),
    ]
    cells = [_line(line, words) for line in day.lines]
    if day.closed:
        cells.insert(0, _words_only(_closed(day.closed, words)))
    elif not cells:
        cells = [_words_only(words("No group. I can call a support person."))]
    return [[name if at == 0 else "", *row] for at, row in enumerate(cells)]


def _left_out(record: WeeklySchedule, words: Wording) -> list[Flowable]:
    if not record.left_out:
        return []
    told = words("Not this week, other things are then: {what}.", what="; ".join(record.left_out))
    return [gap(4), paragraph(told, CLIENT.second)]


def _line(line: ScheduleLine, words: Wording) -> list[object]:
    return [
        [paragraph(bold(_time(line, words)), CLIENT.cell)],
        [paragraph(line.what, CLIENT.cell)],
        [paragraph(line.where, CLIENT.cell)] if line.where else "",
    ]


def _words_only(text: Markup | str) -> list[object]:
    return ["", [paragraph(text, CLIENT.cell)], ""]


def _closed(why: str, words: Wording) -> Markup:
    return joined(
        [bold(words("Closed.")), regular(f"{why}."), words("I go to a meeting or call someone.")]
    )


def _time(line: ScheduleLine, words: Wording) -> str:
    if line.end is None:
        return clear_time(line.start, words)
    return no_break(words.time_span(line.start, line.end).replace(" – ", "–"))


def _below(record: WeeklySchedule, setting: PaperSetting) -> Flowable:
    words = setting.words
    left: list[Flowable] = [head(words("Bring with me"), CLIENT)]
    left += [_tick(each) for each in record.bring]
    left += [_tick("_" * 22) for _ in range(_TO_WRITE)]
    call = joined(
        [
            words("I call as early as I can:"),
            bold(setting.clinic_phone) + ".",
            words("We can find a way."),
        ]
    )
    right: list[Flowable] = [
        head(words("If I am late or cannot come"), CLIENT),
        paragraph(call, CLIENT.body),
    ]
    if record.ride:
        right += [head(words("My ride"), CLIENT), paragraph(record.ride, CLIENT.body)]
    made = Table([[left, right]], colWidths=[_HALF, MEASURE - _HALF], hAlign="LEFT", splitInRow=1)
    made.setStyle(
        [
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (0, -1), 16),
            ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
    )
    return made


def _tick(text: str) -> Flowable:
    return tick_box(text, CLIENT.body, size=12, offset=20)
