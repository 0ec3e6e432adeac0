"""Six dimensions in a reader's language, and the drawing of how their ratings went."""

from collections.abc import Sequence

from iopdesk.documents.dimension_strip import (
    RatedDay,
    dimension_strip_svg,
    dimension_strip_text,
)
from iopdesk.documents.score_chart import ChartColours
from iopdesk.domain.instrument import text_in
from iopdesk.domain.six_dimensions import (
    SCALE,
    Dimension,
    DimensionAssessment,
    Edition,
    Rating,
    editions,
)
from iopdesk.domain.wording import Wording
from iopdesk.services.instrument_paper_service import TrendDrawing


def dimension_words(one: Dimension, words: Wording) -> str:
    """As "1 Acute Intoxication and/or Withdrawal Potential"."""
    return f"{one.key} {text_in(one.names, words.language)}"


def level_words(edition: Edition, level: str, words: Wording) -> str:
    """As "2.1 Intensive Outpatient Services"; empty for no level."""
    return f"{level} {text_in(edition.levels.get(level, {}), words.language)}".strip()


def rating_words(one: Rating, edition: Edition, words: Wording) -> str:
    """A rating as a chart tells it: "2, Moderate", or as the 4th edition writes it."""
    if not one.rating:
        return words("Not rated")
    if edition.has_scale:
        return f"{one.rating}, {words(SCALE[one.rating])}"
    if one.minimum_level:
        return words("{rating}, at least {level}", rating=one.rating, level=one.minimum_level)
    return one.rating


def rated_days(assessments: Sequence[DimensionAssessment]) -> tuple[RatedDay, ...]:
    """Signed assessments of the 3rd edition, the oldest first; another edition is not compared."""
    edition = editions()["3"]
    return tuple(
        RatedDay(
            one.draft.day,
            tuple(_number(one, each.key) for each in edition.dimensions),
        )
        for one in reversed(assessments)
        if one.draft.edition == edition.number and one.is_signed and one.draft.day
    )


def strip_drawing(
    assessments: Sequence[DimensionAssessment],
    words: Wording,
    colours: tuple[str, str, str, str, str],
) -> TrendDrawing:
    """How the ratings went; empty until one of the 3rd edition is signed."""
    days = rated_days(assessments)
    if not days:
        return TrendDrawing("", "")
    names = [dimension_words(each, words) for each in editions()["3"].dimensions]
    svg = dimension_strip_svg(names, days, words, colours=ChartColours(*colours))
    return TrendDrawing(svg, dimension_strip_text(names, days, words))


def _number(one: DimensionAssessment, key: str) -> int | None:
    rating = one.draft.ratings.get(key, Rating()).rating
    return int(rating) if rating in SCALE else None
