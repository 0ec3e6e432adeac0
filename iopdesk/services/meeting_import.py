"""Taking a directory file into the store: what it would change, and changing it at once."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from iopdesk.directories.column_map import ColumnMap
from iopdesk.directories.read_directory import Told
from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting import SHRINK_TO_CONFIRM, Meeting, Note, ReadDirectory, Refused
from iopdesk.domain.meeting_correction import as_text
from iopdesk.domain.meeting_matching import Match, Matching, match_meetings
from iopdesk.services.directory_file import DirectoryFile
from iopdesk.services.meeting_records import (
    StoredCorrection,
    columns_of,
    columns_of_field,
    corrections_of,
    known_meetings,
)
from iopdesk.services.meeting_twins import twin_changes
from iopdesk.storage.meeting_tables import DirectoryRow, MeetingCorrectionRow, MeetingRow
from iopdesk.storage.store import BulkWriter, Store

_ROWS_AN_ENTRY = 500
# The kind of the directory that holds what the clinic itself typed in; no file is of that kind.
OWN = "own"


@dataclass(frozen=True)
class ImportRequest:
    """A file with what a person says about it; an empty source is named after the file.

    `columns` says which column of a table holds what; it is remembered with the import.
    """

    file: DirectoryFile
    fellowship: Fellowship
    source: str = ""
    zone: str = ""
    readable_part: bool = False
    columns: ColumnMap | None = None

    @property
    def named_source(self) -> str:
        """The source as it will be called."""
        return " ".join(self.source.split()) or self.file.source


@dataclass(frozen=True)
class ImportLine:
    """One meeting of a preview: its row in the file, when, its name, and what changes."""

    row: int
    day: int | None
    start: str
    name: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImportPreview:
    """What an import changes, counted in rows of the file.

    read = added + changed + unchanged + not read. A row with several days is one row: changed
    where any of its meetings differs, added where all are new.
    """

    kind: str
    source: str
    fellowship: Fellowship
    listed_by: str
    read: int
    added: int
    changed: int
    unchanged: int
    not_read: tuple[Refused, ...]
    noted: tuple[Note, ...]
    added_meetings: tuple[ImportLine, ...]
    changed_meetings: tuple[ImportLine, ...]
    no_longer_listed: tuple[ImportLine, ...]
    known_before: int
    last_import: datetime | None
    is_same_file: bool
    unknown_columns: tuple[str, ...] = ()

    @property
    def shrinks(self) -> bool:
        """Whether so much of the list is gone that a person must confirm it."""
        return len(self.no_longer_listed) > self.known_before * SHRINK_TO_CONFIRM

    @property
    def changes_nothing(self) -> bool:
        """Whether the store already has all of this."""
        return not (self.added or self.changed or self.no_longer_listed)


@dataclass(frozen=True)
class KnownDirectory:
    """A source as stored."""

    id: uuid.UUID
    imported_at: datetime
    file_sha256: str


def known_directory(
    db: Session | Connection, source: str, fellowship: Fellowship
) -> KnownDirectory | None:
    """The directory of a source and fellowship, in any spelling of its name."""
    rows = db.execute(
        select(
            DirectoryRow.id,
            DirectoryRow.source,
            DirectoryRow.imported_at,
            DirectoryRow.file_sha256,
        ).where(
            DirectoryRow.fellowship == fellowship.value,
            DirectoryRow.file_kind != OWN,
            DirectoryRow.void == 0,
        )
    )
    for row in rows:
        if row.source.casefold() == source.casefold():
            return KnownDirectory(row.id, row.imported_at, row.file_sha256)
    return None


def compare(
    db: Session | Connection, listed: ReadDirectory, known: KnownDirectory | None
) -> Matching:
    """The new list against what is stored of its source."""
    if known is None:
        return match_meetings(listed.meetings, ())
    corrections = corrections_of(db, MeetingRow.directory_id == known.id)
    return match_meetings(listed.meetings, known_meetings(db, known.id, corrections))


def preview_of(
    request: ImportRequest,
    listed: ReadDirectory,
    matching: Matching,
    known: KnownDirectory | None,
) -> ImportPreview:
    """The counts and lists that a person sees before anything is written."""
    by_row: dict[int, list[Match]] = defaultdict(list)
    for match in matching.matches:
        by_row[match.listed.row].append(match)
    added = sum(all(m.known is None for m in row) for row in by_row.values())
    unchanged = sum(all(m.known and not m.changes for m in row) for row in by_row.values())
    pairs = [m for m in matching.matches if m.known]
    return ImportPreview(
        kind=listed.kind,
        source=request.named_source,
        fellowship=request.fellowship,
        listed_by=listed.listed_by,
        read=listed.rows_read,
        added=added,
        changed=len(by_row) - added - unchanged,
        unchanged=unchanged,
        not_read=listed.not_read,
        noted=listed.noted,
        added_meetings=tuple(_line(m.listed) for m in matching.matches if m.known is None),
        changed_meetings=tuple(_line(m.listed, m.changes) for m in pairs if m.changes),
        no_longer_listed=tuple(_line(gone.meeting) for gone in matching.gone),
        known_before=len(matching.gone) + sum(m.known.is_listed for m in pairs if m.known),
        last_import=known.imported_at if known else None,
        is_same_file=bool(known and known.file_sha256 == request.file.sha256),
        unknown_columns=listed.unknown_columns,
    )


def _line(meeting: Meeting, fields: tuple[str, ...] = ()) -> ImportLine:
    start = meeting.start.isoformat("minutes") if meeting.start else ""
    return ImportLine(meeting.row, meeting.day, start, meeting.name, fields)


def write_import(
    store: Store,
    writer: BulkWriter,
    request: ImportRequest,
    preview: ImportPreview,
    matching: Matching,
    known: KnownDirectory | None,
    told: Told | None = None,
) -> None:
    """Write the directory, new meetings and changes; what left the list is only marked so."""
    directory_id = known.id if known else store.new_id()
    facts = _directory_facts(request, preview, store.clock.now())
    if known is None:
        writer.entry("directory.import", create={DirectoryRow: [{"id": directory_id, **facts}]})
    else:
        writer.entry("directory.import", change={DirectoryRow: {directory_id: facts}})
    new = [match.listed for match in matching.matches if match.known is None]
    for at, part in enumerate(_parts(new)):
        if told is not None:
            told(at * _ROWS_AN_ENTRY, len(new))
        # made part by part: the rows of a whole list would fill the memory
        rows = [
            {"id": store.new_id(), "directory_id": directory_id, **columns_of(listed)}
            for listed in part
        ]
        writer.entry("meeting.import", create={MeetingRow: rows})
    corrections = corrections_of(writer.connection, MeetingRow.directory_id == directory_id)
    changes, answers = _changes(matching, store.clock.today(), corrections)
    for part in _parts(list(changes.items())):
        writer.entry("meeting.import", change={MeetingRow: dict(part)})
    if answers:
        writer.entry("meeting.import", change={MeetingCorrectionRow: answers})
    hidden = twin_changes(writer.connection, request.fellowship)
    for part in _parts(list(hidden.items())):
        values = {meeting_id: {"shown_as_id": keeper} for meeting_id, keeper in part}
        writer.entry("meeting.same", change={MeetingRow: values})


def _directory_facts(
    request: ImportRequest, preview: ImportPreview, now: datetime
) -> dict[str, Any]:
    return {
        "source": request.named_source,
        "fellowship": request.fellowship.value,
        "file_kind": preview.kind,
        "file_name": request.file.name,
        "file_sha256": request.file.sha256,
        "file_day": request.file.day,
        "zone": request.zone,
        "imported_at": now,
        "rows_read": preview.read,
        "rows_not_read": len(preview.not_read),
    }


_Changes = dict[uuid.UUID, dict[str, Any]]


def _changes(
    matching: Matching,
    today: date,
    corrections: Mapping[uuid.UUID, Sequence[StoredCorrection]],
) -> tuple[_Changes, _Changes]:
    """New values of meetings, and what the list says now of fields that the clinic corrected."""
    changes: _Changes = {}
    answers: _Changes = {}
    for match in matching.matches:
        if match.known is None:
            continue
        values = _new_values(match)
        for stored in corrections.get(match.known.id, ()):
            _leave_corrected(match.listed, stored, values, answers)
        if values:
            changes[match.known.id] = values
    changes.update({gone.id: {"listed_until": today} for gone in matching.gone})
    return changes, answers


def _new_values(match: Match) -> dict[str, Any]:
    if match.known is None:
        return {}
    old, new = columns_of(match.known.meeting), columns_of(match.listed)
    told = bool(match.changes)
    # A stamp alone is not worth an entry; a key is, or the next list would miss the meeting.
    values = {
        column: new[column]
        for column in new
        if new[column] != old[column] and (told or column in {"source_key", "fingerprint"})
    }
    if not match.known.is_listed:
        values["listed_until"] = None
    return values


def _leave_corrected(
    listed: Meeting, stored: StoredCorrection, values: dict[str, Any], answers: _Changes
) -> None:
    """What the clinic corrected stays; the list's new word is kept beside it."""
    ours = stored.correction
    for column in columns_of_field(ours.field):
        values.pop(column, None)
    now = as_text(getattr(listed, ours.field))
    if now == ours.listed_now:
        return
    if now == ours.value:
        answers[stored.id] = {"void": 1}  # the list says the same at last
    else:
        answers[stored.id] = {"listed_now": now}


def _parts(rows: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), _ROWS_AN_ENTRY):
        yield rows[start : start + _ROWS_AN_ENTRY]
