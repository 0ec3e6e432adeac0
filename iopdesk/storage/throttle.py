"""Wrong passwords cost time: the counter file, its delays and its hard stop.

After 5 wrong tries a login waits 30 s, then twice as long each time up to 15 minutes, and stops at
100 (NIST SP 800-63B 5.2.2). This can't stop someone who copies the files; only Argon2id does.
The counter is written before the password is looked at, so that killing the program is no free try.
It is overwritten in place at a fixed size: it works on a full disk, and a torn write counts as 5.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from iopdesk.domain.problems import UserProblem
from iopdesk.domain.wording import later
from iopdesk.storage.file_lock import waiting_lock

FREE_TRIES = 5
HARD_STOP = 100
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(minutes=15)
UNKNOWN = "unknown"  # all logins that nobody has share one counter
_FILE_BYTES = 64 * 1024
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class SignInHeld(UserProblem):
    """Too many wrong passwords; `until` says when the next try is allowed."""

    def __init__(self, now: datetime, until: datetime) -> None:
        self.until = until
        self.wait = until - now
        minutes = max(1, -(-int(self.wait.total_seconds()) // 60))
        wait = later("Try again in {minutes} minutes. Others can sign in meanwhile.")
        if minutes == 1:
            wait = later("Try again in a minute. Others can sign in meanwhile.")
        super().__init__("Too many wrong passwords for this login.", wait, minutes=minutes)


class SignInStopped(UserProblem):
    """100 wrong passwords in a row: the login is stopped until it gets a new password."""

    def __init__(self) -> None:
        super().__init__(
            "This login is stopped after 100 wrong passwords.",
            "Ask the director or the privacy officer for a new temporary password, or use the "
            "recovery code. Others can sign in meanwhile.",
        )


@dataclass(frozen=True)
class _Count:
    """Wrong tries in a row of one login; times in whole seconds since 1970."""

    fails: int
    not_before: int
    last: int


class Throttle:
    """The counter file of one clinic folder; `key` is a slot's id, or `UNKNOWN`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def create(self) -> None:
        """Make the counter file of a new clinic; its absence later counts as wrong tries."""
        with self._path.open("xb") as file:
            file.write(_encoded({}))
            file.flush()
            os.fsync(file.fileno())

    def begin(self, key: str, now: datetime) -> None:
        """Count a try before it is made; SignInHeld or SignInStopped when it may not be made."""
        seconds = _seconds(now)
        with self._counts(seconds) as counts:
            count = counts.get(key) or counts.get("*") or _Count(0, 0, seconds)
            if seconds < count.last:
                # the clock was set back: the full delay starts again
                held_until = seconds + _delay(count.fails)
                count = _Count(count.fails, held_until, seconds)
                counts[key] = count
            if count.fails >= HARD_STOP:
                raise SignInStopped
            if seconds < count.not_before:
                raise SignInHeld(now, _EPOCH + timedelta(seconds=count.not_before))
            fails = count.fails + 1
            counts[key] = _Count(fails, seconds + _delay(fails), seconds)

    def succeeded(self, key: str, now: datetime) -> None:
        """The password was right: the count starts anew."""
        self.forgive(key, now)

    def forgive(self, key: str, now: datetime) -> None:
        """A new password was set for this login: its count starts anew."""
        seconds = _seconds(now)
        with self._counts(seconds) as counts:
            if "*" in counts:
                counts[key] = _Count(0, 0, seconds)
            else:
                counts.pop(key, None)

    def fails(self, key: str, now: datetime) -> int:
        """Wrong tries in a row so far."""
        with self._counts(_seconds(now)) as counts:
            count = counts.get(key) or counts.get("*")
            return count.fails if count else 0

    @contextmanager
    def _counts(self, seconds: int) -> Iterator[dict[str, _Count]]:
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | _BINARY, 0o600)
        with os.fdopen(descriptor, "r+b", buffering=0) as file, waiting_lock(file):
            content = _read(file)
            counts = _decoded(content)
            if counts is None:
                # deleted or damaged: every login counts as if it had used up its free tries
                counts = {"*": _Count(FREE_TRIES, seconds + _delay(FREE_TRIES), seconds)}
            try:
                yield counts
            finally:
                written = _encoded(counts)
                if written != content:
                    file.seek(0)
                    file.write(written)
                    os.fsync(file.fileno())


def _delay(fails: int) -> int:
    if fails < FREE_TRIES:
        return 0
    longest = int(LONGEST_DELAY.total_seconds())
    doubled = int(FIRST_DELAY.total_seconds()) << min(fails - FREE_TRIES, 10)
    return min(doubled, longest)


def _seconds(now: datetime) -> int:
    return int(now.timestamp())


def _read(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(_FILE_BYTES + 1)


def _encoded(counts: dict[str, _Count]) -> bytes:
    record = {key: [c.fails, c.not_before, c.last] for key, c in sorted(counts.items())}
    return json.dumps({"v": 1, "counts": record}).encode().ljust(_FILE_BYTES)


def _decoded(content: bytes) -> dict[str, _Count] | None:
    try:
        record = json.loads(content)
        return {
            str(key): _Count(int(fails), int(not_before), int(last))
            for key, (fails, not_before, last) in record["counts"].items()
        }
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return None


_BINARY: int = getattr(os, "O_BINARY", 0)
