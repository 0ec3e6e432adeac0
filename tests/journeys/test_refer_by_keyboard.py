"""The two-minute job: three evening women's meetings in Spanish within 3 miles, and papers."""

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from iopdesk.domain.client import ClientDraft
from iopdesk.domain.episode import AdmissionDraft
from iopdesk.domain.fellowship import Fellowship
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.storage.clinic_tables import ClinicRow
from tests.factories.meetings import request, row
from tests.folder_for_tests import THURSDAY
from tests.journeys.office import Office
from tests.journeys.person import Person

NEAR = {"latitude": 33.88, "longitude": -117.57}
WANTED = ("Mujeres Valientes", "Nueva Vida", "Un Día a la Vez")
ROWS = [
    *(
        row(name, day=day, time="19:00", types=["S", "W"], **NEAR)
        for day, name in enumerate(WANTED, start=1)
    ),
    row("Lejos", day=2, time="19:00", types=["S", "W"], latitude=33.99, longitude=-117.57),
    row("Mañana", day=3, time="08:00", types=["S", "W"], **NEAR),
    row("Hombres", day=4, time="19:30", types=["S", "M"], **NEAR),
    row("Step Sisters", day=5, time="19:00", types=["W"], **NEAR),
]
MOST_KEYS = 55


@pytest.fixture
def person(ready: Office) -> Person:
    """Someone signed in, before an empty clinic."""
    return ready.signed_in()


@pytest.fixture
def dolores(ready: Office, person: Person) -> UUID:
    """A Spanish-speaking client, and meetings around the clinic."""
    services: ClinicServices = ready.desks[0].services
    with services.store.write("clinic.place", None) as db:
        clinic = db.scalars(select(ClinicRow)).one()
        clinic.latitude_e6, clinic.longitude_e6 = 33_875_300, -117_566_400
    services.meeting.import_directory(request(ROWS, Fellowship.AA))
    draft = ClientDraft("Dolores", "Quiñones", language="es", gender="female")
    client_id = services.client.create(draft)
    program = services.episode.programs()[0]
    services.episode.admit(client_id, AdmissionDraft(program.program_id, THURSDAY.date()))
    return client_id


def tick(person: Person, *choices: str) -> None:
    """Open the list of kinds and tick these by as many letters as tell them apart."""
    person.go_to("Kind: All kinds")
    person.key("Space")
    for choice in choices:
        person.types(choice)
        person.key("Space")
    person.key("Esc")
    person.settles()


def test_three_meetings_are_found_referred_and_printed_without_a_mouse(
    ready: Office, person: Person, dolores: UUID, tmp_path: Path
) -> None:
    before = person.keys_pressed
    services = ready.desks[0].services
    person.key("Ctrl+K")
    person.types("dolor")
    person.sees("M-00001")
    person.key("Return")
    person.is_at("client")
    while person.page_of_chart != "Meetings":
        person.key("Ctrl+Tab")
    person.settles()
    person.key("Alt+R")
    person.is_at("refer")
    person.key("Ctrl+F")
    person.go_to("Any time")
    for _part in ("Morning", "Noon", "Evening"):
        person.key("Right")
    person.chooses("Distance", "Within 3 mi")
    tick(person, "wo", "spa")
    person.settles()
    names = " ".join(cell for cells in person.rows("Meetings") for cell in cells)
    assert all(name in names for name in WANTED)
    others = ("Lejos", "Mañana", "Hombres", "Step Sisters")
    assert [name for name in others if name in names] == []
    person.go_to("Meetings")
    for _meeting in WANTED:
        person.key("Space")
        person.key("Down")
    person.key("Ctrl+P")
    words = person.saves_paper(tmp_path / "reuniones.pdf")
    assert {m.line.name for m in services.referral.referral(dolores).meetings} == set(WANTED)
    for told in ("Mis reuniones", "Tarjeta de reuniones", *WANTED):
        assert told in words
    assert person.keys_pressed - before <= MOST_KEYS
