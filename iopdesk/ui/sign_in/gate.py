"""What the windows before the clinic ask for; the heavy layers stand behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from iopdesk.ui.background import Progress


@dataclass(frozen=True)
class FirstRun:
    """What the first-run form holds; the names are those of its fields."""

    folder: Path
    clinic_name: str
    name: str
    login: str
    password: str
    language: str


@dataclass(frozen=True)
class DemoLogin:
    """A staff member of the demo clinic, to be signed in at once."""

    login: str
    password: str


class Opened(Protocol):
    """An open clinic with its person."""

    @property
    def must_change_password(self) -> bool:
        """Whether the password was a temporary one."""
        ...

    def close(self) -> None:
        """Close it again."""
        ...


class Gate(Protocol):
    """Called on the store's thread; every method raises UserProblem with what to do."""

    def sign_in(self, folder: Path, login: str, password: str) -> Opened:
        """Open a clinic with a password; a held login's error has `wait`, a timedelta."""
        ...

    def first_run(self, asked: FirstRun) -> tuple[Opened, str]:
        """Make a clinic; gives the recovery code too."""
        ...

    def recover(self, folder: Path, code: str, login: str, new_password: str) -> Opened:
        """Set a new password with the recovery code and sign in."""
        ...

    def change_password(self, opened: Opened, present: str, new: str) -> None:
        """Replace a temporary password."""
        ...

    def is_group_right(self, code: str, group: int, typed: str) -> bool:
        """Whether a group of the code was typed back rightly."""
        ...

    def make_demo(self, folder: Path, progress: Progress) -> DemoLogin:
        """Make the demo clinic."""
        ...


LoadGate = Callable[[], Gate]
