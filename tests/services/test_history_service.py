from dataclasses import replace
from datetime import time

import pytest

from iopdesk.domain.appointment import AppointmentState
from iopdesk.domain.health import Diagnosis
from iopdesk.domain.problems import NotAllowed
from iopdesk.domain.wording import Wording, call_clients
from tests.clinic_for_tests import TestClinic
from tests.factories.appointments import book, busy
from tests.factories.people import admit, new_client

ENGLISH = Wording("en")


def test_a_record_tells_its_story_newest_first(clinic: TestClinic) -> None:
    client_id = new_client(clinic)
    admit(clinic, client_id)
    services = clinic.services("counselor")
    loaded = services.client.record(client_id)
    services.client.update(client_id, base=loaded, mine=replace(loaded, city="Corona"))
    again = services.client.record(client_id)
    services.client.update(
        client_id, base=again, mine=replace(again, city="Norco", pronouns="he/him")
    )
    lines = services.history.client_history(client_id, ENGLISH)
    assert [line.words for line in lines] == [
        "Record changed",
        "City: Corona, before: empty",
        "Admitted",
        "Record made",
    ]
    assert lines[0].details == (
        "City: Norco, before: Corona",
        "Pronouns: he/him, before: empty",
    )
    assert "Admitted to 90 days, day on Oct 22, 2026, planned to Jan 19, 2027" in lines[2].details
    assert "Phase 1 from Oct 22, 2026: 15 hours on 5 days a week" in lines[2].details
    assert lines[3].details == ("Phone added: 951-555-0123 (Mobile)",)
    assert {line.by for line in lines} == {"R. Alvarez", "D. Reyes"}
    assert lines[0].at == clinic.clock.now()


def test_what_somebody_typed_stays_as_it_was_typed(clinic: TestClinic) -> None:
    client_id = new_client(clinic)
    services = clinic.services("counselor")
    loaded = services.client.record(client_id)
    services.client.update(
        client_id, base=loaded, mine=replace(loaded, living_arrangement="with a former client")
    )
    call_clients("guest")
    line = services.history.client_history(client_id, ENGLISH)[0]
    assert (line.words, *line.details)[-1].startswith("Living arrangement: with a former client")


def test_the_latest_lines_say_what_is_now(clinic: TestClinic) -> None:
    client_id = new_client(clinic)
    services = clinic.services("counselor")
    loaded = services.client.record(client_id)
    services.client.update(client_id, base=loaded, mine=replace(loaded, city="Corona"))
    assert [line.words for line in services.history.latest(client_id, ENGLISH)] == [
        "City: Corona",
        "Record made",
    ]


def test_the_front_desk_sees_no_diagnoses(clinic: TestClinic) -> None:
    client_id = new_client(clinic)
    counselor = clinic.services("counselor")
    counselor.health.save(client_id, Diagnosis("F10.20", "Alcohol use disorder, severe"))
    assert (
        counselor.history.client_history(client_id, ENGLISH)[0].words
        == "Diagnosis added: F10.20 Alcohol use disorder, severe"
    )
    desk = clinic.services("front_desk")
    assert [line.words for line in desk.history.client_history(client_id, ENGLISH)] == [
        "Record made"
    ]
    with pytest.raises(NotAllowed):
        desk.health.health(client_id)


def test_another_clients_changes_are_not_told(clinic: TestClinic) -> None:
    first = new_client(clinic)
    new_client(clinic, "Ada", "Young")
    assert len(clinic.services().history.client_history(first, ENGLISH)) == 1


def test_the_privacy_officer_sees_who_looked(clinic: TestClinic) -> None:
    client_id = new_client(clinic)
    clinic.services("counselor").client.open_chart(client_id)
    (line,) = clinic.services("privacy_officer").history.access_log(client_id)
    assert (line.what, line.by) == ("view client", "R. Alvarez")
    with pytest.raises(NotAllowed):
        clinic.services("counselor").history.access_log()


def test_an_appointment_tells_its_way(clinic: TestClinic) -> None:
    client_id = new_client(clinic)
    appointment_id = book(clinic, client_id)
    services = clinic.services()
    base = services.appointment.appointment(appointment_id).draft
    services.appointment.change(appointment_id, base, replace(base, start=time(9, 30)))
    services.appointment.keep(appointment_id, 50, seen=AppointmentState.PLANNED)
    busy(clinic, client_id, words="Depot")
    assert [line.words for line in services.history.client_history(client_id, ENGLISH)][:4] == [
        "Busy hours: Depot, Thursday 8:00 AM – 12:00 PM",
        "Individual session, Nov 19, 2026, 9:30 AM: kept, 50 minutes",
        "Individual session moved to Nov 19, 2026, 9:30 AM",
        "Individual session booked for Nov 19, 2026, 9:00 AM",
    ]
    spanish = services.history.client_history(client_id, Wording("es"))
    assert spanish[1].words.startswith("Sesión individual, 19 nov 2026, 9:30 a. m.: se realizó")
