"""`iopdesk dose`: hours of everyone in program in a week."""

import argparse

from iopdesk.commands.answer import Json, answer, table
from iopdesk.commands.arguments import Grammar, day
from iopdesk.domain.week import DoseLine


def add_to(grammar: Grammar) -> None:
    """Add the command's words to the command line."""
    parser = grammar.command("dose", "hours of everyone in program in a week", _show)
    parser.add_argument("--week", type=day, metavar="DATE", help="a day of the week: today")
    parser.add_argument("--short", action="store_true", help="only who can't reach their hours")


def _show(asked: argparse.Namespace) -> None:
    # The database is loaded only for a command that opens a clinic.
    from iopdesk.commands.open_clinic import services_of

    with services_of(asked) as services:
        lines = [
            line
            for line in services.dose.week(asked.week)
            if not asked.short or line.dose.is_out_of_reach
        ]
    data: list[Json] = [_plain(line) for line in lines]
    rows = [
        (
            line.chart_number,
            line.name,
            *map(_hours, (line.dose.prescribed, line.dose.attended, line.dose.reachable)),
            f"{line.dose.days_attended} of {line.dose.days_prescribed}",
            f"{line.dose.payer_days} of {line.dose.payer_days_asked}",
            f"{line.meetings} of {line.meetings_asked}",
            _remark(line),
        )
        for line in lines
    ]
    heads = (
        "Chart",
        "Name",
        "Prescribed",
        "Attended",
        "Possible",
        "Days",
        "Payer days",
        "Meetings",
        "",
    )
    nobody = ["Everyone can reach their hours." if asked.short else "Nobody was in program."]
    answer(asked.json, data, table(heads, rows) if rows else nobody)


def _remark(line: DoseLine) -> str:
    if line.dose.is_below_level:
        return "below the level"
    return "can't reach it" if line.dose.is_out_of_reach else ""


def _plain(line: DoseLine) -> dict[str, Json]:
    dose = line.dose
    return {
        "chart": line.chart_number,
        "name": line.name,
        "counselor": line.counselor,
        "week": dose.monday.isoformat(),
        "prescribed_minutes": dose.prescribed,
        "scheduled_minutes": dose.scheduled,
        "attended_minutes": dose.attended,
        "made_up_minutes": dose.made_up,
        "excused_minutes": dose.excused,
        "unmarked_minutes": dose.unmarked,
        "reachable_minutes": dose.reachable,
        "days_prescribed": dose.days_prescribed,
        "days_attended": dose.days_attended,
        "payer_days": dose.payer_days,
        "payer_days_asked": dose.payer_days_asked,
        "meetings": line.meetings,
        "meetings_asked": line.meetings_asked,
        "meetings_excused": line.meetings_excused,
        "closed": [day.isoformat() for day in dose.closed],
        "is_out_of_reach": dose.is_out_of_reach,
        "is_below_level": dose.is_below_level,
    }


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.1f} h"
