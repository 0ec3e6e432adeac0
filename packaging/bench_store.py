"""Store figures: search, record, rosters, saving, bytes; beside the bare encrypted database."""

import itertools
import os
import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bench_figures import Figure, Figures, milliseconds
from bench_meetings import fill_meetings, measure_filters
from iopdesk.domain.attendance import Mark, MarkDraft
from iopdesk.domain.clock import FixedClock
from iopdesk.domain.language import Language
from iopdesk.domain.wording import Wording
from iopdesk.services.bulk_clinic import GROUP_SIZE, BulkFiller, BulkSize
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.sign_in_service import FirstRunDraft, SignedInClinic, SignInService
from iopdesk.storage.connection import connect
from iopdesk.storage.database_key import DatabaseKey
from iopdesk.storage.key_cost import STRICT

NOW = datetime(2026, 11, 19, 10, 0, tzinfo=ZoneInfo("America/Los_Angeles"))
LOGIN, PASSWORD = "bench", "copper walnut ladder"
PREFIXES = ("ma", "gar", "jor", "ngu", "o", "villa", "chen", "dw")
INFIXES = ("arci", "ster", "nand", "well", "uino", "omps")
NOBODY = ("qzx", "wwwk", "xqj")


@dataclass
class BenchClinic:
    """A filled clinic and a bare connection to the same file."""

    folder: Path
    size: int
    opened: SignedInClinic
    services: ClinicServices
    bare: Any
    new_group: uuid.UUID

    def close(self) -> None:
        """Let go of the file."""
        self.bare.close()
        self.opened.close()


def make_clinic(home: Path, clients: int, attendance: int) -> None:
    """Make and fill a clinic; the file's size before attendance stands in a file beside it."""
    folder = home / "clinic"
    home.mkdir(parents=True, exist_ok=True)
    service = SignInService(FixedClock(NOW))
    draft = FirstRunDraft("Bench", "B. Bench", LOGIN, PASSWORD)
    opened, _ = service.first_run(folder, draft, cost=STRICT)
    by = opened.signed_in.staff_id
    filler = BulkFiller(opened.store, BulkSize(clients, attendance), by, random.Random(1))
    filler.write_groups()
    took = milliseconds(filler.write_clients)
    print(f"{clients:,} clients written in {took / 1000:.0f} s", flush=True)
    (home / "before").write_text(str(_bytes(opened)))
    if attendance:
        took = milliseconds(filler.write_attendance)
        print(f"{attendance:,} attendance rows written in {took / 1000:.0f} s", flush=True)
        fill_meetings(opened.store, by)
    opened.close()


def open_clinic(home: Path) -> BenchClinic:
    """Sign in to a clinic made before."""
    folder = home / "clinic"
    opened = SignInService(FixedClock(NOW)).sign_in(folder, LOGIN, PASSWORD)
    services = ClinicServices(opened.store, opened.signed_in)
    bare = connect(opened.clinic.keys.files.database, opened.clinic.keys.master.database_key())
    group = min(services.group.groups(), key=lambda line: int(line.name.split()[-1]))
    return BenchClinic(folder, _count(opened, "client"), opened, services, bare, group.id)


def measure_bytes(home: Path, clinic: BenchClinic, figures: Figures) -> None:
    """Bytes of an attendance row with its journal and indexes."""
    rows = _count(clinic.opened, "attendance")
    ours = (_bytes(clinic.opened) - int((home / "before").read_text())) / rows
    size, name = clinic.size, "store.bytes_per_row"
    figures.add(Figure("iopdesk", name, "B", size, (ours,), {"rows": rows}))
    figures.add(Figure("limit", name, "B", size, (_bare_bytes_per_row(home, clinic.opened),)))


def measure(clinic: BenchClinic, figures: Figures) -> None:
    """Record, rosters, dose, save."""
    _measure_record(clinic, figures)
    _measure_rosters(clinic, figures)
    _measure_dose(clinic, figures)
    _measure_save(clinic, figures)
    measure_filters(clinic.services, figures, clinic.size)


def _bytes(opened: SignedInClinic) -> int:
    with opened.store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        free = connection.exec_driver_sql("PRAGMA freelist_count").scalar_one()
    return int(pages - free) * 4096


