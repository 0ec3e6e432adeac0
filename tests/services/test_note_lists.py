"""What waits for a signature, second signatures, a client's notes, searching."""

import uuid
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from iopdesk.domain.appointment import AppointmentState
from iopdesk.domain.attendance import Mark
from iopdesk.domain.clinic_rules import ClinicRules
from iopdesk.domain.language import Language
from iopdesk.domain.note import ClientNoteDraft, GroupNoteDraft, Participation
from iopdesk.domain.note_guards import NoteConcern
from iopdesk.domain.note_list import NotePlace, NoteQuery, NoteState
from iopdesk.domain.problems import NotAllowed, NotFound, UserProblem
from iopdesk.domain.wording import Wording
from iopdesk.storage.access_log import AccessRow
from tests.clinic_for_tests import ZONE, TestClinic
from tests.factories.appointments import book
from tests.factories.groups import MONDAY, THURSDAY, mark, member, new_group, slot_on

TEXT = "Members mapped one situation each."


class Held:
    """A session of two clients, noted by the counselor and not signed."""

    def __init__(self, clinic: TestClinic) -> None:
        self.clinic = clinic
        self.group_id = new_group(clinic)
        self.ana = member(clinic, self.group_id, "Ana", "García")
        self.bo = member(clinic, self.group_id, "Bo", "Ng")
        self.slot_id = slot_on(clinic, self.group_id)
        self.monday = slot_on(clinic, self.group_id, 0)

    def note(
        self, slot_id: uuid.UUID | None = None, day: date = THURSDAY, who: str = "counselor"
    ) -> None:
        slot = slot_id or self.slot_id
        mark(self.clinic, slot, self.ana, Mark.PRESENT, day)
        mark(self.clinic, slot, self.bo, Mark.ABSENT, day)
        services = self.clinic.services(who)
        line = ClientNoteDraft(self.ana, Participation.ACTIVE, None, "Habló del día de pago.", 0)
        services.note.save(slot, day, GroupNoteDraft("Naming triggers", TEXT), [line])

    def sign(
        self, slot_id: uuid.UUID | None = None, day: date = THURSDAY, who: str = "counselor"
    ) -> None:
        self.clinic.services(who).note.sign_all(slot_id or self.slot_id, day)

    def needs_cosign(self) -> None:
        rule = self.clinic.services("director").rule
        base = rule.rules()
        rule.save(base=base, mine=ClinicRules(cosign_credentials="LCSW"))


@pytest.fixture
def held(clinic: TestClinic) -> Held:
    return Held(clinic)


def test_own_sessions_and_kept_appointments_wait_for_the_signature(held: Held) -> None:
    supervisor = held.clinic.services("supervisor")
    assert supervisor.note_list.to_sign() == ()
    mark(held.clinic, held.monday, held.ana, Mark.PRESENT, MONDAY)
    held.note()
    found = supervisor.note_list.to_sign()
    assert [(each.day, each.state) for each in found] == [
        (MONDAY, NoteState.UNWRITTEN),
        (THURSDAY, NoteState.DRAFT),
    ]
    assert found[0].days == 3
    counselor = held.clinic.services()
    assert counselor.note_list.to_sign() == ()
    appointment = book(held.clinic, held.ana)
    counselor.appointment.keep(appointment, 45, seen=AppointmentState.PLANNED)
    (waiting,) = counselor.note_list.to_sign()
    assert (waiting.place, waiting.client, waiting.place_id) == (
        NotePlace.APPOINTMENT,
        "Ana García",
        appointment,
    )
    held.sign()
    assert [each.day for each in supervisor.note_list.to_sign()] == [MONDAY]


def test_some_credentials_wait_for_a_second_signature(held: Held) -> None:
    held.needs_cosign()
    held.note()
    held.sign()
    held.note(held.monday, MONDAY, "supervisor")
    held.sign(held.monday, MONDAY, "supervisor")
    supervisor = held.clinic.services("supervisor")
    (waiting,) = supervisor.cosign.queue()
    assert (waiting.author, waiting.day, waiting.state) == (
        "R. Alvarez",
        THURSDAY,
        NoteState.TO_COSIGN,
    )
    text = supervisor.note_list.text(waiting)
    assert [part.client for part in text.parts] == ["", "Ana García"]
    (group_note, _line) = text.versions
    assert supervisor.cosign.cosign([waiting], [group_note]) == 1
    assert supervisor.cosign.cosign([waiting], text.versions) == 1
    assert supervisor.cosign.queue() == ()
    notes = supervisor.note.notes(held.slot_id, THURSDAY)
    assert {note.cosigned_by for note in (notes.group, *notes.clients)} == {"T. Okafor"}
    lines = supervisor.history.client_history(held.ana, Wording(Language.ENGLISH))
    assert "Note co-signed" in [line.words for line in lines]


