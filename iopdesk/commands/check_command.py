"""`iopdesk check`: whether the clinic's file, journal and tables are sound."""

import argparse

from iopdesk.commands.arguments import Grammar


def add_to(grammar: Grammar) -> None:
    """Add the command's words to the command line."""
    grammar.command("check", "integrity of the file, the journal and the tables", _check)


def _check(asked: argparse.Namespace) -> None:
    raise NotImplementedError
