"""`iopdesk demo`: an invented clinic to try the program with."""

import argparse
from pathlib import Path

from iopdesk.commands.arguments import Grammar, count

IN_PROGRAM, ARCHIVE, SEED = 40, 200, 1


def add_to(grammar: Grammar) -> None:
    """Add the command's words to the command line."""
    parser = grammar.command("demo", "make an invented clinic in a new folder", _make, needs=())
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    parser.add_argument(
        "--in-program", type=count, default=IN_PROGRAM, metavar="N", help="clients in program"
    )
    parser.add_argument(
        "--archive", type=count, default=ARCHIVE, metavar="N", help="discharged clients"
    )
    parser.add_argument(
        "--seed", type=count, default=SEED, metavar="S", help="the same seed makes the same clinic"
    )


def _make(asked: argparse.Namespace) -> None:
    raise NotImplementedError
