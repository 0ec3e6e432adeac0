"""A small file is the old one or the new one, whatever happens in between."""

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from iopdesk.storage import atomic_file
from iopdesk.storage.atomic_file import replace_durably, sweep_leftovers, write_atomically

ENDLESS_WRITER = """
import sys
from pathlib import Path
from iopdesk.storage.atomic_file import write_atomically
path, number = Path(sys.argv[1]), 0
print("ready", flush=True)
while True:
    number += 1
    write_atomically(path, (str(number % 10) * 3000).encode())
"""


def test_a_file_is_replaced_whole_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "clinic.iopdb.keys"
    write_atomically(path, b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_a_failure_at_any_step_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "clinic.iopdb.keys"
    write_atomically(path, b"old")

    def fails(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(atomic_file.os, step, fails)
    with pytest.raises(OSError, match="no space"):
        write_atomically(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_held_by_a_virus_scanner_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "new", tmp_path / "old"
    source.write_bytes(b"new")
    target.write_bytes(b"old")
    refusals, pauses, real = [4], [], os.replace

    def held(one: Path, other: Path) -> None:
        if refusals[0]:
            refusals[0] -= 1
            raise PermissionError(errno.EACCES, "in use")
        real(one, other)

    monkeypatch.setattr(atomic_file.os, "replace", held)
    monkeypatch.setattr(atomic_file, "IS_WINDOWS", True)
    replace_durably(source, target, pause=pauses.append)
    assert target.read_bytes() == b"new"
    assert len(pauses) == 4


def test_a_file_held_for_ever_is_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ring"
    path.write_bytes(b"old")

    def held(*_: object) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(atomic_file.os, "replace", held)
    monkeypatch.setattr(atomic_file, "IS_WINDOWS", True)
    with pytest.raises(PermissionError):
        write_atomically(path, b"new", pause=lambda _: None)
    assert path.read_bytes() == b"old"


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
@pytest.mark.parametrize("kills", [12, pytest.param(500, marks=pytest.mark.soak)])
def test_killed_while_rewriting_the_file_is_always_whole(tmp_path: Path, kills: int) -> None:
    path = tmp_path / "clinic.iopdb.keys"
    write_atomically(path, b"0" * 3000)
    rng = random.Random(kills)
    for _ in range(kills):
        writer = subprocess.Popen(
            [sys.executable, "-c", ENDLESS_WRITER, str(path)], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        # any moment will do; nothing is asserted about how long it took
        deadline = time.monotonic() + rng.random() / 20
        while time.monotonic() < deadline:
            pass
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        content = path.read_bytes()
        assert len(content) == 3000
        assert len(set(content)) == 1
    sweep_leftovers(path)
    assert list(tmp_path.iterdir()) == [path]
