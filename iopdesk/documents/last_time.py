"""Last time on one page: the stay before, how it ended, what helped, what was planned."""

from reportlab.platypus import Flowable

from iopdesk.documents.kit import Fact, bullets, facts, gap, head, section, title
from iopdesk.documents.page import PageFrame, build
from iopdesk.documents.paper_setting import PaperKind, PaperSetting, footer_notice
from iopdesk.documents.styles import CLINICAL
from iopdesk.documents.text import bold, paragraph
from iopdesk.domain.carried import LastTime
from iopdesk.domain.wording import Wording

#: A page holds so many lines a list; more would push the stay off its one page.
MOST_LINES = 6


def render(record: LastTime, setting: PaperSetting) -> bytes:
    """The page as PDF bytes, in the setting's language and size."""
    words = setting.words
    frame = PageFrame(
        title=words("Last time"),
        subject=record.client_name,
        reference=words("Chart {number}", number=record.chart_number),
        notice=footer_notice(PaperKind.LAST_TIME, words),
        contact=words("For staff only"),
    )
    span = words(
        "Stay {n}, {first} to {last}.",
        n=record.stay,
        first=words.day_month_year(record.admitted),
        last=words.day_month_year(record.discharged),
    )
    under = bold(f"{record.client_name}.") + f" {span}"
    story: list[Flowable] = [*title(words("Last time"), under), gap(4)]
    left, right = _facts(record, words)
    story += facts(left, right)
    lists = (
        (words("Diagnoses then"), record.diagnoses),
        (words("Medicines then"), record.medicines),
        (words("What set it off"), record.triggers),
        (words("Warning signs"), record.signs),
        (words("What helped"), record.actions),
        (words("What was planned next"), record.next_steps),
        (words("Calls afterwards"), record.calls),
    )
    for name, lines in lists:
        if lines:
            story += section(head(name), bullets(_few(lines, words), CLINICAL.body))
    for name, text in (
        (words("The client's own reasons"), record.my_reasons),
        (words("Summary at discharge"), record.summary),
    ):
        if text:
            story += section(head(name), [paragraph(text, CLINICAL.body)])
    return build(story, frame, setting)


def _facts(record: LastTime, words: Wording) -> tuple[list[Fact], list[Fact]]:
    days = (record.discharged - record.admitted).days + 1
    share = words("{attended} of {all}", attended=record.attended, all=record.marked)
    setbacks = ", ".join(words.day_month_year(day) for day in record.setbacks)
    left: list[Fact] = [
        (words("Program"), record.program),
        (words("Stay"), words.plural("{n} day", "{n} days", days)),
        (words("Counselor"), record.counselor or words("not chosen")),
    ]
    right: list[Fact] = [
        (words("How it ended"), record.reason or words("not noted")),
        (words("Sessions"), share),
        (words("Setbacks"), setbacks or words("none noted")),
    ]
    if record.level:
        left.append((words("At the end"), record.level))
    return left, right


def _few(lines: tuple[str, ...], words: Wording) -> tuple[str, ...]:
    if len(lines) <= MOST_LINES:
        return lines
    more = len(lines) - MOST_LINES
    return (*lines[:MOST_LINES], words.plural("and {n} more", "and {n} more", more))
