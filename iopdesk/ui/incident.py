"""What is known of a bug when it happens: a number and a report without client data."""

import platform
import secrets
import sys
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import qVersion

from iopdesk import __version__
from iopdesk.ui.settings import settings_folder

_LARGEST_LOG = 500_000


@dataclass(frozen=True)
class Incident:
    """A bug that happened: its number for the telephone, its report for the developers."""

    number: str
    report: str


def incident_of(error: BaseException) -> Incident:
    """Name the bug and write it to the incident log.

    The report holds types, files and lines only: the words of an exception may quote a client.
    """
    number = f"{secrets.token_hex(2)}-{secrets.token_hex(2)}".upper()
    lines = [
        f"Incident {number}",
        f"When {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC",
        f"IOP Desk {__version__}, Python {platform.python_version()}, Qt {qVersion()}",
        f"System {platform.system()} {platform.release()}, {platform.machine()}",
        "",
        *_chain(error),
    ]
    incident = Incident(number, "\n".join(lines) + "\n")
    _write(incident)
    return incident


def log_file() -> Path:
    """Where incidents are kept on this computer."""
    return settings_folder() / "incidents.log"


def _chain(error: BaseException) -> list[str]:
    lines: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        for frame in traceback.extract_tb(seen.__traceback__):
            place = Path(frame.filename)
            lines.append(f"  {place.parent.name}/{place.name}:{frame.lineno} {frame.name}")
        seen = seen.__cause__ or seen.__context__
    return lines


def _write(incident: Incident) -> None:
    file = log_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > _LARGEST_LOG:
            file.replace(file.with_suffix(".old.log"))
        with file.open("a", encoding="utf-8") as log:
            log.write(incident.report + "\n")
    except OSError:
        # A full or read-only disk must not hide the bug itself.
        sys.stderr.write(incident.report)
