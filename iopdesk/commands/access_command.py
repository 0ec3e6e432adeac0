"""`iopdesk access`: who looked at a client's record, and who received from it."""

import argparse
from collections.abc import Sequence

from iopdesk.commands.answer import Json, answer, table
from iopdesk.commands.arguments import Grammar, day
from iopdesk.domain.disclosure import Disclosed
from iopdesk.domain.privacy import Looked


def add_to(grammar: Grammar) -> None:
    """Add the command's words to the command line."""
    parser = grammar.command("access", "who looked at a record, and who received from it", _show)
    parser.add_argument("--client", metavar="CHART", required=True, help="the chart number")
    parser.add_argument("--since", type=day, metavar="DATE", help="from this day on: ever")


def _show(asked: argparse.Namespace) -> None:
    # The database is loaded only for a command that opens a clinic.
    from iopdesk.commands.open_clinic import client_of, services_of

    with services_of(asked) as services:
        client_id = client_of(services, asked.client).client_id
        report = services.privacy.access(client_id, asked.since)
    looked: list[Json] = [
        {
            "day": one.day.isoformat(),
            "last_at": one.last_at.isoformat(timespec="seconds"),
            "by": one.by,
            "what": one.what,
            "times": one.times,
            "to": one.to_whom,
        }
        for one in report.looked
    ]
    disclosed: list[Json] = [
        {
            "at": one.at.isoformat(timespec="seconds"),
            "to": one.to_whom,
            "what": one.what,
            "purpose": one.purpose,
            "ground": one.ground,
            "how": one.how,
            "by": one.by,
        }
        for one in report.disclosed
    ]
    data: dict[str, Json] = {
        "chart": report.chart_number,
        "looked": looked,
        "disclosed": disclosed,
    }
    answer(asked.json, data, _lines(report.looked, report.disclosed))


def _lines(looked_at: Sequence[Looked], left: Sequence[Disclosed]) -> list[str]:
    looked = [(f"{one.day}", one.by, one.what, str(one.times)) for one in looked_at]
    received = [
        (f"{one.at:%Y-%m-%d %H:%M}", one.to_whom, one.what, one.purpose, one.ground, one.by)
        for one in left
    ]
    heads = ("When", "To", "What", "Purpose", "Ground", "By")
    return [
        "Who looked",
        *table(("Day", "Who", "What", "Times"), looked),
        "",
        "Who received",
        *(table(heads, received) if received else ["Nothing has left the program."]),
    ]
