"""`iopdesk report`: one report, on the screen, as JSON or into a file for spreadsheets."""

import argparse

from iopdesk.commands.answer import Json, answer, printable, table
from iopdesk.commands.arguments import Grammar, UsageError, day, file, name, positive
from iopdesk.commands.paper_file import refuse_taken, write_paper
from iopdesk.domain.episode import Track
from iopdesk.domain.report import Report
from iopdesk.domain.report_names import REPORTS, ReportName


def add_to(grammar: Grammar) -> None:
    """Add the command's words to the command line."""
    parser = grammar.command(
        "report", "what was counted over a span; without a name: which reports there are", _report
    )
    parser.set_defaults(needs=())
    names = [each.value for each in ReportName]
    parser.add_argument("name", nargs="?", choices=names, metavar="NAME", help="which report")
    parser.add_argument("--from", dest="first", type=day, metavar="DAY", help="the first day")
    parser.add_argument("--to", dest="last", type=day, metavar="DAY", help="the last day: today")
    parser.add_argument("--group", type=name, metavar="NAME", help="only this group")
    parser.add_argument("--leader", type=name, metavar="NAME", help="only what this person led")
    parser.add_argument("--client", type=name, metavar="CHART", help="only this client")
    parser.add_argument("--track", choices=[track.value for track in Track], help="only this track")
    parser.add_argument("--phase", type=positive, metavar="N", help="only this phase")
    parser.add_argument("--csv", type=file, metavar="FILE", help="into a file for spreadsheets")
    parser.add_argument("--force", action="store_true", help="replace FILE if it is there")


def _report(asked: argparse.Namespace) -> None:
    if asked.name is None:
        if asked.csv is not None:
            raise UsageError("say which report to write")
        _list_names(asked)
        return
    _refuse_other_narrowings(asked)
    if asked.clinic is None or asked.staff is None:
        raise UsageError("this command needs --clinic and --as")
    if asked.csv is not None:
        refuse_taken(asked.csv, asked.force)
    # The database is loaded only for a command that opens a clinic.
    from iopdesk.commands.open_clinic import services_of
    from iopdesk.commands.report_question import made_report, spreadsheet_of

    with services_of(asked) as services:
        report = made_report(services, asked)
        if asked.csv is not None:
            data = spreadsheet_of(services, report)
            write_paper(asked.csv, data, asked.force)
    if asked.csv is not None:
        answer(asked.json, {"file": str(asked.csv), "rows": len(report.rows)}, [f"{asked.csv}"])
        return
    answer(asked.json, _data(report), _lines(report))


def _refuse_other_narrowings(asked: argparse.Namespace) -> None:
    """A narrowing that a report does not know would give other numbers than were asked for."""
    taken = {each.value for each in REPORTS[ReportName(asked.name)].narrowings}
    for way in ("group", "leader", "client", "track", "phase"):
        if getattr(asked, way) is not None and way not in taken:
            raise UsageError(f"this report can't be narrowed by --{way}")


def _list_names(asked: argparse.Namespace) -> None:
    data: list[Json] = [
        {
            "name": kind.name.value,
            "title": kind.title,
            "narrowed_by": sorted(each.value for each in kind.narrowings),
        }
        for kind in REPORTS.values()
    ]
    rows = [
        (kind.name.value, kind.title, ", ".join(sorted(each.value for each in kind.narrowings)))
        for kind in REPORTS.values()
    ]
    answer(asked.json, data, table(("Name", "Report", "Narrowed by"), rows))


def _data(report: Report) -> Json:
    return {
        "name": report.name.value,
        "title": report.title,
        "criteria": {name: value for name, value in report.criteria},
        "columns": [column.head for column in report.columns],
        "rows": [[cell.text for cell in row.cells] for row in report.rows if not row.is_total],
        "total": next(
            ([cell.text for cell in row.cells] for row in report.rows if row.is_total), None
        ),
        "definitions": list(report.definitions),
    }


def _lines(report: Report) -> list[str]:
    asked = ", ".join(f"{name} {value}" for name, value in report.criteria)
    lines = [printable(f"{report.title}. {asked}")]
    if not report.rows:
        return [*lines, "Nothing was recorded on these days."]
    heads = [column.head for column in report.columns]
    lines += table(heads, [[cell.text for cell in row.cells] for row in report.rows])
    return [*lines, *report.definitions]
