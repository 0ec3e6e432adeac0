"""`iopdesk journal`: what was changed, by whom and when."""

import argparse

from iopdesk.commands.answer import Json, answer, table
from iopdesk.commands.arguments import Grammar, positive


def add_to(grammar: Grammar) -> None:
    """Add the command's words to the command line."""
    parser = grammar.command("journal", "what was changed, by whom and when; newest first", _show)
    parser.add_argument("--client", metavar="CHART", help="only what is about this client")
    parser.add_argument("--limit", type=positive, default=200, metavar="N", help="the newest N")


def _show(asked: argparse.Namespace) -> None:
    # The database is loaded only for a command that opens a clinic.
    from iopdesk.commands.open_clinic import client_of, services_of

    with services_of(asked) as services:
        about = client_of(services, asked.client).client_id if asked.client else None
        entries = services.journal.newest(asked.limit, about)
    data: list[Json] = [
        {
            "entry": f"{line.site_letter}-{line.sequence}",
            "at": line.at.isoformat(timespec="seconds"),
            "by": line.by,
            "action": line.action,
            "reason": line.reason,
            "changed": [
                {"table": part.table, "rows": part.rows, "fields": list(part.fields)}
                for part in line.changed
            ],
        }
        for line in entries
    ]
    rows = [
        (
            f"{line.site_letter}-{line.sequence}",
            f"{line.at:%Y-%m-%d %H:%M}",
            line.by,
            line.action,
            ", ".join(f"{part.table} ({part.rows})" for part in line.changed),
            line.reason,
        )
        for line in entries
    ]
    heads = ("Entry", "When", "Who", "What", "Rows", "Reason")
    answer(asked.json, data, table(heads, rows) if rows else ["There is no entry."])