def _count(opened: SignedInClinic, table: str) -> int:
    with opened.store.engine.connect() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


BARE_TABLE = """
CREATE TABLE attendance (id BLOB PRIMARY KEY, client_id BLOB, session_id BLOB, day DATE,
 mark TEXT, minutes INTEGER, reason TEXT);
CREATE INDEX a_client ON attendance(client_id, day);
CREATE INDEX a_session ON attendance(session_id);
"""


def _bare_bytes_per_row(home: Path, opened: SignedInClinic, rows: int = 60_000) -> float:
    bare = connect(home / "bare.db", DatabaseKey(os.urandom(32)), create=True)
    bare.executescript(BARE_TABLE)
    with opened.store.engine.connect() as connection:
        found = connection.exec_driver_sql(
            f"SELECT id, client_id, session_id, day, mark, minutes, reason FROM attendance"
            f" LIMIT {rows}"
        ).all()
    bare.execute("BEGIN IMMEDIATE")
    bare.executemany("INSERT INTO attendance VALUES(?,?,?,?,?,?,?)", [tuple(r) for r in found])
    bare.execute("COMMIT")
    pages = bare.execute("PRAGMA page_count").fetchone()[0]
    bare.close()
    return float(pages * 4096 / len(found))


def measure_search(clinic: BenchClinic, figures: Figures) -> None:
    """Searches with the rows they show."""
    find = clinic.services.client.find
    prefix = (
        "SELECT c.id, c.chart_number, c.first_name, c.last_name, c.born FROM"
        " (SELECT DISTINCT client_id FROM search_token WHERE kind = ? AND token >= ?"
        " AND token < ? ORDER BY token LIMIT 50) s JOIN client c ON c.id = s.client_id"
    )

    def bare(words: tuple[str, ...], kind: int) -> Callable[[], object]:
        turn = itertools.cycle(words)

        def call() -> object:
            word = next(turn)
            found: list[object] = []
            # those in program come first; their kinds have the even numbers
            for each in (kind, kind + 1):
                if len(found) < 50:
                    span = (each, word, word + "\U0010ffff")
                    found += clinic.bare.execute(prefix, span).fetchall()
            return found

        return call

    def ours(words: tuple[str, ...]) -> Callable[[], object]:
        turn = itertools.cycle(words)
        return lambda: find(next(turn), 50)

    typed = tuple("garcia"[:n] for n in range(1, 7)) + tuple("mar gar"[:n] for n in range(1, 8))
    figures.in_turn("search.prefix", clinic.size, 200, ours(PREFIXES), bare(PREFIXES, 0))
    figures.in_turn("search.keystroke", clinic.size, 200, ours(typed), bare(typed, 0))
    figures.in_turn("search.infix", clinic.size, 200, ours(INFIXES), bare(INFIXES, 6))
    figures.in_turn("search.nobody", clinic.size, 100, ours(NOBODY), bare(NOBODY, 6))


def _measure_record(clinic: BenchClinic, figures: Figures) -> None:
    ids = [row[0] for row in clinic.bare.execute("SELECT id FROM client LIMIT 400").fetchall()]
    turn, bare_turn = itertools.cycle(ids), itertools.cycle(ids)
    words = Wording(Language.ENGLISH)

    def ours() -> object:
        client_id = uuid.UUID(bytes=next(turn))
        head = clinic.services.client.chart_head(client_id)
        return head, clinic.services.overview.overview(client_id, words)

    def bare() -> object:
        client_id = next(bare_turn)
        found = [
            clinic.bare.execute(f"SELECT * FROM {table} WHERE {key} = ?", (client_id,)).fetchall()
            for table, key in (
                ("client", "id"),
                ("phone", "client_id"),
                ("episode", "client_id"),
                ("placement", "client_id"),
                ("attendance", "client_id"),
                ("plan", "client_id"),
                ("support_person", "client_id"),
                ("meeting_referral", "client_id"),
            )
        ]
        dots = clinic.bare.execute(
            "SELECT body FROM change WHERE dot IN (SELECT dot FROM change_subject"
            " WHERE client_id = ? ORDER BY dot DESC LIMIT 6)",
            (client_id,),
        ).fetchall()
        return found, dots

    figures.in_turn("record.open", clinic.size, 100, ours, bare)