def test_a_note_sent_back_waits_for_its_author(held: Held) -> None:
    held.needs_cosign()
    held.note()
    held.sign()
    supervisor = held.clinic.services("supervisor")
    (waiting,) = supervisor.cosign.queue()
    note_id = next(iter(supervisor.note_list.text(waiting).versions))
    with pytest.raises(UserProblem, match="what the author should add"):
        supervisor.cosign.send_back(waiting, note_id, " ")
    supervisor.cosign.send_back(waiting, note_id, "Which skill was practiced?")
    (back,) = held.clinic.services().note_list.to_sign()
    assert back.state is NoteState.SENT_BACK
    (waiting,) = supervisor.cosign.queue()
    assert supervisor.cosign.cosign([waiting], supervisor.note_list.text(waiting).versions) == 0
    held.clinic.services().note.add_addendum(note_id, "Refusal skills.")
    assert held.clinic.services().note_list.to_sign() == ()
    (waiting,) = supervisor.cosign.queue()
    assert waiting.state is NoteState.TO_COSIGN
    assert supervisor.cosign.cosign([waiting], supervisor.note_list.text(waiting).versions) == 2


def test_a_note_sent_back_in_another_window_is_not_cosigned(held: Held) -> None:
    held.needs_cosign()
    held.note()
    held.sign()
    supervisor = held.clinic.services("supervisor")
    (shown,) = supervisor.cosign.queue()
    read = supervisor.note_list.text(shown).versions
    supervisor.cosign.send_back(shown, next(iter(read)), "Which skill was practiced?")
    assert shown.state is NoteState.TO_COSIGN
    assert supervisor.cosign.cosign([shown], read) == 0
    (waiting,) = supervisor.cosign.queue()
    assert waiting.state is NoteState.SENT_BACK


def test_days_of_waiting_are_the_clinics_days(held: Held) -> None:
    held.needs_cosign()
    held.note()
    # in UTC this evening is the next day already
    held.clinic.clock.set(datetime(2026, 11, 19, 21, 30, tzinfo=ZONE))
    held.sign()
    held.clinic.clock.set(datetime(2026, 11, 20, 9, 0, tzinfo=ZONE))
    (waiting,) = held.clinic.services("supervisor").cosign.queue()
    assert (waiting.days, waiting.author) == (1, "R. Alvarez")


def test_nobody_cosigns_their_own_and_only_supervisors_cosign(held: Held) -> None:
    with pytest.raises(NotAllowed):
        held.clinic.services().cosign.queue()
    held.needs_cosign()
    held.note()
    held.sign()
    (waiting,) = held.clinic.services("supervisor").cosign.queue()
    with pytest.raises(NotAllowed):
        held.clinic.services().cosign.cosign([waiting], [])


def test_a_clients_notes_hold_the_group_part_and_their_own(held: Held) -> None:
    held.note()
    held.sign()
    appointment = book(held.clinic, held.ana, MONDAY)
    counselor = held.clinic.services()
    counselor.appointment_note.save(appointment, ClientNoteDraft(held.ana, text="Spoke of work."))
    page = counselor.note_list.of_client(held.ana, NoteQuery(client_id=held.ana))
    assert page.older_than is None
    assert [(each.day, each.place, each.state) for each in page.entries] == [
        (THURSDAY, NotePlace.SESSION, NoteState.SIGNED),
        (MONDAY, NotePlace.APPOINTMENT, NoteState.DRAFT),
    ]
    text = counselor.note_list.text(page.entries[0])
    assert [part.text for part in text.parts] == [TEXT, "Habló del día de pago."]
    assert text.minutes == 90
    absent = counselor.note_list.of_client(held.bo, NoteQuery(client_id=held.bo))
    assert absent.entries == ()
    only = NoteQuery(client_id=held.ana, is_unsigned=True)
    assert [each.day for each in counselor.note_list.of_client(held.ana, only).entries] == [MONDAY]


