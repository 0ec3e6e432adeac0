"""Wrong passwords cost time, whatever is done to the clock, the program or the counter file."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from iopdesk.storage.throttle import HARD_STOP, SignInHeld, SignInStopped, Throttle

NOON = datetime(2026, 11, 19, 12, 0, tzinfo=ZoneInfo("America/Los_Angeles"))
MINUTE = timedelta(minutes=1)


@pytest.fixture
def throttle(tmp_path: Path) -> Throttle:
    made = Throttle(tmp_path / "clinic.iopdb.auth")
    made.create()
    return made


def wrong_tries(throttle: Throttle, times: int, now: datetime, key: str = "ana") -> datetime:
    """Fail `times`, each as soon as it is allowed; the moment of the last try."""
    for _ in range(times):
        try:
            throttle.begin(key, now)
        except SignInHeld as held:
            now = held.until
            throttle.begin(key, now)
    return now


def held(throttle: Throttle, now: datetime, key: str = "ana") -> SignInHeld:
    with pytest.raises(SignInHeld) as caught:
        throttle.begin(key, now)
    return caught.value


def test_five_wrong_tries_are_free_then_delays_double_to_fifteen_minutes(
    throttle: Throttle,
) -> None:
    wrong_tries(throttle, 5, NOON)
    now, waits = NOON, []
    for _ in range(8):
        refusal = held(throttle, now)
        waits.append(refusal.wait.total_seconds())
        now = refusal.until
        throttle.begin("ana", now)
    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]


def test_the_sentence_says_how_long_and_that_others_may_sign_in(throttle: Throttle) -> None:
    wrong_tries(throttle, 8, NOON)
    refusal = held(throttle, wrong_tries(throttle, 0, NOON) + 8 * MINUTE - MINUTE)
    assert "minute" in refusal.hint
    assert "Others can sign in" in refusal.hint


def test_a_right_password_starts_the_count_anew(throttle: Throttle) -> None:
    wrong_tries(throttle, 4, NOON)
    throttle.begin("ana", NOON)
    throttle.succeeded("ana", NOON)
    assert throttle.fails("ana", NOON) == 0
    wrong_tries(throttle, 5, NOON)


def test_other_people_are_not_held(throttle: Throttle) -> None:
    wrong_tries(throttle, 6, NOON)
    held(throttle, NOON)
    throttle.begin("ben", NOON)


def test_a_restart_does_not_forget(throttle: Throttle, tmp_path: Path) -> None:
    wrong_tries(throttle, 5, NOON)
    held(Throttle(tmp_path / "clinic.iopdb.auth"), NOON)


def test_after_a_hundred_only_a_new_password_helps(throttle: Throttle) -> None:
    now = wrong_tries(throttle, HARD_STOP, NOON)
    with pytest.raises(SignInStopped):
        throttle.begin("ana", now + timedelta(days=365))
    throttle.begin("ben", now)
    throttle.forgive("ana", now)
    throttle.begin("ana", now)


def test_a_clock_set_back_starts_the_full_delay_again(throttle: Throttle) -> None:
    now = wrong_tries(throttle, 8, NOON)
    back = now - timedelta(days=1)
    assert held(throttle, back).wait == timedelta(seconds=240)
    assert held(throttle, back + MINUTE).wait == timedelta(seconds=180)
    throttle.begin("ana", back + 4 * MINUTE)


def test_a_clock_set_far_ahead_and_back_gains_nothing(throttle: Throttle) -> None:
    wrong_tries(throttle, 5, NOON)
    throttle.begin("ana", NOON + timedelta(days=9000))
    assert held(throttle, NOON).wait == timedelta(seconds=60)


@pytest.mark.parametrize("damage", ["deleted", "empty", "half", "other", "numbers"])
def test_a_deleted_or_damaged_counter_counts_as_five_wrong_tries(
    throttle: Throttle, tmp_path: Path, damage: str
) -> None:
    path = tmp_path / "clinic.iopdb.auth"
    wrong_tries(throttle, 5, NOON)
    content = path.read_bytes()
    if damage == "deleted":
        path.unlink()
    else:
        half = content.rstrip()[:20]
        path.write_bytes({"empty": b"", "half": half, "other": b"[]", "numbers": b"7"}[damage])
    for key in ("ana", "ben"):
        assert held(throttle, NOON, key).wait == timedelta(seconds=30)
    later = NOON + MINUTE
    throttle.begin("ana", later)
    throttle.succeeded("ana", later)
    throttle.begin("ana", later)
