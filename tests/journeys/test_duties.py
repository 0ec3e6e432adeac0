"""A counselor answers what waits by keyboard: done, put off, not needed, or by doing it."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from iopdesk.domain.attendance import Mark, MarkDraft
from iopdesk.domain.client import ClientDraft
from iopdesk.domain.disclosure import Handover
from iopdesk.domain.duty import DutyKind
from iopdesk.domain.episode import AdmissionDraft
from iopdesk.domain.evaluation import Authorization
from iopdesk.domain.group import GroupDraft, SlotDraft
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.episode_tables import PlacementRow, SetbackRow
from iopdesk.storage.note_tables import ClientNoteRow
from iopdesk.storage.step_down_tables import FollowUpRow
from tests.factories.consents import whole_consent
from tests.folder_for_tests import THURSDAY
from tests.journeys.office import Office
from tests.journeys.person import Person

TODAY = THURSDAY.date()
ADMITTED = TODAY - timedelta(days=28)
TABLE = "Needs someone today"


def client_with_everything(services: ClinicServices) -> UUID:
    """A client about whom something of every kind waits."""
    me = services.signed_in.staff_id
    client_id = services.client.create(ClientDraft("Tanya", "Brooks"))
    program = services.episode.programs()[0]
    episode = services.episode.admit(
        client_id, AdmissionDraft(program.program_id, ADMITTED, counselor_id=me)
    )
    weekdays = (0, 1, 2)
    slots = [SlotDraft(day, time(13, 0), 180, ADMITTED, leader_id=me) for day in weekdays]
    group_id = services.group.create(GroupDraft("Early recovery"), slots)
    services.roster.add(group_id, client_id, ADMITTED)
    monday = TODAY - timedelta(days=TODAY.weekday())
    for slot in services.group.group(group_id).slots:
        if slot.weekday < 2:
            day = monday + timedelta(days=slot.weekday)
            services.attendance.mark(slot.id, day, MarkDraft(client_id, Mark.ABSENT))
    services.evaluation.save(
        client_id, Authorization("Anthem", "", ADMITTED, TODAY + timedelta(days=5), 20)
    )
    release = whole_consent("Probation", signed=ADMITTED, until=TODAY + timedelta(days=4))
    services.consent.save(client_id, release)
    urgent = Handover(
        "Dr. Lee",
        basis="medical_emergency",
        reason="Found unconscious",
        emergency_personnel="Dr. Lee",
        emergency_facility="Corona Regional",
        emergency_nature="Overdose",
    )
    services.disclosure.tell(client_id, urgent, "Medicines")
    _enter_rows(services, client_id, episode, monday)
    return client_id


def _enter_rows(services: ClinicServices, client_id: UUID, episode: UUID, monday: date) -> None:
    new_id, me = services.store.new_id, services.signed_in.staff_id
    gone = services.client.create(ClientDraft("Sam", "Reed"))
    with services.store.write("test.enter", me) as db:
        for row in db.query(PlacementRow):
            row.screens_a_week = 1
        about = {"client_id": client_id, "episode_id": episode}
        kept = {"start": time(9, 0), "minutes": 50, "staff_id": me, "state": "kept"}
        appointment = AppointmentRow(id=new_id(), **about, kind="individual", day=monday, **kept)
        db.add(appointment)
        db.add(SetbackRow(id=new_id(), **about, day=monday, kind="return_to_use"))
        call = {"episode_id": episode, "days_after": 30, "due": TODAY}
        db.add(FollowUpRow(id=new_id(), client_id=gone, **call))
        other = AppointmentRow(id=new_id(), **about, kind="individual", day=monday, **kept)
        db.add(other)
        db.flush()
        db.add(
            ClientNoteRow(
                id=new_id(),
                client_id=client_id,
                appointment_id=other.id,
                text="Came.",
                signed_by=me,
                signed_at=datetime.combine(monday, time(18, 0), THURSDAY.tzinfo),
                needs_cosign=True,
            )
        )


def test_each_kind_of_duty_is_answered_by_keyboard(ready: Office) -> None:
    person = ready.signed_in()
    services = ready.desks[0].services
    client_with_everything(services)
    waiting = services.duty.duties()
    # a review needs a signed plan: the plan itself waits here
    others = {DutyKind.FIRST_CONTACT, DutyKind.CONDITION, DutyKind.HELP, DutyKind.CARRIED}
    # no questionnaire is planned in this program, none was answered
    others |= {DutyKind.REVIEW, DutyKind.CRITICAL, DutyKind.INSTRUMENT, DutyKind.CARD}
    # nobody received anything, nobody was a minor
    others |= {DutyKind.TAKEN_BACK, DutyKind.OF_AGE}
    assert {duty.kind for duty in waiting} == set(DutyKind) - others
    person.key("Ctrl+2")
    person.is_at("clients")
    person.key("Ctrl+1")
    person.is_at("today")
    unfold(person)
    for left in range(len(waiting), 0, -1):
        assert len(services.duty.duties()) == left
        answer(person, left)
    person.sees("Nothing is waiting. Well done.")
    person.key("Ctrl+Z")
    person.settles()
    assert len(services.duty.duties()) == 1


def test_the_button_goes_where_the_work_is(ready: Office) -> None:
    person = ready.signed_in()
    services = ready.desks[0].services
    client_with_everything(services)
    person.key("Ctrl+2")
    person.key("Ctrl+1")
    person.is_at("today")
    unfold(person)
    lines = [row for row in person.rows(TABLE)]
    at = next(at for at, row in enumerate(lines) if "has no treatment plan yet" in row[2])
    for _step in range(at):
        person.key("Down")
    person.key("Return")
    person.is_at("plan")


def unfold(person: Person) -> None:
    """Open every folded line, and come to rest on the first."""
    person.go_to(TABLE)
    for _turn in range(20):
        folded = [at for at, row in enumerate(person.rows(TABLE)) if "more:" in row[2]]
        if not folded:
            break
        person.key("Ctrl+Home")
        for _step in range(folded[0]):
            person.key("Down")
        person.key("Return")
    person.key("Ctrl+Home")


def answer(person: Person, number: int) -> None:
    """Answer the current line in one of three ways."""
    person.go_to(TABLE)
    if number % 3 == 0:
        person.key("D")
    else:
        with person.answering("Return", typed="waits for the family") as read:
            person.key("O" if number % 3 == 1 else "N")
        assert any("?" in words for words in read)
    person.settles()
