"""What an authorization has used: each attended day, session or hour once, within its days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.evaluation import units_used

FIRST = date(2026, 11, 2)
DAYS = st.integers(0, 30).map(lambda n: FIRST + timedelta(days=n))
ATTENDED = st.lists(st.tuples(DAYS, st.integers(0, 180)), max_size=40)


@given(ATTENDED, DAYS, DAYS, st.sampled_from(["days", "sessions", "hours"]))
def test_only_what_was_attended_within_the_days_counts(
    attended: list[tuple[date, int]], one: date, other: date, kind: str
) -> None:
    starts, ends = min(one, other), max(one, other)
    minutes = {
        starts + timedelta(days=n): [
            spent for day, spent in attended if day == starts + timedelta(days=n) and spent > 0
        ]
        for n in range((ends - starts).days + 1)
    }
    counted = {
        "days": sum(1 for spent in minutes.values() if spent),
        "sessions": sum(len(spent) for spent in minutes.values()),
        "hours": sum(map(sum, minutes.values())) // 60,
    }
    assert units_used(kind, starts, ends, attended) == counted[kind]


@given(ATTENDED, DAYS, st.sampled_from(["days", "sessions"]))
def test_a_renewal_the_day_after_counts_nothing_twice(
    attended: list[tuple[date, int]], ends: date, kind: str
) -> None:
    last = FIRST + timedelta(days=31)
    first_part = units_used(kind, FIRST, ends, attended)
    renewed = units_used(kind, ends + timedelta(days=1), last, attended)
    assert first_part + renewed == units_used(kind, FIRST, last, attended)
