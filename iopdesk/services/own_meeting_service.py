"""Meetings that people type in or put right: the clinic's own, and listed ones."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.directories.place import attendance_mode
from iopdesk.domain.distance import Point
from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting import DEFAULT_MINUTES
from iopdesk.domain.meeting_codes import CLOSED, OPEN
from iopdesk.domain.meeting_correction import CORRECTABLE, FOLLOWS, as_text, from_text
from iopdesk.domain.meeting_draft import MeetingDraft
from iopdesk.domain.problems import EditConflict, InvalidDraft, NotFound, UserProblem
from iopdesk.domain.same_meeting import street_key
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.wording import later
from iopdesk.services.meeting_import import OWN
from iopdesk.services.meeting_records import columns_of_field, micro, point_of, split_codes
from iopdesk.services.meeting_twins import settle_twins
from iopdesk.services.merge_edit import merge_edit
from iopdesk.storage.clinic_tables import ClinicRow
from iopdesk.storage.journal import void_row
from iopdesk.storage.meeting_tables import DirectoryRow, MeetingCorrectionRow, MeetingRow
from iopdesk.storage.store import Store

SOURCE = "Own meetings"


class OwnMeetingService:
    """One form for both: a meeting of the clinic's own is edited, a listed one is corrected."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def draft(self, meeting_id: uuid.UUID) -> MeetingDraft:
        """A meeting as the form shows it."""
        with self._store.read() as db:
            return _draft_of(_meeting(db, meeting_id))

    def add(self, draft: MeetingDraft) -> uuid.UUID:
        """A new meeting of the clinic's own; no import ever takes it off."""
        self._signed_in.require(Right.REFER_TO_MEETINGS)
        draft = _sound(draft)
        with self._store.write("meeting.add", self._signed_in.staff_id) as db:
            row = MeetingRow(
                id=self._store.new_id(),
                directory_id=self._own_directory(db),
                source_key="",
                zone=_clinic(db).zone,
                **_columns(draft),
                **_derived(db, draft, None),
            )
            db.add(row)
            settle_twins(db, draft.fellowship, (draft.day, draft.start))
            return row.id

    def save(self, meeting_id: uuid.UUID, *, base: MeetingDraft, mine: MeetingDraft) -> None:
        """Store what was changed; InvalidDraft, or EditConflict with both values.

        What a list says of a corrected field is kept beside it, and every new list leaves it.
        """
        self._signed_in.require(Right.REFER_TO_MEETINGS)
        mine = _sound(mine)
        with self._store.write("meeting.correct", self._signed_in.staff_id) as db:
            row = _meeting(db, meeting_id)
            before = _draft_of(row)
            is_own = _is_own(db, row)
            columns, seen = _columns(mine), _columns(base)
            if not is_own:
                kept = {c for field in CORRECTABLE for c in columns_of_field(field)}
                columns = {name: columns[name] for name in columns if name in kept}
            try:
                if not merge_edit(db, row, seen, columns):
                    return
            except EditConflict as conflict:
                raise _by_fields(conflict, mine, before) from conflict
            now = _draft_of(row)
            if is_own:
                for name, value in _derived(db, now, row.id).items():
                    _set(row, name, value)
            else:
                self._correct(db, row, before, now)
            for draft in (before, now):
                settle_twins(db, draft.fellowship, (draft.day, draft.start))

    def take_listed(self, meeting_id: uuid.UUID, field: str) -> None:
        """What the list says counts again; an address takes its place on the map with it."""
        self._signed_in.require(Right.REFER_TO_MEETINGS)
        with self._store.write("meeting.correct", self._signed_in.staff_id) as db:
            row = _meeting(db, meeting_id)
            before = _draft_of(row)
            for correction in _corrections(db, meeting_id).values():
                if correction.field in ((field, FOLLOWS) if field == "address" else (field,)):
                    _show(row, correction.field, correction.listed_now)
                    void_row(correction)
            for draft in (before, _draft_of(row)):
                settle_twins(db, row_fellowship(row), (draft.day, draft.start))

    def keep_ours(self, meeting_id: uuid.UUID, field: str) -> None:
        """The clinic's value stays although the list changed; asked again at its next change."""
        self._signed_in.require(Right.REFER_TO_MEETINGS)
        with self._store.write("meeting.correct", self._signed_in.staff_id) as db:
            correction = _corrections(db, meeting_id).get(field)
            if correction is not None and correction.listed != correction.listed_now:
                correction.listed = correction.listed_now

    def end(self, meeting_id: uuid.UUID, last_day: date | None = None) -> None:
        """A meeting of the clinic's own is no longer held; referrals to it stay readable."""
        self._signed_in.require(Right.REFER_TO_MEETINGS)
        with self._store.write("meeting.end", self._signed_in.staff_id) as db:
            row = self._own(db, meeting_id)
            if row.listed_until is None:
                row.listed_until = last_day or self._store.clock.today()
            settle_twins(db, row_fellowship(row), (row.weekday, row.start))

    def hold_again(self, meeting_id: uuid.UUID) -> None:
        """A meeting of the clinic's own that had ended is held again."""
        self._signed_in.require(Right.REFER_TO_MEETINGS)
        with self._store.write("meeting.end", self._signed_in.staff_id) as db:
            row = self._own(db, meeting_id)
            if row.listed_until is not None:
                row.listed_until = None
            settle_twins(db, row_fellowship(row), (row.weekday, row.start))

    def _own(self, db: Session, meeting_id: uuid.UUID) -> MeetingRow:
        row = _meeting(db, meeting_id)
        if not _is_own(db, row):
            raise UserProblem(
                later("This meeting belongs to a directory."),
                later("Only the clinic's own meetings are ended here; lists say it of theirs."),
            )
        return row

    def _own_directory(self, db: Session) -> uuid.UUID:
        found = db.scalar(
            select(DirectoryRow.id).where(DirectoryRow.file_kind == OWN, DirectoryRow.void == 0)
        )
        if found is not None:
            return found
        made = DirectoryRow(
            id=self._store.new_id(),
            source=SOURCE,
            fellowship=Fellowship.OTHER.value,
            file_kind=OWN,
            imported_at=self._store.clock.now(),
        )
        db.add(made)
        db.flush()
        return made.id

    def _correct(
        self, db: Session, row: MeetingRow, before: MeetingDraft, now: MeetingDraft
    ) -> None:
        changed = [f for f in CORRECTABLE if getattr(now, f) != getattr(before, f)]
        was: dict[str, object] = {field: getattr(before, field) for field in changed}
        values: dict[str, object] = {field: getattr(now, field) for field in changed}
        if "address" in changed:
            was[FOLLOWS] = point_of(row.latitude_e6, row.longitude_e6)
            values[FOLLOWS] = _point_at(db, now.address, row.id)
            _show(row, FOLLOWS, as_text(values[FOLLOWS]))
        present = _corrections(db, row.id)
        for field, value in values.items():
            self._keep(db, row.id, field, as_text(was[field]), as_text(value), present.get(field))

    def _keep(
        self,
        db: Session,
        meeting_id: uuid.UUID,
        field: str,
        was: str,
        text: str,
        correction: MeetingCorrectionRow | None,
    ) -> None:
        if correction is None:
            made = MeetingCorrectionRow(id=self._store.new_id(), meeting_id=meeting_id, field=field)
            made.value, made.listed, made.listed_now = text, was, was
            db.add(made)
        elif text == correction.listed_now:
            void_row(correction)
        elif text != correction.value:
            correction.value = text
            if correction.listed != correction.listed_now:
                correction.listed = correction.listed_now


