"""A chart's facts as papers of their own: one for each section, and the contents in front."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from iopdesk.documents.kit import facts, gap, head, section, table, title
from iopdesk.documents.page import PageFrame, build
from iopdesk.documents.paper_setting import PaperKind, PaperSetting, footer_notice
from iopdesk.documents.styles import CLINICAL, MEASURE
from iopdesk.documents.text import bold, joined, paragraph
from iopdesk.domain.wording import Wording


@dataclass(frozen=True)
class ChartTable:
    """Rows under their heads; `shares` of the measure go to the columns."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]


@dataclass(frozen=True)
class ChartText:
    """One piece of writing: what it is, who signed it when, and its words."""

    title: str
    signed: str
    words: str


@dataclass(frozen=True)
class ChartSection:
    """One section of a chart: labelled facts, then tables, then texts."""

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    tables: tuple[ChartTable, ...] = ()
    texts: tuple[ChartText, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is recorded."""
        return not (self.facts or self.tables or self.texts)


@dataclass(frozen=True)
class ChartName:
    """Whose chart it is, for the foot of every page."""

    client_name: str
    chart_number: str


def render_section(shown: ChartSection, whose: ChartName, setting: PaperSetting) -> bytes:
    """One section as PDF bytes."""
    half = -(-len(shown.facts) // 2)
    story: list[Flowable] = [*title(shown.title, _as_of(setting))]
    if shown.facts:
        story += [gap(6), *facts(shown.facts[:half], shown.facts[half:])]
    for each in shown.tables:
        widths = [MEASURE * share / sum(each.shares) for share in each.shares]
        story += section(head(each.title), [table(each.heads, each.rows, widths)])
    for text in shown.texts:
        words = [paragraph(line, CLINICAL.body) for line in text.words.splitlines() if line.strip()]
        signed = [paragraph(text.signed, CLINICAL.label)] if text.signed else []
        story += section(head(text.title), [*words, *signed])
    return build(story, _frame(shown.title, whose, setting), setting)


def render_contents(
    entries: Sequence[tuple[str, int]],
    empty: Sequence[str],
    whose: ChartName,
    setting: PaperSetting,
) -> bytes:
    """The first page: each part with the sheet it begins on, and what nothing is recorded of."""
    words = setting.words
    rows = [(name, str(sheet)) for name, sheet in entries]
    story: list[Flowable] = [
        *title(words("Chart"), joined([bold(whose.client_name), _as_of(setting)], " · ")),
        gap(8),
        table((words("Part"), words("Sheet")), rows, (MEASURE - 60, 60)),
    ]
    if empty:
        told = words("Nothing is recorded of: {parts}.", parts=", ".join(empty))
        story += [gap(8), paragraph(told, CLINICAL.body)]
    left_out = words("Drafts, counseling notes and what concerns other people are not part of it.")
    story += [gap(8), paragraph(left_out, CLINICAL.body)]
    return build(story, _frame(words("Chart"), whose, setting), setting)


def _as_of(setting: PaperSetting) -> str:
    words: Wording = setting.words
    return words("As of {date}", date=words.date_year(setting.printed_at.date()))


def _frame(name: str, whose: ChartName, setting: PaperSetting) -> PageFrame:
    return PageFrame(
        title=name,
        subject=whose.client_name,
        reference=whose.chart_number,
        notice=footer_notice(PaperKind.DISCHARGE_SUMMARY, setting.words),
        contact=f"{setting.clinic_address} {setting.clinic_phone}".strip(),
    )
