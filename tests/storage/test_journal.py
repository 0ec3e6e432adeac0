"""The journal as it really behaves on the encrypted store."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from iopdesk.storage import journal, journal_body
from iopdesk.storage.client_tables import ClientRow, PhoneRow
from iopdesk.storage.journal import void_row
from iopdesk.storage.journal_body import Entry
from iopdesk.storage.journal_check import compare_rows, verify_chain
from iopdesk.storage.journal_tables import ChangeRow, ChangeSubject, FieldHead, Touch
from iopdesk.storage.store import Store
from tests.clinic_for_tests import TestClinic


def new_client(store: Store, first: str = "Ana") -> ClientRow:
    return ClientRow(
        id=store.new_id(), chart_number="M-1", first_name=first, last_name="B", sort_name="b ana"
    )


def entries(store: Store) -> list[Entry]:
    with store.read() as db:
        bodies = db.scalars(select(ChangeRow.body).order_by(ChangeRow.dot)).all()
    return [journal_body.parse(journal_body.inflate(body)) for body in bodies]


def assert_sound(store: Store) -> None:
    with store.read() as db:
        assert verify_chain(db.connection()) == []
        assert compare_rows(db.connection()) == []


def test_one_action_is_one_entry_with_all_its_rows(clinic: TestClinic) -> None:
    store = clinic.store
    with store.write("client.create", None) as db:
        client = new_client(store)
        db.add(client)
        db.flush()
        db.add(PhoneRow(id=store.new_id(), client_id=client.id, number="951-555-0143"))
    last = entries(store)[-1]
    assert last.action == "client.create"
    assert [(item.table, item.kind) for item in last.items] == [
        ("client", "create"),
        ("phone", "create"),
    ]
    with store.read() as db:
        assert db.scalars(select(ChangeSubject.client_id)).all() == [client.id]
    assert_sound(store)


def test_an_edit_keeps_only_what_changed_and_names_its_head(clinic: TestClinic) -> None:
    store = clinic.store
    with store.write("client.create", None) as db:
        db.add(client := new_client(store))
    with store.write("client.edit", None) as db:
        row = db.get_one(ClientRow, client.id)
        row.first_name = "Anna"
        row.city = row.city
    last = entries(store)[-1]
    assert dict(last.items[0].fields) == {"first_name": "Anna"}
    with store.read() as db:
        assert db.scalars(select(FieldHead.field)).all() == ["first_name"]
        assert db.scalars(select(Touch.entity_id)).all() == [client.id]
    assert_sound(store)


def test_nothing_written_leaves_no_entry(clinic: TestClinic) -> None:
    before = len(entries(clinic.store))
    with clinic.store.write("client.edit", None) as db:
        db.scalars(select(ClientRow)).all()
    assert len(entries(clinic.store)) == before


def test_a_failed_action_leaves_nothing_and_the_next_is_clean(clinic: TestClinic) -> None:
    store = clinic.store
    before = len(entries(store))

    def fail_half_way() -> None:
        with store.write("client.create", None) as db:
            db.add(new_client(store))
            db.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    with store.write("client.create", None) as db:
        db.add(new_client(store, "Luz"))
    assert len(entries(store)) == before + 1
    with store.read() as db:
        assert db.scalars(select(ClientRow.first_name)).all() == ["Luz"]
    assert_sound(store)


def test_a_lost_savepoint_takes_its_rows_along(clinic: TestClinic) -> None:
    store = clinic.store
    with store.write("client.create", None) as db:
        savepoint = db.begin_nested()
        db.add(new_client(store, "Lost"))
        db.flush()
        savepoint.rollback()
        db.add(new_client(store, "Kept"))
        with db.begin_nested():
            db.add(new_client(store, "Inside"))
    names = [item.fields["first_name"] for item in entries(store)[-1].items]
    assert names == ["Kept", "Inside"]
    assert_sound(store)


def test_void_is_a_journaled_change(clinic: TestClinic) -> None:
    store = clinic.store
    with store.write("client.create", None) as db:
        db.add(client := new_client(store))
    with store.write("client.void", None, reason="entered twice") as db:
        void_row(db.get_one(ClientRow, client.id))
    last = entries(store)[-1]
    assert (last.reason, dict(last.items[0].fields)) == ("entered twice", {"void": 1})
    assert_sound(store)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE client SET city='X'",
        "DELETE FROM client",
        "INSERT OR REPLACE INTO client SELECT * FROM client",
        "UPDATE change SET action='x'",
        "DELETE FROM change",
        "UPDATE journal_gate SET open=1, dot=99",
        "DELETE FROM journal_gate",
    ],
)
def test_rows_never_change_without_an_entry(clinic: TestClinic, statement: str) -> None:
    store = clinic.store
    with store.write("client.create", None) as db:
        db.add(new_client(store))
    with pytest.raises(IntegrityError), store.write("client.edit", None) as db:
        db.connection().execute(text(statement))
    assert_sound(store)


def test_an_open_gate_cannot_commit_without_its_entry(clinic: TestClinic) -> None:
    store = clinic.store
    with store.read() as db:
        last = db.scalars(select(ChangeRow.dot).order_by(ChangeRow.dot.desc())).first()
    assert last is not None
    with pytest.raises(IntegrityError), store.write("client.edit", None) as db:
        db.connection().execute(text(f"UPDATE journal_gate SET open=1, dot={last + 1}"))
    assert_sound(store)


def test_session_delete_is_refused(clinic: TestClinic) -> None:
    store = clinic.store
    with store.write("client.create", None) as db:
        db.add(client := new_client(store))
    with pytest.raises(RuntimeError, match="voided"), store.write("client.edit", None) as db:
        db.delete(db.get_one(ClientRow, client.id))


def test_bulk_rows_are_the_same_entries(clinic: TestClinic) -> None:
    store = clinic.store
    client_id = store.new_id()
    row = {"id": client_id, "chart_number": "M-2", "first_name": "C", "last_name": "D"}
    with store.bulk(None) as bulk:
        bulk.entry("client.create", create={ClientRow: [{**row, "sort_name": "d c"}]})
        bulk.entry("client.edit", change={ClientRow: {client_id: {"city": "Corona"}}})
    with store.read() as db:
        assert db.get_one(ClientRow, client_id).city == "Corona"
    assert [entry.action for entry in entries(store)[-2:]] == ["client.create", "client.edit"]
    assert_sound(store)


def test_a_changed_entry_breaks_the_chain(clinic: TestClinic) -> None:
    store = clinic.store
    with store.write("client.create", None) as db:
        db.add(new_client(store))
    with store.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER change_upd"))
        connection.execute(text("UPDATE change SET hash=zeroblob(32) WHERE n=1"))
    with store.read() as db:
        assert verify_chain(db.connection()) != []


def test_a_changed_row_differs_from_its_journal(clinic: TestClinic) -> None:
    store = clinic.store
    with store.write("client.create", None) as db:
        db.add(new_client(store))
    with store.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER client_upd"))
        connection.execute(text("DROP TRIGGER client_un"))
        connection.execute(text("UPDATE client SET city='Elsewhere'"))
    with store.read() as db:
        faults = compare_rows(db.connection())
    assert [(fault.table, fault.field) for fault in faults] == [("client", "city")]


def test_a_field_that_an_older_entry_does_not_name_is_its_default(
    clinic: TestClinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr(journal, "_UNJOURNALED", frozenset({"id", "op", "populations"}))
        with clinic.store.write("client.create", None) as db:
            db.add(new_client(clinic.store))
    assert "populations" not in entries(clinic.store)[-1].items[0].fields
    assert_sound(clinic.store)


def test_listeners_hear_which_tables_a_commit_touched(clinic: TestClinic) -> None:
    heard: list[frozenset[str]] = []
    clinic.store.on_commit.append(heard.append)
    with clinic.store.write("client.create", None) as db:
        db.add(new_client(clinic.store))
    assert heard == [frozenset({"client"})]


@pytest.mark.parametrize(
    "altered", ["user_id=randomblob(16)", "action='note.sign'", "hlc=hlc-65536"]
)
def test_what_stands_beside_an_entry_is_proved_as_well(clinic: TestClinic, altered: str) -> None:
    store = clinic.store
    with store.write("client.create", None) as db:
        db.add(new_client(store))
    with store.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER change_upd"))
        connection.execute(text(f"UPDATE change SET {altered} WHERE action='client.create'"))
    with store.read() as db:
        faults = verify_chain(db.connection())
    assert [fault.words for fault in faults] == ["the entry is not what was written"]


def test_an_entry_that_a_clients_history_lacks_is_found(clinic: TestClinic) -> None:
    store = clinic.store
    with store.write("client.create", None) as db:
        db.add(client := new_client(store))
    with store.engine.begin() as connection:
        connection.execute(text("DELETE FROM change_subject"))
    with store.read() as db:
        faults = compare_rows(db.connection())
    assert [(fault.table, fault.row_id) for fault in faults] == [("change_subject", client.id)]