def _by_fields(conflict: EditConflict, mine: MeetingDraft, theirs: MeetingDraft) -> EditConflict:
    """The same conflict in the words of the draft instead of the store's columns."""
    called = {"weekday": "day", "note": "notes", "place_note": "place_notes"}
    fields = []
    for each in conflict.fields:
        field = called.get(each.field, each.field)
        values = {"mine": getattr(mine, field), "theirs": getattr(theirs, field)}
        fields.append(replace(each, field=field, **values))
    return EditConflict(fields)


def row_fellowship(row: MeetingRow) -> Fellowship:
    """Whose meeting a row is."""
    return Fellowship(row.fellowship)


def _sound(draft: MeetingDraft) -> MeetingDraft:
    if problems := draft.problems():
        raise InvalidDraft(problems)
    return draft.tidied()


def _meeting(db: Session, meeting_id: uuid.UUID) -> MeetingRow:
    row = db.get(MeetingRow, meeting_id)
    if row is None or row.void:
        raise NotFound(later("This meeting is not in the directories."))
    return row


def _is_own(db: Session, row: MeetingRow) -> bool:
    kind = db.scalar(select(DirectoryRow.file_kind).where(DirectoryRow.id == row.directory_id))
    return kind == OWN


def _corrections(db: Session, meeting_id: uuid.UUID) -> Mapping[str, MeetingCorrectionRow]:
    rows = db.scalars(
        select(MeetingCorrectionRow).where(
            MeetingCorrectionRow.meeting_id == meeting_id, MeetingCorrectionRow.void == 0
        )
    )
    return {row.field: row for row in rows}


