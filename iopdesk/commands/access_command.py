"""`iopdesk access`: who looked at a client's record, and who received from it."""

import argparse

from iopdesk.commands.answer import Json, answer, table
from iopdesk.commands.arguments import Grammar, day


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
    lines = [
        "Who looked",
        *table(
            ("Day", "Who", "What", "Times"),
            [(f"{o.day}", o.by, o.what, str(o.times)) for o in report.looked],
        ),
        "",
        "Who received",
        *(
            table(
                ("When", "To", "What", "Purpose", "Ground", "By"),
                [
                    (f"{o.at:%Y-%m-%d %H:%M}", o.to_whom, o.what, o.purpose, o.ground, o.by)
                    for o in report.disclosed
                ],
            )
            if report.disclosed
            else ["Nothing has left the program."]
        ),
    ]
    answer(asked.json, data, lines)
