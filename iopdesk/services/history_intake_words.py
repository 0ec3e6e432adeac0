"""First contacts, eligibility, papers handed over, help around the client, in plain words."""

from iopdesk.domain.carried import ANSWER_WORDS, CarriedAnswer, CarriedKind
from iopdesk.domain.carried import KIND_WORDS as CARRIED_KINDS
from iopdesk.domain.eligibility import OUTCOME_WORDS, RESULT_WORDS, Outcome, Result, criterion
from iopdesk.domain.help import HELP_KINDS, HELP_STATES
from iopdesk.domain.inquiry import STATE_WORDS, InquiryState
from iopdesk.domain.wording import Wording
from iopdesk.services.history_change import RowChange, Tell


def headline(action: str, words: Wording) -> str:
    """What was done, where an entry is more than one sentence; empty for other actions."""
    return {
        "inquiry.open": words("First contact"),
        "inquiry.correct": words("First contact corrected"),
        "eligibility.test": words("Eligibility test answered"),
        "eligibility.propose": words("Eligibility: outcome proposed"),
        "eligibility.decide": words("Eligibility decided"),
    }.get(action, "")


def field_words(words: Wording) -> dict[str, str]:
    """What the fields of a first contact are called, for corrections."""
    return {
        "day": words("Day of the contact"),
        "channel": words("How it came"),
        "caller": words("Who calls"),
        "caller_name": words("Their name"),
        "caller_phone": words("Their number"),
        "referred_by": words("Name of who referred"),
        "wants": words("In their words"),
        "track": words("Time of day"),
    }


def _inquiry(change: RowChange, words: Wording) -> str:
    day = change.day("day", words)
    if change.is_taken_back:
        return words("First contact of {day} taken back", day=day)
    return words("First contact on {day}", day=day)


def _step(change: RowChange, words: Wording) -> str:
    state = words(STATE_WORDS[InquiryState(change.text("state"))])
    reason = change.text("reason")
    return f"{state}: {reason}" if reason else state


def _eligibility(change: RowChange, words: Wording) -> str:
    outcome = change.text("outcome")
    told = words(OUTCOME_WORDS[Outcome(outcome)]) if outcome else ""
    if change.is_taken_back:
        return words("Eligibility decision taken back")
    if "conditions_met" in change.changed and not change.is_new:
        if not (day := change.day("conditions_met", words)):
            return words("Conditions of the admission not met after all")
        return words("Conditions of the admission met on {day}", day=day)
    if change.text("decided_at") and "decided_at" not in change.changed:
        day = change.day("conditional_until", words)
        return words("Conditions of the admission have until {day}", day=day)
    if change.text("decided_at"):
        return words("Eligibility decided: {outcome}", outcome=told)
    if not told:
        return words("Eligibility: tests begun")
    return words("Eligibility proposed: {outcome}", outcome=told)


def _test(change: RowChange, words: Wording) -> str:
    known = criterion(change.text("criterion"))
    name = known.words[words.language] if known else change.text("criterion")
    result = change.text("result")
    if "remedy_done" in change.changed and not change.is_new:
        if not (day := change.day("remedy_done", words)):
            return words("{test}: remedy does not stand after all", test=name)
        return words("{test}: remedy stands since {day}", test=name, day=day)
    told = words(RESULT_WORDS[Result(result)]) if result else words("no answer yet")
    return words("{test}: {result}", test=name, result=told)


def _opinion(change: RowChange, words: Wording) -> str:
    agrees = change.state.get("agrees")
    said = words("Team: agrees") if agrees else words("Team: does not agree")
    why = change.text("words")
    return f"{said}: {why}" if why else said


def _visit(change: RowChange, words: Wording) -> str:
    day = change.day("day", words)
    if change.is_taken_back:
        return words("Family education of {day} taken back", day=day)
    return words("Family education on {day}", day=day)


def _help(change: RowChange, words: Wording) -> str:
    kind = words(HELP_KINDS.get(change.text("kind"), change.text("kind")))
    name = ", ".join(part for part in (kind, change.text("provider")) if part)
    if change.is_taken_back:
        return words("{help}: entry taken back", help=name)
    state = words(HELP_STATES.get(change.text("state"), change.text("state")))
    outcome = change.text("outcome")
    return f"{name}: {state}. {outcome}" if outcome else f"{name}: {state}"


def _carried(change: RowChange, words: Wording) -> str:
    answer = change.text("answer")
    if not answer:
        return ""
    kind = words(CARRIED_KINDS[CarriedKind(change.text("kind"))])
    told = words(ANSWER_WORDS[CarriedAnswer(answer)])
    return words("At the return, {kind}: {answer}", kind=kind, answer=told)


TELLERS: dict[str, Tell] = {
    "inquiry": _inquiry,
    "inquiry_step": _step,
    "eligibility": _eligibility,
    "eligibility_test": _test,
    "eligibility_opinion": _opinion,
    "carried_item": _carried,
    "family_education": _visit,
    "support_service": _help,
}
CLINICAL = frozenset({"eligibility", "eligibility_test", "eligibility_opinion", "attachment"})
#: Free words in tables that everyone reads otherwise.
CLINICAL_FIELDS = {
    "inquiry": frozenset({"wants", "note"}),
    "inquiry_step": frozenset({"reason", "words"}),
    "family_education": frozenset({"note"}),
    "support_service": frozenset({"note"}),
}
ICONS = {
    "inquiry": "phone",
    "eligibility": "list-checks",
    "family_education": "users",
    "support_service": "hand-heart",
    "report": "file-text",
}
