"""A consent by keyboard: prepared, printed, signed, disclosed under, taken back; then it stops."""

from datetime import date
from pathlib import Path

from iopdesk.domain.client import ClientDraft
from iopdesk.domain.consent import ConsentState
from iopdesk.domain.episode import AdmissionDraft
from tests.folder_for_tests import THURSDAY
from tests.journeys.office import Office
from tests.journeys.person import Person

TODAY = THURSDAY.date()
TICKED = (
    "Attendance and participation",
    "Mutual-help meetings",
    "Coordinate care with the person or agency named",
)


def test_a_consent_from_paper_to_disclosure_to_revocation(ready: Office, tmp_path: Path) -> None:
    person = ready.signed_in()
    services = ready.desks[0].services
    client_id = services.client.create(ClientDraft("Dolores", "Quiñones", born=date(1980, 2, 3)))
    program = services.episode.programs()[0]
    services.episode.admit(client_id, AdmissionDraft(program.program_id, TODAY))

    prepare(person)
    person.key("Alt+P")
    form = person.saves_paper(tmp_path / "consent.pdf")
    assert "Dana Hall" in form
    person.key("Alt+Left")
    person.is_at("consent")
    person.sees("Waits for signature")
    happened(person)
    person.sees("In force")

    ask_for_outside(person, "Return")
    person.sees("My week, for someone outside")
    text = person.saves_paper(tmp_path / "week.pdf")
    assert "Confidential: for Dana Hall" in text
    open_chart(person, "Consents")
    person.sees("Given to others")
    assert person.rows("Given to others")[0][1:3] == ["Dana Hall", "Weekly schedule"]

    person.go_to("Consents and releases")
    person.key("Return")
    person.is_at("consent")
    person.sees("In force")
    happened(person)
    person.sees("Taken back")
    (line,) = services.consent.folder(client_id).lines
    assert line.state is ConsentState.REVOKED
    read = ask_for_outside(person, "Escape")
    assert "No consent in force covers this paper. Prepare one under Consents." in read
    assert len(services.disclosure.disclosures(client_id)) == 1


def open_chart(person: Person, page: str) -> None:
    """The client by a few letters, then the page of the chart."""
    person.key("Ctrl+K")
    person.types("dolores")
    person.sees("Dolores Quiñones")
    person.settles()
    person.key("Return")
    person.is_at("client")
    person.turns_to(page)


def prepare(person: Person) -> None:
    """A release to one person, with every element of the rule."""
    open_chart(person, "Consents")
    person.key("Ctrl+N")
    person.is_at("consent")
    person.sees("It does not name who may receive the information")
    person.go_to("Who may receive it")
    person.types("Dana Hall")
    for name in TICKED:
        person.presses(name)
    person.go_to("Last day")
    person.types("05/01/2027")
    person.key("Ctrl+S")
    person.sees("It says all that it must. It can be printed and signed.")
    person.settles()


def happened(person: Person) -> None:
    """The first of what can have happened: signed, later taken back; Enter to its question."""
    person.presses("What happened")
    person.key("Down")
    with person.answering("Return"):
        person.key("Return")
    person.settles()


def ask_for_outside(person: Person, answer: str) -> list[str]:
    """The week's paper for someone outside; what the desk says before the answer."""
    open_chart(person, "Schedule")
    person.key("Alt+E")
    person.is_at("preview")
    person.sees("For the client")
    with person.answering(answer) as read:
        person.presses("For someone outside…")
    person.settles()
    return read
