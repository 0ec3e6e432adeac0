"""Asks which time and place to keep of a session that someone else moved meanwhile."""

from dataclasses import asdict, replace
from typing import Any

from iopdesk.domain.group_session import MoveDraft, SeenSession
from iopdesk.domain.problems import EditConflict
from iopdesk.ui.messages import Messages
from iopdesk.ui.wording import _


def settled_move(
    messages: Messages, conflict: EditConflict, draft: MoveDraft, seen: SeenSession
) -> tuple[MoveDraft, SeenSession] | None:
    """The move to make after all, and what was seen of the session by then; None to leave it."""
    words = {
        "day": _("Day"),
        "start": _("Begins"),
        "minutes": _("Minutes"),
        "room": _("Room"),
        "state": _("State"),
    }
    kept = messages.settle(conflict, words)
    if kept is None:
        return None
    theirs: dict[str, Any] = {field.field: field.theirs for field in conflict.fields}
    mine: dict[str, Any] = {name: kept[name] for name in kept.keys() & asdict(draft).keys()}
    return replace(draft, **mine), replace(seen, **theirs)
