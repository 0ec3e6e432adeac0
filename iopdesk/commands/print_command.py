"""`iopdesk print`: one paper into a PDF file."""

import argparse
import sys
from pathlib import Path

from iopdesk.commands.answer import answer, printable
from iopdesk.commands.arguments import Grammar, UsageError, day, fellowship, name, place, weekday
from iopdesk.commands.paper_file import refuse_taken, write_paper

SIGN_IN_SHEET = "sign-in-sheet"
REMINDER_LIST = "reminder-list"
MEETING_BOOKLET = "meeting-booklet"
ATTENDANCE_CARD = "attendance-card"
MEETING_LETTER = "meeting-letter"
OF_A_CLIENT = (
    "treatment-plan",
    "treatment-plan-client-copy",
    "step-down",
    "step-down-summary",
    "step-down-client-copy",
    "meeting-plan",
    "meeting-list",
    ATTENDANCE_CARD,
    MEETING_LETTER,
    "weekly-schedule",
    "attendance-letter",
    "patient-notice",
    "outcome-letter",
    "program-agreement",
    "program-guide",
    "wallet-card",
    "last-time",
)
FOR_OUTSIDE = (
    "treatment-plan",
    "treatment-plan-client-copy",
    "step-down-summary",
    "step-down-client-copy",
    "outcome-letter",
    "meeting-plan",
    "meeting-list",
    "weekly-schedule",
    "attendance-letter",
    MEETING_LETTER,
)
INSIDE = "the client or the clinic itself"


def add_to(grammar: Grammar) -> None:
    """Add the command's words to the command line."""
    parser = grammar.command("print", "one paper into a PDF file", _print)
    papers = (*OF_A_CLIENT, SIGN_IN_SHEET, REMINDER_LIST, MEETING_BOOKLET)
    parser.add_argument("paper", choices=papers, metavar="PAPER", help=", ".join(papers))
    parser.add_argument("--client", metavar="CHART", help="whose paper it is")
    parser.add_argument("--group", type=name, metavar="NAME", help="the group of a sign-in sheet")
    about = "the day of a sign-in sheet (today) or of a reminder list (tomorrow)"
    parser.add_argument("--date", type=day, metavar="DAY", help=about)
    parser.add_argument("--out", required=True, type=Path, metavar="FILE")
    parser.add_argument("--force", action="store_true", help="replace FILE if it is there")
    parser.add_argument("--language", choices=["en", "es"], help="else the client's own")
    about = "an attendance card to fold, or a page for one week"
    parser.add_argument("--form", choices=["wallet", "letter"], help=about)
    about = (
        "Without --to a paper is for the client or stays in the clinic. "
        "With it a consent in force must cover it, and it gets its notice and its entry."
    )
    outside = parser.add_argument_group("for someone outside", about)
    outside.add_argument("--to", default="", metavar="WHOM", help="whom a consent names")
    outside.add_argument("--purpose", default="", metavar="court_report|employer|...")
    letter = parser.add_argument_group("a meeting-letter, about the last four weeks")
    letter.add_argument("--from", dest="first", type=day, metavar="DAY")
    letter.add_argument("--until", dest="last", type=day, metavar="DAY")
    _add_booklet(parser)


def _add_booklet(parser: argparse.ArgumentParser) -> None:
    booklet = parser.add_argument_group("a meeting-booklet")
    booklet.add_argument("--area", default="", help="words of the town, region or ZIP code")
    booklet.add_argument("--near", type=place, metavar="LAT,LON", help="else the clinic")
    booklet.add_argument("--within", type=float, metavar="MILES")
    booklet.add_argument("--day", action="append", type=weekday, default=[], metavar="mon")
    booklet.add_argument(
        "--fellowship", action="append", type=fellowship, default=[], metavar="AA|NA|..."
    )
    booklet.add_argument("--spoken", action="append", default=[], metavar="es")
    booklet.add_argument("--large", action="store_true", help="large type")


def _print(asked: argparse.Namespace) -> None:
    _refuse_contradictions(asked)
    refuse_taken(asked.out, asked.force)
    # The database and the papers are loaded only for a command that opens a clinic.
    from iopdesk.commands.open_clinic import services_of
    from iopdesk.commands.papers import paper_for

    with services_of(asked) as services:
        paper = paper_for(services, asked)
        write_paper(asked.out, paper.pdf, asked.force)
    for warning in paper.warnings:
        print(printable(warning), file=sys.stderr)
    answer(
        asked.json,
        {
            "file": str(asked.out),
            "title": paper.title,
            "for": asked.to or INSIDE,
            "bytes": len(paper.pdf),
            "warnings": list(paper.warnings),
        },
        [f"{paper.title}: {asked.out}"],
    )
    if asked.client is not None and not asked.to:
        print(f"This is for {INSIDE}; for anyone else say --to and --purpose.", file=sys.stderr)


def _refuse_half_told(asked: argparse.Namespace) -> None:
    is_outside = bool(asked.to or asked.purpose) or asked.paper == MEETING_LETTER
    if is_outside and not (asked.to and asked.purpose):
        raise UsageError("to whom, and what for? (--to WHOM --purpose court_report)")
    if is_outside and asked.paper not in FOR_OUTSIDE:
        raise UsageError("--to and --purpose are for: " + ", ".join(FOR_OUTSIDE))
    if asked.paper != MEETING_LETTER and (asked.first or asked.last):
        raise UsageError(f"--from and --until are for a {MEETING_LETTER}")


def _refuse_contradictions(asked: argparse.Namespace) -> None:
    if asked.form is not None and asked.paper != ATTENDANCE_CARD:
        raise UsageError(f"--form is for an {ATTENDANCE_CARD}")
    _refuse_half_told(asked)
    if asked.paper == MEETING_BOOKLET:
        if asked.group is not None or asked.client is not None or asked.date is not None:
            raise UsageError("a meeting booklet is of nobody: no --client, --group or --date")
        return
    if asked.area or asked.near or asked.within or asked.day or asked.fellowship or asked.spoken:
        raise UsageError(f"these filters are for a {MEETING_BOOKLET}")
    if asked.large:
        raise UsageError(f"--large is for a {MEETING_BOOKLET}")
    if asked.paper == REMINDER_LIST:
        if asked.group is not None or asked.client is not None:
            raise UsageError("a reminder list is of a day, not of a --client or --group")
    elif asked.paper == SIGN_IN_SHEET:
        if asked.group is None or asked.client is not None:
            raise UsageError("a sign-in sheet is of a --group, not of a --client")
    elif asked.client is None:
        raise UsageError(f"whose {asked.paper}? (--client CHART)")
    elif asked.group is not None or asked.date is not None:
        raise UsageError(f"--group and --date are for a {SIGN_IN_SHEET} or {REMINDER_LIST}")
