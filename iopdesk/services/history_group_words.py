"""Places in groups and pairs kept apart of a record in plain words, in either language."""

from iopdesk.domain.wording import Wording
from iopdesk.services.history_change import RowChange, Tell


def _roster_place(change: RowChange, words: Wording) -> str:
    group = change.name("group_id")
    if change.is_taken_back:
        return words("Place in {group} taken back", group=group)
    if change.state.get("is_waiting"):
        return words("On the waitlist of {group}", group=group)
    if not change.is_new and change.changed.get("ends"):
        return words("In {group} until {day}", group=group, day=change.day("ends", words))
    return words("In {group} from {day}", group=group, day=change.day("starts", words))


def _keep_apart(change: RowChange, words: Wording) -> str:
    """Never names the other client: this history is printed and handed on."""
    if change.is_taken_back or change.state.get("ends"):
        return words("A client may share groups with this one again")
    return words("A client to keep apart in groups was noted")


TELLERS: dict[str, Tell] = {"roster_place": _roster_place, "keep_apart": _keep_apart}
CLINICAL = frozenset({"keep_apart"})
