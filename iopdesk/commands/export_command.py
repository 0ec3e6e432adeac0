"""`iopdesk export chart`: a whole chart for someone outside, or the client's own copy."""

import argparse
from pathlib import Path

from iopdesk.commands.answer import Json, answer, printable
from iopdesk.commands.arguments import Grammar, UsageError
from iopdesk.commands.paper_file import refuse_taken, write_paper

_FORMS = ("json", "csv", "fhir")


def add_to(grammar: Grammar) -> None:
    """Add the command's words to the command line."""
    export = grammar.family("export", "a chart for someone outside, or the client's own copy")
    chart = export.command("chart", "one chart as PDF or as data", _chart)
    chart.add_argument("--client", required=True, metavar="CHART")
    chart.add_argument("--to", metavar="WHOM", help="the recipient that the consent names")
    chart.add_argument("--purpose", metavar="WHY", help="one of the purposes of the consent")
    chart.add_argument("--own-copy", action="store_true", help="for the client, to no one else")
    chart.add_argument("--out", required=True, type=Path, metavar="PATH")
    chart.add_argument(
        "--as-data", choices=_FORMS, metavar="json|csv|fhir", help="csv is a ZIP of tables"
    )
    chart.add_argument("--language", choices=["en", "es"], default="en", help="of the PDF")
    chart.add_argument("--force", action="store_true", help="replace PATH if it is there")


def _chart(asked: argparse.Namespace) -> None:
    if asked.own_copy == bool(asked.to or asked.purpose):
        raise UsageError("say --to WHOM and --purpose WHY, or --own-copy alone")
    if not asked.own_copy and not (asked.to and asked.purpose):
        raise UsageError("both --to WHOM and --purpose WHY are needed")
    refuse_taken(asked.out, asked.force)
    # The database is loaded only for a command that opens a clinic.
    from iopdesk.commands.open_clinic import client_of, services_of
    from iopdesk.domain.disclosure import Document
    from iopdesk.domain.language import Language
    from iopdesk.services.chart_export_service import ChartFormat

    form = ChartFormat(asked.as_data) if asked.as_data else None
    language = Language(asked.language)
    with services_of(asked) as services:
        client = client_of(services, asked.client)
        export, desk = services.chart_export, services.disclosure
        if asked.own_copy:
            content = export.own_copy(client.client_id, form, language)
        else:
            handover = desk.handover_to(client.client_id, Document.CHART, asked.to, asked.purpose)
            if form is None:
                content = export.paper(client.client_id, handover, language).pdf
            else:
                content = export.data(client.client_id, handover, form)
        write_paper(asked.out, content, asked.force)
    told: dict[str, Json] = {"file": str(asked.out), "bytes": len(content)}
    answer(asked.json, told, [f"Wrote {printable(str(asked.out))}."])
