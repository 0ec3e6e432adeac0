"""Locks between processes: many share, one alone, and the dead hold nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from iopdesk.storage.file_lock import FileLock, InUseError

HOLDER = """
import sys
from pathlib import Path
from iopdesk.storage.file_lock import FileLock
lock = FileLock(Path(sys.argv[1]))
getattr(lock, sys.argv[2])()
print("holding", flush=True)
sys.stdin.readline()
"""


def holder(path: Path, how: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path), how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"holding"
    return process


def end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()


def test_many_share_and_nobody_has_it_alone_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    one, other = FileLock(path), FileLock(path)
    one.share()
    other.share()
    with pytest.raises(InUseError):
        FileLock(path).take_alone()
    one.release()
    other.release()
    alone = FileLock(path)
    alone.take_alone()
    with pytest.raises(InUseError):
        FileLock(path).share()
    alone.release()
    assert not alone.is_held


def test_the_refused_one_learns_who_has_it(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    process = holder(path, "share")
    try:
        with pytest.raises(InUseError, match=f"process {process.pid}"):
            FileLock(path).take_alone()
    finally:
        end(process)


@pytest.mark.parametrize("how", ["share", "take_alone"])
def test_a_killed_process_leaves_no_lock_behind(tmp_path: Path, how: str) -> None:
    path = tmp_path / "lock"
    end(holder(path, how))
    lock = FileLock(path)
    lock.take_alone()
    lock.release()


def test_names_of_the_dead_are_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    gone = holder(path, "share")
    end(gone)
    mine = FileLock(path)
    mine.share()
    with pytest.raises(InUseError) as caught:
        FileLock(path).take_alone()
    mine.release()
    assert f"process {gone.pid})" not in caught.value.holders
