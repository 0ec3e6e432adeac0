"""Where a paper's meetings come from and how old the lists are; every meeting paper ends so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from iopdesk.documents.kit import gap
from iopdesk.documents.paper_setting import PaperSetting
from iopdesk.documents.styles import CLIENT, INK
from iopdesk.documents.text import Markup, bold, joined, paragraph
from iopdesk.domain.meeting import STALE_DAYS
from iopdesk.domain.wording import Wording

_SMALL = ParagraphStyle("sources", parent=CLIENT.second, fontSize=10, leading=13.5)


@dataclass(frozen=True)
class ListSource:
    """A meeting directory and the day of its file."""

    name: str
    day: date | None = None


def source_lines(
    sources: Sequence[ListSource], setting: PaperSetting, style: ParagraphStyle = _SMALL
) -> list[Flowable]:
    """The directories with their days, a warning where one is old, and that times change."""
    words = setting.words
    today = setting.printed_at.date()
    named = [
        f"{s.name}, {words.day_month_year(s.day)}" if s.day else f"{s.name}, {words('no date')}"
        for s in sources
    ]
    old = [s for s in sources if s.day and (today - s.day).days > STALE_DAYS]
    told = joined(
        [
            words("From the directories: {names}.", names="; ".join(named)) if named else "",
            _stale(words) if old else "",
            words("Times change: call or look online before a long trip."),
        ]
    )
    return [gap(6), paragraph(told, style)]


def _stale(words: Wording) -> Markup:
    text = words("A list here is more than {n} days old.", n=STALE_DAYS)
    return bold(text, colour=INK.hexval().replace("0x", "#"))
