"""Meetings attended in plain words, in either language."""

from iopdesk.domain.mutual_help import EXCUSES, WORK_WORDS, WorkKind
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


def _excused(change: RowChange, words: Wording) -> str:
    values = {"first": change.day("starts", words), "last": change.day("ends", words)}
    if change.is_taken_back:
        return words("Excuse from meetings taken back: {first} to {last}", **values)
    why = words(EXCUSES.get(change.text("reason"), change.text("reason")))
    return words("Excused from meetings {first} to {last}: {why}", why=why, **values)


def _work(change: RowChange, words: Wording) -> str:
    kind = change.text("kind")
    name = words(WORK_WORDS[WorkKind(kind)]) if kind in set(WorkKind) else kind
    values = {"kind": name, "what": change.text("words"), "day": change.day("day", words)}
    if change.is_taken_back:
        return words("{kind} of {day} taken back: {what}", **values)
    return words("{kind}, {day}: {what}", **values)


TELLERS: dict[str, Tell] = {
    "meeting_attendance": _visit,
    "excused_week": _excused,
    "recovery_work": _work,
}


CLINICAL = frozenset({"recovery_work"})


def headline(action: str, words: Wording) -> str:
    """What was done to cards and visits; empty for other actions."""
    return {
        "meeting_card.print": words("Attendance card printed"),
        "meeting_card.enter": words("Returned attendance card entered"),
        "meeting_visit.add": words("Meetings attended noted"),
        "meeting_visit.dispute": words("Doubt about a meeting noted"),
        "meeting_visit.take_back": words("Meeting attended taken back"),
        "excused_week.save": words("Excused from meetings"),
        "excused_week.take_back": words("Excuse from meetings taken back"),
        "recovery_work.save": words("Recovery work noted"),
        "recovery_work.remove": words("Line about recovery work taken back"),
    }.get(action, "")
