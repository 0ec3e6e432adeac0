"""`iopdesk backup`: a verified, sealed copy of the whole clinic in one file."""

import argparse
from pathlib import Path

from iopdesk.commands.answer import answer
from iopdesk.commands.arguments import Grammar


def add_to(grammar: Grammar) -> None:
    """Add the command's words to the command line."""
    parser = grammar.command("backup", "a verified copy of the whole clinic in one file", _back_up)
    parser.add_argument("file", metavar="FILE", type=Path)


def _back_up(asked: argparse.Namespace) -> None:
    # The database is loaded only for a command that opens a clinic.
    from iopdesk.commands.open_clinic import services_of

    with services_of(asked) as services:
        made = services.backup.back_up(asked.file)
    answer(
        asked.json,
        {"file": str(made.path), "bytes": made.bytes, "created": made.created.isoformat()},
        [f"Backed up and verified: {made.path} ({made.bytes:,} bytes)."],
    )
