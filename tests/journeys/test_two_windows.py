"""Two people at once on one clinic: what either typed stays, and a clash shows both values."""

import multiprocessing
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from iopdesk.domain.attendance import Mark, MarkDraft
from iopdesk.domain.client import ClientDraft
from iopdesk.domain.clock import FixedClock
from iopdesk.domain.episode import AdmissionDraft
from iopdesk.domain.group import GroupDraft, SlotDraft
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.sign_in_service import SignInService
from tests.folder_for_tests import CHEAP, LOGIN, PASSWORD, THURSDAY
from tests.journeys.office import Office
from tests.journeys.person import Person

TODAY = THURSDAY.date()


@pytest.fixture
def two(ready: Office) -> tuple[Person, Person]:
    """Two people at two windows, on a clinic with two clients in one group of today."""
    first = ready.signed_in()
    services = ready.desks[0].services
    group_id = services.group.create(
        GroupDraft("Early recovery"), [SlotDraft(3, THURSDAY.time(), 90, TODAY)]
    )
    program = services.episode.programs()[0]
    for name in ("Ana", "Bea"):
        client_id = services.client.create(ClientDraft(name, "Lee", city="Corona"))
        services.episode.admit(client_id, AdmissionDraft(program.program_id, TODAY))
        services.roster.add(group_id, client_id, TODAY)
    return first, ready.colleague()


def open_details(person: Person) -> None:
    person.come()
    person.key("Ctrl+K")
    person.types("ana")
    person.sees("M-00001")
    person.key("Return")
    person.is_at("client")
    person.turns_to("Details")


def change(person: Person, name: str, words: str) -> None:
    person.come()
    person.go_to(name)
    person.clears()
    person.types(words)


def client_of(services: ClinicServices) -> UUID:
    return next(line.client_id for line in services.client.find("ana lee"))


def test_different_fields_of_one_record_are_both_kept(
    ready: Office, two: tuple[Person, Person]
) -> None:
    first, second = two
    for person in two:
        open_details(person)
    change(first, "City", "Norco")
    change(second, "Street", "12 Elm St")
    for person in two:
        person.come()
        person.key("Ctrl+S")
        person.sees("Saved.")
    services = ready.desks[0].services
    record = services.client.record(client_of(services))
    assert (record.city, record.street) == ("Norco", "12 Elm St")


@pytest.mark.parametrize(("answer", "kept"), [("Return", "Riverside"), ("Escape", "Norco")])
def test_the_second_saver_of_one_field_sees_both_values(
    ready: Office, two: tuple[Person, Person], answer: str, kept: str
) -> None:
    first, second = two
    for person in two:
        open_details(person)
    change(first, "City", "Norco")
    change(second, "City", "Riverside")
    first.come()
    first.key("Ctrl+S")
    first.sees("Saved.")
    second.come()
    with second.answering(answer) as read:
        second.key("Ctrl+S")
    assert "Someone else changed this record while you were editing it." in read
    assert {"Mine: Riverside", "Theirs: Norco"} <= set(read)
    second.sees("Riverside")
    services = ready.desks[0].services
    second.settles()
    assert services.client.record(client_of(services)).city == kept


def test_theirs_can_be_kept_by_keys(ready: Office, two: tuple[Person, Person]) -> None:
    first, second = two
    for person in two:
        open_details(person)
    change(first, "City", "Norco")
    change(second, "City", "Riverside")
    change(second, "Street", "12 Elm St")
    first.come()
    first.key("Ctrl+S")
    first.sees("Saved.")
    second.come()
    with second.in_dialog(second.presses_there("Theirs: Norco", "Return")):
        second.key("Ctrl+S")
    second.sees("Saved.")
    services = ready.desks[0].services
    record = services.client.record(client_of(services))
    assert (record.city, record.street) == ("Norco", "12 Elm St")


def test_both_mark_one_session(ready: Office, two: tuple[Person, Person]) -> None:
    first, second = two
    for person in two:
        person.come()
        person.key("Ctrl+1")
        person.go_to("Groups")
        person.key("Return")
        person.is_at("group_session")
    first.come()
    first.key("P")
    first.settles()
    second.come()
    with second.answering("Escape") as read:
        second.key("A")
    assert "S. Lind marked Ana Lee meanwhile: Present." in read
    assert "You marked: Absent. Which one shall stand?" in read
    second.waits(lambda: second.place_of_focus == "Attendance")
    second.key("L")
    second.settles()
    assert marks(ready.desks[0].services) == [Mark.PRESENT, Mark.LATE]


def marks(services: ClinicServices) -> list[Mark | None]:
    (line,) = services.today.today().groups
    return [row.mark for row in services.attendance.session(line.slot_id, TODAY).rows]


def _mark_elsewhere(folder: Path, slot_id: UUID, client_id: UUID, day: date) -> None:
    service = SignInService(FixedClock(THURSDAY), floor=CHEAP)
    clinic = service.sign_in(folder, LOGIN, PASSWORD)
    services = ClinicServices(clinic.store, clinic.signed_in)
    draft = MarkDraft(client_id, Mark.EXCUSED, 0, "Court", seen=0)
    services.attendance.mark(slot_id, day, draft)
    services.client.update(
        client_id,
        base=services.client.record(client_id),
        mine=ClientDraft("Ana", "Lee", city="Corona", email="ana@example.org"),
    )
    clinic.close()


def test_another_process_is_seen_as_well(ready: Office, two: tuple[Person, Person]) -> None:
    first, _second = two
    services = ready.desks[0].services
    (line,) = services.today.today().groups
    open_details(first)
    change(first, "City", "Norco")
    context = multiprocessing.get_context("spawn")
    arguments = (ready.folder, line.slot_id, client_of(services), TODAY)
    other = context.Process(target=_mark_elsewhere, args=arguments)
    other.start()
    other.join(60)
    assert other.exitcode == 0
    first.come()
    first.key("Ctrl+S")
    first.sees("Saved.")
    record = services.client.record(client_of(services))
    assert (record.city, record.email) == ("Norco", "ana@example.org")
    first.sees("ana@example.org")
    assert marks(services) == [Mark.EXCUSED, None]
