"""Who excused, what is made up, walk-ins, visitors, corrections and late entries of a session."""

import uuid
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from iopdesk.domain.attendance import CameAs, Mark, MarkDraft
from iopdesk.domain.group_session import GroupSession, SessionRow
from iopdesk.domain.language import Language
from iopdesk.domain.note import GroupNoteDraft
from iopdesk.domain.problems import EditConflict, NotAllowed, UserProblem
from iopdesk.domain.wording import Wording
from tests.clinic_for_tests import ZONE, TestClinic
from tests.factories.appointments import book
from tests.factories.groups import MONDAY, THURSDAY, mark, member, new_group, slot_on
from tests.factories.people import admitted_client, new_client

TUESDAY = MONDAY + timedelta(days=1)


class Held:
    """A group of one client, and what stands in its sessions."""

    def __init__(self, clinic: TestClinic) -> None:
        self.clinic = clinic
        self.group_id = new_group(clinic)
        self.client_id = member(clinic, self.group_id)
        self.slot_id = slot_on(clinic, self.group_id)
        self.monday = slot_on(clinic, self.group_id, 0)
        self.tuesday = slot_on(clinic, self.group_id, 1)

    @property
    def attendance(self):  # type: ignore[no-untyped-def]
        return self.clinic.services().attendance

    def session(self) -> GroupSession:
        return self.clinic.services().attendance.session(self.slot_id, THURSDAY)

    def row(self, client_id: uuid.UUID | None = None) -> SessionRow:
        wanted = client_id or self.client_id
        return next(row for row in self.session().rows if row.client_id == wanted)

    def missed(self) -> uuid.UUID:
        """The client missed Monday; the attendance to make up."""
        mark(self.clinic, self.monday, self.client_id, Mark.ABSENT, MONDAY)
        (missed,) = self.clinic.services().appointment.missed(self.client_id)
        return missed.attendance_id

    def give(self, given: Mark = Mark.PRESENT, **more: object) -> None:
        draft = MarkDraft(self.client_id, given, **more)  # type: ignore[arg-type]
        self.clinic.services().attendance.mark(self.slot_id, THURSDAY, draft)


@pytest.fixture
def held(clinic: TestClinic) -> Held:
    return Held(clinic)


def test_an_excuse_says_who_allowed_it(held: Held) -> None:
    held.give(Mark.EXCUSED, reason="Court", excused_by="  T.  Okafor ")
    assert (held.row().excused_by, held.row().reason) == ("T. Okafor", "Court")
    assert held.session().allowers[:2] == ("T. Okafor, LAADC", "D. Reyes")
    lines = held.clinic.services().history.client_history(held.client_id, Wording(Language.SPANISH))
    assert lines[0].words.endswith("con aviso (lo permitió T. Okafor)")
    held.give(Mark.PRESENT, excused_by="T. Okafor")
    assert held.row().excused_by == ""


def test_a_missed_session_is_made_up_once_and_seen_in_both_places(held: Held) -> None:
    missed = held.missed()
    held.give(makes_up_id=missed)
    assert held.row().makes_up == MONDAY
    (of_monday,) = held.attendance.session(held.monday, MONDAY).rows
    assert of_monday.made_up == THURSDAY
    marks = {each.day: each for each in held.attendance.strip(held.client_id).marks}
    assert (marks[MONDAY].made_up, marks[THURSDAY].makes_up) == (THURSDAY, MONDAY)
    again = MarkDraft(held.client_id, Mark.PRESENT, makes_up_id=missed)
    with pytest.raises(UserProblem, match="already made up"):
        held.attendance.mark(held.tuesday, TUESDAY, again)


def test_an_appointment_takes_a_make_up_too(held: Held) -> None:
    missed = held.missed()
    book(held.clinic, held.client_id, THURSDAY, makes_up_id=missed)
    with pytest.raises(UserProblem, match="already made up"):
        held.give(makes_up_id=missed)
    (of_monday,) = held.attendance.session(held.monday, MONDAY).rows
    assert of_monday.made_up == THURSDAY


def test_a_make_up_goes_with_its_mark(held: Held) -> None:
    missed = held.missed()
    entry = held.attendance.mark(
        held.slot_id, THURSDAY, MarkDraft(held.client_id, Mark.PRESENT, makes_up_id=missed)
    ).entry
    held.attendance.undo(entry)
    assert [
        each.attendance_id for each in held.clinic.services().appointment.missed(held.client_id)
    ] == [missed]
    held.give(makes_up_id=missed)
    held.give(Mark.ABSENT)
    assert held.row().makes_up_id is None


def test_what_was_attended_after_all_needs_no_make_up(held: Held) -> None:
    held.give(makes_up_id=held.missed())
    mark(held.clinic, held.monday, held.client_id, Mark.PRESENT, MONDAY)
    assert held.row().makes_up_id is None


def test_only_ones_own_missed_sessions_are_made_up(held: Held) -> None:
    other = member(held.clinic, held.group_id, "Hana", "Ito")
    missed = held.missed()
    with pytest.raises(UserProblem, match="not a session"):
        held.attendance.mark(
            held.slot_id, THURSDAY, MarkDraft(other, Mark.PRESENT, makes_up_id=missed)
        )
    with pytest.raises(UserProblem, match="not a session"):
        held.give(makes_up_id=uuid.uuid4())
    assert held.session().marked == 0


