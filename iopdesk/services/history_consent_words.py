"""Consents, disclosures, restrictions and papers given, for a chart's history."""

from iopdesk.domain.consent_library import consent_library
from iopdesk.domain.wording import Wording
from iopdesk.services.history_change import RowChange, Tell


def headline(action: str, words: Wording) -> str:
    """What was done, where an entry is more than one sentence; empty for other actions."""
    return {"disclosure.make": words("Handed over to someone outside")}.get(action, "")


def _consent(change: RowChange, words: Wording) -> str:
    kind = consent_library().kind_words(change.text("kind"), words.language)
    whom = change.text("to_whom")
    name = words("{consent} to {whom}", consent=kind, whom=whom) if whom else kind
    if change.is_taken_back:
        return words("{consent}: entry taken back", consent=name)
    if change.text("revoked"):
        day = change.day("revoked", words)
        if change.text("revoked_how") == "oral":
            return words("{consent}: withdrawn by word of mouth on {day}", consent=name, day=day)
        return words("{consent}: withdrawn by the client on {day}", consent=name, day=day)
    if change.text("declined"):
        day, why = change.day("declined", words), change.text("note")
        return words("{consent}: declined on {day}. {why}", consent=name, day=day, why=why)
    if change.text("event_happened"):
        day, event = change.day("event_happened", words), change.text("until_event")
        return words("{consent}: over on {day} ({event})", consent=name, day=day, event=event)
    if not change.text("signed"):
        if change.text("signed_how") == "waiting":
            return words("{consent}: printed, waits for its signature", consent=name)
        return words("{consent}: prepared", consent=name)
    day = change.day("signed", words)
    if change.text("until"):
        last = change.day("until", words)
        return words("{consent}: signed {day}, to {last}", consent=name, day=day, last=last)
    return words("{consent}: signed {day}", consent=name, day=day)


def _disclosure(change: RowChange, words: Wording) -> str:
    what, whom = change.text("what"), change.text("to_whom")
    return words("{what}, given to {whom}", what=what, whom=whom)


def _restriction(change: RowChange, words: Wording) -> str:
    asked = change.text("words")
    if change.is_taken_back:
        return words("Request for a restriction taken back: {asked}", asked=asked)
    answer = change.text("answer")
    if answer == "agreed":
        return words("Restriction agreed to: {asked}", asked=asked)
    if answer == "not_agreed":
        return words("Restriction not agreed to: {asked}", asked=asked)
    return words("The client asked for a restriction: {asked}", asked=asked)


def _paper_given(change: RowChange, words: Wording) -> str:
    names = {
        "patient_notice": words("Patient notice"),
        "agreement": words("Program agreement"),
        "guide": words("Program guide"),
    }
    name = names.get(change.text("kind"), change.text("kind"))
    day = change.day("day", words)
    if change.is_taken_back:
        return words("{paper}: entry taken back", paper=name)
    if change.text("signed"):
        return words("{paper} given on {day}, receipt signed", paper=name, day=day)
    why = change.text("why_not_signed")
    if why:
        return words("{paper} given on {day}, not signed: {why}", paper=name, day=day, why=why)
    return words("{paper} given on {day}", paper=name, day=day)


def _policy(change: RowChange, words: Wording) -> str:
    payer = change.text("payer")
    if change.is_taken_back:
        return words("Insurance taken back: {payer}", payer=payer)
    return words("Insurance: {payer}", payer=payer)


TELLERS: dict[str, Tell] = {
    "consent": _consent,
    "disclosure": _disclosure,
    "restriction_request": _restriction,
    "paper_given": _paper_given,
    "policy": _policy,
}
ICONS = {
    "consent": "shield-alert",
    "disclosure": "upload",
    "restriction_request": "eye-off",
    "paper_given": "file-text",
    "policy": "id-card",
}
CLINICAL = frozenset({"disclosure", "restriction_request"})