def test_a_late_note_is_marked(held: Held) -> None:
    held.note(held.monday, MONDAY)
    held.sign(held.monday, MONDAY)
    held.note()
    held.sign()
    query = NoteQuery(client_id=held.ana)
    page = held.clinic.services().note_list.of_client(held.ana, query)
    assert [(each.day, each.is_late) for each in page.entries] == [
        (THURSDAY, False),
        (MONDAY, True),
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("PAGO dia", ["Ana García"]),
        ("situation mapped", [""]),
        ("triggers", [""]),
        ("nothing of the kind", []),
        ("%", []),
    ],
)
def test_words_are_found_in_any_order_and_without_accents(
    held: Held, words: str, found: list[str]
) -> None:
    held.note()
    held.sign()
    page = held.clinic.services("privacy_officer").note_list.find(NoteQuery(words))
    assert [each.client for each in page.entries] == found


def test_drafts_are_found_by_their_writer_only(held: Held) -> None:
    held.note()
    assert held.clinic.services().note_list.find(NoteQuery("pago")).entries != ()
    assert held.clinic.services("supervisor").note_list.find(NoteQuery("pago")).entries == ()
    with pytest.raises(NotAllowed):
        held.clinic.services("front_desk").note_list.find(NoteQuery("pago"))


def test_a_search_goes_back_step_by_step_and_is_logged_without_its_words(held: Held) -> None:
    held.note()
    held.sign()
    held.clinic.clock.advance(timedelta(days=70))
    lists = held.clinic.services().note_list
    page = lists.find(NoteQuery("pago"))
    assert page.entries == ()
    days = []
    while page.older_than is not None:
        page = lists.find(NoteQuery("pago"), page.older_than)
        days += [each.day for each in page.entries]
    assert days == [THURSDAY]
    with held.clinic.store.read() as db:
        rows = db.execute(select(AccessRow.what, AccessRow.purpose)).all()
    assert ("search notes", "") in [tuple(row) for row in rows]
    assert not any("pago" in f"{what} {purpose}" for what, purpose in rows)


def test_signing_refuses_what_changed_since_it_was_seen(held: Held) -> None:
    held.note()
    counselor, other = held.clinic.services(), held.clinic.services("supervisor")
    seen = counselor.note.notes(held.slot_id, THURSDAY).seen
    accepted = counselor.note.concerns(held.slot_id, THURSDAY, seen)
    other.note.save(held.slot_id, THURSDAY, None, [ClientNoteDraft(held.ana, text="Other words.")])
    with pytest.raises(UserProblem, match="T. Okafor wrote in these notes meanwhile"):
        counselor.note.sign_all(held.slot_id, THURSDAY, seen=seen, accepted=accepted)
    kinds = [each.kind for each in counselor.note.concerns(held.slot_id, THURSDAY, seen)]
    assert kinds == [NoteConcern.CHANGED_MEANWHILE, NoteConcern.WRITTEN_BY_OTHERS]
    seen = counselor.note.notes(held.slot_id, THURSDAY).seen
    with pytest.raises(UserProblem, match="something new to look at"):
        counselor.note.sign_all(held.slot_id, THURSDAY, seen=seen, accepted=())
    accepted = counselor.note.concerns(held.slot_id, THURSDAY, seen)
    assert counselor.note.sign_all(held.slot_id, THURSDAY, seen=seen, accepted=accepted) == 2
    (newest,) = counselor.journal.newest(1)
    assert newest.reason == "Seen before signing: drafts that someone else wrote."


def test_a_leader_signs_what_the_co_writer_wrote(held: Held) -> None:
    held.note()
    assert held.clinic.services("supervisor").note.concerns(held.slot_id, THURSDAY) == ()


def test_an_appointments_note_is_signed_once_it_took_place(held: Held) -> None:
    appointment = book(held.clinic, held.ana, kind="family")
    service = held.clinic.services().appointment_note
    with pytest.raises(UserProblem, match="not marked as kept"):
        service.sign(appointment)
    service.save(appointment, ClientNoteDraft(held.ana, text="Present:\nmother\n\nNote:\nTalked."))
    held.clinic.services().appointment.keep(appointment, 60, seen=AppointmentState.PLANNED)
    service.sign(appointment, seen=service.notes(appointment).note.version)  # type: ignore[union-attr]
    note = service.notes(appointment)
    assert note.note is not None
    assert (note.note.signed_by, note.minutes) == ("R. Alvarez", 60)
    with pytest.raises(UserProblem, match="signed"):
        service.save(appointment, ClientNoteDraft(held.ana, text="Other."))
    with pytest.raises(NotFound):
        service.notes(uuid.UUID(int=5))
