"""`iopdesk roster`: who belongs to a group on a day, in the order of the sign-in sheet."""

import argparse

from iopdesk.commands.answer import Json, answer, table
from iopdesk.commands.arguments import Grammar, day, name


def add_to(grammar: Grammar) -> None:
    """Add the command's words to the command line."""
    parser = grammar.command("roster", "who belongs to a group on a day, and who was there", _show)
    parser.add_argument(
        "--group", required=True, type=name, metavar="NAME", help="as screens show it"
    )
    parser.add_argument("--date", type=day, metavar="DATE", help="a day of the group: today")


def _show(asked: argparse.Namespace) -> None:
    # The database is loaded only for a command that opens a clinic.
    from iopdesk.commands.open_clinic import group_of, services_of

    with services_of(asked) as services:
        group_id = group_of(services, asked.group)
        of_day = asked.date or services.store.clock.today()
        slot_id, planned_day = services.sign_in_sheet.session_of(group_id, of_day)
        session = services.attendance.session(slot_id, planned_day)
    data: dict[str, Json] = {
        "group": session.group,
        "date": of_day.isoformat(),
        "start": session.start.isoformat("minutes"),
        "minutes": session.minutes,
        "room": session.room,
        "leader": session.leader,
        "state": session.state.value,
        "clients": [
            {
                "client_id": str(row.client_id),
                "name": row.name,
                "phase": row.phase,
                "mark": row.mark.value if row.mark else None,
                "minutes": row.minutes,
                "reason": row.reason,
                "excused_by": row.excused_by,
                "came_as": row.came_as.value if row.came_as else None,
            }
            for row in session.rows
        ],
        "visitors": [{"words": each.words, "minutes": each.minutes} for each in session.visitors],
    }
    head = f"{session.group}, {of_day}, {session.start:%H:%M}, {session.minutes} minutes"
    rows = [
        (
            row.name,
            row.phase,
            row.mark.value.replace("_", " ") if row.mark else "",
            "" if row.minutes is None else str(row.minutes),
            row.reason,
        )
        for row in session.rows
    ]
    heads = ("Name", "Phase", "Mark", "Minutes", "Reason")
    listed = table(heads, rows) if rows else ["Nobody is on the roster on this day."]
    answer(asked.json, data, [head, *listed])
