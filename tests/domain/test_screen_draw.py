"""The lot of drug screens: fair, repeatable, within the least and the most of a week."""

from collections import Counter
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.screen_draw import Candidate, DrawRules, drawn, must_be_drawn

POOLS = st.lists(
    st.builds(
        Candidate,
        st.uuids(),
        st.integers(min_value=0, max_value=4),
        st.integers(min_value=0, max_value=4),
    ),
    max_size=25,
    unique_by=lambda one: one.client_id,
)
RULES = st.builds(
    lambda least, more: DrawRules(least, least + more),
    st.integers(min_value=0, max_value=3),
    st.integers(min_value=0, max_value=3),
)
SEEDS = st.text(min_size=1, max_size=8)


@given(POOLS, st.integers(min_value=0, max_value=30), SEEDS, RULES)
def test_a_draw_stays_within_the_rules(
    pool: list[Candidate], wanted: int, seed: str, rules: DrawRules
) -> None:
    chosen = drawn(pool, wanted, seed, rules)
    by_id = {one.client_id: one for one in pool}
    assert len(set(chosen)) == len(chosen)
    assert all(by_id[client].taken < rules.most for client in chosen)
    musts = {one.client_id for one in pool if must_be_drawn(one, rules)}
    assert musts <= set(chosen)
    may = [one for one in pool if one.taken < rules.most]
    assert len(chosen) == max(len(musts), min(wanted, len(may)))


@given(POOLS, st.integers(min_value=0, max_value=10), SEEDS, RULES, st.randoms())
def test_the_same_seed_and_pool_draw_the_same_in_any_order(
    pool: list[Candidate], wanted: int, seed: str, rules: DrawRules, shuffler: object
) -> None:
    other = list(pool)
    shuffler.shuffle(other)  # type: ignore[attr-defined]
    assert drawn(pool, wanted, seed, rules) == drawn(other, wanted, seed, rules)


def test_everyone_is_drawn_about_as_often() -> None:
    pool = [Candidate(UUID(int=n), 0, 4) for n in range(10)]
    rules, times = DrawRules(0, 3), 3000
    counts = Counter(client for n in range(times) for client in drawn(pool, 3, f"seed {n}", rules))
    # 900 are expected of each; 5 standard deviations are about 125
    assert all(775 < counts[one.client_id] < 1025 for one in pool)


def test_one_more_wanted_never_changes_who_was_drawn_before() -> None:
    pool = [Candidate(UUID(int=n), 0, 4) for n in range(10)]
    few, more = (set(drawn(pool, n, "seed", DrawRules(0, 3))) for n in (3, 4))
    assert few < more


def test_the_last_day_of_a_week_takes_whoever_would_fall_short() -> None:
    friday = [Candidate(UUID(int=1), 0, 0), Candidate(UUID(int=2), 1, 0)]
    assert drawn(friday, 0, "seed", DrawRules(1, 3)) == (UUID(int=1),)
