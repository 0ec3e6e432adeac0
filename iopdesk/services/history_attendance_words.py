"""Attendance and calls after an absence in plain words, for the history of a chart."""

from iopdesk.domain.outreach import HOWS, OUTCOMES, How, Outcome
from iopdesk.domain.wording import Wording
from iopdesk.services.history_change import RowChange, Tell


def headline(action: str, words: Wording) -> str:
    """What was done, where an entry is more than one sentence; empty for other actions."""
    return {
        "attendance.mark": words("Attendance marked"),
        "attendance.mark_rest": words("Attendance marked"),
        "attendance.undo": words("Attendance mark undone"),
        "outreach.record": words("Call after an absence noted"),
        "outreach.take_back": words("Call after an absence taken back"),
    }.get(action, "")


def _attendance(change: RowChange, words: Wording) -> str:
    group, day = change.name("session_id"), change.day("day", words)
    if change.is_taken_back:
        return words("{group}, {day}: mark taken back", group=group, day=day)
    mark = {
        "present": words("present"),
        "late": words("late"),
        "left_early": words("left early"),
        "excused": words("excused"),
        "absent": words("absent"),
    }.get(change.text("mark"), change.text("mark"))
    minutes = change.state.get("minutes")
    if not minutes:
        allowed = change.text("excused_by")
        if allowed:
            mark = words("{mark} (allowed by {name})", mark=mark, name=allowed)
        return words("{group}, {day}: {mark}", group=group, day=day, mark=mark)
    how = {
        "walk_in": words("as a walk-in"),
        "remote": words("by video"),
    }.get(change.text("came_as"))
    if change.state.get("makes_up_id"):
        how = words("made up for a missed session")
    if how:
        mark = words("{mark}, {how}", mark=mark, how=how)
    return words(
        "{group}, {day}: {mark}, {minutes} minutes",
        group=group,
        day=day,
        mark=mark,
        minutes=minutes,
    )


def _outreach_call(change: RowChange, words: Wording) -> str:
    about = change.day("about_day", words)
    if change.is_taken_back:
        return words("Call about the absence of {day} taken back", day=about)
    return words(
        "About the absence of {day}: {how}. {outcome}.",
        day=about,
        how=words(HOWS[How(change.text("how"))]),
        outcome=words(OUTCOMES[Outcome(change.text("outcome"))]),
    )


def _attachment(change: RowChange, words: Wording) -> str:
    name = change.text("name")
    if change.is_taken_back:
        return words("File taken off: {name}", name=name)
    return words("File attached: {name}", name=name)


TELLERS: dict[str, Tell] = {
    "attachment": _attachment,
    "attendance": _attendance,
    "outreach_call": _outreach_call,
}
ICONS = {"attendance": "calendar-check", "outreach": "phone"}
