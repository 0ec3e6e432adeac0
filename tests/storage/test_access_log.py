"""The access log only grows, and shows when a row was taken out or altered (G10)."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.dml import UpdateBase

from iopdesk.storage import access_log, refused_tries
from iopdesk.storage.access_log import verify_access_chain
from iopdesk.storage.access_tables import AccessRow
from iopdesk.storage.clinic_folder import OpenClinic
from iopdesk.storage.connection import writing
from tests.folder_for_tests import THURSDAY, ClinicHome

ROWS = 40


@pytest.fixture
def opened(home: ClinicHome) -> OpenClinic:
    clinic = home.open()
    for number in range(ROWS):
        clinic.store.log_access(
            "print treatment plan",
            by=clinic.staff_id,
            client_id=clinic.store.new_id(),
            purpose=f"purpose {number} ñ",
            to="a court",
        )
    return clinic


def first_bad(opened: OpenClinic) -> int | None:
    with opened.store.engine.connect() as db:
        return verify_access_chain(db)


def test_every_act_is_a_row_and_the_chain_holds(opened: OpenClinic) -> None:
    with opened.store.read() as db:
        rows = db.scalars(select(AccessRow).order_by(AccessRow.seq)).all()
        number, head = access_log.head(db.connection())
    assert [row.what for row in rows].count("print treatment plan") == ROWS
    assert rows[-1].recipient == "a court"
    assert rows[-1].at == THURSDAY
    assert (number, head) == (rows[-1].seq, rows[-1].hash)
    assert first_bad(opened) is None
    opened.close()


@pytest.mark.parametrize(
    "statement",
    [
        update(AccessRow).values(what="nothing").where(AccessRow.seq == 3),
        delete(AccessRow).where(AccessRow.seq == 3),
        insert(AccessRow).values(
            seq=1000, hash=b"", at=THURSDAY, what="x", purpose="", recipient=""
        ),
        insert(AccessRow)
        .prefix_with("OR REPLACE")
        .values(seq=3, hash=b"", at=THURSDAY, what="x", purpose="", recipient=""),
    ],
)
def test_rows_are_never_changed_removed_or_put_between(
    opened: OpenClinic, statement: UpdateBase
) -> None:
    engine = writing(opened.store.engine)
    with (
        pytest.raises(IntegrityError, match="access log"),
        engine.connect() as db,
        db.begin(),
    ):
        db.execute(statement)
    assert first_bad(opened) is None
    opened.close()


@pytest.mark.parametrize(
    ("statement", "bad"),
    [
        ("DELETE FROM access_log WHERE seq = 7", 7),
        ("UPDATE access_log SET what = 'nothing' WHERE seq = 9", 9),
        ("UPDATE access_log SET purpose = '' WHERE seq = 5", 5),
        ("DELETE FROM access_log WHERE seq = 1", 1),
    ],
)
def test_a_row_taken_out_by_force_is_found(opened: OpenClinic, statement: str, bad: int) -> None:
    with writing(opened.store.engine).connect() as db, db.begin():
        for name in access_log.expected():
            db.execute(text(f"DROP TRIGGER {name}"))
        db.execute(text(statement))
    assert first_bad(opened) == bad
    opened.close()


def test_refused_tries_wait_and_are_merged_once(home: ClinicHome, tmp_path: Path) -> None:
    waiting = tmp_path / "tries"
    for _ in range(3):
        refused_tries.note(waiting, THURSDAY, None)
    with waiting.open("ab") as file:
        file.write(b'{"at": "2026-11')
    opened = home.open()
    with writing(opened.store.engine).connect() as db, db.begin():
        taken = refused_tries.merge(waiting, db)
    assert taken is not None
    assert not waiting.exists()
    with opened.store.read() as session:
        rows = session.scalars(select(AccessRow).order_by(AccessRow.seq)).all()
    assert [row.what for row in rows].count("sign-in failed") == 3
    assert first_bad(opened) is None
    opened.close()


def test_odd_lines_of_refused_tries_do_no_harm(home: ClinicHome) -> None:
    naive = datetime(2026, 11, 19).isoformat()
    home.files.refused_tries.write_text(
        f'[]\nnull\n{{"at":"{naive}","user":"","what":"x"}}\n{{"at":1}}\n\x00\n', encoding="utf-8"
    )
    home.open().close()
