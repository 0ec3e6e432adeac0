"""What a result says in a reader's language: its scores, bands, and the answers given."""

from collections.abc import Mapping

from iopdesk.domain.instrument import Instrument, Scale, text_in
from iopdesk.domain.instrument_result import Result
from iopdesk.domain.wording import Wording


def scores_words(form: Instrument, scores: Mapping[str, int], words: Wording) -> str:
    """As "17, Moderately severe", or "Use 2, Risk 13, Protective 10" for several scales."""
    told = [
        score_words(scale, scores[scale.scale_id], words, is_only=len(form.scales) == 1)
        for scale in form.scales
        if scale.scale_id in scores
    ]
    return ", ".join(told) or words("No score: too many answers are missing")


def score_words(scale: Scale, value: int, words: Wording, *, is_only: bool = True) -> str:
    """One scale's value with its band, after the scale's name where the form has several."""
    band = scale.band(value)
    told = f"{value}, {text_in(band.texts, words.language)}" if band else str(value)
    return told if is_only else f"{text_in(scale.texts, words.language)} {told}"


def critical_words(result: Result, words: Wording) -> list[str]:
    """What the alerts that must be closed say."""
    form = result.form
    if form is None:
        return []
    found = [form.alert(alert_id) for alert_id in result.critical]
    return [text_in(alert.texts, words.language) for alert in found if alert is not None]


def answers_words(result: Result, words: Wording) -> list[tuple[str, str]]:
    """Question and answer, in the language the form was given in; skipped ones are left out."""
    form = result.form
    if form is None or not form.ships_items:
        return []
    skipped = form.skipped(result.answers)
    told = []
    for item in form.items:
        if item.item_id in skipped:
            continue
        value = result.answers.get(item.item_id)
        chosen = next((each for each in item.choices if each.value == value), None)
        answer = text_in(chosen.texts, result.language) if chosen else words("Not answered")
        stem = text_in(form.stem, result.language) + " " if item.after_stem else ""
        told.append((stem + text_in(item.texts, result.language), answer))
    return told