def _draft_of(row: MeetingRow) -> MeetingDraft:
    return MeetingDraft(
        name=row.name,
        fellowship=Fellowship(row.fellowship),
        day=row.weekday,
        start=row.start,
        minutes=row.minutes or DEFAULT_MINUTES,
        place=row.place,
        address=row.address,
        city=row.city,
        link=row.link,
        phone=row.phone,
        kinds=split_codes(row.kinds),
        languages=split_codes(row.languages),
        notes=row.note,
        place_notes=row.place_note,
    )


def _columns(draft: MeetingDraft) -> dict[str, Any]:
    return {
        "name": draft.name,
        "fellowship": draft.fellowship.value,
        "weekday": draft.day,
        "start": draft.start,
        "minutes": draft.minutes,
        "place": draft.place,
        "address": draft.address,
        "city": draft.city,
        "link": draft.link,
        "phone": draft.phone,
        "kinds": ",".join(draft.kinds),
        "languages": ",".join(draft.languages),
        "note": draft.notes,
        "place_note": draft.place_notes,
    }


def _derived(db: Session, draft: MeetingDraft, own_id: uuid.UUID | None) -> dict[str, Any]:
    """What follows from a meeting of the clinic's own: how one attends, and where on the map."""
    point = _point_at(db, draft.address, own_id)
    mode = attendance_mode(
        closed=False,
        online=bool(draft.link or draft.phone),
        exact=bool(draft.place or draft.address),
    )
    return {
        "mode": mode.value,
        "open_closed": next((code for code in (CLOSED, OPEN) if code in draft.kinds), ""),
        "latitude_e6": micro(point.latitude) if point else None,
        "longitude_e6": micro(point.longitude) if point else None,
    }


def _point_at(db: Session, address: str, own_id: uuid.UUID | None) -> Point | None:
    """Where an address is, as far as the directories or the clinic's own address tell."""
    wanted = street_key(address)
    if not any(letter.isdigit() for letter in wanted):
        return None
    clinic = _clinic(db)
    if street_key(clinic.address) == wanted:
        return point_of(clinic.latitude_e6, clinic.longitude_e6)
    rows = db.execute(
        select(MeetingRow.address, MeetingRow.latitude_e6, MeetingRow.longitude_e6)
        .where(MeetingRow.address.startswith(address.split()[0], autoescape=True))
        .where(MeetingRow.latitude_e6.is_not(None), MeetingRow.void == 0)
        .where(MeetingRow.id.is_distinct_from(own_id))
    )
    return next((point_of(north, east) for a, north, east in rows if street_key(a) == wanted), None)


def _clinic(db: Session) -> ClinicRow:
    row = db.scalars(select(ClinicRow).where(ClinicRow.void == 0).limit(1)).first()
    if row is None:
        raise NotFound(later("This store holds no clinic facts."))
    return row


def _show(row: MeetingRow, field: str, text: str) -> None:
    """Let the meeting's row hold a value that a correction keeps as text."""
    value = from_text(field, text)
    if field == FOLLOWS:
        _set(row, "latitude_e6", micro(value.latitude) if value else None)
        _set(row, "longitude_e6", micro(value.longitude) if value else None)
    else:
        _set(row, columns_of_field(field)[0], value)


def _set(row: MeetingRow, column: str, value: object) -> None:
    if getattr(row, column) != value:
        setattr(row, column, value)
