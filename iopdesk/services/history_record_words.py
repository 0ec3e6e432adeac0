"""Instruments and what else a clinician records of a client, for a chart's history."""

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date

from iopdesk.domain.drug_screen import FINDINGS, screen_codes
from iopdesk.domain.instrument import instruments, text_in
from iopdesk.domain.life import (
    LegalMatter,
    LifeSituation,
    NaloxoneOffer,
    Part,
    PriorTreatment,
    SobrietyDate,
    SubstanceUse,
)
from iopdesk.domain.wording import Wording
from iopdesk.services.history_change import RowChange, Tell
from iopdesk.services.instrument_words import scores_words
from iopdesk.services.life_words import (
    matter_words,
    naloxone_words,
    situation_words,
    substance_words,
    treatment_words,
)


def headline(action: str, words: Wording) -> str:
    """What was done, where an entry is more than one sentence; empty for other actions."""
    return {
        "instrument.save": words("Questionnaire entered"),
        "instrument.take_back": words("Questionnaire taken back"),
        "drug_screen.save": words("Drug screen entered"),
        "screen.draw": words("Drawn for a drug screen by lot"),
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


def _screen_result(change: RowChange, words: Wording) -> str:
    code = change.text("analyte")
    analyte = text_in(screen_codes("analytes").get(code, {}), words.language) or code
    found = change.text("confirmed") or change.text("presumptive")
    told = words(FINDINGS.get(found, found))
    if change.text("confirmed"):
        return words("{analyte}: {result}, confirmed", analyte=analyte, result=told)
    return words("{analyte}: {result}, quick test", analyte=analyte, result=told)


def _part(kind: type[Part], lines: Callable[..., str]) -> Tell:
    """A line of a client's story as its card shows it."""

    def tell(change: RowChange, words: Wording) -> str:
        values = {
            field.name: _typed(change.state[field.name], field.name)
            for field in fields(kind)
            if change.state.get(field.name) is not None
        }
        line = lines(kind(**values), words)  # type: ignore[arg-type]
        return words("Taken off the list: {what}", what=line) if change.is_taken_back else line

    return tell


def _typed(value: object, name: str) -> object:
    return date.fromisoformat(str(value)) if name in _DAYS else value


def _sobriety(one: SobrietyDate, words: Wording) -> str:
    since = words.day_month_year(one.since) if one.since else ""
    if one.ended is None:
        return words("Sober since {day}", day=since)
    return words("Sober {first} to {last}", first=since, last=words.day_month_year(one.ended))


_DAYS = frozenset({"day", "since", "ended", "started", "last_use", "next_date"})
TELLERS: dict[str, Tell] = {
    "instrument_result": _instrument_result,
    "dimension_assessment": _dimension_assessment,
    "dimension_rating": _dimension_rating,
    "screen_result": _screen_result,
    "substance_use": _part(SubstanceUse, substance_words),
    "sobriety_date": _part(SobrietyDate, _sobriety),
    "naloxone_offer": _part(NaloxoneOffer, naloxone_words),
    "prior_treatment": _part(PriorTreatment, treatment_words),
    "legal_matter": _part(LegalMatter, matter_words),
    "life_situation": _part(LifeSituation, situation_words),
}
CLINICAL = frozenset(TELLERS)
