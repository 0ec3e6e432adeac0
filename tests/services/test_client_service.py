from dataclasses import replace
from datetime import date

import pytest

from iopdesk.domain.client import ClientDraft, ClientState, NameDraft, PhoneDraft
from iopdesk.domain.problems import EditConflict, InvalidDraft, NotAllowed, NotFound
from tests.clinic_for_tests import TestClinic
from tests.factories.people import admit, admitted_client, new_client


def test_a_new_client_gets_the_next_chart_number(clinic: TestClinic) -> None:
    first = new_client(clinic)
    second = new_client(clinic, "Dolores", "Quiñones")
    client = clinic.services("front_desk").client
    assert client.chart_head(first).chart_number == "M-00001"
    assert client.chart_head(second).chart_number == "M-00002"


def test_a_record_comes_back_as_it_was_typed(clinic: TestClinic) -> None:
    client = clinic.services("front_desk").client
    draft = ClientDraft(
        first_name="  Zoë ",
        last_name="O'Neil",
        born=date(2001, 2, 28),
        phones=(PhoneDraft("(951) 555 0123", may_leave_message=True),),
        aliases=(NameDraft("Zo"),),
        note="call after 4",
    )
    record = client.record(client.create(draft))
    assert record.first_name == "Zoë"
    assert record.phones[0].number == "951-555-0123"
    assert record.phones[0].may_leave_message
    assert record.aliases[0].name == "Zo"
    assert replace(record, phones=(), aliases=()) == replace(
        draft, first_name="Zoë", phones=(), aliases=()
    )


def test_all_problems_come_at_once_and_nothing_is_written(clinic: TestClinic) -> None:
    client = clinic.services("front_desk").client
    with pytest.raises(InvalidDraft) as refused:
        client.create(ClientDraft(born=date(2030, 1, 1), email="nowhere"))
    assert {p.field for p in refused.value.problems} == {
        "first_name",
        "last_name",
        "born",
        "email",
    }
    assert client.count() == 0


def test_two_people_change_different_fields_and_both_stay(clinic: TestClinic) -> None:
    client_id = new_client(clinic)
    desk, counselor = clinic.services("front_desk").client, clinic.services("counselor").client
    loaded = desk.record(client_id)
    counselor.update(client_id, base=loaded, mine=replace(loaded, city="Corona"))
    desk.update(client_id, base=loaded, mine=replace(loaded, pronouns="he/him"))
    now = desk.record(client_id)
    assert (now.city, now.pronouns) == ("Corona", "he/him")


def test_the_second_change_of_one_field_shows_both_values(clinic: TestClinic) -> None:
    client_id = new_client(clinic)
    desk, counselor = clinic.services("front_desk").client, clinic.services("counselor").client
    loaded = desk.record(client_id)
    counselor.update(client_id, base=loaded, mine=replace(loaded, city="Corona", street="1 Elm"))
    with pytest.raises(EditConflict) as conflict:
        desk.update(client_id, base=loaded, mine=replace(loaded, city="Norco", note="x"))
    (field,) = conflict.value.fields
    assert (field.field, field.mine, field.theirs) == ("city", "Norco", "Corona")
    assert field.theirs_by == "R. Alvarez"
    assert field.theirs_at == clinic.clock.now()
    assert desk.record(client_id).note == ""


def test_phones_are_added_changed_and_taken_away(clinic: TestClinic) -> None:
    client = clinic.services("front_desk").client
    client_id = new_client(clinic)
    loaded = client.record(client_id)
    work = PhoneDraft("951-555-0199", kind="work")
    client.update(client_id, base=loaded, mine=replace(loaded, phones=(*loaded.phones, work)))
    both = client.record(client_id)
    assert [p.number for p in both.phones] == ["951-555-0123", "951-555-0199"]
    client.update(client_id, base=both, mine=replace(both, phones=both.phones[1:]))
    assert [p.number for p in client.record(client_id).phones] == ["951-555-0199"]
    assert not client.find("951-555-0123")


def test_a_returning_client_is_recognised(clinic: TestClinic) -> None:
    client_id = new_client(clinic, "Dwayne", "Porter")
    new_client(clinic, "Maria", "Lopez", phone="", born=date(1990, 1, 1))
    client = clinic.services("front_desk").client
    typed = ClientDraft(first_name="Duane", last_name="Porter", born=date(1988, 3, 3))
    (found,) = client.possible_duplicates(typed)
    assert found.line.client_id == client_id
    assert found.reasons == ("Similar name", "Same birth date")
    assert found.is_likely


def test_a_phone_that_someone_took_away_is_told_when_it_is_changed(clinic: TestClinic) -> None:
    client_id = new_client(clinic)
    service = clinic.services().client
    base = service.record(client_id)
    service.update(client_id, base=base, mine=replace(base, phones=()))
    (phone,) = base.phones
    mine = replace(base, phones=(replace(phone, number="951-555-0199"),))
    with pytest.raises(NotFound, match="took an entry off the list"):
        service.update(client_id, base=base, mine=mine)
    anew = replace(base, phones=(PhoneDraft("951-555-0199"),))
    service.update(client_id, base=base, mine=anew)
    assert [each.number for each in service.record(client_id).phones] == ["951-555-0199"]


def test_a_shared_phone_is_named_as_the_reason(clinic: TestClinic) -> None:
    new_client(clinic)
    client = clinic.services("front_desk").client
    typed = ClientDraft(
        first_name="Gloria", last_name="Bell", phones=(PhoneDraft("(951) 5550123"),)
    )
    assert [found.reasons for found in client.possible_duplicates(typed)] == [("Same phone",)]


def test_lists_by_state(clinic: TestClinic) -> None:
    admitted_client(clinic, "Ada", "Young")
    new_client(clinic, "Bea", "Xu")
    client = clinic.services("front_desk").client
    assert [line.name for line in client.clients(ClientState.IN_PROGRAM)] == ["Ada Young"]
    assert [line.name for line in client.clients(ClientState.WAITING)] == ["Bea Xu"]
    assert [line.sorted_name for line in client.clients()] == ["Xu, Bea", "Young, Ada"]
    assert (client.count(), client.count(ClientState.IN_PROGRAM)) == (2, 1)
    assert client.count(ClientState.DISCHARGED) == 0
    assert [line.name for line in client.find("")] == ["Ada Young"]
    assert [line.name for line in client.clients(limit=1, offset=1)] == ["Ada Young"]


def test_the_head_of_a_chart(clinic: TestClinic) -> None:
    client_id = new_client(clinic, pronouns="he/him")
    admit(clinic, client_id)
    head = clinic.services("counselor").client.open_chart(client_id)
    assert (head.name, head.initials, head.age) == ("Dwayne Porter", "DP", 38)
    assert head.state is ClientState.IN_PROGRAM
    assert head.stay is not None
    assert head.stay.day is not None
    assert (head.stay.day.day, head.stay.day.of) == (29, 90)
    assert (head.stay.phase_name, head.stay.counselor) == ("Phase 1", "R. Alvarez")


def test_a_privacy_officer_may_look_but_not_write(clinic: TestClinic) -> None:
    with pytest.raises(NotAllowed):
        clinic.services("privacy_officer").client.create(ClientDraft("Ada", "Young"))
