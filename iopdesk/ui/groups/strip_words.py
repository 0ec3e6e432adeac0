"""Remarks of a client's sessions, and which of them a filter shows."""

from collections.abc import Sequence

from iopdesk.domain.attendance import CameAs, Mark, StripMark
from iopdesk.domain.wording import later
from iopdesk.ui.wording import _, screen_wording

ALL = ""
_MISSED, _SHORT, _MADE_UP, _UNMARKED = "missed", "short", "made_up", "unmarked"
FILTERS = {
    ALL: later("All"),
    _MISSED: later("Missed"),
    _SHORT: later("Late or short"),
    _MADE_UP: later("Make-ups"),
    _UNMARKED: later("Not marked"),
}


def filtered(marks: Sequence[StripMark], chosen: str) -> list[StripMark]:
    """The sessions that a filter shows, in their order."""
    return [mark for mark in marks if _fits(mark, chosen)]


def remark_words(mark: StripMark) -> str:
    """What else is known: how the client came, make-ups, who allowed an absence, why."""
    wording = screen_wording()
    found = []
    if mark.came_as is CameAs.WALK_IN:
        found.append(_("Walk-in"))
    if mark.came_as is CameAs.REMOTE:
        found.append(_("Video"))
    if mark.makes_up is not None:
        found.append(_("Makes up {day}", day=wording.day_month(mark.makes_up)))
    if mark.made_up is not None:
        found.append(_("Made up {day}", day=wording.day_month(mark.made_up)))
    if mark.excused_by:
        found.append(_("by {name}", name=mark.excused_by))
    if mark.reason:
        found.append(mark.reason)
    return ", ".join(found)


def _fits(mark: StripMark, chosen: str) -> bool:
    given = mark.mark
    if chosen == _MISSED:
        return given is not None and not given.is_attended
    if chosen == _SHORT:
        is_short = given is Mark.PRESENT and mark.minutes < mark.slot_minutes
        return given in (Mark.LATE, Mark.LEFT_EARLY) or is_short
    if chosen == _MADE_UP:
        return mark.makes_up is not None or mark.made_up is not None
    return chosen != _UNMARKED or given is None
