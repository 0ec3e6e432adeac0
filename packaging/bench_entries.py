"""A record with a thousand entries beside one that only was admitted; both are opened in turn.

Both clients were admitted on the same day to the same group, so that a chart has the same sessions
to show; about one of them the clinic wrote a thousand times since.
"""

import uuid
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from bench_figures import Figures
from bench_store import NOW, BenchClinic
from iopdesk.domain.attendance import attendance_id
from iopdesk.domain.client import ClientDraft, PhoneDraft
from iopdesk.domain.language import Language
from iopdesk.domain.wording import Wording
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.assessment_tables import DrugScreenRow, InstrumentResultRow
from iopdesk.storage.attendance_tables import AttendanceRow
from iopdesk.storage.client_tables import ClientRow, PhoneRow
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow
from iopdesk.storage.group_tables import RosterPlaceRow
from iopdesk.storage.meeting_tables import MeetingAttendanceRow
from iopdesk.storage.note_tables import ClientNoteRow
from iopdesk.storage.schema import Base
from iopdesk.storage.store import BulkWriter

ENTRIES = 1000
FULL, EMPTY = "Thousandfold", "Unwritten"
NOTE = "Took part, named two triggers, and will call the sponsor before the weekend. "

Values = dict[str, Any]


def measure(clinic: BenchClinic, figures: Figures) -> None:
    """The chart's head and first page, as record.open; the limit is the record without entries."""
    full, empty = _admitted(clinic, FULL), _admitted(clinic, EMPTY)
    _write_entries(clinic, full)
    words = Wording(Language.ENGLISH)

    def opened(client_id: uuid.UUID) -> object:
        head = clinic.services.client.chart_head(client_id)
        return head, clinic.services.overview.overview(client_id, words)

    figures.in_turn(
        "record.thousand_entries", clinic.size, 100, lambda: opened(full), lambda: opened(empty)
    )


def _admitted(clinic: BenchClinic, last: str) -> uuid.UUID:
    """A new client with stay and place copied from a client of the group."""
    draft = ClientDraft("Ana", last, born=date(1990, 1, 2), phones=(PhoneDraft("951-555-0100"),))
    client_id = clinic.services.client.create(draft)
    stay, store = uuid.uuid4(), clinic.opened.store
    own: Values = {"client_id": client_id, "episode_id": stay}
    (of_group,) = clinic.bare.execute(
        "SELECT client_id FROM roster_place WHERE group_id = ? AND ends IS NULL LIMIT 1",
        (clinic.new_group.bytes,),
    ).fetchone()
    with store.read() as db:
        known = uuid.UUID(bytes=of_group)
        rows: dict[type[Base], list[Values]] = {
            table: [_copied(db.query(table).filter_by(client_id=known).one(), own)]
            for table in (EpisodeRow, PlacementRow, RosterPlaceRow)
        }
    rows[EpisodeRow][0]["id"] = stay
    marked = {client_id: {"client_id": client_id, "in_program": 1, "ever_admitted": 1}}
    with store.bulk(clinic.opened.signed_in.staff_id) as writer:
        writer.entry("episode.admit", create=rows, change={ClientRow: marked})
    return client_id


def _copied(row: Any, own: Values) -> Values:
    columns = [column.key for column in row.__table__.columns if column.key not in ("void", "op")]
    changed = {**own, "id": uuid.uuid4()}
    return {key: changed.get(key, getattr(row, key)) for key in columns}


def _write_entries(clinic: BenchClinic, client_id: uuid.UUID) -> None:
    """Marks of all sessions; notes, appointments, results and meetings; and a phone's changes."""
    by = clinic.opened.signed_in.staff_id
    (phone,) = clinic.bare.execute(
        "SELECT id FROM phone WHERE client_id = ?", (client_id.bytes,)
    ).fetchone()
    marks = list(_marks(clinic, client_id))
    with clinic.opened.store.bulk(by) as writer:
        for row in marks:
            writer.entry("attendance.mark", create={AttendanceRow: [row]})
        for number in range(ENTRIES - len(marks)):
            _write_one(writer, number, client_id, uuid.UUID(bytes=phone), by)


def _marks(clinic: BenchClinic, client_id: uuid.UUID) -> Iterator[Values]:
    sessions = clinic.bare.execute(
        "SELECT id, day FROM group_session WHERE group_id = ? ORDER BY day DESC LIMIT 36",
        (clinic.new_group.bytes,),
    ).fetchall()
    for stored, day in sessions:
        session = uuid.UUID(bytes=stored)
        yield {
            "id": attendance_id(session, client_id),
            "client_id": client_id,
            "session_id": session,
            "day": date.fromisoformat(day),
            "mark": "present",
            "minutes": 180,
        }


def _write_one(
    writer: BulkWriter, number: int, client_id: uuid.UUID, phone: uuid.UUID, by: uuid.UUID
) -> None:
    day = NOW.date() - timedelta(days=number % 84)
    about: Values = {"id": uuid.uuid4(), "client_id": client_id}
    kinds: tuple[tuple[str, type[Base], Values], ...] = (
        ("note.write", ClientNoteRow, {"text": NOTE * 10}),
        (
            "appointment.save",
            AppointmentRow,
            {"kind": "individual", "day": day, "start": time(11), "minutes": 50, "state": "kept"},
        ),
        ("drug_screen.save", DrugScreenRow, {"day": day, "state": "done", "result": "negative"}),
        (
            "instrument.save",
            InstrumentResultRow,
            {"instrument": "phq-9", "day": day, "entered_by": by, "entered_at": NOW},
        ),
        ("meeting_visit.save", MeetingAttendanceRow, {"day": day, "words": "Sunrise, Corona"}),
    )
    if number % 6 < len(kinds):
        action, table, values = kinds[number % 6]
        writer.entry(action, create={table: [{**about, **values}]})
        return
    told = {"client_id": client_id, "note": f"As told on {day}, call {number}"}
    writer.entry("client.edit", change={PhoneRow: {phone: told}})
