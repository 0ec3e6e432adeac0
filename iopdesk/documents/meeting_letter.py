"""A letter about meetings attended: numbers and days, never which meetings or who was there."""

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from iopdesk.documents.kit import gap, head, section, table, title
from iopdesk.documents.page import PageFrame, build
from iopdesk.documents.paper_setting import PaperKind, PaperSetting, footer_notice
from iopdesk.documents.signature_block import Signature, signature_block
from iopdesk.documents.styles import CLINICAL
from iopdesk.documents.text import bold, paragraph
from iopdesk.domain.wording import Wording


@dataclass(frozen=True)
class LetterWeek:
    """One week: days of meetings attended, and whether it was excused.

    `asked` is how many were asked for, 0 also where the letter tells only a part of the week.
    """

    monday: date
    days: tuple[date, ...]
    asked: int
    is_excused: bool = False


@dataclass(frozen=True)
class MeetingLetterRecord:
    """What the letter says.

    `proven` of the meetings have initials, a signature or a certificate. `had_choice` says that
    12-step and secular meetings were offered, and that it was noted.
    """

    client_name: str
    first: date
    last: date
    weeks: tuple[LetterWeek, ...]
    proven: int
    written_by: str
    place_and_phone: str = ""
    had_choice: bool = False

    @property
    def total(self) -> int:
        """All meetings of the span."""
        return sum(len(week.days) for week in self.weeks)


def render(record: MeetingLetterRecord, setting: PaperSetting) -> bytes:
    """The letter as PDF."""
    words = setting.words
    frame = PageFrame(
        title=words("Meetings attended"),
        subject=record.client_name,
        reference="",
        notice=footer_notice(PaperKind.MEETING_LETTER, words),
        contact=record.place_and_phone,
    )
    span = words(
        "{first} to {last}",
        first=words.day_month_year(record.first),
        last=words.day_month_year(record.last),
    )
    story: list[Flowable] = [
        *title(words("Meetings attended"), span, CLINICAL),
        gap(10),
        paragraph(bold(record.client_name), CLINICAL.body),
        paragraph(_sum(record, words), CLINICAL.body),
        *section(head(words("By week"), CLINICAL), [_weeks(record, words)]),
        gap(10),
        *(paragraph(each, CLINICAL.body) for each in _how_known(record, words) if each),
        gap(24),
        *signature_block([Signature(words("For the program"), record.written_by)], words),
    ]
    return build(story, frame, setting)


def _sum(record: MeetingLetterRecord, words: Wording) -> str:
    asked = [week for week in record.weeks if week.asked and not week.is_excused]
    met = sum(1 for week in asked if len(week.days) >= week.asked)
    total = words.plural(
        "{n} mutual-help meeting is noted.", "{n} mutual-help meetings are noted.", record.total
    )
    if not asked:
        return total
    told = words.plural(
        "In {met} of {n} week the number asked for was reached.",
        "In {met} of {n} weeks the number asked for was reached.",
        len(asked),
        met=met,
    )
    return f"{total} {told}"


def _weeks(record: MeetingLetterRecord, words: Wording) -> Flowable:
    heads = (words("Week of"), words("Meetings"), words("Asked for"), words("Days"))
    rows = [
        [
            words.day_month_year(week.monday),
            str(len(week.days)),
            words("excused") if week.is_excused else str(week.asked or ""),
            ", ".join(words.date(day) for day in week.days),
        ]
        for week in record.weeks
    ]
    return table(heads, rows, (100, 70, 80, 250), CLINICAL)


def _how_known(record: MeetingLetterRecord, words: Wording) -> tuple[str, ...]:
    own = record.total - record.proven
    return (
        words(
            "With initials, a signature or a certificate: {proven}. By the client's word: {own}.",
            proven=record.proven,
            own=own,
        ),
        words(
            "Signing is a courtesy of the groups; it does not show that someone stayed to the end, "
            "and the groups themselves tell nobody who attends."
        ),
        words("The client chose from 12-step and secular meetings.") if record.had_choice else "",
    )
