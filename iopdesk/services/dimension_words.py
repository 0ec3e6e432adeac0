"""Six dimensions in a reader's language, and the drawing of how their ratings went."""

from collections.abc import Sequence

from iopdesk.documents.dimension_strip import (
    RatedDay,
    RatingStrip,
    StripBlock,
    StripCell,
    dimension_strip_svg,
    dimension_strip_text,
    strip_key,
)
from iopdesk.documents.score_chart import ChartColours
from iopdesk.domain.instrument import text_in
from iopdesk.domain.six_dimensions import (
    EDITIONS,
    OCCASIONS,
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


def rating_strip(assessments: Sequence[DimensionAssessment], words: Wording) -> RatingStrip | None:
    """Signed assessments of both editions, the oldest first; None until one is signed."""
    signed = [one for one in reversed(assessments) if one.is_signed and one.draft.day]
    used = [each for number, each in editions().items() if _rated_by(signed, number)]
    blocks = [_block(each, words) for each in used]
    days = [
        RatedDay(
            one.draft.day,
            words(OCCASIONS.get(one.draft.occasion, "")),
            at,
            tuple(_cell(one, key, used[at], words) for key in _dimensions(used[at])),
        )
        for one in signed
        for at, each in enumerate(used)
        if each.number == one.draft.edition and one.draft.day
    ]
    return RatingStrip(tuple(blocks), tuple(days)) if days else None


def strip_drawing(
    assessments: Sequence[DimensionAssessment],
    words: Wording,
    colours: tuple[str, str, str, str, str],
) -> TrendDrawing:
    """How the ratings went; empty until an assessment is signed."""
    strip = rating_strip(assessments, words)
    if strip is None:
        return TrendDrawing("", "")
    svg = dimension_strip_svg(strip, words, colours=ChartColours(*colours))
    return TrendDrawing(svg, dimension_strip_text(strip, words))


def strip_key_words(assessments: Sequence[DimensionAssessment], words: Wording) -> str:
    """What the drawing's numbers mean."""
    strip = rating_strip(assessments, words)
    return strip_key(strip, words) if strip is not None else ""


def _rated_by(assessments: Sequence[DimensionAssessment], number: str) -> bool:
    return any(one.draft.edition == number for one in assessments)


def _dimensions(edition: Edition) -> dict[str, list[Dimension]]:
    """The rated parts of an edition by the number of their dimension."""
    found: dict[str, list[Dimension]] = {}
    for each in edition.dimensions:
        if each.is_rated:
            found.setdefault(each.key.partition(".")[0], []).append(each)
    return found


def _block(edition: Edition, words: Wording) -> StripBlock:
    rows = [
        f"{key} {text_in(parts[0].parents or parts[0].names, words.language)}"
        for key, parts in _dimensions(edition).items()
    ]
    return StripBlock(words(EDITIONS[edition.number]), tuple(rows), edition.has_scale)


def _cell(one: DimensionAssessment, key: str, edition: Edition, words: Wording) -> StripCell | None:
    """A dimension's rating; in the 4th edition those of its parts and the strictest level."""
    given = [one.draft.ratings.get(each.key, Rating()) for each in _dimensions(edition)[key]]
    if not any(each.rating for each in given):
        return None
    if edition.has_scale:
        rating = given[0].rating
        return StripCell(rating, int(rating) if rating in SCALE else None)
    order = list(edition.levels)
    levels = [each.minimum_level for each in given if each.minimum_level in order]
    least = max(levels, key=order.index, default="")
    return StripCell(
        " ".join(each.rating or "–" for each in given),
        below=words("at least {level}", level=least) if least else "",
    )
