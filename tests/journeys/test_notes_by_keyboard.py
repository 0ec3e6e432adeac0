"""A group of three is noted and signed, then found again, without the mouse."""

import pytest

from iopdesk.domain.client import ClientDraft
from iopdesk.domain.episode import AdmissionDraft
from iopdesk.domain.group import GroupDraft, SlotDraft
from tests.folder_for_tests import THURSDAY
from tests.journeys.office import Office
from tests.journeys.person import Person

TODAY = THURSDAY.date()


@pytest.fixture
def person(ready: Office) -> Person:
    """Someone signed in, in a clinic with a group of three."""
    made = ready.signed_in()
    services = ready.desks[0].services
    leader = services.signed_in.staff_id
    group_id = services.group.create(
        GroupDraft("Early recovery"), [SlotDraft(3, THURSDAY.time(), 90, TODAY, leader_id=leader)]
    )
    program = services.episode.programs()[0]
    for name in ("Ana", "Bea", "Cy"):
        client_id = services.client.create(ClientDraft(name, "Lee"))
        services.episode.admit(client_id, AdmissionDraft(program.program_id, TODAY))
        services.roster.add(group_id, client_id, TODAY)
    return made


def test_marked_noted_signed_and_found(ready: Office, person: Person) -> None:
    person.key("Ctrl+1")
    person.is_at("today")
    person.go_to("Groups")
    person.key("Return")
    person.is_at("group_session")
    person.key("Alt+M")
    person.settles()
    person.key("Alt+W")
    person.types("Members mapped one situation each.")
    person.key("Ctrl+Return")
    for words in ("Named payday.", "Spoke of sleep.", "Asked for a list of meetings."):
        person.settles()
        person.key("Alt+2")
        person.types(words)
        person.key("Ctrl+Return")
    person.settles()
    with person.answering("Return"):
        person.key("Ctrl+Shift+S")
        person.settles()
    person.sees("4 notes signed")
    person.settles()
    person.key("Ctrl+K")
    person.types("notes find")
    person.sees("Notes: to sign, to co-sign, find")
    person.key("Return")
    person.is_at("notes")
    person.clicks("Find in notes")
    person.settles()
    person.go_to("Words in notes, in any order")
    person.types("PAYDAY named")
    person.sees("1 found")
