"""Meeting directories: importing lists, finding meetings, and what the clinic knows of them."""

import uuid
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.directories.column_map import ColumnMap, TableHeads
from iopdesk.directories.directory_setting import DirectorySetting
from iopdesk.directories.read_directory import Told, read_directory, table_heads
from iopdesk.domain.distance import Point
from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting import STALE_DAYS, Meeting, ReadDirectory, SignsCards
from iopdesk.domain.meeting_correction import Correction
from iopdesk.domain.problems import EditConflict, NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.wording import later
from iopdesk.services.column_memory import remember_columns, remembered_columns
from iopdesk.services.learnt_places import FoundPlace
from iopdesk.services.meeting_catalog import find_meetings, lines_of
from iopdesk.services.meeting_import import (
    OWN,
    ImportPreview,
    ImportRequest,
    compare,
    known_directory,
    preview_of,
    write_import,
)
from iopdesk.services.meeting_places import clinic_place, find_place
from iopdesk.services.meeting_records import (
    MEETING_COLUMNS,
    corrections_of,
    meeting_of,
)
from iopdesk.services.meeting_search import MeetingFilter, MeetingLine, MeetingList, folded
from iopdesk.services.meeting_twins import settle_twins, told_apart_from, twins_of
from iopdesk.services.merge_edit import merge_edit
from iopdesk.storage.clinic_tables import ClinicRow
from iopdesk.storage.journal import void_row
from iopdesk.storage.meeting_tables import (
    DirectoryRow,
    MeetingApartRow,
    MeetingNoteRow,
    MeetingRow,
)
from iopdesk.storage.store import Store


@dataclass(frozen=True)
class DirectoryLine:
    """A source of meetings: how many it lists, how old its file is, and whether that is too old."""

    id: uuid.UUID
    source: str
    fellowship: Fellowship
    meetings: int
    day: date
    age_days: int
    zone: str
    is_own: bool = False

    @property
    def is_stale(self) -> bool:
        """Whether the list is too old to send people by it without a warning."""
        return self.age_days > STALE_DAYS and not self.is_own


@dataclass(frozen=True)
class MeetingNote:
    """What this clinic knows about a meeting; survives every new list."""

    signs_cards: SignsCards = SignsCards.UNKNOWN
    text: str = ""


@dataclass(frozen=True)
class MeetingFacts:
    """All that is known of one meeting; `also` are its other listings with their sources.

    `apart` are listings that a person told apart from it.
    """

    id: uuid.UUID
    meeting: Meeting
    source: str
    listed_until: date | None
    signs_cards: SignsCards
    clinic_note: str
    is_own: bool = False
    corrections: tuple[Correction, ...] = ()
    also: tuple[tuple[uuid.UUID, str], ...] = ()
    apart: tuple[tuple[uuid.UUID, str], ...] = ()

    @property
    def note(self) -> MeetingNote:
        """What the clinic noted, as its form begins."""
        return MeetingNote(self.signs_cards, self.clinic_note)

    @property
    def contested(self) -> tuple[Correction, ...]:
        """Corrections whose field the list has changed since."""
        return tuple(each for each in self.corrections if each.is_contested)


class ShrinkNotConfirmed(UserProblem):
    """The new list lost more meetings than lists usually do; a person must say it is right."""


