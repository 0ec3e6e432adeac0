"""Instruments and what else a clinician records of a client, for a chart's history."""

import json

from iopdesk.domain.instrument import instruments
from iopdesk.domain.wording import Wording
from iopdesk.services.history_change import RowChange, Tell
from iopdesk.services.instrument_words import scores_words


def headline(action: str, words: Wording) -> str:
    """What was done, where an entry is more than one sentence; empty for other actions."""
    return {
        "instrument.save": words("Questionnaire entered"),
        "instrument.take_back": words("Questionnaire taken back"),
        "dimensions.save": words("Six dimensions written"),
        "dimensions.sign": words("Six dimensions signed"),
        "dimensions.take_back": words("Six dimensions taken back"),
    }.get(action, "")


def _instrument_result(change: RowChange, words: Wording) -> str:
    form = instruments().get(change.text("instrument"))
    name, day = form.name if form else change.text("instrument"), change.day("day", words)
    if change.is_taken_back:
        return words("{form} of {day} taken back", form=name, day=day)
    scores = change.text("scores")
    if form is None or not scores:
        return words("{form} of {day} entered", form=name, day=day)
    told = scores_words(form, json.loads(scores), words)
    return words("{form} of {day}: {score}", form=name, day=day, score=told)


def _dimension_assessment(change: RowChange, words: Wording) -> str:
    day = change.day("day", words)
    if change.is_taken_back:
        return words("Six dimensions of {day} taken back", day=day)
    if change.changed.get("signed_at"):
        level = change.text("level_indicated")
        return words("Six dimensions of {day} signed, level {level}", day=day, level=level)
    return words("Six dimensions of {day} written", day=day)


def _dimension_rating(change: RowChange, words: Wording) -> str:
    rating = change.text("rating")
    if "rating" not in change.changed or not rating:
        return ""
    return words("Dimension {n}: {rating}", n=change.text("dimension"), rating=rating)


TELLERS: dict[str, Tell] = {
    "instrument_result": _instrument_result,
    "dimension_assessment": _dimension_assessment,
    "dimension_rating": _dimension_rating,
}
CLINICAL = frozenset(TELLERS)