def _measure_rosters(clinic: BenchClinic, figures: Figures) -> None:
    day = NOW.date() - timedelta(days=7)
    monday = day - timedelta(days=day.weekday())
    sql = (
        "SELECT a.client_id, c.first_name, c.last_name, g.name, a.day, a.mark, a.minutes"
        " FROM group_session s JOIN attendance a ON a.session_id = s.id"
        " JOIN client c ON c.id = a.client_id JOIN treatment_group g ON g.id = s.group_id"
        " WHERE s.day BETWEEN ? AND ? AND a.void = 0"
    )
    span = (monday.isoformat(), (monday + timedelta(days=6)).isoformat())
    attendance = clinic.services.attendance
    group = clinic.new_group

    def bare_group() -> object:
        return clinic.bare.execute(f"{sql} AND s.group_id = ?", (*span, group.bytes)).fetchall()

    def bare_clinic() -> object:
        return clinic.bare.execute(sql, span).fetchall()

    figures.in_turn(
        "roster.group_week", clinic.size, 100, lambda: attendance.group_week(group, day), bare_group
    )
    figures.in_turn(
        "roster.clinic_week", clinic.size, 40, lambda: attendance.clinic_week(day), bare_clinic
    )


def _measure_dose(clinic: BenchClinic, figures: Figures) -> None:
    """The week of everyone in program, beside the bare rows it is added up from."""
    day = NOW.date() - timedelta(days=7)
    monday = day - timedelta(days=day.weekday())
    span = (monday.isoformat(), (monday + timedelta(days=6)).isoformat())
    queries = (
        "SELECT a.session_id, a.day, a.client_id, a.mark, a.minutes FROM group_session s"
        " JOIN attendance a ON a.session_id = s.id WHERE s.day BETWEEN ? AND ? AND a.void = 0",
        "SELECT e.client_id, e.admitted, c.first_name, c.last_name, c.born, p.minutes_a_week"
        " FROM episode e JOIN client c ON c.id = e.client_id JOIN placement p ON"
        " p.episode_id = e.id WHERE e.discharged IS NULL OR e.discharged BETWEEN ? AND ?",
        "SELECT client_id, group_id, starts, ends FROM roster_place"
        " WHERE ends IS NULL OR ends BETWEEN ? AND ?",
    )

    def bare() -> object:
        return [clinic.bare.execute(query, span).fetchall() for query in queries]

    figures.in_turn("dose.clinic", clinic.size, 20, lambda: clinic.services.dose.week(day), bare)


def _measure_save(clinic: BenchClinic, figures: Figures) -> None:
    """Sessions of the running week that nobody marked yet: fifteen new marks each, one commit."""
    today = NOW.date()
    slots = [
        slot
        for line in clinic.services.group.groups()
        for slot in clinic.services.group.group(line.id).slots
        if slot.weekday < today.weekday()
    ]
    bare = connect(clinic.folder.parent / "save.db", DatabaseKey(os.urandom(32)), create=True)
    bare.executescript(BARE_TABLE)

    def bare_save() -> None:
        rows = [
            (os.urandom(16), os.urandom(16), os.urandom(16), "2026-11-19", "present", 180, "")
            for _ in range(GROUP_SIZE)
        ]
        bare.execute("BEGIN IMMEDIATE")
        bare.executemany("INSERT INTO attendance VALUES(?,?,?,?,?,?,?)", rows)
        bare.execute("COMMIT")

    mine, theirs = [], []
    for slot in slots:
        day = today - timedelta(days=today.weekday() - slot.weekday)
        rows = clinic.services.attendance.session(slot.id, day).rows[:GROUP_SIZE]
        drafts = [MarkDraft(row.client_id, Mark.PRESENT) for row in rows]
        save = partial(clinic.services.attendance.mark_many, slot.id, day, drafts)
        mine.append(milliseconds(save))
        theirs.append(milliseconds(bare_save))
    bare.close()
    figures.add(Figure("iopdesk", "attendance.save15", "ms", clinic.size, tuple(mine[5:])))
    figures.add(Figure("limit", "attendance.save15", "ms", clinic.size, tuple(theirs[5:])))
