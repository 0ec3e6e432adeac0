"""`iopdesk check`: whether the clinic's file, journal and tables are sound."""

import argparse

from iopdesk.commands.answer import Json, answer
from iopdesk.commands.arguments import Grammar
from iopdesk.domain.problems import UserProblem

_TOLD = 20


def add_to(grammar: Grammar) -> None:
    """Add the command's words to the command line."""
    command = grammar.command("check", "integrity of the file, the journal and the tables", _check)
    command.add_argument(
        "--repair-search",
        action="store_true",
        help="make the index that searches use anew; for a client who is there but not found",
    )


def _check(asked: argparse.Namespace) -> None:
    # The database is loaded only for a command that opens a clinic.
    from iopdesk.commands.open_clinic import services_of

    with services_of(asked) as services:
        repaired = services.check.repair_search() if asked.repair_search else None
        found = services.check.check()
    journal = [f"site {f.site_letter}, entry {f.sequence}: {f.words}" for f in found.journal_faults]
    tables = [f"{fault.table} {fault.row_id}: {fault.field}" for fault in found.row_faults]
    access = [] if found.access_fault is None else [f"row {found.access_fault} was altered"]
    attached = [f"{fault.attachment_id}: {fault.words}" for fault in found.attachment_faults]
    parts = {
        "file": [found.file_fault] if found.file_fault else [],
        f"journal, {found.journal_entries:,} entries": journal,
        "tables against the journal": tables,
        f"access log, {found.access_rows:,} rows": access,
        f"attached files, {found.attachments:,}": attached,
    }
    data: dict[str, Json] = {
        "sound": found.is_sound,
        "file": found.file_fault or "sound",
        "journal_entries": found.journal_entries,
        "journal_faults": journal,
        "table_faults": tables,
        "access_rows": found.access_rows,
        "access_faults": access,
        "attachments": found.attachments,
        "attachment_faults": attached,
    }
    lines = []
    for part, faults in parts.items():
        lines.append(f"{part}: {'sound' if not faults else f'{len(faults)} faults'}")
        lines += [f"  {fault}" for fault in faults[:_TOLD]]
    if repaired is not None:
        data["search_repaired"] = repaired
        lines.append(f"search: index made anew, {repaired:,} clients")
    answer(asked.json, data, lines)
    if not found.is_sound:
        raise UserProblem(
            "The clinic is not what was written.",
            "Stop working in it, keep the folder as it is, and restore the newest backup into a "
            "new folder.",
        )
