"""A very large invented clinic for measuring; written through the journal's own bulk writer."""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import itemgetter
from typing import Any

from sqlalchemy import insert, select

from iopdesk.domain.attendance import attendance_id, session_id
from iopdesk.domain.client import chart_number, sort_name
from iopdesk.domain.week import monday_of
from iopdesk.services.client_tokens import SearchSubject, token_rows
from iopdesk.services.demo_people import demo_words
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.client_tables import ClientRow, PhoneRow, SearchToken
from iopdesk.storage.clinic_tables import ProgramRow
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow
from iopdesk.storage.group_tables import GroupSlotRow, RosterPlaceRow, TreatmentGroupRow
from iopdesk.storage.prepared_query import PreparedWrite
from iopdesk.storage.store import BulkWriter, Store

GROUPS = 40
GROUP_SIZE = 15
CLIENTS_AN_ENTRY = 10
CLIENTS_A_COMMIT = 5000
ENTRIES_A_COMMIT = 2000
_WEEKDAYS = (0, 2, 4)
_MINUTES = 180
_ADD_TOKENS = PreparedWrite(insert(SearchToken))


@dataclass(frozen=True)
class BulkSize:
    """How many clients and attendance rows; 600 of the clients are in program."""

    clients: int = 50_000
    attendance: int = 2_000_000

    @property
    def sessions_a_client(self) -> int:
        """How often each client came."""
        return max(self.attendance // self.clients, 1)


@dataclass(frozen=True)
class _Cohort:
    """Fifteen clients who were in one group together for a while."""

    group: int
    first_day: date
    last_day: date
    days: tuple[date, ...]
    is_in_program: bool


def fill_clinic(store: Store, size: BulkSize, by: uuid.UUID, seed: int = 1) -> None:
    """Fill an open, empty clinic; commits every few thousand entries."""
    filler = BulkFiller(store, size, by, random.Random(seed))
    filler.write_groups()
    filler.write_clients()
    filler.write_attendance()


class BulkFiller:
    """Writes a bulk clinic part by part, so that a bench can look between them."""

    def __init__(self, store: Store, size: BulkSize, by: uuid.UUID, chance: random.Random) -> None:
        self._store = store
        self._by = by
        self._chance = chance
        self._size = size
        self._today = store.clock.today()
        self._slots: dict[tuple[int, int], uuid.UUID] = {}
        self.groups = [store.new_id() for _ in range(GROUPS)]
        self._clients = [store.new_id() for _ in range(size.clients)]
        self._cohorts = list(self._planned_cohorts())

    def _planned_cohorts(self) -> Iterator[_Cohort]:
        count = -(-self._size.clients // GROUP_SIZE)
        weeks = max(self._size.sessions_a_client // len(_WEEKDAYS), 1)
        for number in range(count):
            back = number // GROUPS
            last = self._today - timedelta(weeks=back * weeks)
            first = last - timedelta(weeks=weeks)
            days = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
            # the week that runs is left unmarked: a bench marks it as staff would
            held = [d for d in days if d.weekday() in _WEEKDAYS and d < monday_of(self._today)]
            yield _Cohort(
                number % GROUPS, first, last, tuple(held[: self._size.sessions_a_client]), back == 0
            )

    def write_groups(self) -> None:
        """Forty groups, each on Monday, Wednesday and Friday."""
        begun = self._today - timedelta(days=365 * 60)
        groups, slots = [], []
        for number, group_id in enumerate(self.groups):
            groups.append({"id": group_id, "name": f"Group {number + 1}", "capacity": GROUP_SIZE})
            for weekday in _WEEKDAYS:
                slot_id = self._store.new_id()
                self._slots[number, weekday] = slot_id
                slots.append(
                    {
                        "id": slot_id,
                        "group_id": group_id,
                        "weekday": weekday,
                        "start": time(9 + number % 8),
                        "minutes": _MINUTES,
                        "starts": begun,
                        "leader_id": self._by,
                    }
                )
        with self._store.bulk(self._by) as writer:
            writer.entry("group.create", create={TreatmentGroupRow: groups, GroupSlotRow: slots})

    def write_clients(self) -> None:
        """Clients with a phone, an episode, a placement and a place in their group."""
        with self._store.read() as db:
            program = db.scalars(select(ProgramRow.id).limit(1)).one()
        for start in range(0, len(self._clients), CLIENTS_A_COMMIT):
            with self._store.bulk(self._by) as writer:
                tokens: list[dict[str, object]] = []
                for first in range(start, start + CLIENTS_A_COMMIT, CLIENTS_AN_ENTRY):
                    numbers = range(first, min(first + CLIENTS_AN_ENTRY, len(self._clients)))
                    if numbers:
                        self._write_some(writer, numbers, program, tokens)
                # in the order of their index, so that each of its pages is fetched once a commit
                tokens.sort(key=itemgetter("kind", "token"))
                _ADD_TOKENS.run(writer.connection, tokens)

    def _write_some(
        self,
        writer: BulkWriter,
        numbers: range,
        program: uuid.UUID,
        tokens: list[dict[str, object]],
    ) -> None:
        rows: dict[Any, list[dict[str, Any]]] = {
            ClientRow: [],
            PhoneRow: [],
            EpisodeRow: [],
            PlacementRow: [],
            RosterPlaceRow: [],
        }
        for number in numbers:
            self._add_client(rows, tokens, number, program)
        writer.entry("client.create", create=rows)

    def _add_client(
        self,
        rows: dict[Any, list[dict[str, Any]]],
        tokens: list[dict[str, object]],
        number: int,
        program: uuid.UUID,
    ) -> None:
        words, chance = demo_words(), self._chance
        client_id = self._clients[number]
        cohort = self._cohorts[number // GROUP_SIZE]
        first = chance.choice(words["first_names_women"] + words["first_names_men"])
        last = f"{chance.choice(words['last_names'])} {chance.choice(words['last_names'])}"
        born = date(1950, 1, 1) + timedelta(days=chance.randrange(20_000))
        phone = f"951-555-{chance.randrange(10_000):04}"
        chart = chart_number("M", number + 1)
        rows[ClientRow].append(
            {
                "id": client_id,
                "chart_number": chart,
                "first_name": first,
                "last_name": last,
                "sort_name": sort_name(first, "", last),
                "born": born,
                "in_program": int(cohort.is_in_program),
                "ever_admitted": 1,
            }
        )
        rows[PhoneRow].append({"id": self._store.new_id(), "client_id": client_id, "number": phone})
        subject = SearchSubject(chart, (first, last), born, (phone,), cohort.is_in_program)
        tokens += token_rows(client_id, subject)
        self._add_stay(rows, client_id, cohort, program)

    def _add_stay(
        self,
        rows: dict[Any, list[dict[str, Any]]],
        client_id: uuid.UUID,
        cohort: _Cohort,
        program: uuid.UUID,
    ) -> None:
        episode_id = self._store.new_id()
        ended = None if cohort.is_in_program else cohort.last_day
        rows[EpisodeRow].append(
            {
                "id": episode_id,
                "client_id": client_id,
                "number": 1,
                "program_id": program,
                "counselor_id": self._by,
                "admitted": cohort.first_day,
                "planned_end": cohort.first_day + timedelta(days=120),
                "discharged": ended,
                "discharge_reason": "completed" if ended else "",
                "last_service": ended,
            }
        )
        rows[PlacementRow].append(
            {
                "id": self._store.new_id(),
                "client_id": client_id,
                "episode_id": episode_id,
                "starts": cohort.first_day,
                "phase": 1,
                "phase_name": "Phase 1",
                "track": "day",
                "minutes_a_week": 540,
                "days_a_week": 3,
                "meetings_a_week": 3,
            }
        )
        rows[RosterPlaceRow].append(
            {
                "id": self._store.new_id(),
                "client_id": client_id,
                "group_id": self.groups[cohort.group],
                "episode_id": episode_id,
                "starts": cohort.first_day,
                "ends": ended,
            }
        )

    def write_attendance(self) -> None:
        """One entry a session, as staff would have marked it."""
        sessions = [
            (day, number) for number, cohort in enumerate(self._cohorts) for day in cohort.days
        ]
        for start in range(0, len(sessions), ENTRIES_A_COMMIT):
            with self._store.bulk(self._by) as writer:
                for day, number in sessions[start : start + ENTRIES_A_COMMIT]:
                    self._write_session(writer, day, number)

    def _write_session(self, writer: BulkWriter, day: date, number: int) -> None:
        cohort = self._cohorts[number]
        slot_id = self._slots[cohort.group, day.weekday()]
        held = session_id(slot_id, day)
        start = time(9 + cohort.group % 8)
        session = {
            "id": held,
            "group_id": self.groups[cohort.group],
            "slot_id": slot_id,
            "day": day,
            "start": start,
            "minutes": _MINUTES,
            "leader_id": self._by,
            "state": "planned",
        }
        first = number * GROUP_SIZE
        marks = []
        for client_id in self._clients[first : first + GROUP_SIZE]:
            is_there = self._chance.random() < 0.9
            marks.append(
                {
                    "id": attendance_id(held, client_id),
                    "client_id": client_id,
                    "session_id": held,
                    "day": day,
                    "mark": "present" if is_there else "absent",
                    "minutes": _MINUTES if is_there else 0,
                }
            )
        zone = self._store.clock.now().tzinfo
        writer.entry(
            "attendance.mark",
            create={GroupSessionRow: [session], AttendanceRow: marks},
            at=datetime.combine(day, start, zone),
        )
