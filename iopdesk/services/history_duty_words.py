"""Evaluations, screens, authorizations and answered duties, for a chart's history."""

from iopdesk.domain.duty import DutyKind
from iopdesk.domain.evaluation import (
    EVALUATIONS,
    SCREEN_RESULTS,
    SCREEN_STATES,
    EvaluationKind,
)
from iopdesk.domain.wording import Wording
from iopdesk.services.duty_words import kind_words
from iopdesk.services.history_change import RowChange, Tell


def headline(action: str, words: Wording) -> str:
    """What was done, where an entry is more than one sentence; empty for other actions."""
    return {
        "duty.answer": words("Duty answered"),
        "duty.take_back": words("Answer to a duty taken back"),
        "duty.take_up": words("What was put off taken up again"),
    }.get(action, "")


def _evaluation(change: RowChange, words: Wording) -> str:
    which = words(EVALUATIONS[EvaluationKind(change.text("kind"))])
    if change.is_taken_back:
        return words("{evaluation} taken back", evaluation=which)
    if change.text("done"):
        return words(
            "{evaluation} done on {day} by {name}",
            evaluation=which,
            day=change.day("done", words),
            name=change.text("done_by"),
        )
    return words("{evaluation} due on {day}", evaluation=which, day=change.day("due", words))


def _drug_screen(change: RowChange, words: Wording) -> str:
    day = change.day("day", words)
    if change.is_taken_back:
        return words("Drug screen of {day} taken back", day=day)
    state = words(SCREEN_STATES.get(change.text("state"), change.text("state")))
    result = change.text("result")
    if not result:
        return words("Drug screen of {day}: {state}", day=day, state=state)
    told = words(SCREEN_RESULTS.get(result, result))
    return words("Drug screen of {day}: {state}. {result}.", day=day, state=state, result=told)


def _authorization(change: RowChange, words: Wording) -> str:
    payer = change.text("payer")
    if change.is_taken_back:
        return words("Authorization taken back: {payer}", payer=payer)
    return words(
        "Authorization of {payer}, {first} to {last}",
        payer=payer,
        first=change.day("starts", words),
        last=change.day("ends", words),
    )


def _answer(change: RowChange, words: Wording) -> str:
    what = kind_words(DutyKind(change.text("kind")), words)
    reason = change.text("reason")
    if change.is_taken_back:
        return words("Answer taken back ({what})", what=what)
    if change.text("answer") == "put_off":
        day = change.day("put_off_until", words)
        return words("Put off to {day} ({what}): {why}", day=day, what=what, why=reason)
    if change.text("answer") == "not_needed":
        return words("Not needed ({what}): {why}", what=what, why=reason)
    if reason:
        return words("Done ({what}): {why}", what=what, why=reason)
    return words("Done ({what})", what=what)


TELLERS: dict[str, Tell] = {
    "evaluation": _evaluation,
    "drug_screen": _drug_screen,
    "payer_authorization": _authorization,
    "duty_answer": _answer,
}
CLINICAL = frozenset({"evaluation", "drug_screen", "duty_answer"})
ICONS = {
    "evaluation": "stethoscope",
    "drug_screen": "flask-conical",
    "payer_authorization": "hourglass",
    "duty": "list-checks",
}
