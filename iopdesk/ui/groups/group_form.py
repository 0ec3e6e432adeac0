"""The forms of a group: its facts, and one weekly time."""

from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QWidget

from iopdesk.domain.clinic_rules import ClinicRules
from iopdesk.domain.group import (
    LARGEST_CAPACITY,
    LONGEST_MINUTES,
    LONGEST_NAME,
    MOST_WEEKS_APART,
    SHORTEST_MINUTES,
    SMALLEST_CAPACITY,
    GroupDraft,
    GroupTrack,
    Leader,
    Slot,
    SlotDraft,
)
from iopdesk.domain.group_kinds import (
    ADVICE_WORDS,
    MODALITY_WORDS,
    POPULATION_WORDS,
    STAGE_WORDS,
    GroupKind,
    capacity_advice,
)
from iopdesk.domain.problems import FieldProblem
from iopdesk.ui.groups.group_words import (
    kind_words,
    modality_words,
    population_words,
    stage_words,
    track_words,
)
from iopdesk.ui.widgets.fields import ChoiceField, DateField, NumberField, TimeField, text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.wording import _, ngettext_, screen_wording

_USUAL_MINUTES = 90
_OWN = "own"


class GroupForm(Form):
    """What a group is; `draft()` is what the fields say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = self.add("name", _("Na&me"), text_field(LONGEST_NAME))
        self.neutral = self.add(
            "neutral_title",
            _("Name that &others see"),
            text_field(LONGEST_NAME),
            hint=_("Stands on sign-in sheets and schedules. Never says whom the group is for."),
        )
        kinds: list[tuple[object, str]] = [(kind.value, kind_words(kind)) for kind in GroupKind]
        self.kind = self.add("kind", _("&Kind"), ChoiceField(kinds))
        self.capacity = self.add(
            "capacity", _("&Places"), NumberField(SMALLEST_CAPACITY, LARGEST_CAPACITY), beside=True
        )
        tracks: list[tuple[object, str]] = [(each.value, track_words(each)) for each in GroupTrack]
        self.advice = label("", "hint", self, wrap=True)
        self.advice.hide()
        self.add_widget(self.advice)
        self.track = self.add("track", _("T&rack"), Segmented(tracks))
        self._add_purpose()
        self._rules = ClinicRules()
        self.population.currentIndexChanged.connect(self._on_population)
        self.edited.connect(self._show_advice)
        self.load(GroupDraft(""))

    def _add_purpose(self) -> None:
        """How it works, for whom, and where."""
        modalities: list[tuple[object, str]] = [
            (each, modality_words(each)) for each in MODALITY_WORDS
        ]
        self.modality = self.add("modality", _("Way of working"), ChoiceField(modalities))
        self.stage = self.add("stage", _("Sta&ge of treatment"), ChoiceField(), beside=True)
        self.population = self.add(
            "population",
            _("&For whom only"),
            ChoiceField(),
            hint=_("Only clients who asked for it are placed; others see the neutral name."),
        )
        self.own_population = self.add(
            "own_population", _("In the clinic's own words"), text_field(LONGEST_NAME)
        )
        self.place = self.add(
            "place",
            _("Place, if not at the clinic"),
            text_field(LONGEST_NAME),
        )

    def load(self, draft: GroupDraft) -> None:
        """Show a group as it is stored."""
        with self.loading():
            self._is_open = draft.is_open
            self.name.setText(draft.name)
            self.neutral.setText(draft.neutral_title)
            self.kind.set_value(draft.kind)
            self.capacity.set_value(draft.capacity)
            self.track.set_value(draft.track)
            self.modality.set_value(draft.modality)
            self.place.setText(draft.place)
            self._show_stage(draft.stage)
            self._show_population(draft.population)
        self.clear_problems()
        self._show_advice()

    def show_rules(self, rules: ClinicRules) -> None:
        """Advise by these rules of the clinic."""
        self._rules = rules
        self._show_advice()

    def _show_stage(self, stage: str) -> None:
        known = [*STAGE_WORDS, *([stage] if stage not in STAGE_WORDS else [])]
        self.stage.set_choices([(each, stage_words(each)) for each in known])
        self.stage.set_value(stage)

    def _show_population(self, population: str) -> None:
        choices: list[tuple[object, str]] = [("", _("Everyone"))]
        choices += [(each, population_words(each)) for each in POPULATION_WORDS]
        self.population.set_choices([*choices, (_OWN, _("Others, in own words"))])
        is_own = bool(population) and population not in POPULATION_WORDS
        self.population.set_value(_OWN if is_own else population)
        self.own_population.setText(population if is_own else "")
        self._on_population()

    def _on_population(self, *_at: object) -> None:
        self.show_field("own_population", self.population.value == _OWN)

    def _show_advice(self) -> None:
        advice = capacity_advice(str(self.kind.value), self.capacity.value or 0, self._rules)
        told = [_(ADVICE_WORDS[kind], n=n) for kind, n in advice]
        self.advice.setText(" ".join(told))
        self.advice.setVisible(bool(told))

    def draft(self) -> GroupDraft:
        """What is typed."""
        return GroupDraft(
            name=self.name.text(),
            neutral_title=self.neutral.text(),
            kind=str(self.kind.value),
            stage=str(self.stage.value or ""),
            population=self._population(),
            track=str(self.track.value),
            capacity=self.capacity.value or 0,
            is_open=self._is_open,
            modality=str(self.modality.value or ""),
            place=self.place.text(),
        )

    def _population(self) -> str:
        chosen = str(self.population.value or "")
        return self.own_population.text() if chosen == _OWN else chosen


class SlotForm(Form):
    """A weekly time; a change holds from its first day on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wording = screen_wording()
        days: list[tuple[object, str]] = [(day, wording.weekday(day)) for day in range(7)]
        self.weekday = self.add("weekday", _("&Day"), Segmented(days))
        self.start = self.add("start", _("Be&gins"), TimeField())
        self.minutes = self.add(
            "minutes", _("Min&utes"), NumberField(SHORTEST_MINUTES, LONGEST_MINUTES), beside=True
        )
        self.room = self.add("room", _("&Room"), text_field(40), beside=True)
        self.leader = self.add("leader_id", _("&Leader"), ChoiceField())
        self.co_leader = self.add("co_leader_id", _("Co-leader"), ChoiceField(), beside=True)
        weeks: list[tuple[object, str]] = [
            (n, ngettext_("every week", "every {n} weeks", n))
            for n in range(1, MOST_WEEKS_APART + 1)
        ]
        self.every = self.add("every_weeks", _("Re&peats"), ChoiceField(weeks))
        self.starts = self.add("starts", _("First da&y"), DateField())
        self.ends = self.add("ends", _("Last day (e&mpty: goes on)"), DateField(), beside=True)

    def set_leaders(self, leaders: tuple[Leader, ...]) -> None:
        """Offer these people."""
        choices: list[tuple[object, str]] = [(None, _("Not decided"))]
        with self.loading():
            self.leader.set_choices(choices + [(each.id, each.name) for each in leaders])
            nobody: list[tuple[object, str]] = [(None, _("Nobody"))]
            self.co_leader.set_choices(nobody + [(each.id, each.name) for each in leaders])

    def load(self, slot: Slot | None, starts: date) -> None:
        """Show a slot as the change of it begins; an empty form for a new time."""
        with self.loading():
            self.weekday.set_value(slot.weekday if slot else starts.weekday())
            self.start.set_value(slot.start if slot else None)
            self.minutes.set_value(slot.minutes if slot else _USUAL_MINUTES)
            self.room.setText(slot.room if slot else "")
            self.leader.set_value(slot.leader_id if slot else None)
            self.co_leader.set_value(slot.co_leader_id if slot else None)
            self.every.set_value(slot.every_weeks if slot else 1)
            self.starts.set_value(starts)
            self.ends.set_value(slot.ends if slot else None)
        self.clear_problems()

    def draft(self) -> SlotDraft | list[FieldProblem]:
        """What is typed, or what is no date or time yet."""
        start, starts = self.start.value, self.starts.value
        problems = []
        if start is None:
            problems.append(FieldProblem("start", _("Type a time such as 1:00 PM.")))
        if starts is None:
            problems.append(FieldProblem("starts", _("Type a date such as 11/19/2026.")))
        if self.ends.is_wrong:
            problems.append(FieldProblem("ends", _("Type a date such as 11/19/2026.")))
        if start is None or starts is None or problems:
            return problems
        leader, co_leader = self.leader.value, self.co_leader.value
        return SlotDraft(
            weekday=int(str(self.weekday.value)),
            start=start,
            minutes=self.minutes.value or 0,
            starts=starts,
            room=self.room.text().strip(),
            leader_id=leader if isinstance(leader, UUID) else None,
            every_weeks=int(str(self.every.value)),
            ends=self.ends.value,
            co_leader_id=co_leader if isinstance(co_leader, UUID) else None,
        )
