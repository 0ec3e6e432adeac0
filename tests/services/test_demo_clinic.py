"""The invented clinic: the same for the same seed and day, whole or not at all."""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from iopdesk.domain.clock import FixedClock
from iopdesk.domain.problems import UserProblem
from iopdesk.services.demo_clinic import DemoSize, demo_password, make_demo_clinic
from iopdesk.services.sign_in_service import SignInService
from iopdesk.storage.attendance_tables import AttendanceRow
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.journal_tables import ChangeRow
from tests.folder_for_tests import CHEAP, THURSDAY

SMALL = DemoSize(in_program=3, archive=2, seed=7)


def made(
    folder: Path, now: datetime
) -> tuple[Sequence[object], Sequence[object], Sequence[object]]:
    """Journal hashes, the entries in order, and what people would see of the demo's clients."""
    make_demo_clinic(folder, now, SMALL, cost=CHEAP)
    opened = SignInService(FixedClock(now), floor=CHEAP).sign_in(
        folder, "lind", demo_password("lind")
    )
    with opened.store.read() as db:
        hashes = list(db.scalars(select(ChangeRow.hash).order_by(ChangeRow.dot)))
        entries = list(db.execute(select(ChangeRow.action, ChangeRow.n).order_by(ChangeRow.dot)))
        seen = [
            *db.execute(select(ClientRow.chart_number, ClientRow.sort_name, ClientRow.born)),
            *db.execute(
                select(AttendanceRow.day, AttendanceRow.mark, ClientRow.chart_number)
                .join(ClientRow, ClientRow.id == AttendanceRow.client_id)
                .order_by(AttendanceRow.day, ClientRow.chart_number, AttendanceRow.minutes)
            ),
        ]
    opened.close()
    return hashes, entries, seen


def test_the_same_seed_and_day_make_the_same_clinic(tmp_path: Path) -> None:
    first = made(tmp_path / "first", THURSDAY)
    assert made(tmp_path / "second", THURSDAY)[0] == first[0]
    # before any group of the day, and after the last
    for name, hour in (("early", 6), ("late", 22)):
        assert made(tmp_path / name, THURSDAY.replace(hour=hour))[1:] == first[1:]


def test_nothing_in_the_demo_is_later_than_the_moment_it_is_made(tmp_path: Path) -> None:
    now = THURSDAY - timedelta(hours=4)
    make_demo_clinic(tmp_path / "demo", now, DemoSize(2, 0, 1), cost=CHEAP)
    opened = SignInService(FixedClock(now), floor=CHEAP).sign_in(
        tmp_path / "demo", "lind", demo_password("lind")
    )
    with opened.store.read() as db:
        latest = max(db.scalars(select(ChangeRow.hlc)))
    opened.close()
    assert latest >> 16 <= now.timestamp() * 1000


def test_a_demo_that_is_interrupted_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_demo_clinic(tmp_path / "demo", THURSDAY, SMALL, cost=CHEAP, progress=stop)
    assert os.listdir(tmp_path) == []


def test_what_others_put_there_meanwhile_is_never_touched(tmp_path: Path) -> None:
    folder = tmp_path / "demo"

    def somebody_else(done: int, of: int) -> None:
        folder.mkdir(exist_ok=True)
        (folder / "letter.txt").write_text("keep me", encoding="utf-8")

    with pytest.raises(UserProblem, match="isn't empty"):
        make_demo_clinic(folder, THURSDAY, DemoSize(0, 1, 1), cost=CHEAP, progress=somebody_else)
    assert os.listdir(tmp_path) == ["demo"]
    assert os.listdir(folder) == ["letter.txt"]


def test_the_folder_one_stands_in_is_not_pulled_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserProblem, match="the folder you are in"):
        make_demo_clinic(Path(), THURSDAY, SMALL, cost=CHEAP)
    assert os.listdir(tmp_path) == []


def test_a_path_that_ends_in_a_dot_will_do(tmp_path: Path) -> None:
    make_demo_clinic(tmp_path / "demo" / "." / "", THURSDAY, DemoSize(0, 1, 1), cost=CHEAP)
    assert (tmp_path / "demo" / "clinic.iopdb").is_file()
