"""`iopdesk print`: one paper into a PDF file."""

import argparse
from pathlib import Path

from iopdesk.commands.arguments import Grammar, day

OF_A_GROUP = ("sign-in-sheet",)
OF_A_CLIENT = ("treatment-plan", "step-down", "meeting-list")


def add_to(grammar: Grammar) -> None:
    """Add the command's words to the command line."""
    parser = grammar.command("print", "one paper into a PDF file", _print)
    parser.add_argument("paper", choices=[*OF_A_CLIENT, *OF_A_GROUP], metavar="PAPER")
    parser.add_argument("--client", metavar="CHART", help="the client's chart number")
    parser.add_argument("--group", metavar="NAME", help="the group, for a sign-in sheet")
    parser.add_argument("--date", type=day, metavar="2026-11-19", help="the day of the group")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE")
    parser.add_argument("--force", action="store_true", help="replace FILE if it is there")
    parser.add_argument("--language", choices=["en", "es"], help="else the client's own")


def _print(asked: argparse.Namespace) -> None:
    raise NotImplementedError
