"""Whole clinic folders for tests: made once a run with cheap keys, then copied."""

import hashlib
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from iopdesk.domain.clock import FixedClock
from iopdesk.storage.clinic_files import ClinicFiles
from iopdesk.storage.clinic_folder import OpenClinic, unlock, unlock_with_recovery
from iopdesk.storage.key_cost import KeyCost
from iopdesk.storage.new_clinic import FirstPerson, create_clinic

# far below the floor: only an explicit argument lets the program read such a ring
CHEAP = KeyCost(memory_kib=64, passes=1, lanes=1)
LOGIN, PASSWORD = "lind", "seven green kayaks"
THURSDAY = datetime(2026, 11, 19, 10, 0, tzinfo=ZoneInfo("America/Los_Angeles"))


@dataclass
class ClinicHome:
    """A closed clinic folder of a test's own, and how to open it."""

    files: ClinicFiles
    code: str
    clock: FixedClock

    @property
    def folder(self) -> Path:
        return self.files.folder

    def open(self, password: str = PASSWORD, login: str = LOGIN) -> OpenClinic:
        return unlock(self.files, login, password, self.clock, floor=CHEAP)

    def open_with_code(self, code: str | None = None) -> OpenClinic:
        return unlock_with_recovery(self.files, code or self.code, self.clock, floor=CHEAP)

    def copy_to(self, folder: Path) -> "ClinicHome":
        shutil.copytree(self.folder, folder)
        return ClinicHome(ClinicFiles(folder), self.code, FixedClock(self.clock.now()))


def make_home(folder: Path) -> ClinicHome:
    clock = FixedClock(THURSDAY)
    person = FirstPerson("S. Lind", LOGIN, PASSWORD, "MD")
    opened, code = create_clinic(folder, "Harbor Light IOP", person, clock, cost=CHEAP)
    opened.close()
    return ClinicHome(ClinicFiles(folder), code, clock)


def contents(folder: Path) -> dict[str, str]:
    """Every file of a closed folder with the hash of its bytes: equal means untouched."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
