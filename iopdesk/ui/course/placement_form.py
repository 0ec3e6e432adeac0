"""The short form of a placement: what kind of step, from when, which dose, why, who decided."""

from dataclasses import replace
from typing import cast
from uuid import UUID

from PySide6.QtWidgets import QWidget

from iopdesk.domain.episode import LEVEL_WORDS, TRACK_WORDS, Phase, Track, phase_words
from iopdesk.domain.placement import (
    CHANGE_WORDS,
    LONGEST_REASON,
    Change,
    PlacementDraft,
    with_phase,
)
from iopdesk.domain.problems import FieldProblem
from iopdesk.services.placement_records import PlacementView
from iopdesk.ui.widgets.fields import ChoiceField, DateField, HoursField, NumberField, text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.wording import _

_STEPS = (Change.STEP_UP, Change.STEP_DOWN, Change.HOLD, Change.EXTEND, Change.OTHER)
_DATES = ("starts", "planned_end")
_NUMBERS = ("minutes_a_week", "days_a_week", "meetings_a_week", "screens_a_week")


class PlacementForm(Form):
    """Load it with a draft; a phase brings its dose, and every number can be set otherwise."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phases: tuple[Phase, ...] = ()
        self._loaded = PlacementDraft()
        steps = [(step, _(CHANGE_WORDS[step])) for step in _STEPS]
        self.change = self.add("change", _("What is decided"), Segmented(steps))
        self.starts = self.add("starts", _("&From"), DateField())
        self.end = self.add("planned_end", _("Planned &end"), DateField(), beside=True)
        self.phase = self.add("phase", _("P&hase"), ChoiceField())
        tracks = [(track, _(words)) for track, words in TRACK_WORDS.items()]
        self.track = self.add("track", _("Track"), Segmented(tracks), beside=True)
        self.hours = self.add("minutes_a_week", _("Hours a &week"), HoursField())
        self.days = self.add("days_a_week", _("&Days"), NumberField(0, 7), beside=True)
        self.meetings = self.add("meetings_a_week", _("&Meetings"), NumberField(0, 14), beside=True)
        self.screens = self.add(
            "screens_a_week", _("Drug s&creens"), NumberField(0, 7), beside=True
        )
        levels = [(code, _(words)) for code, words in LEVEL_WORDS.items()]
        self.level = self.add("level_of_care", _("Level of care"), ChoiceField(levels))
        self.counselor = self.add(
            "counselor_id", _("Primary counselo&r"), ChoiceField(), beside=True
        )
        self.reason = self.add("reason", _("Reas&on"), text_field(LONGEST_REASON))
        self.decided_by = self.add("decided_by", _("Decided &by"), text_field(120))
        self.add_stretch()
        self.phase.currentIndexChanged.connect(self._on_phase)

    def offer(self, view: PlacementView) -> None:
        """The phases of the program and who may be the counselor."""
        self._phases = view.phases
        names = {phase.position: phase.name for phase in view.phases}
        names.setdefault(view.base.phase, view.base.phase_name)
        with self.loading():
            self.phase.set_choices([(at, phase_words(names[at], _)) for at in sorted(names)])
            people: list[tuple[object, str]] = [(None, _("Not yet chosen"))]
            people += [(one.staff_id, one.name) for one in view.counselors]
            if view.base.counselor_id not in dict(people):
                people.append((view.base.counselor_id, view.episode.counselor))
            self.counselor.set_choices(people)

    def load(self, draft: PlacementDraft) -> None:
        """Show a draft; nothing of it counts as typed."""
        self._loaded = draft
        with self.loading():
            self.change.set_value(draft.change)
            self.starts.set_value(draft.starts)
            self.end.set_value(draft.planned_end)
            self.phase.set_value(draft.phase)
            self.track.set_value(draft.track)
            self.level.set_value(draft.level_of_care)
            self.counselor.set_value(draft.counselor_id)
            self.reason.setText(draft.reason)
            self.decided_by.setText(draft.decided_by)
            self._show_dose(draft)
        self.clear_problems()

    def draft(self) -> PlacementDraft:
        """What is typed; numbers that can't be read are -1, and `problems` tells them."""
        at = cast(int, self.phase.value or self._loaded.phase)
        name = next((p.name for p in self._phases if p.position == at), self._loaded.phase_name)
        return replace(
            self._loaded,
            starts=self.starts.value,
            change=cast(Change, self.change.value or Change.OTHER),
            planned_end=self.end.value,
            phase=at,
            phase_name=self._loaded.phase_name if at == self._loaded.phase else name,
            track=cast(Track, self.track.value),
            minutes_a_week=_number(self.hours.value),
            days_a_week=_number(self.days.value),
            meetings_a_week=_number(self.meetings.value),
            screens_a_week=_number(self.screens.value),
            level_of_care=str(self.level.value),
            counselor_id=cast(UUID | None, self.counselor.value),
            reason=self.reason.text(),
            decided_by=self.decided_by.text(),
        )

    def typing_problems(self) -> list[FieldProblem]:
        """Dates that can't be read; an empty planned end is one too."""
        found = []
        for name in _DATES:
            field = cast(DateField, self.field(name))
            if field.value is None:
                words = "This is not a date. Type month/day/year."
                found.append(FieldProblem(name, words))
        return found

    def _show_dose(self, draft: PlacementDraft) -> None:
        self.hours.set_value(draft.minutes_a_week)
        self.days.set_value(draft.days_a_week)
        self.meetings.set_value(draft.meetings_a_week)
        self.screens.set_value(draft.screens_a_week)

    def _on_phase(self) -> None:
        at = self.phase.value
        phase = next((p for p in self._phases if p.position == at), None)
        if phase is not None and not self.is_loading:
            self._show_dose(with_phase(self.draft(), phase))


def _number(value: int | None) -> int:
    return -1 if value is None else value
