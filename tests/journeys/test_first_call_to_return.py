"""By keyboard in one sitting: the first call to admission; discharge, and back after years."""

from datetime import timedelta
from uuid import UUID

from iopdesk.domain.carried import CarriedAnswer
from iopdesk.domain.client import ClientState
from iopdesk.domain.eligibility import Outcome, criteria
from iopdesk.domain.inquiry import InquiryState
from iopdesk.domain.support import SupportPerson
from iopdesk.services.clinic_services import ClinicServices
from tests.journeys.office import Office
from tests.journeys.person import Person

ITEMS = "Does this still hold?"


def test_from_the_first_call_to_admission_and_back_after_years(ready: Office) -> None:
    person = ready.signed_in()
    services = ready.desks[0].services
    client_id = take_the_call(person, services)
    decide_eligibility(person, services, client_id)
    admit(person)
    services.support.save(client_id, SupportPerson("Jen", phone="951-555-0145"))
    discharge(person, services, client_id)
    ready.clock.set(ready.clock.now() + timedelta(days=1100))
    come_back(person, services, client_id)


def take_the_call(person: Person, services: ClinicServices) -> UUID:
    """Ctrl+K, "first contact", a name, a number, a safe way to call, Ctrl+S."""
    person.key("Ctrl+K")
    person.types("new first")
    person.sees("New first contact")
    person.key("Return")
    person.is_at("first_contact")
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


def decide_eligibility(person: Person, services: ClinicServices, client_id: UUID) -> None:
    """Every test by its usual answer, the team, the decision."""
    person.presses("Go through the tests")
    person.is_at("eligibility")
    for one in criteria():
        words = next(iter(one.usual[0].values()))
        person.sees(next(iter(one.asks.values())))
        person.presses(words)
        person.key("Ctrl+S")
        person.settles()
    person.sees("Every test is met.")
    person.presses("I agree")
    person.settles()
    person.key("Ctrl+S")
    person.sees("What was decided")
    (decided,) = services.eligibility.view(client_id).decided
    assert decided.conclusion.outcome == Outcome.ELIGIBLE


def admit(person: Person) -> None:
    """Straight on: Alt+M, Ctrl+S."""
    person.key("Alt+M")
    person.is_at("admit")
    person.sees("Planned end")
    person.key("Ctrl+S")
    person.is_at("client")
    person.sees("In program, day 1 of 90")


def discharge(person: Person, services: ClinicServices, client_id: UUID) -> None:
    """The chart's last page but one, a reason, Ctrl+P; the question is answered."""
    assert services.inquiry.pipeline() == ()
    person.window.navigation.open("client", client_id, tab="discharge")  # type: ignore[attr-defined]
    person.settles()
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


def come_back(person: Person, services: ClinicServices, client_id: UUID) -> None:
    """A new call finds the old record; the new stay asks what still holds, by one key each."""
    person.key("Ctrl+K")
    person.types("new first")
    person.sees("New first contact")
    person.key("Return")
    person.is_at("first_contact")
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
