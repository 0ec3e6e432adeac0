"""An open clinic for tests: a real encrypted store, a clock that stands, staff of each role."""

import os
import tempfile
import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from iopdesk.domain.clock import FixedClock
from iopdesk.domain.staff import Role, SignedIn
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.storage import all_tables, trigger_set
from iopdesk.storage.clinic_tables import ClinicRow, PhaseRow, ProgramRow, StaffRow
from iopdesk.storage.connection import connect, make_engine, writing
from iopdesk.storage.database_key import DatabaseKey
from iopdesk.storage.journal_tables import JournalGate, SiteRow
from iopdesk.storage.store import Store

ZONE = ZoneInfo("America/Los_Angeles")
THURSDAY = datetime(2026, 11, 19, 10, 0, tzinfo=ZONE)
STAFF = {
    Role.FRONT_DESK: ("desk", "D. Reyes", ""),
    Role.COUNSELOR: ("alvarez", "R. Alvarez", "LCSW"),
    Role.SUPERVISOR: ("okafor", "T. Okafor", "LAADC"),
    Role.DIRECTOR: ("lind", "S. Lind", "MD"),
    Role.PRIVACY_OFFICER: ("wu", "J. Wu", ""),
}


@dataclass
class TestClinic:
    """A clinic that a test may do anything with."""

    __test__ = False
    store: Store
    clock: FixedClock
    staff: dict[Role, SignedIn]
    folder: Path
    key: bytes = b""

    def services(self, role: Role | str = Role.COUNSELOR) -> ClinicServices:
        """The services as this role would have them."""
        return ClinicServices(self.store, self.staff[Role(role)])


def make_clinic(folder: Path) -> TestClinic:
    """A new clinic in `folder`: clinic facts, one staff member a role, one 90-day program."""
    template = _template()
    path = folder / "clinic.iopdb"
    path.write_bytes(template.file)
    clock = FixedClock(THURSDAY)
    store = Store(make_engine(path, DatabaseKey(template.key)), clock)
    return TestClinic(store, clock, dict(template.staff), folder, template.key)


@dataclass(frozen=True)
class _Template:
    """A clinic made once a run: making its tables costs more than most tests."""

    file: bytes
    key: bytes
    staff: dict[Role, SignedIn]


@cache
def _template() -> _Template:
    key = os.urandom(32)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clinic.iopdb"
        connect(path, DatabaseKey(key), create=True).close()
        engine = make_engine(path, DatabaseKey(key))
        clock = FixedClock(THURSDAY)
        with writing(engine).connect() as connection, connection.begin():
            all_tables.metadata.create_all(connection)
            trigger_set.create_all(connection)
            site = {"site_no": 1, "site_id": uuid.uuid4(), "letter": "M"}
            more = {"name": "Corona main office", "begun": clock.now()}
            connection.execute(insert(SiteRow), {**site, **more})
            gate = {"one": 1, "local_site": 1, "dot": None, "open": 0, "n": 0}
            connection.execute(insert(JournalGate), gate)
        store = Store(engine, clock)
        staff = _fill(store)
        store.close()
        return _Template(path.read_bytes(), key, staff)


def _fill(store: Store) -> dict[Role, SignedIn]:
    staff = {}
    with store.write("clinic.create", None) as db:
        db.add(ClinicRow(id=store.new_id(), name="Harbor Light IOP", phone="951-555-0100"))
        for role, (login, name, credential) in STAFF.items():
            row = StaffRow(
                id=store.new_id(), login=login, name=name, credential=credential, roles=role.value
            )
            db.add(row)
            staff[role] = SignedIn(row.id, login, name, credential, frozenset({role}))
        program = ProgramRow(id=store.new_id(), name="90 days, day", days=90, track="day")
        db.add(program)
        db.flush()
        for position, days in enumerate((5, 4, 3), start=1):
            db.add(
                PhaseRow(
                    id=store.new_id(),
                    program_id=program.id,
                    position=position,
                    name=f"Phase {position}",
                    days=30,
                    minutes_a_week=days * 180,
                    days_a_week=days,
                    meetings_a_week=3,
                )
            )
    return staff
