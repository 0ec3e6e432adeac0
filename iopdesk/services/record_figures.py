"""The figures of a stay for its discharge summary: scores, ratings, counts of drug screens."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.documents.dimension_strip import RatingStrip
from iopdesk.documents.discharge_record import DrugScreens
from iopdesk.documents.score_chart import ScoreSeries
from iopdesk.domain.wording import Wording
from iopdesk.services.dimension_service import assessments_of
from iopdesk.services.dimension_words import rating_strip
from iopdesk.services.instrument_paper_service import score_series
from iopdesk.services.instrument_queries import lines
from iopdesk.services.instrument_words import scores_words
from iopdesk.storage.assessment_tables import DrugScreenRow

_MOST_ASSESSMENTS = 60
_FOUND_NOTHING = frozenset({"negative", "as_prescribed", "dilute", "expected_missing"})
_FOUND = frozenset({"presumptive", "confirmed"})


@dataclass(frozen=True)
class RecordFigures:
    """What the summary prints of it; empty parts are said to be empty on paper."""

    scores: tuple[ScoreSeries, ...] = ()
    score_notes: str = ""
    score_credits: str = ""
    ratings: RatingStrip | None = None
    screens: DrugScreens | None = None


def record_figures(
    db: Session, client_id: UUID, first: date | None, last: date, words: Wording
) -> RecordFigures:
    """The figures of a stay from its first to its last day, in the reader's words."""
    if first is None:
        return RecordFigures()
    scores, notes, credit = _scores(db, client_id, first, last, words)
    return RecordFigures(
        scores,
        notes,
        credit,
        _ratings(db, client_id, first, last, words),
        _screens(db, client_id, first, last),
    )


def _scores(
    db: Session, client_id: UUID, first: date, last: date, words: Wording
) -> tuple[tuple[ScoreSeries, ...], str, str]:
    """Single scores as lines of the chart, forms with several scales in words; their credits."""
    series: list[ScoreSeries] = []
    notes = []
    credits_of: dict[str, None] = {}
    for line in lines(db, client_id):
        trend = [(day, scores) for day, scores in line.trend if first <= day <= last]
        if not trend:
            continue
        form = line.form
        credits_of[form.credit] = None
        if len(form.scales) == 1:
            series += score_series(form, trend, words)
        else:
            start, end = (scores_words(form, trend[at][1], words) for at in (0, -1))
            told = (
                start if len(trend) == 1 else words("{then}, at the end {now}", then=start, now=end)
            )
            notes.append(f"{form.name}: {told}.")
    longest = sorted(series, key=lambda one: -len(one.scores))
    return tuple(longest), " ".join(notes), " ".join(credits_of)


def _ratings(
    db: Session, client_id: UUID, first: date, last: date, words: Wording
) -> RatingStrip | None:
    """Signed ratings of the stay, each edition for itself."""
    found = assessments_of(db, client_id, _MOST_ASSESSMENTS)
    stay = [one for one in found if one.draft.day and first <= one.draft.day <= last]
    return rating_strip(stay, words)


def _screens(db: Session, client_id: UUID, first: date, last: date) -> DrugScreens | None:
    table = DrugScreenRow
    rows = db.execute(
        select(table.state, table.result).where(
            table.client_id == client_id, table.day.between(first, last), table.void == 0
        )
    ).all()
    if not rows:
        return None
    states = Counter(state for state, _result in rows)
    results = Counter(result for state, result in rows if state == "collected")
    return DrugScreens(
        done=states["collected"],
        negative=sum(results[each] for each in _FOUND_NOTHING),
        positive=str(sum(results[each] for each in _FOUND)),
        refused=str(states["refused"]),
        missed=str(states["missed"]),
    )
