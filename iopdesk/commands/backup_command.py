"""`iopdesk backup`: a verified, sealed copy of the whole clinic in one file."""

import argparse
from pathlib import Path

from iopdesk.commands.arguments import Grammar


def add_to(grammar: Grammar) -> None:
    """Add the command's words to the command line."""
    parser = grammar.command("backup", "a verified copy of the whole clinic in one file", _back_up)
    parser.add_argument("file", metavar="FILE", type=Path)


def _back_up(asked: argparse.Namespace) -> None:
    raise NotImplementedError
