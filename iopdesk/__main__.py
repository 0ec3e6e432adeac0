"""Entry of IOP Desk: opens the window, or runs one command without Qt."""

import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; the exit status (0 done, 1 refused, 2 wrong usage)."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if not given:
        return _open_window(None)
    # The window starts without the command line, and the command line without Qt.
    from iopdesk.commands.command_line import run_command

    return run_command(given, _open_window)


def _open_window(clinic: Path | None) -> int:
    from iopdesk.app import open_window

    return open_window(clinic)


if __name__ == "__main__":
    sys.exit(main())
