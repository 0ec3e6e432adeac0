"""By keyboard in one sitting: the first call to a place in a group; discharge, and back."""

from datetime import time, timedelta
from pathlib import Path
from uuid import UUID

from iopdesk.domain.carried import CarriedAnswer
from iopdesk.domain.client import ClientState
from iopdesk.domain.eligibility import Outcome, Result, criteria
from iopdesk.domain.group import GroupDraft, SlotDraft
from iopdesk.domain.inquiry import InquiryState
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.ui.clients.admit_screen import AdmitScreen
from tests.journeys.office import Office
from tests.journeys.person import Person

ITEMS = "Does this still hold?"


def test_from_the_first_call_to_a_place_in_a_group_and_back_after_years(
    ready: Office, tmp_path: Path
) -> None:
    person = ready.signed_in()
    services = ready.desks[0].services
    open_group(services)
    client_id = take_the_call(person, services)
    screen_the_call(person, services)
    decide_eligibility(person, services, client_id)
    admit(person, services, client_id)
    add_people(person, services, client_id)
    discharge(person, services, client_id)
    ready.clock.set(ready.clock.now() + timedelta(days=1100))
    come_back(person, services, client_id, tmp_path)


def open_group(services: ClinicServices) -> None:
    """A group with free places, made before."""
    today = services.store.clock.today()
    slots = [SlotDraft(day, time(10, 0), 180, today, room="B") for day in (0, 1, 3)]
    services.group.create(GroupDraft("Early recovery"), slots)


def take_the_call(person: Person, services: ClinicServices) -> UUID:
    """Ctrl+K, "first contact", a name, a number, a safe way to call, Ctrl+S."""
    begin_call(person)
    for name, words in (
        ("First name", "Rosa"),
        ("Last name", "Nunez"),
        ("Phone", "951 555 0188"),
        ("Who we say we are", "Ana from the office"),
        ("In their words", "Wants evenings, still works"),
    ):
        person.go_to(name)
        person.types(words)
    person.key("Ctrl+S")
    person.is_at("client")
    person.sees("Rosa Nunez")
    assert person.page_of_chart == "Intake"
    (line,) = services.inquiry.pipeline()
    assert line.state is InquiryState.INQUIRY
    return line.client_id


def begin_call(person: Person) -> None:
    """The find box knows the command."""
    person.key("Ctrl+K")
    person.types("new first")
    person.sees("New first contact")
    person.key("Return")
    person.is_at("first_contact")


def screen_the_call(person: Person, services: ClinicServices) -> None:
    """In the list of first contacts: S, what it is now, Enter; E leads to the tests."""
    person.key("Ctrl+K")
    person.types("first contacts")
    person.sees("First contacts")
    person.key("Return")
    person.is_at("pipeline")
    with person.in_dialog(person.presses_there("Screened", "Return")):
        person.key("S")
    person.waits(lambda: services.inquiry.pipeline()[0].state is InquiryState.SCREENED)
    person.go_to("First contacts")
    person.key("E")
    person.is_at("eligibility")


def decide_eligibility(person: Person, services: ClinicServices, client_id: UUID) -> None:
    """A remedy for the home, every other test by its usual answer; yes on conditions, then met."""
    for one in criteria():
        person.sees(next(iter(one.asks.values())))
        if one.key == "home":
            person.go_to("Met")
            person.key("Right")
            person.key("Space")
            person.chooses("What is done about it", "Sober-living")
            person.go_to("Where and how")
            person.types("Harbor House")
        else:
            person.presses(next(iter(one.usual[0].values())))
        person.key("Ctrl+S")
        person.settles()
    person.sees("Every test is met, some with a remedy.")
    person.presses("I agree")
    person.settles()
    person.go_to("Met by")
    person.types("12/3/2026")
    person.key("Ctrl+S")
    person.sees("What was decided")
    (decided,) = services.eligibility.view(client_id).decided
    assert decided.conclusion.outcome == Outcome.CONDITIONAL
    assert decided.test("home").result == Result.REMEDY
    assert services.inquiry.pipeline()[0].state is InquiryState.CONDITIONAL
    person.presses("Stands now: Sober-living referral: Harbor House")
    person.sees("stands since Nov 19, 2026")
    person.settles()
    person.key("Alt+C")
    person.sees("met on Nov 19, 2026")


def admit(person: Person, services: ClinicServices, client_id: UUID) -> None:
    """Straight on: Alt+M, a group ticked with Space, Ctrl+S."""
    person.key("Alt+M")
    person.is_at("admit")
    person.sees("Planned end")
    assert isinstance(person.screen, AdmitScreen)
    (group,) = person.screen.groups.boxes()
    person.presses(group.text())
    person.key("Ctrl+S")
    person.is_at("client")
    person.sees("In program, day 1 of 90")
    assert services.roster.groups_of(client_id) == ("Early recovery",)
    assert services.inquiry.pipeline() == ()


def add_people(person: Person, services: ClinicServices, client_id: UUID) -> None:
    """From the page Support straight to the list that is changed."""
    person.turns_to("Support")
    person.sees("0 people can be reached when it gets risky; 2 are wanted.")
    person.presses("Add or change people")
    person.settles()
    assert person.place_of_focus == "Add: Safety net"
    person.key("Space")
    person.go_to("Name")
    person.types("Jen")
    person.go_to("Phone")
    person.types("951 555 0145")
    person.key("Alt+S")
    person.waits(lambda: len(services.support.people(client_id)) == 1)


def discharge(person: Person, services: ClinicServices, client_id: UUID) -> None:
    """The chart's last page but one, a reason, Ctrl+P; the question is answered."""
    person.turns_to("Discharge")
    person.key("Alt+S")
    person.is_at("step_down")
    person.key("Alt+S")
    person.sees("Where next")
    person.presses("Individual therapy: community provider")
    person.chooses("Reason for discharge", "TEDS 1")
    person.go_to("Course of treatment")
    person.types("Came to every group.")
    with person.answering("Return"):
        person.key("Ctrl+P")
    person.is_at("preview")
    person.settles()
    (line,) = services.client.find("rosa nunez")
    assert line.state is ClientState.DISCHARGED


def come_back(person: Person, services: ClinicServices, client_id: UUID, folder: Path) -> None:
    """A new call finds the old record; last time is printed, each item asked by one key."""
    begin_call(person)
    for name, words in (("First name", "Rosa"), ("Last name", "Nunes")):
        person.go_to(name)
        person.types(words)
    person.button("It is this person")
    person.presses("It is this person")
    person.sees("Comes back: goes on with the record")
    person.go_to("Phone")
    person.types("951 555 0188")
    person.key("Ctrl+S")
    person.is_at("client")
    person.sees("Last time")
    person.presses("Last time on one page…")
    words = person.saves_paper(folder / "last-time.pdf")
    assert "Rosa Nunez" in words
    assert "Came to every group." in words
    person.key("Escape")
    person.is_at("client")
    person.key("Alt+M")
    person.is_at("admit")
    person.sees("Stay 2")
    person.key("Ctrl+S")
    person.is_at("client")
    person.sees("2 to be asked")
    person.go_to(ITEMS)
    person.key("Y")
    person.settles()
    person.key("N")
    person.sees("All asked")
    answers = [one.answer for one in services.returns.items(client_id)]
    assert answers == [CarriedAnswer.CONFIRMED, CarriedAnswer.ENDED]
    assert services.support.people(client_id) == ()
    assert len(services.episode.episodes(client_id)) == 2
