"""Meetings attended in plain words, in either language."""

from iopdesk.domain.wording import Wording
from iopdesk.services.history_change import RowChange, Tell


def _visit(change: RowChange, words: Wording) -> str:
    name = change.name("meeting_id") or change.text("words")
    values = {"meeting": name, "day": change.day("day", words)}
    if change.is_taken_back:
        return words("Meeting of {day} taken back: {meeting}", **values)
    if change.is_new:
        return words("Meeting attended on {day}: {meeting}", **values)
    return words("Doubt noted about the meeting of {day}: {meeting}", **values)


TELLERS: dict[str, Tell] = {"meeting_attendance": _visit}


def headline(action: str, words: Wording) -> str:
    """What was done to cards and visits; empty for other actions."""
    return {
        "meeting_card.print": words("Attendance card printed"),
        "meeting_card.enter": words("Returned attendance card entered"),
        "meeting_visit.add": words("Meetings attended noted"),
        "meeting_visit.dispute": words("Doubt about a meeting noted"),
        "meeting_visit.take_back": words("Meeting attended taken back"),
    }.get(action, "")
