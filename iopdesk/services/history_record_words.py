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


TELLERS: dict[str, Tell] = {"instrument_result": _instrument_result}
CLINICAL = frozenset(TELLERS)
