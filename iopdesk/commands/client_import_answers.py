"""What `iopdesk clients import` answers, for people and for machines."""

import argparse
import json
from pathlib import Path
from uuid import UUID

from iopdesk.commands.answer import Json, answer, printable
from iopdesk.commands.open_clinic import services_of
from iopdesk.domain.client_import import ColumnMap, guessed
from iopdesk.domain.problems import UserProblem
from iopdesk.services.client_import_service import ImportPlan
from iopdesk.services.client_table import read_client_table

_ROWS_TOLD = 20


def import_clients(asked: argparse.Namespace) -> None:
    """Add the clients of a CSV file, or tell what would be added."""
    # What is wrong with the files is told before a password is asked for.
    data = _bytes_of(asked.file)
    table = read_client_table(data)
    columns = _map_of(asked.map) if asked.map else dict(guessed(table.heads).columns)
    wanted = ColumnMap(columns, asked.day_first)
    wanted.refuse_problems(table.heads)
    import_id: UUID | None = None
    with services_of(asked) as services:
        if asked.dry_run:
            plan = services.client_import.preview(data, wanted)
        else:
            plan, import_id = services.client_import.run(data, asked.file.name, wanted)
    told: dict[str, Json] = {
        "read": plan.read,
        "added": len(plan.to_add),
        "here_already": [
            {"row": one.row, "chart": one.chart_number or None, "same_as_row": one.in_row or None}
            for one in plan.here_already
        ],
        "noted": [
            {"row": row, "field": remark.field, "was": remark.was, "read_as": remark.read_as}
            for row, remark in plan.noted
        ],
        "not_read": [{"row": one.row, "reason": one.reason} for one in plan.not_read],
        "columns": dict(columns),
        "columns_not_taken": list(plan.not_taken),
        "import": str(import_id) if import_id else None,
    }
    answer(asked.json, told, _lines(plan, import_id))


def undo_import(asked: argparse.Namespace) -> None:
    """Take back every record of an import that nobody worked on since."""
    try:
        import_id = UUID(asked.id)
    except ValueError:
        raise UserProblem("This is no import's id.", "The import told it when it ended.") from None
    with services_of(asked) as services:
        undone = services.client_import.undo(import_id)
    lines = [f"Took back {undone.taken_back} records."]
    if undone.kept:
        lines.append(f"Kept, since someone worked on them: {', '.join(undone.kept)}.")
    answer(asked.json, {"taken_back": undone.taken_back, "kept": list(undone.kept)}, lines)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserProblem(
            "This file can't be read: {why}.", "Nothing was changed.", why=error.strerror or "?"
        ) from None


def _map_of(path: Path) -> dict[str, str]:
    try:
        found = json.loads(_bytes_of(path))
    except ValueError:
        found = None
    if not isinstance(found, dict) or not all(isinstance(name, str) for name in found.values()):
        raise UserProblem(
            "The map is not what it should be.",
            "It is one JSON object, such as {example}.",
            example='{"Surname": "last_name", "Given name": "first_name"}',
        )
    return found


def _lines(plan: ImportPlan, import_id: UUID | None) -> list[str]:
    verb = "Added" if import_id else "Would add"
    lines = [
        f"{verb} {len(plan.to_add)} of {plan.read} rows;"
        f" {len(plan.here_already)} are here already, {len(plan.not_read)} were not read."
    ]
    if plan.imported_before is not None:
        lines.append("This file was imported before.")
    lines += [
        f"Row {one.row}: " + (one.chart_number or f"the same person as row {one.in_row}")
        for one in plan.here_already[:_ROWS_TOLD]
    ]
    lines += [
        f"Row {row}: {remark.field} “{printable(remark.was)}”: {remark.read_as}"
        for row, remark in plan.noted[:_ROWS_TOLD]
    ]
    lines += [f"Row {one.row} was not read: {one.reason}" for one in plan.not_read[:_ROWS_TOLD]]
    if plan.not_taken:
        lines.append("Columns not taken: " + ", ".join(map(printable, plan.not_taken)))
    if import_id:
        lines.append(f"To take it back: iopdesk clients undo-import {import_id}")
    return lines
