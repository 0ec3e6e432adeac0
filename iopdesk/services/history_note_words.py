"""Notes, additions and second signatures of a record in plain words, in either language."""

from iopdesk.domain.wording import Wording
from iopdesk.services.history_change import RowChange, Tell


def headline(action: str, words: Wording) -> str:
    """What was done; empty for actions of others."""
    return {
        "note.save": words("Session note written"),
        "note.sign": words("Session note signed"),
        "note.add": words("Addition to a signed note"),
        "note.cosign": words("Note co-signed"),
        "note.send_back": words("Note sent back to its author"),
    }.get(action, "")


def _client_note(change: RowChange, words: Wording) -> str:
    group = change.name("session_id") or words("appointment")
    if change.is_taken_back:
        return words("Note taken back: {group}", group=group)
    # the headline says what was done; this only which note it was
    if change.changed.get("signed_at") and change.state.get("needs_cosign"):
        return words("{group}, to be co-signed", group=group)
    is_told = change.is_new or change.changed.get("signed_at") or change.changed.get("cosigned_at")
    return group if is_told else ""


def _addendum(change: RowChange, words: Wording) -> str:
    if change.state.get("sends_back"):
        return words("Sent back with a question to its author")
    return words("Added to a signed note")


TELLERS: dict[str, Tell] = {"client_note": _client_note, "addendum": _addendum}
