"""Questionnaires on paper, to be filled in by hand, and a client's scores as a drawing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from iopdesk.documents import fonts, instrument_form
from iopdesk.documents.instrument_form import FormItem, InstrumentForm
from iopdesk.documents.score_chart import (
    ChartColours,
    Score,
    ScoreSeries,
    score_svg,
    score_text,
)
from iopdesk.domain.instrument import Instrument, instruments, text_in
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.problems import NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.wording import Wording
from iopdesk.services.paper_facts import paper_facts, paper_setting
from iopdesk.storage.store import Store

_HIGHEST_SERIES = 2


@dataclass(frozen=True)
class TrendDrawing:
    """SVG text, empty without two scores, and what it says in words."""

    svg: str
    words: str


class InstrumentPaperService:
    """Blank forms only in languages that have an official text."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def blank(self, key: str, language: Language, client_id: UUID | None = None) -> Paper:
        """The form, for a client or for anyone; UserProblem where it may not be printed."""
        self._signed_in.require(Right.PRINT)
        form = _form(key, language)
        with self._store.read() as db:
            setting = paper_setting(db, self._store.clock, self._signed_in, language)
            facts = paper_facts(db, client_id, self._store.clock.today()) if client_id else None
        record = InstrumentForm(
            name=form.name,
            title=text_in(form.titles, language),
            instructions=text_in(form.instructions, language),
            stem=text_in(form.stem, language),
            items=tuple(
                FormItem(
                    str(number),
                    text_in(item.texts, language),
                    tuple((each.value, text_in(each.texts, language)) for each in item.choices),
                )
                for number, item in enumerate(form.items, start=1)
            ),
            credit=form.credit,
            person=facts.name if facts else "",
            chart_number=facts.chart_number if facts else "",
        )
        pdf = instrument_form.render(record, setting)
        lost = fonts.missing_glyphs([record.person])
        warnings = (
            (setting.words("No font here has these letters: {letters}", letters=" ".join(lost)),)
            if lost
            else ()
        )
        return Paper(f"{key}-form", form.name, pdf, warnings)

    def note_printed(self, key: str, client_id: UUID | None = None) -> None:
        """Note in the access log that a form went to a printer or into a file."""
        self._store.log_access(
            f"print {key} form", by=self._signed_in.staff_id, client_id=client_id
        )


def _form(key: str, language: Language) -> Instrument:
    form = instruments().get(key)
    if form is None:
        raise NotFound("There is no such questionnaire.")
    if not form.ships_items:
        raise UserProblem(
            "This questionnaire is not in IOP Desk.",
            "Its terms do not allow it. Use its own paper form and enter the score.",
        )
    if language not in form.languages:
        raise UserProblem(
            "There is no official translation of this questionnaire.",
            "Print it in English, or ask its questions with an interpreter.",
        )
    return form


def score_series(
    form: Instrument, trend: Sequence[tuple[date, Mapping[str, int]]], words: Wording
) -> tuple[ScoreSeries, ...]:
    """A line for each scale, in the order of the form."""
    return tuple(
        ScoreSeries(
            form.name if len(form.scales) == 1 else text_in(scale.texts, words.language),
            tuple(
                Score(day, scores[scale.scale_id])
                for day, scores in trend
                if scale.scale_id in scores
            ),
            scale.cut if len(form.scales) == 1 else None,
        )
        for scale in form.scales
    )


def trend_drawing(
    form: Instrument,
    trend: Sequence[tuple[date, Mapping[str, int]]],
    language: Language,
    colours: tuple[str, str, str, str, str],
) -> TrendDrawing:
    """How a score went, drawn as on paper with a screen's ink, soft, accent, line and paper."""
    words = Wording(language)
    series = score_series(form, trend, words)
    told = score_text(series)
    if max((len(one.scores) for one in series), default=0) < _HIGHEST_SERIES:
        return TrendDrawing("", told)
    drawn = shown_series(series)
    svg = score_svg(drawn, words, width=420.0, height=130.0, colours=ChartColours(*colours))
    return TrendDrawing(svg, told)


def shown_series(series: Sequence[ScoreSeries]) -> tuple[ScoreSeries, ...]:
    """The two lines that a chart can tell apart: of three scales the last two, use is in words."""
    return tuple(series[-_HIGHEST_SERIES:])
