"""A directory file in, its meetings out; the one entrance to the readers."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from iopdesk.directories import reasons
from iopdesk.directories.bmlt import bmlt_rows, format_list
from iopdesk.directories.column_map import (
    TableHeads,
    heads_of,
    is_usable,
    mapped_rows,
    unknown_heads,
)
from iopdesk.directories.directory_kind import Kind
from iopdesk.directories.directory_setting import LARGEST_FILE, MOST_ROWS, DirectorySetting
from iopdesk.directories.meeting_guide import guide_rows, listed_by
from iopdesk.directories.naws import naws_rows
from iopdesk.directories.place import far_rows
from iopdesk.directories.recognise import Opened, open_directory
from iopdesk.directories.row_reader import RowReader
from iopdesk.directories.tsml_csv import sheet_rows
from iopdesk.domain.meeting import Meeting, MeetingMode, Note, ReadDirectory, Refused
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.wording import later

Told = Callable[[int, int], None]
_TOLD_EVERY = 500


class DeclinedFile(UserProblem):
    """Why a file isn't imported: what it is, and what to do; nothing was changed.

    `heads` are the columns of a table that a person can explain.
    """

    def __init__(
        self,
        kind: Kind,
        title: str,
        hint: str,
        readable: int = 0,
        heads: TableHeads | None = None,
        **values: object,
    ) -> None:
        super().__init__(title, hint, **values)
        self.kind = kind
        self.readable = readable
        self.heads = heads


def read_directory(
    data: bytes,
    file_name: str,
    setting: DirectorySetting,
    *,
    readable_part: bool = False,
    told: Told | None = None,
) -> ReadDirectory:
    """All rows of a directory file, each as meetings, with its notes, or refused.

    Raises DeclinedFile for a file that isn't read; of a list that breaks off, the part before is
    read when `readable_part` says that a person wants it. `told` hears how many rows of how many
    are read; what it raises ends the reading.
    """
    if len(data) > LARGEST_FILE:
        raise DeclinedFile(
            Kind.UNKNOWN,
            later("This file is too large to be a meeting directory."),
            later("Nothing was changed."),
        )
    opened = _explained(open_directory(data, file_name), setting)
    if opened.kind is Kind.BROKEN_JSON and readable_part and opened.entries:
        opened = replace(opened, kind=Kind.MEETING_GUIDE_JSON)
    if not opened.kind.is_read:
        raise _declined(opened)
    rows = len(opened.entries) if opened.table is None else len(opened.table.rows)
    if rows > MOST_ROWS:
        raise DeclinedFile(
            opened.kind,
            later("This list has more rows than any meeting directory."),
            later("Nothing was changed."),
        )
    return _read(opened, setting, rows, told)


def table_heads(data: bytes, file_name: str) -> TableHeads | None:
    """The column heads of a table, to be explained; None for a file that is none."""
    table = open_directory(data, file_name).table
    return heads_of(table) if table is not None and table.rows else None


def _explained(opened: Opened, setting: DirectorySetting) -> Opened:
    """The table as a person explained its columns, where somebody did."""
    if opened.table is None or setting.columns is None:
        return opened
    columns = setting.columns(heads_of(opened.table))
    if columns is None or not is_usable(columns):
        return opened
    return replace(opened, kind=Kind.MAPPED_TABLE, columns=columns)


def _declined(opened: Opened) -> DeclinedFile:
    kind = opened.kind
    if kind is Kind.BROKEN_JSON and opened.entries:
        return DeclinedFile(
            kind,
            later(
                "This list is damaged: its first {entries} entries can be read, "
                "what comes after can't."
            ),
            later("Nothing was changed. Download it again, or choose to import the readable part."),
            len(opened.entries),
            entries=len(opened.entries),
        )
    if kind is Kind.BROKEN_JSON:
        return DeclinedFile(
            kind,
            later("This list is damaged: nothing in it can be read."),
            later("Nothing was changed. Download it again."),
        )
    heads = heads_of(opened.table) if opened.table is not None else None
    return DeclinedFile(
        kind,
        kind.sentence,
        later("Nothing was changed. {advice}"),
        heads=heads,
        advice=kind.advice,
    )


def _read(
    opened: Opened, setting: DirectorySetting, all_rows: int, told: Told | None
) -> ReadDirectory:
    reader = RowReader(setting)
    meetings: list[Meeting] = []
    refused: list[Refused] = []
    rows = 0
    for number, row in _rows(opened, setting, reader):
        rows += 1
        if told is not None and rows % _TOLD_EVERY == 0:
            told(rows, all_rows)
        read = row if isinstance(row, Refused) else reader.read(number, row)
        if isinstance(read, Refused):
            refused.append(read)
        else:
            meetings.extend(read)
    notes = reader.remarks.notes
    if opened.table is not None and opened.table.broken:
        refused.append(Refused(rows + 1, reasons.MISSING_QUOTE))
        rows += 1
    meetings = _without_far_points(meetings, notes)
    meetings = _told_apart(meetings, notes)
    if warning := _counted_from_one(opened):
        notes.append(warning)
    notes.sort(key=lambda note: note.row)
    return ReadDirectory(
        opened.kind.value,
        rows,
        tuple(meetings),
        tuple(notes),
        tuple(refused),
        listed_by(opened.entries),
        _unknown_columns(opened),
    )


def _unknown_columns(opened: Opened) -> tuple[str, ...]:
    if opened.kind not in (Kind.TSML_CSV, Kind.TSML_XLSX, Kind.GOOGLE_VALUES_JSON):
        return ()
    return unknown_heads(opened.table) if opened.table is not None else ()


def _rows(
    opened: Opened, setting: DirectorySetting, reader: RowReader
) -> Iterator[tuple[int, object]]:
    remarks, fellowship = reader.remarks, setting.fellowship
    if opened.kind is Kind.BMLT_JSON:
        formats = format_list(opened.entries, opened.formats, remarks)
        return bmlt_rows(opened.entries, formats, fellowship, remarks)
    if opened.table is None:
        return guide_rows(opened.entries)
    if opened.kind is Kind.MAPPED_TABLE:
        return mapped_rows(opened.table, opened.columns, remarks)
    if opened.kind in (Kind.NAWS_CSV, Kind.NAWS_XLSX):
        return naws_rows(opened.table, fellowship)
    return sheet_rows(opened.table, remarks)


def _without_far_points(meetings: list[Meeting], notes: list[Note]) -> list[Meeting]:
    far = far_rows([m for m in meetings if m.mode is not MeetingMode.ONLINE])
    for row in sorted(far):
        notes.append(Note(row, "latitude", "", reasons.FAR_AWAY))
    return [replace(m, point=None) if m.row in far else m for m in meetings]


def _told_apart(meetings: list[Meeting], notes: list[Note]) -> list[Meeting]:
    """Says where a key is used twice or a row stands twice; both stay."""
    slugs = Counter(meeting.slug for meeting in meetings if meeting.slug)
    seen: set[str] = set()
    for meeting in meetings:
        fingerprint = meeting.fingerprint
        if fingerprint in seen:
            notes.append(Note(meeting.row, "name", meeting.name[:120], reasons.SAME_MEETING))
        elif slugs[meeting.slug] > 1:
            notes.append(Note(meeting.row, "slug", meeting.slug[:120], reasons.SAME_KEY))
        seen.add(fingerprint)
    return meetings


def _counted_from_one(opened: Opened) -> Note | None:
    """A warning for a list with days 1 to 7 and no 0: it may count from Sunday as 1."""
    days = {str(day) for day in _written_days(opened.entries)}
    if "7" in days and "0" not in days and len(days & set("1234567")) >= 6:
        return Note(0, "day", "1 … 7", reasons.DAYS_FROM_ONE)
    return None


def _written_days(entries: Iterable[object]) -> Iterator[object]:
    for entry in entries:
        if isinstance(entry, dict):
            day = entry.get("day")
            yield from day if isinstance(day, list) else (day,)
