from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from iopdesk.domain.client import NameDraft
from iopdesk.services.client_service import ClientService
from iopdesk.storage.client_tables import SearchToken
from tests.clinic_for_tests import TestClinic, make_clinic
from tests.factories.people import admit, admitted_client, new_client

PEOPLE = (
    ("Dwayne", "Porter", date(1988, 3, 3), "951-555-0123"),
    ("Dolores", "Quiñones Fuentes", date(1975, 12, 31), "951-555-0177"),
    ("Åse", "Ørsted", date(1990, 7, 4), "+47 22 55 01 23"),
    ("Seán", "O’Néill", date(2001, 2, 28), "310-555-0142"),
    ("María José", "de la Cruz", date(1960, 1, 15), "909-555-0111"),
    ("李", "小龙", date(1999, 9, 9), "626-555-0188"),
    ("Bo", "Ng", date(1982, 5, 6), "626-555-0199"),
)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> ClientService:
    folder: Path = tmp_path_factory.mktemp("clinic")
    clinic = make_clinic(folder)
    for first, last, born, phone in PEOPLE:
        new_client(clinic, first, last, born=born, phone=phone)
    return clinic.services("front_desk").client


def names(service: ClientService, typed: str) -> list[str]:
    return [line.name for line in service.find(typed)]


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_beginnings_of_a_name_in_any_order_and_case_find_the_person(
    found: ClientService, data: st.DataObject
) -> None:
    first, last, _, _ = data.draw(st.sampled_from(PEOPLE))
    words = f"{first} {last}".split()
    chosen = data.draw(
        st.lists(st.sampled_from(words), min_size=1, max_size=3, unique=True).filter(bool)
    )
    pieces = [word[: data.draw(st.integers(1, len(word)))] for word in chosen]
    change = data.draw(st.sampled_from([str.upper, str.lower, str.title, str]))
    typed = data.draw(st.sampled_from([" ", ", ", "  "])).join(map(change, pieces))
    assert f"{first} {last}" in names(found, typed), typed


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("quinones", "Dolores Quiñones Fuentes"),
        ("fuentes dolo", "Dolores Quiñones Fuentes"),
        ("orsted ase", "Åse Ørsted"),
        ("oneill", "Seán O’Néill"),
        ("sean oneil", "Seán O’Néill"),
        ("olor", "Dolores Quiñones Fuentes"),
        ("orte dway", "Dwayne Porter"),
        ("kinones", "Dolores Quiñones Fuentes"),
        ("duane portar", "Dwayne Porter"),
        ("lola quinones", "Dolores Quiñones Fuentes"),
        ("lola", "Dolores Quiñones Fuentes"),
        ("小龙", "李 小龙"),
        ("cruz de la maria", "María José de la Cruz"),
        ("b n", "Bo Ng"),
        ("3/3/1988", "Dwayne Porter"),
        ("03031988", "Dwayne Porter"),
        ("19880303", "Dwayne Porter"),
        ("31 dic 1975", "Dolores Quiñones Fuentes"),
        ("porter 3/3/88", "Dwayne Porter"),
        ("(951) 555-0123", "Dwayne Porter"),
        ("5550123", "Dwayne Porter"),
        ("0123", "Dwayne Porter"),
        ("951-555-01", "Dwayne Porter"),
        ("M-00001", "Dwayne Porter"),
        ("m1", "Dwayne Porter"),
        ("00001", "Dwayne Porter"),
        ("1", "Dwayne Porter"),
        ("porter 0123", "Dwayne Porter"),
    ],
)
def test_what_staff_type_finds_the_person(found: ClientService, typed: str, name: str) -> None:
    assert name in names(found, typed)


@pytest.mark.parametrize("typed", ["xq", "zzz", "porter dolores", "1/1/1901", "'; --", "%", "*"])
def test_nobody_is_found(found: ClientService, typed: str) -> None:
    assert names(found, typed) == []


@given(st.text(max_size=250))
@settings(max_examples=150, deadline=None)
def test_anything_may_be_typed(found: ClientService, typed: str) -> None:
    found.find(typed)


def test_beginnings_come_before_insides_and_these_before_sound_alikes(clinic: TestClinic) -> None:
    for first, last in (("Joanna", "Bell"), ("Anna", "Young"), ("Enya", "Orr"), ("Ana", "Diaz")):
        new_client(clinic, first, last)
    client = clinic.services("front_desk").client
    assert names(client, "ann") == ["Anna Young", "Joanna Bell", "Ana Diaz"]
    assert names(client, "ana")[0] == "Ana Diaz"


def test_those_in_program_come_first_and_the_others_are_there(clinic: TestClinic) -> None:
    new_client(clinic, "Ada", "Aster")
    admitted_client(clinic, "Zed", "Aster")
    assert names(clinic.services("front_desk").client, "aster") == ["Zed Aster", "Ada Aster"]


def test_a_changed_name_is_found_and_the_old_one_is_not(clinic: TestClinic) -> None:
    client = clinic.services("front_desk").client
    client_id = new_client(clinic)
    loaded = client.record(client_id)
    client.update(client_id, base=loaded, mine=replace(loaded, last_name="Amaro"))
    assert names(client, "amaro") == ["Dwayne Amaro"]
    assert names(client, "porter") == []


def test_other_names_are_found(clinic: TestClinic) -> None:
    new_client(clinic, aliases=(NameDraft("Tiny Bishop"),))
    client = clinic.services("front_desk").client
    for typed in ("tiny", "bishop dwayne", "tin bis"):
        assert names(client, typed) == ["Dwayne Porter"], typed


def test_the_table_can_be_made_anew(clinic: TestClinic) -> None:
    client_id = new_client(clinic)
    admit(clinic, client_id)
    with clinic.store.engine.connect() as connection, connection.begin():
        connection.execute(delete(SearchToken))
    assert names(clinic.services("front_desk").client, "por dwa") == []
    assert clinic.services("director").check.repair_search() == 1
    assert names(clinic.services("front_desk").client, "por dwa") == ["Dwayne Porter"]


def test_every_order_of_three_words(found: ClientService) -> None:
    for order in permutations(("jose", "mar", "cruz")):
        assert names(found, " ".join(order)) == ["María José de la Cruz"]
