"""Old backups are thinned out: two days whole, then daily, weekly, monthly; never the newest."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from iopdesk.storage.backup_keeping import to_keep

NOW = datetime(2026, 11, 19, 18, tzinfo=UTC)
times = st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 1)).map(
    lambda at: at.replace(tzinfo=UTC)
)


def test_a_year_of_half_hours_keeps_about_two_hundred() -> None:
    made = [NOW - timedelta(minutes=30 * number) for number in range(2 * 24 * 365)]
    kept = to_keep(made, NOW)
    last_two_days = {at for at in kept if at > NOW - timedelta(days=2)}
    assert len(last_two_days) == 96
    older = sorted(kept - last_two_days, reverse=True)
    assert len({at.date() for at in kept}) >= 12
    assert 9 <= len({(at.year, at.month) for at in kept}) <= 10
    assert len(older) <= 12 + 10 + 9
    assert NOW - min(kept) > timedelta(days=230)


def test_backups_of_rare_days_are_not_thrown_away_for_being_old() -> None:
    made = [NOW - timedelta(days=40 * number) for number in range(9)]
    assert to_keep(made, NOW) == set(made)


@given(st.lists(times, max_size=60), times)
def test_the_newest_is_always_kept_and_nothing_is_invented(
    made: list[datetime], now: datetime
) -> None:
    kept = to_keep(made, now)
    assert kept <= set(made)
    if made:
        assert max(made) in kept
    assert {at for at in made if at > now - timedelta(days=2)} <= kept


@given(st.lists(times, max_size=40))
def test_thinning_out_again_changes_nothing(made: list[datetime]) -> None:
    kept = to_keep(made, NOW)
    assert to_keep(kept, NOW) == kept
