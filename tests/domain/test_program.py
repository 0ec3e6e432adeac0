from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.clinic_rules import ClinicRules
from iopdesk.domain.episode import Phase, phase_starts
from iopdesk.domain.placement import (
    Change,
    PlacementDraft,
    end_problems,
    group_fits,
    proposed,
)
from iopdesk.domain.program import (
    AgeGroup,
    HoursRange,
    PhaseDraft,
    ProgramDraft,
    age_group_of,
    hours_range,
)

RULES = ClinicRules()
TODAY = date(2026, 11, 19)
ADMITTED = date(2026, 10, 22)
phases = st.lists(
    st.tuples(st.integers(1, 90), st.integers(0, 40), st.integers(0, 7)), min_size=1, max_size=12
).map(
    lambda rows: tuple(
        Phase(at, f"Phase {at}", days, hours * 60, a_week, 3)
        for at, (days, hours, a_week) in enumerate(rows, start=1)
    )
)


@given(st.integers(0, 40 * 60), st.sampled_from(AgeGroup))
def test_a_weeks_hours_are_below_within_or_above_the_level(minutes: int, age: AgeGroup) -> None:
    least = 6 if age is AgeGroup.ADOLESCENT else 9
    expected = HoursRange.WITHIN
    if minutes < least * 60:
        expected = HoursRange.BELOW
    elif minutes > 19 * 60:
        expected = HoursRange.ABOVE
    assert hours_range(minutes, age, RULES) is expected
    assert hours_range(minutes, age, RULES, level="2.5") is HoursRange.WITHIN


@given(st.dates(date(1930, 1, 1), TODAY))
def test_under_eighteen_is_adolescent_until_the_birthday(born: date) -> None:
    turned = (born.year + 18, born.month, born.day) <= (TODAY.year, TODAY.month, TODAY.day)
    assert (age_group_of(born, TODAY) is AgeGroup.ADULT) == turned


def test_without_a_birth_date_an_adult_is_assumed() -> None:
    assert age_group_of(None, TODAY) is AgeGroup.ADULT


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), phases)
def test_phases_follow_each_other_without_a_gap(admitted: date, given: tuple[Phase, ...]) -> None:
    starts = phase_starts(admitted, given)
    assert starts[0] == admitted
    for phase, this, following in zip(given, starts, starts[1:], strict=False):
        assert following - this == timedelta(days=phase.days)


@given(st.dates(date(2020, 1, 1), TODAY), st.integers(-900, 900))
def test_the_planned_end_can_always_move(admitted: date, days: int) -> None:
    end = TODAY + timedelta(days=days)
    found = end_problems(admitted, end, TODAY)
    assert bool(found) == (end < admitted or days > 730)


def test_ninety_days_are_neither_the_most_nor_the_least() -> None:
    for days in (1, 30, 45, 90, 91, 400):
        phase = PhaseDraft("All of it", days)
        assert ProgramDraft("Ours", days, phases=(phase,)).problems() == []
    assert [p.field for p in ProgramDraft("Ours", 0, phases=(PhaseDraft("A"),)).problems()] == [
        "days"
    ]


def test_a_program_tells_each_phase_what_is_wrong_with_it() -> None:
    draft = ProgramDraft(" ", 90, phases=(PhaseDraft("A"), PhaseDraft("", 0, 41 * 60, 8, 15, 8)))
    assert [p.field for p in draft.problems()] == [
        "name",
        "phases.1.name",
        "phases.1.days",
        "phases.1.minutes_a_week",
        "phases.1.days_a_week",
        "phases.1.meetings_a_week",
        "phases.1.screens_a_week",
    ]
    assert [p.field for p in ProgramDraft("Ours").problems()] == ["phases"]


placed = st.builds(
    PlacementDraft,
    starts=st.just(ADMITTED),
    phase=st.integers(1, 12),
    minutes_a_week=st.integers(0, 40).map(lambda hours: hours * 60),
    planned_end=st.dates(ADMITTED, date(2027, 12, 1)),
)


@given(placed, phases, st.sampled_from(Change))
def test_a_proposal_is_never_refused_for_its_own_change(
    now: PlacementDraft, given: tuple[Phase, ...], change: Change
) -> None:
    draft = replace(proposed(change, now, given, TODAY), reason="Team review")
    fields = {p.field for p in draft.problems(ADMITTED, TODAY, now)}
    if change is Change.OTHER:
        assert fields <= {"change"}  # nothing differs yet
    else:
        assert fields == set()
    assert draft.starts == TODAY


@given(placed, phases)
def test_up_is_never_less_and_down_is_never_more(
    now: PlacementDraft, given: tuple[Phase, ...]
) -> None:
    assert proposed(Change.STEP_UP, now, given, TODAY).minutes_a_week >= now.minutes_a_week
    assert proposed(Change.STEP_DOWN, now, given, TODAY).minutes_a_week <= now.minutes_a_week
    assert proposed(Change.HOLD, now, given, TODAY).prescribes_as(now)


def test_a_change_must_be_what_it_says_and_say_why() -> None:
    now = PlacementDraft(ADMITTED, minutes_a_week=720, planned_end=date(2027, 1, 19))
    less, more = replace(now, minutes_a_week=540), replace(now, minutes_a_week=900)
    for draft, change, field in (
        (less, Change.STEP_UP, "change"),
        (more, Change.STEP_DOWN, "change"),
        (more, Change.HOLD, "change"),
        (now, Change.OTHER, "change"),
        (now, Change.EXTEND, "planned_end"),
    ):
        typed = replace(draft, change=change, reason="Team review")
        assert [p.field for p in typed.problems(ADMITTED, TODAY, now)] == [field]
    higher = replace(less, level_of_care="2.5", change=Change.STEP_UP, reason="Team review")
    assert higher.problems(ADMITTED, TODAY, now) == []
    silent = replace(less, change=Change.STEP_DOWN)
    assert [p.field for p in silent.problems(ADMITTED, TODAY, now)] == ["reason"]


def test_groups_of_the_other_half_of_the_day_or_another_phase_no_longer_fit() -> None:
    now = PlacementDraft(ADMITTED, phase_name="Phase 2")
    names = ("Phase 1", "Phase 2")
    assert group_fits("", "", now, names)
    assert group_fits("day", "phase 2", now, names)
    assert group_fits("day", "Early recovery", now, names)
    assert not group_fits("evening", "", now, names)
    assert not group_fits("day", "Phase 1", now, names)
