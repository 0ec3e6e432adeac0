"""`iopdesk instruments`: which there are with their terms, and the score of some answers."""

import argparse

from iopdesk.commands.answer import Json, answer, table
from iopdesk.commands.arguments import Grammar, UsageError
from iopdesk.domain.instrument import Instrument, instruments, text_in
from iopdesk.domain.language import Language
from iopdesk.domain.wording import Wording


def add_to(grammar: Grammar) -> None:
    """Add the command's words to the command line; neither needs a clinic."""
    family = grammar.family("instruments", "questionnaires such as PHQ-9, AUDIT, BAM")
    family.command("list", "every instrument with its terms", _list, needs=())
    score = family.command("score", "count answers as the manual says", _score, needs=())
    score.add_argument("id", metavar="ID", help="such as phq9; `instruments list` has them")
    score.add_argument(
        "--answers",
        required=True,
        metavar="1,2,...",
        help="the points of each item in order; leave an item empty that has no answer",
    )
    score.add_argument(
        "--gender", choices=["woman", "man"], default="", help="where the cut differs by it"
    )


def _list(asked: argparse.Namespace) -> None:
    data: list[Json] = [
        {
            "id": one.key,
            "name": one.name,
            "version": one.version,
            "questions": len(one.items),
            "languages": [language.value for language in one.languages] if one.items else [],
            "licence": one.licence,
            "source": one.source,
        }
        for one in instruments().values()
    ]
    rows = [
        (
            one.key,
            one.name,
            one.version,
            ", ".join(one.languages) if one.items else "score only",
            one.licence,
        )
        for one in instruments().values()
    ]
    answer(asked.json, data, table(("ID", "Name", "Version", "Languages", "Terms"), rows))


def _score(asked: argparse.Namespace) -> None:
    form = instruments().get(asked.id)
    if form is None:
        raise UsageError(f"no instrument has this ID: {', '.join(instruments())}")
    if not form.ships_items:
        raise UsageError(f"the questions of {form.name} are not in IOP Desk; add it up on its form")
    answers = _answers(form, asked.answers)
    scores = form.scores(answers)
    alerts = form.alerts_of(answers, scores, gender=asked.gender)
    data: Json = {
        "id": form.key,
        "scores": {**scores},
        "bands": {
            scale.scale_id: text_in(band.texts, Language.ENGLISH)
            for scale in form.scales
            if scale.scale_id in scores and (band := scale.band(scores[scale.scale_id]))
        },
        "look_closer": [
            scale.scale_id
            for scale in form.scales
            if scale.scale_id in scores and scale.needs_a_look(scores[scale.scale_id], asked.gender)
        ],
        "missing": list(form.missing(answers)),
        "alerts": [text_in(alert.texts, Language.ENGLISH) for alert in alerts],
    }
    answer(asked.json, data, _lines(form, answers, asked.gender))


def _answers(form: Instrument, typed: str) -> dict[str, int | None]:
    """The answers by item; UsageError where they don't fit the form."""
    given = [part.strip() for part in typed.split(",")]
    if len(given) > len(form.items):
        raise UsageError(f"{form.name} has {len(form.items)} items, not {len(given)}")
    answers: dict[str, int | None] = {}
    for item, part in zip(form.items, given, strict=False):
        if part and not part.isdecimal():
            raise UsageError(f"{part} is not a number")
        answers[item.item_id] = int(part) if part else None
    for item_id in form.problems(answers):
        offered = ", ".join(str(choice.value) for choice in form.item(item_id).choices)
        raise UsageError(f"item {item_id} takes {offered}")
    return answers


def _lines(form: Instrument, answers: dict[str, int | None], gender: str) -> list[str]:
    # The words are shared with screens, the layer is loaded only where it is needed.
    from iopdesk.services.instrument_words import score_words

    words, scores = Wording(Language.ENGLISH), form.scores(answers)
    lines = []
    for scale in form.scales:
        name = text_in(scale.texts, words.language)
        if scale.scale_id not in scores:
            lines.append(f"{name}: no score, too many answers are missing")
            continue
        value = scores[scale.scale_id]
        told = f"{name}: {score_words(scale, value, words)} (of {scale.highest})"
        lines.append(f"{told}; look closer" if scale.needs_a_look(value, gender) else told)
    alerts = form.alerts_of(answers, scores, gender=gender)
    lines += [text_in(alert.texts, words.language) for alert in alerts]
    return [*lines, f"{form.name}, {form.version}. Screening, not a diagnosis. {form.credit}"]
