"""A prepared query answers as SQLAlchemy's own way does, whatever the values."""

import uuid
from datetime import date

from sqlalchemy import bindparam, select

from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.prepared_query import PreparedQuery
from iopdesk.storage.row_limit import FROM_START, written_limit
from iopdesk.storage.store import Store
from tests.clinic_for_tests import TestClinic

_BORN = select(ClientRow.id, ClientRow.born, ClientRow.first_name, ClientRow.void)
_SOME = _BORN.where(ClientRow.first_name.in_(bindparam("names", expanding=True)))
_BUT = _SOME.where(ClientRow.first_name.not_in(("Bo", "Dee")))
_FIRST = _BORN.order_by(ClientRow.first_name).limit(written_limit("most")).offset(FROM_START)
_SINCE = _BORN.where(ClientRow.born >= bindparam("day"), ClientRow.void == 0)


def _fill(store: Store) -> dict[str, uuid.UUID]:
    ids = {}
    with store.write("client.create", None) as db:
        for at, name in enumerate(("Ada", "Bo", "Cy")):
            ids[name] = store.new_id()
            born = date(1990 + at, 1, 2) if at else None
            names = {"first_name": name, "last_name": "B", "sort_name": f"b {name}"}
            db.add(ClientRow(id=ids[name], chart_number=f"M-{at}", born=born, **names))
    return ids


def test_values_come_out_as_their_columns_say(clinic: TestClinic) -> None:
    ids = _fill(clinic.store)
    query = PreparedQuery(_SOME)
    with clinic.store.read() as db:
        assert query.rows(db, names=["Bo"]) == [(ids["Bo"], date(1991, 1, 2), "Bo", 0)]
        assert query.first(db, names=["Ada"]) == (ids["Ada"], None, "Ada", 0)
        assert query.first(db, names=["Dee"]) is None


def test_lists_of_every_length_and_none_at_all(clinic: TestClinic) -> None:
    ids = _fill(clinic.store)
    query = PreparedQuery(_SOME)
    with clinic.store.read() as db:
        for names in ([], ["Ada"], ["Ada", "Cy"], ["Cy", "Bo", "Ada"], [*"vwy", "x'; --", "Bo"]):
            found = query.rows(db, names=names)
            assert {row[0] for row in found} == {ids[n] for n in names if n in ids}


def test_a_list_that_stands_in_the_query(clinic: TestClinic) -> None:
    ids = _fill(clinic.store)
    query = PreparedQuery(_BUT)
    with clinic.store.read() as db:
        assert query.column(db, names=["Bo", "Cy"]) == [ids["Cy"]]
        assert query.column(db, names=["Bo"]) == []


def test_a_written_limit_is_part_of_the_text(clinic: TestClinic) -> None:
    _fill(clinic.store)
    query = PreparedQuery(_FIRST)
    with clinic.store.read() as db:
        assert [row[2] for row in query.rows(db, most=2)] == ["Ada", "Bo"]
        assert [row[2] for row in query.rows(db, most=1)] == ["Ada"]
        assert [row[2] for row in query.rows(db, most=2)] == ["Ada", "Bo"]


def test_days_go_in_as_their_column_has_them(clinic: TestClinic) -> None:
    ids = _fill(clinic.store)
    query = PreparedQuery(_SINCE)
    with clinic.store.read() as db:
        assert query.column(db, day=date(1992, 1, 2)) == [ids["Cy"]]
        assert len(query.rows(db, day=date(1900, 1, 1))) == 2
