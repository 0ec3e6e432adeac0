"""`iopdesk journal`: what was changed, by whom and when."""

import argparse

from iopdesk.commands.arguments import Grammar, positive


def add_to(grammar: Grammar) -> None:
    """Add the command's words to the command line."""
    parser = grammar.command("journal", "what was changed, by whom and when", _show)
    parser.add_argument("--client", metavar="CHART", help="only what is about this client")
    parser.add_argument("--limit", type=positive, default=200, metavar="N", help="the newest N")


def _show(asked: argparse.Namespace) -> None:
    raise NotImplementedError
