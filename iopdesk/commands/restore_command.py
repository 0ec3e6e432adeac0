"""`iopdesk restore`: a backup into a new folder, as a new site."""

import argparse
from pathlib import Path

from iopdesk.commands.arguments import Grammar


def add_to(grammar: Grammar) -> None:
    """Add the command's words to the command line."""
    parser = grammar.command("restore", "a backup into a new folder", _restore, needs=("--as",))
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("folder", metavar="FOLDER", type=Path)


def _restore(asked: argparse.Namespace) -> None:
    raise NotImplementedError