def test_walk_ins_are_clients_in_program(held: Held) -> None:
    guest = admitted_client(held.clinic, "Hana", "Ito")
    stranger = new_client(held.clinic, "Old", "Client")
    draft = MarkDraft(guest, Mark.PRESENT, came_as=CameAs.WALK_IN, seen=0)
    held.attendance.mark(held.slot_id, THURSDAY, draft)
    assert held.row(guest).is_walk_in
    assert (held.row(guest).phase, held.row(guest).week_prescribed) == ("Phase 1", 900)
    assert not held.session().is_over
    with pytest.raises(UserProblem, match="not in program"):
        held.attendance.mark(held.slot_id, THURSDAY, replace(draft, client_id=stranger))
    with pytest.raises(UserProblem, match="not expected"):
        held.attendance.mark(held.slot_id, THURSDAY, MarkDraft(guest, Mark.ABSENT))
    held.attendance.mark(held.slot_id, THURSDAY, MarkDraft(guest, Mark.LATE, 40))
    assert (held.row(guest).minutes, held.row(guest).is_walk_in) == (40, True)
    held.attendance.clear(held.slot_id, THURSDAY, guest, seen=held.row(guest).version)
    assert [row.client_id for row in held.session().rows] == [held.client_id]


def test_someone_of_the_roster_is_no_walk_in(held: Held) -> None:
    held.give(came_as=CameAs.WALK_IN)
    assert held.row().came_as is None
    held.give(came_as=CameAs.REMOTE)
    assert held.row().came_as is CameAs.REMOTE


def test_walk_ins_beyond_the_clinics_rule_are_told(held: Held) -> None:
    rule = held.clinic.services("director").rule
    rule.save(base=rule.rules(), mine=replace(rule.rules(), largest_group=2))
    for name in ("Ana", "Bea"):
        guest = admitted_client(held.clinic, name, "Ito")
        draft = MarkDraft(guest, Mark.PRESENT, came_as=CameAs.WALK_IN)
        held.attendance.mark(held.slot_id, THURSDAY, draft)
    assert (held.session().here, held.session().is_over) == (3, True)


def test_visitors_are_kept_without_a_chart(held: Held) -> None:
    visitors = held.clinic.services("front_desk").visitor
    visitor_id = visitors.add(held.slot_id, THURSDAY, " Trainee of the  college ", 90)
    (visitor,) = held.session().visitors
    assert (visitor.words, visitor.minutes) == ("Trainee of the college", 90)
    for words, minutes in (("", 90), ("x" * 121, 90), ("Trainee", 91), ("Trainee", 0)):
        with pytest.raises(UserProblem):
            visitors.add(held.slot_id, THURSDAY, words, minutes)
    with pytest.raises(NotAllowed):
        held.clinic.services("privacy_officer").visitor.add(held.slot_id, THURSDAY, "I", 90)
    visitors.take_back(visitor_id)
    assert held.session().visitors == ()
    with pytest.raises(UserProblem, match="no longer"):
        visitors.take_back(visitor_id)


def test_marks_entered_later_are_told(held: Held) -> None:
    mark(held.clinic, held.monday, held.client_id, Mark.PRESENT, MONDAY)
    late = held.attendance.session(held.monday, MONDAY).late
    assert late is not None
    assert (late.days, late.by) == (3, "R. Alvarez")
    held.give()
    assert held.session().late is None
    held.clinic.clock.set(datetime(2026, 11, 21, 9, tzinfo=ZONE))
    held.give(Mark.LATE, minutes=60)
    # a correction is no late entry: the first word about it was written on the day
    assert held.session().late is None


def test_the_past_of_a_mark_shows_every_value_with_its_reason(held: Held) -> None:
    held.give()
    note = held.clinic.services().note
    note.save(held.slot_id, THURSDAY, GroupNoteDraft("Triggers", "Members shared."))
    note.sign_all(held.slot_id, THURSDAY)
    with pytest.raises(UserProblem, match="signed"):
        held.give(Mark.LATE)
    held.give(Mark.LATE, minutes=60, why="Paper sheet says 1:30")
    newest, first = held.attendance.past(held.slot_id, THURSDAY, held.client_id)
    assert (first.mark, first.minutes, first.by, first.why) == (Mark.PRESENT, 90, "R. Alvarez", "")
    assert (newest.mark, newest.minutes, newest.why) == (Mark.LATE, 60, "Paper sheet says 1:30")
    assert held.row().reason == ""
    with pytest.raises(UserProblem, match="signed"):
        held.attendance.clear(held.slot_id, THURSDAY, held.client_id, seen=None)


def test_two_people_with_the_same_mark_keep_what_each_added(held: Held) -> None:
    seen = held.row().version
    for role, more in (
        ("supervisor", {"reason": "Court"}),
        ("counselor", {"excused_by": "Okafor"}),
    ):
        draft = MarkDraft(held.client_id, Mark.EXCUSED, seen=seen, **more)  # type: ignore[arg-type]
        held.clinic.services(role).attendance.mark(held.slot_id, THURSDAY, draft)
    assert (held.row().reason, held.row().excused_by) == ("Court", "Okafor")
    draft = MarkDraft(held.client_id, Mark.EXCUSED, reason="Dentist", seen=seen)
    with pytest.raises(EditConflict) as caught:
        held.clinic.services("front_desk").attendance.mark(held.slot_id, THURSDAY, draft)
    (field,) = caught.value.fields
    assert (field.field, field.mine, field.theirs) == ("reason", "Dentist", "Court")


def test_clearing_over_someone_elses_newer_mark_shows_it(held: Held) -> None:
    held.give()
    seen = held.row().version
    mark(held.clinic, held.slot_id, held.client_id, Mark.LATE, role="supervisor")  # type: ignore[arg-type]
    with pytest.raises(EditConflict) as caught:
        held.attendance.clear(held.slot_id, THURSDAY, held.client_id, seen=seen)
    assert caught.value.fields[0].theirs is Mark.LATE
    entry = held.attendance.clear(held.slot_id, THURSDAY, held.client_id, seen=None).entry
    assert held.row().mark is None
    held.attendance.undo(entry)
    assert held.row().mark is Mark.LATE
