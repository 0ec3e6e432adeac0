"""`iopdesk clients`: find clients, show one, read many from a table."""

import argparse
from datetime import date
from pathlib import Path

from iopdesk.commands.answer import Json, answer, printable, table
from iopdesk.commands.arguments import Grammar, positive


def add_to(grammar: Grammar) -> None:
    """Add the command's words to the command line."""
    clients = grammar.family("clients", "find clients, show one, read many from a table")
    find = clients.command("find", "clients by name, birth date, phone or chart number", _find)
    find.add_argument("text", metavar="TEXT", help="an empty TEXT lists those in program")
    find.add_argument("--limit", type=positive, default=50, metavar="N", help="at most N clients")
    show = clients.command("show", "one client's record", _show)
    show.add_argument("chart", metavar="CHART", help="the chart number")
    reading = clients.command("import", "add clients from a CSV file", _import)
    reading.add_argument("file", metavar="FILE.csv", type=Path)
    reading.add_argument(
        "--map",
        type=Path,
        metavar="MAP.json",
        help='which column is which field: {"Surname": "last_name", ...}; without it, a guess',
    )
    reading.add_argument("--day-first", action="store_true", help="3/4/1980 is the 3rd of April")
    reading.add_argument("--dry-run", action="store_true", help="say what would be added, no more")
    undo = clients.command("undo-import", "take an import back; what was worked on stays", _undo)
    undo.add_argument("id", metavar="ID", help="as the import told it")


def _find(asked: argparse.Namespace) -> None:
    # The database is loaded only for a command that opens a clinic.
    from iopdesk.commands.open_clinic import services_of

    with services_of(asked) as services:
        found = services.client.find(asked.text, asked.limit)
    data: list[Json] = [
        {
            "chart": line.chart_number,
            "name": line.name,
            "born": _iso(line.born),
            "state": line.state.value,
        }
        for line in found
    ]
    rows = [
        (line.chart_number, line.name, _iso(line.born) or "", line.state.value.replace("_", " "))
        for line in found
    ]
    lines = table(("Chart", "Name", "Born", "State"), rows) if rows else ["No client was found."]
    answer(asked.json, data, lines)


def _show(asked: argparse.Namespace) -> None:
    from iopdesk.commands.open_clinic import client_of, services_of

    with services_of(asked) as services:
        head = services.client.open_chart(client_of(services, asked.chart).client_id)
    stay = head.stay
    data: dict[str, Json] = {
        "chart": head.chart_number,
        "name": head.name,
        "legal_name": head.legal_name,
        "born": _iso(head.born),
        "age": head.age,
        "pronouns": head.pronouns,
        "language": head.language,
        "phone": head.phone,
        "state": head.state.value,
        "episode": stay.number if stay else None,
        "admitted": _iso(stay.admitted) if stay else None,
        "planned_end": _iso(stay.planned_end) if stay else None,
        "day": stay.day.day if stay and stay.day else None,
        "phase": stay.phase_name if stay else None,
        "track": stay.track if stay else None,
        "counselor": stay.counselor if stay else None,
        "last_discharged": _iso(head.last_discharged),
    }
    words = {name.replace("_", " "): value for name, value in data.items()}
    width = max(map(len, words))
    answer(
        asked.json,
        data,
        [
            f"{name:{width}}  {printable(str(value))}"
            for name, value in words.items()
            if value not in (None, "")
        ],
    )


def _import(asked: argparse.Namespace) -> None:
    from iopdesk.commands.client_import_answers import import_clients

    import_clients(asked)


def _undo(asked: argparse.Namespace) -> None:
    from iopdesk.commands.client_import_answers import undo_import

    undo_import(asked)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
