"""`iopdesk clients`: find clients, show one."""

import argparse

from iopdesk.commands.arguments import Grammar, positive


def add_to(grammar: Grammar) -> None:
    """Add the command's words to the command line."""
    clients = grammar.family("clients", "find clients, show one")
    find = clients.command("find", "clients by name, birth date, phone or chart number", _find)
    find.add_argument("text", metavar="TEXT", help="an empty TEXT lists those in program")
    find.add_argument("--limit", type=positive, default=50, metavar="N", help="at most N clients")
    show = clients.command("show", "one client's record", _show)
    show.add_argument("chart", metavar="CHART", help="the chart number")


def _find(asked: argparse.Namespace) -> None:
    raise NotImplementedError


def _show(asked: argparse.Namespace) -> None:
    raise NotImplementedError