class MeetingService:
    """What staff do with meeting directories."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def preview_import(self, request: ImportRequest, told: Told | None = None) -> ImportPreview:
        """What importing this file would change; nothing is written. UserProblem if unreadable.

        `told` hears how far it is; what it raises ends the reading.
        """
        self._signed_in.require(Right.IMPORT_MEETINGS)
        listed = self._read(request, told=told)
        with self._store.read() as db:
            known = known_directory(db, request.named_source, request.fellowship)
            return preview_of(request, listed, compare(db, listed, known), known)

    def import_directory(
        self,
        request: ImportRequest,
        *,
        shrink_confirmed: bool = False,
        told: Told | None = None,
    ) -> ImportPreview:
        """Import this file in one transaction and say what it changed.

        Meetings that left the list stay, marked with today as their last listed day. Raises
        ShrinkNotConfirmed where too many left and nobody confirmed it; nothing was changed then,
        nor where `told`, which hears how far it is, raises.
        """
        self._signed_in.require(Right.IMPORT_MEETINGS)
        explained: list[tuple[TableHeads, ColumnMap]] = []
        listed = self._read(request, explained, told)
        with self._store.bulk(self._signed_in.staff_id) as writer:
            known = known_directory(writer.connection, request.named_source, request.fellowship)
            matching = compare(writer.connection, listed, known)
            preview = preview_of(request, listed, matching, known)
            if preview.shrinks and not shrink_confirmed:
                raise ShrinkNotConfirmed(
                    later("{missing} of {known} meetings are missing from this list."),
                    later("Nothing was changed. Check that the file is whole, then confirm it."),
                    missing=len(preview.no_longer_listed),
                    known=preview.known_before,
                )
            write_import(self._store, writer, request, preview, matching, known, told)
            if explained:
                remember_columns(self._store, writer, *explained[-1])
        return preview

    def table_heads(self, request: ImportRequest) -> TableHeads | None:
        """The column heads of a table with what each holds as far as is known; None for others."""
        self._signed_in.require(Right.IMPORT_MEETINGS)
        heads = table_heads(request.file.data, request.file.name)
        if heads is None:
            return None
        known = request.columns or self._remembered(heads)
        return heads if known is None else replace(heads, guesses=known)

    def _read(
        self,
        request: ImportRequest,
        explained: list[tuple[TableHeads, ColumnMap]] | None = None,
        told: Told | None = None,
    ) -> ReadDirectory:
        def columns(heads: TableHeads) -> ColumnMap | None:
            if request.columns is None:
                return self._remembered(heads)
            if explained is not None:
                explained.append((heads, request.columns))
            return request.columns

        return read_directory(
            request.file.data,
            request.file.name,
            DirectorySetting(request.fellowship, request.zone or self._zone(), columns),
            readable_part=request.readable_part,
            told=told,
        )

    def _remembered(self, heads: TableHeads) -> ColumnMap | None:
        with self._store.read() as db:
            return remembered_columns(db, heads)

    def _zone(self) -> str:
        with self._store.read() as db:
            return db.scalar(select(ClinicRow.zone).where(ClinicRow.void == 0)) or "UTC"

    def meetings(self, wanted: MeetingFilter) -> MeetingList:
        """The meetings a filter finds, in the order of the week."""
        with self._store.read() as db:
            return find_meetings(db, wanted)

    def meeting(self, meeting_id: uuid.UUID) -> MeetingFacts:
        """All that is known of one meeting; NotFound for an id that is none."""
        with self._store.read() as db:
            row = db.execute(
                select(*MEETING_COLUMNS, DirectoryRow.source, DirectoryRow.file_kind)
                .join(DirectoryRow, DirectoryRow.id == MeetingRow.directory_id)
                .where(MeetingRow.id == meeting_id, MeetingRow.void == 0)
            ).first()
            if row is None:
                raise NotFound(later("This meeting is not in the directories."))
            note = self._note(db, meeting_id)
            corrections = corrections_of(db, MeetingRow.id == meeting_id).get(meeting_id, ())
            also = _listings(db, twins_of(db, meeting_id))
            apart = _listings(db, told_apart_from(db, meeting_id))
        return MeetingFacts(
            row.id,
            meeting_of(row),
            row.source,
            row.listed_until,
            SignsCards(note.signs_cards) if note else SignsCards.UNKNOWN,
            note.text if note else "",
            row.file_kind == OWN,
            tuple(each.correction for each in corrections),
            also,
            apart,
        )

    def find(self, text: str, limit: int = 8) -> tuple[MeetingLine, ...]:
        """A few meetings whose name or place holds all these words; those that begin so first."""
        with self._store.read() as db:
            lines = find_meetings(db, MeetingFilter(text=text)).lines
        start = folded(text.strip())
        ranked = sorted(lines, key=lambda line: not folded(line.name).startswith(start))
        return tuple(ranked[:limit])

    def directories(self) -> tuple[DirectoryLine, ...]:
        """Every source with its age, newest first."""
        today = self._store.clock.today()
        listed = (
            select(func.count())
            .where(
                MeetingRow.directory_id == DirectoryRow.id,
                MeetingRow.void == 0,
                MeetingRow.listed_until.is_(None),
            )
            .scalar_subquery()
        )
        with self._store.read() as db:
            rows = db.execute(
                select(
                    DirectoryRow.id,
                    DirectoryRow.source,
                    DirectoryRow.fellowship,
                    DirectoryRow.file_day,
                    DirectoryRow.imported_at,
                    DirectoryRow.zone,
                    DirectoryRow.file_kind,
                    listed,
                ).where(DirectoryRow.void == 0)
            ).all()
        zone = self._store.clock.now().tzinfo
        lines = []
        for directory_id, source, fellowship, file_day, imported_at, zone_name, kind, count in rows:
            day = file_day or imported_at.astimezone(zone).date()
            lines.append(
                DirectoryLine(
                    directory_id,
                    source,
                    Fellowship(fellowship),
                    count,
                    day,
                    max(0, (today - day).days),
                    zone_name,
                    kind == OWN,
                )
            )
        return tuple(sorted(lines, key=lambda line: (-line.day.toordinal(), line.source)))

    def place(self, text: str) -> FoundPlace | None:
        """Where a typed place is: coordinates, a ZIP code, or a town of the directories."""
        with self._store.read() as db:
            return find_place(db, text)

    def clinic_point(self) -> Point | None:
        """Where the clinic is, to measure from; None where neither it nor its town is known."""
        with self._store.read() as db:
            return clinic_place(db)

    def lines(self, ids: list[uuid.UUID]) -> dict[uuid.UUID, MeetingLine]:
        """Lines of these meetings, also of those that left their list."""
        point = self.clinic_point()
        with self._store.read() as db:
            return lines_of(db, ids, point)

    def note_signs_cards(self, meeting_id: uuid.UUID, known: SignsCards, text: str = "") -> None:
        """Keep whether this meeting signs attendance cards, and a note where one is given."""
        with self._store.read() as db:
            row = self._note(db, meeting_id)
        base = MeetingNote(SignsCards(row.signs_cards), row.text) if row else MeetingNote()
        self.note(meeting_id, base=base, mine=MeetingNote(known, text or base.text))

    def note(self, meeting_id: uuid.UUID, *, base: MeetingNote, mine: MeetingNote) -> None:
        """Keep what this clinic knows about a meeting; EditConflict with both values."""
        self._signed_in.require(Right.REFER_TO_MEETINGS)
        wanted = {"signs_cards": mine.signs_cards.value, "text": mine.text.strip()}
        seen = {"signs_cards": base.signs_cards.value, "text": base.text}
        with self._store.write("meeting.note", self._signed_in.staff_id) as db:
            if db.get(MeetingRow, meeting_id) is None:
                raise NotFound(later("This meeting is not in the directories."))
            row = self._note(db, meeting_id)
            if row is None:
                if wanted != {"signs_cards": "unknown", "text": ""}:
                    db.add(MeetingNoteRow(id=self._store.new_id(), meeting_id=meeting_id, **wanted))
                return
            try:
                merge_edit(db, row, seen, wanted)
            except EditConflict as conflict:
                theirs = {"signs_cards": SignsCards(row.signs_cards), "text": row.text}
                fields = [
                    replace(each, mine=getattr(mine, each.field), theirs=theirs[each.field])
                    for each in conflict.fields
                ]
                raise EditConflict(fields) from conflict

    def tell_apart(self, meeting_id: uuid.UUID, other_id: uuid.UUID) -> None:
        """Two listings are not one meeting after all: from now on both are shown."""
        self._signed_in.require(Right.REFER_TO_MEETINGS)
        with self._store.write("meeting.apart", self._signed_in.staff_id) as db:
            row = db.get(MeetingRow, meeting_id)
            if row is None or db.get(MeetingRow, other_id) is None:
                raise NotFound(later("This meeting is not in the directories."))
            if not _apart_rows(db, meeting_id, other_id):
                db.add(
                    MeetingApartRow(
                        id=self._store.new_id(), meeting_id=meeting_id, other_id=other_id
                    )
                )
            settle_twins(db, Fellowship(row.fellowship), (row.weekday, row.start))

    def take_as_one(self, meeting_id: uuid.UUID, other_id: uuid.UUID) -> None:
        """Take back that two listings were told apart."""
        self._signed_in.require(Right.REFER_TO_MEETINGS)
        with self._store.write("meeting.apart", self._signed_in.staff_id) as db:
            row = db.get(MeetingRow, meeting_id)
            if row is None:
                raise NotFound(later("This meeting is not in the directories."))
            for apart in _apart_rows(db, meeting_id, other_id):
                void_row(apart)
            settle_twins(db, Fellowship(row.fellowship), (row.weekday, row.start))

    def _note(self, db: Session, meeting_id: uuid.UUID) -> MeetingNoteRow | None:
        return db.scalar(
            select(MeetingNoteRow).where(
                MeetingNoteRow.meeting_id == meeting_id, MeetingNoteRow.void == 0
            )
        )


def _listings(db: Session, ids: list[uuid.UUID]) -> tuple[tuple[uuid.UUID, str], ...]:
    rows = db.execute(
        select(MeetingRow.id, DirectoryRow.source)
        .join(DirectoryRow, DirectoryRow.id == MeetingRow.directory_id)
        .where(MeetingRow.id.in_(ids))
        .order_by(DirectoryRow.source)
    )
    return tuple((row.id, row.source) for row in rows)


def _apart_rows(db: Session, one: uuid.UUID, other: uuid.UUID) -> list[MeetingApartRow]:
    pair = (one, other)
    return list(
        db.scalars(
            select(MeetingApartRow).where(
                MeetingApartRow.meeting_id.in_(pair),
                MeetingApartRow.other_id.in_(pair),
                MeetingApartRow.void == 0,
            )
        )
    )
