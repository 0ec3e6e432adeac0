from dataclasses import replace
from datetime import date

import pytest

from iopdesk.domain.health import Allergy, Diagnosis, Medication
from iopdesk.domain.problems import EditConflict, InvalidDraft, NotAllowed
from iopdesk.domain.support import SupportPerson
from tests.clinic_for_tests import TestClinic
from tests.factories.people import new_client


def test_people_are_added_changed_and_taken_off(clinic: TestClinic) -> None:
    client_id = new_client(clinic)
    support = clinic.services("front_desk").support
    support.save(client_id, SupportPerson(" Gloria  Porter ", "mother", "(951) 555 0131"))
    (gloria,) = support.people(client_id)
    assert (gloria.name, gloria.phone, gloria.marks) == ("Gloria Porter", "951-555-0131", 0)
    support.save(client_id, replace(gloria, is_sober=True), gloria)
    assert support.people(client_id)[0].is_sober
    assert gloria.person_id is not None
    support.remove(client_id, gloria.person_id)
    assert support.people(client_id) == ()


def test_two_people_who_change_one_support_person_are_told(clinic: TestClinic) -> None:
    client_id = new_client(clinic)
    support = clinic.services("front_desk").support
    support.save(client_id, SupportPerson("Gloria Porter"))
    (gloria,) = support.people(client_id)
    support.save(client_id, replace(gloria, relation="mother"), gloria)
    with pytest.raises(EditConflict):
        support.save(client_id, replace(gloria, relation="relative"), gloria)


def test_a_person_needs_a_name(clinic: TestClinic) -> None:
    with pytest.raises(InvalidDraft):
        clinic.services("front_desk").support.save(new_client(clinic), SupportPerson(phone="12"))


def test_health_lists(clinic: TestClinic) -> None:
    client_id = new_client(clinic)
    health = clinic.services("counselor").health
    health.save(client_id, Diagnosis("F32.1", "Depression", rank=2))
    health.save(client_id, Diagnosis("F10.20", "Alcohol use disorder", "severe"))
    health.save(client_id, Medication("Naltrexone", "50 mg", started=date(2026, 10, 22)))
    health.save(client_id, Allergy("Penicillin", "rash"))
    found = health.health(client_id)
    assert [each.code for each in found.diagnoses] == ["F10.20", "F32.1"]
    (medication,) = found.medications
    health.save(client_id, replace(medication, ended=date(2026, 11, 1)), medication)
    assert health.health(client_id).medications[0].ended == date(2026, 11, 1)
    health.remove(client_id, found.allergies[0], "entered for the wrong person")
    assert health.health(client_id).allergies == ()
    with pytest.raises(InvalidDraft):
        health.save(client_id, replace(medication, ended=date(2026, 1, 1)), medication)


def test_the_front_desk_writes_no_diagnoses(clinic: TestClinic) -> None:
    with pytest.raises(NotAllowed):
        clinic.services("front_desk").health.save(new_client(clinic), Allergy("Penicillin"))


def test_a_draft_is_kept_for_its_writer_only(clinic: TestClinic) -> None:
    desk, counselor = clinic.services("front_desk").draft, clinic.services("counselor").draft
    desk.keep("new_client", "", {"first_name": "Zoë", "phones": [{"number": "555"}]})
    desk.keep("new_client", "", {"first_name": "Zoë M."})
    kept = desk.load("new_client")
    assert kept is not None
    assert kept.values == {"first_name": "Zoë M."}
    assert kept.kept_at == clinic.clock.now()
    assert counselor.load("new_client") is None
    desk.drop("new_client")
    assert desk.load("new_client") is None


def test_a_new_main_diagnosis_takes_the_place_of_the_one_before(clinic: TestClinic) -> None:
    client_id = new_client(clinic)
    health = clinic.services("counselor").health
    health.save(client_id, Diagnosis("F10.20", "Alcohol use disorder", "severe"))
    health.save(client_id, Diagnosis("F41.1", "Anxiety", ended=date(2026, 11, 1)))
    health.save(client_id, Diagnosis("F11.20", "Opioid use disorder", "severe"))
    found = health.health(client_id).diagnoses
    assert [(one.code, one.rank) for one in found] == [("F11.20", 1), ("F10.20", 2), ("F41.1", 1)]
    # one that is over gives the place back to nobody by itself, and takes it from nobody
    opioid = found[0]
    health.save(client_id, replace(opioid, ended=date(2026, 11, 2)), opioid)
    assert [one.is_main for one in health.health(client_id).diagnoses] == [False, False, False]


def test_a_form_of_before_takes_the_main_diagnosis_from_nobody(clinic: TestClinic) -> None:
    client_id = new_client(clinic)
    health = clinic.services("counselor").health
    health.save(client_id, Diagnosis("F10.20", "Alcohol use disorder", "severe"))
    health.save(client_id, Diagnosis("F11.20", "Opioid use disorder", "severe", rank=2))
    alcohol, opioid = health.health(client_id).diagnoses
    health.save(client_id, replace(opioid, rank=1), opioid)
    health.save(client_id, replace(alcohol, given_by="Dr. Hall"), alcohol)
    found = health.health(client_id).diagnoses
    assert [(one.code, one.rank) for one in found] == [("F11.20", 1), ("F10.20", 2)]
    assert found[1].given_by == "Dr. Hall"
