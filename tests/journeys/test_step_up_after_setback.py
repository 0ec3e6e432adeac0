"""A setback in the window, by keyboard alone: safety, more hours, people, plan, closed."""

from dataclasses import replace
from datetime import date

from iopdesk.domain.client import ClientDraft
from iopdesk.domain.episode import AdmissionDraft
from iopdesk.domain.placement import Change, proposed
from iopdesk.domain.setback import SetbackDraft
from iopdesk.services.clinic_services import ClinicServices
from tests.folder_for_tests import THURSDAY
from tests.journeys.office import Office
from tests.journeys.person import Person

TODAY = THURSDAY.date()


def test_a_step_up_after_a_setback(ready: Office) -> None:
    person = ready.signed_in()
    services = ready.desks[0].services
    client_id = services.client.create(ClientDraft("Dolores", "Quiñones", born=date(1980, 5, 5)))
    program = next(p for p in services.episode.programs() if p.days == 90)
    services.episode.admit(client_id, AdmissionDraft(program.program_id, date(2026, 10, 1)))
    _step_down(services)

    person.key("Ctrl+K")
    person.types("dolor")
    person.sees("M-00001")
    person.key("Return")
    person.is_at("client")
    person.turns_to("Course of care")
    person.sees("Step down: Phase 2, day")
    person.key("Alt+B")
    person.is_at("setback")
    what_happened(person)
    safety(person)
    more_hours(person, services)
    the_rest(person)
    person.is_at("client")
    person.sees("Closed. Every step has its answer.")
    person.sees("Step up: Phase 1, day")
    view = services.placement.view(client_id)
    assert (view.now.change, view.now.minutes_a_week) == ("step_up", 900)
    assert view.open_setback is None
    (setback,) = (line for line in services.course.course(client_id).lines if line.setback_id)
    stored = services.setback.view(client_id, setback.setback_id).setback
    assert stored is not None
    assert stored.placement is not None


def _step_down(services: ClinicServices) -> None:
    (line,) = services.episode.open_episodes()
    view = services.placement.view(line.client_id)
    draft = proposed(Change.STEP_DOWN, view.base, view.phases, date(2026, 11, 2))
    mine = replace(draft, reason="Steady attendance")
    services.placement.change(line.client_id, base=view.base, mine=mine, seen=view.seen)


def what_happened(person: Person) -> None:
    """A few words, Ctrl+S; safety comes next."""
    person.go_to("What happened, in plain words")
    person.types("Two drinks after a family dinner.")
    person.key("Ctrl+S")
    person.sees("Ask about withdrawal")


def safety(person: Person) -> None:
    """Space on the answer."""
    person.sees("988: call or text, any time. The client may call from here.")
    person.presses("Safe now")
    person.key("Ctrl+S")
    person.sees("Would more hours or another level help now?")


def more_hours(person: Person, services: ClinicServices) -> None:
    """The proposal of a step up, its reason, Enter, and back in the setback."""
    person.key("Alt+V")
    person.is_at("placement")
    person.sees("Phase 1")
    person.go_to("Reason")
    person.types("More days until evenings are steady")
    person.key("Return")
    person.is_at("setback")
    person.sees("Step up from Thu, Nov 19")
    person.key("Ctrl+S")
    person.sees("Which groups would help this week?")


def the_rest(person: Person) -> None:
    """Usual answers with Space, one step after the other."""
    for answer, following in (
        ("Stays in the same groups.", "Only people with a release in force"),
        ("The client did not want anyone called.", "What did this teach"),
        ("Plan review is due.", "Close the setback"),
    ):
        person.presses(answer)
        if following != "Close the setback":
            person.key("Ctrl+S")
        person.sees(following)
    person.key("Ctrl+S")


def test_a_lock_keeps_the_words_of_a_setback(ready: Office) -> None:
    person = ready.signed_in()
    services = ready.desks[0].services
    client_id = services.client.create(ClientDraft("Dolores", "Quiñones"))
    services.setback.save(
        client_id, None, base=SetbackDraft(), mine=SetbackDraft(TODAY, what_happened="A")
    )
    window = ready.desks[0].window
    assert window is not None
    window.navigation.open("setback", client_id)
    person.is_at("setback")
    person.presses("Treatment plan: still open")
    person.settles()
    person.go_to("What changes in the plan")
    person.types("Half a sent")
    window.keep_drafts()
    person.settles()
    kept = services.draft.load("setback", client_id.hex)
    assert kept is not None
    assert "Half a sent" in str(kept.values["mine"])
