"""What was half typed when the window locked is there again, for the same person only."""

from uuid import UUID

import pytest

from iopdesk.domain.client import ClientDraft
from iopdesk.domain.episode import AdmissionDraft
from iopdesk.domain.group import GroupDraft, SlotDraft
from iopdesk.services.clinic_services import ClinicServices
from tests.folder_for_tests import THURSDAY
from tests.journeys.office import Office
from tests.journeys.person import Person

TODAY = THURSDAY.date()


@pytest.fixture
def person(ready: Office) -> Person:
    """Someone signed in, in a clinic with one client in one group."""
    made = ready.signed_in()
    services = ready.desks[0].services
    client_id = admitted(services)
    group_id = services.group.create(
        GroupDraft("Early recovery"), [SlotDraft(3, THURSDAY.time(), 90, TODAY)]
    )
    services.roster.add(group_id, client_id, TODAY)
    return made


def admitted(services: ClinicServices) -> UUID:
    client_id = services.client.create(ClientDraft("Tanya", "Brooks", city="Corona"))
    program = services.episode.programs()[0]
    services.episode.admit(client_id, AdmissionDraft(program.program_id, TODAY))
    return client_id


def lock(office: Office, person: Person) -> None:
    before = len(office.locks)
    person.key("Ctrl+L")
    person.waits(lambda: len(office.locks) == before + 2)
    assert person.window.isHidden()


def open_details(person: Person) -> None:
    person.key("Ctrl+K")
    person.types("tanya")
    person.sees("M-00001")
    person.key("Return")
    person.is_at("client")
    person.turns_to("Details")


def open_session(person: Person) -> None:
    person.key("Ctrl+1")
    person.is_at("today")
    person.go_to("Groups")
    person.key("Return")
    person.is_at("group_session")


def open_plan(person: Person) -> None:
    open_details(person)
    person.turns_to("Plan")


def test_details_of_a_client(ready: Office, person: Person) -> None:
    temporary = ready.add_colleague()
    open_details(person)
    person.go_to("City")
    person.clears()
    person.types("Norco")
    person.sees("Changes to the record are not saved yet.")
    lock(ready, person)

    other = ready.first_sign_in(temporary)
    open_details(other)
    other.sees("Corona")
    other.does_not_see("Norco")
    lock(ready, other)

    again = ready.signed_in()
    open_details(again)
    again.sees("Norco")
    again.key("Ctrl+S")
    again.sees("Saved.")
    (line,) = ready.desks[-1].services.client.find("brooks")
    assert ready.desks[-1].services.client.record(line.client_id).city == "Norco"


def test_a_new_client(ready: Office, person: Person) -> None:
    person.key("Ctrl+2")
    person.is_at("clients")
    person.key("Ctrl+N")
    person.is_at("new_client")
    person.go_to("First name")
    person.types("Marisol")
    lock(ready, person)
    again = ready.signed_in()
    again.key("Ctrl+2")
    again.is_at("clients")
    again.key("Ctrl+N")
    again.is_at("new_client")
    again.sees("Marisol")


def test_notes_of_a_session(ready: Office, person: Person) -> None:
    open_session(person)
    person.go_to("Topic")
    person.types("Cravings")
    person.go_to("Response and progress")
    person.types("Half a sent")
    lock(ready, person)
    again = ready.signed_in()
    open_session(again)
    again.sees("Cravings")
    again.sees("Half a sent")


def test_a_plan(ready: Office, person: Person) -> None:
    open_plan(person)
    person.key("Alt+S")
    person.is_at("plan")
    person.presses("Add a problem")
    person.types("After work is when I want a dr")
    lock(ready, person)
    again = ready.signed_in()
    open_plan(again)
    again.key("Alt+O")
    again.is_at("plan")
    again.sees("After work is when I want a dr")
