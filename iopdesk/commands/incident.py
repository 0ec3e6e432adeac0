"""What is kept of a bug met by a command: a number to quote, and a log without client text."""

import os
import platform
import secrets
import traceback
from datetime import UTC, datetime
from pathlib import Path

from iopdesk import __version__


def note_incident(error: BaseException) -> tuple[str, Path]:
    """Write the bug to the incident log of this user; its number and the log's place.

    Types, files and lines only: the words of an exception may quote a client.
    """
    number = f"{secrets.token_hex(2)}-{secrets.token_hex(2)}".upper()
    lines = [
        f"Incident {number}",
        f"When {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC",
        f"IOP Desk {__version__}, Python {platform.python_version()}, command line",
        f"System {platform.system()} {platform.release()}, {platform.machine()}",
        "",
        *_chain(error),
        "",
    ]
    log = _log_file()
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    except OSError:
        # A full or read-only disk must not hide the bug itself.
        return number, Path(os.devnull)
    return number, log


def _log_file() -> Path:
    # The same file as the window's, so that support asks for one.
    from platformdirs import user_config_dir

    folder = os.environ.get("IOPDESK_SETTINGS") or user_config_dir("IOP Desk", appauthor=False)
    return Path(folder) / "incidents.log"


def _chain(error: BaseException) -> list[str]:
    lines: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        for frame in traceback.extract_tb(seen.__traceback__):
            file = Path(frame.filename)
            lines.append(f"  {file.parent.name}/{file.name}:{frame.lineno} {frame.name}")
        seen = seen.__cause__ or seen.__context__
    return lines
