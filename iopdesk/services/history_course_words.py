"""Placements and setbacks in plain words, for the history of a chart."""

from iopdesk.domain.episode import phase_words
from iopdesk.domain.placement import CHANGE_WORDS, Change
from iopdesk.domain.setback import KIND_WORDS, SAFETY_WORDS, Safety, SetbackKind
from iopdesk.domain.wording import Wording
from iopdesk.services.history_change import RowChange, Tell


def headline(action: str, words: Wording) -> str:
    """What was done, where an entry is more than one sentence; empty for other actions."""
    return {
        "episode.place": words("Placement changed"),
        "setback.save": words("Setback: what would help now"),
        "setback.close": words("Setback closed: every step has its answer"),
        "setback.reopen": words("Setback opened again"),
        "setback.take_back": words("Setback taken back"),
    }.get(action, "")


def _placement(change: RowChange, words: Wording) -> str:
    phase = phase_words(change.text("phase_name"), words)
    if change.is_taken_back:
        return words("Placement taken back: {phase}", phase=phase)
    minutes = change.state.get("minutes_a_week")
    dose = words(
        "{phase} from {day}: {hours} hours on {days} days a week",
        phase=phase,
        day=change.day("starts", words),
        hours=words.hours(minutes if isinstance(minutes, int) else 0),
        days=change.text("days_a_week"),
    )
    kind = change.text("change")
    if kind in list(Change) and kind not in (Change.ADMISSION, Change.OTHER):
        dose = words("{change}: {dose}", change=words(CHANGE_WORDS[Change(kind)]), dose=dose)
    end = change.day("planned_end", words)
    if end and kind != Change.ADMISSION:
        return words("{dose}; planned end now {day}", dose=dose, day=end)
    return dose


def _setback(change: RowChange, words: Wording) -> str:
    kind, day = change.text("kind"), change.day("day", words)
    told = words(KIND_WORDS[SetbackKind(kind)]) if kind in list(SetbackKind) else kind
    if change.is_taken_back:
        return words("{what} of {day} taken back", what=told, day=day)
    if change.is_new:
        return words("{what}, {day}", what=told, day=day)
    if change.changed.get("closed_at"):
        return words("{what} of {day} closed", what=told, day=day)
    safety = change.changed.get("safety")
    if safety and safety in list(Safety):
        answer = words(SAFETY_WORDS[Safety(str(safety))])
        return words("Safety asked: {answer}", answer=answer)
    if any(name in change.changed for name in _ANSWERS):
        return words("Next steps of {day} written", day=day)
    return ""


_ANSWERS = (
    "what_happened",
    "learned_from",
    "safety_words",
    "level_words",
    "groups_words",
    "supports_words",
    "plan_words",
)
TELLERS: dict[str, Tell] = {"placement": _placement, "setback": _setback}
ICONS = {"setback": "heart-handshake"}
