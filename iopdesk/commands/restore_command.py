"""`iopdesk restore`: a backup into a new folder, as a new site."""

import argparse
from pathlib import Path

from iopdesk.commands.answer import answer
from iopdesk.commands.arguments import Grammar


def add_to(grammar: Grammar) -> None:
    """Add the command's words to the command line."""
    parser = grammar.command("restore", "a backup into a new folder", _restore, needs=("--as",))
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("folder", metavar="FOLDER", type=Path)


def _restore(asked: argparse.Namespace) -> None:
    # The database is loaded only for a command that opens a clinic.
    from iopdesk.commands.password import password
    from iopdesk.domain.clock import SystemClock
    from iopdesk.services.backup_service import restore_with_password
    from iopdesk.storage.backup import head_of
    from iopdesk.storage.new_clinic import refuse_taken

    # No password is asked for where nothing can be restored.
    head_of(asked.file)
    refuse_taken(asked.folder)
    secret = password(asked.staff)
    restore_with_password(asked.file, asked.folder, asked.staff, secret, SystemClock())
    answer(
        asked.json,
        {"folder": str(asked.folder)},
        [f"Restored into {asked.folder}. Sign in there with a password of the time of the backup."],
    )
