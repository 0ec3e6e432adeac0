"""Who excused, what is made up, walk-ins, visitors, corrections and late entries of a session."""

import uuid
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select

from iopdesk.domain.attendance import CameAs, Mark, MarkDraft
from iopdesk.domain.group_session import GroupSession, MoveDraft, SessionRow
from iopdesk.domain.keep_apart import KeepApartDraft
from iopdesk.domain.language import Language
from iopdesk.domain.note import GroupNoteDraft
from iopdesk.domain.problems import EditConflict, NotAllowed, UserProblem
from iopdesk.domain.wording import Wording
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.storage.attendance_tables import AttendanceRow
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


def test_a_walk_in_is_no_way_round_what_keeps_from_a_place(clinic: TestClinic) -> None:
    group = new_group(clinic, "Women's group", population="women", neutral_title="Thursday group")
    there, slot_id = member(clinic, group), slot_on(clinic, group)
    guest, other = (admitted_client(clinic, name, "Ito") for name in ("Hana", "Ana"))
    desk, counselor = clinic.services("front_desk"), clinic.services()

    def come(services: ClinicServices, client_id: uuid.UUID) -> None:
        draft = MarkDraft(client_id, Mark.PRESENT, came_as=CameAs.WALK_IN)
        services.attendance.mark(slot_id, THURSDAY, draft)

    with pytest.raises(UserProblem, match="can't have a place") as neutral:
        come(desk, guest)
    with pytest.raises(UserProblem, match="asked for it"):
        come(counselor, guest)
    for client_id in (guest, other):
        counselor.group_wish.save(client_id, base=(), mine=("women",))
    counselor.keep_apart.add(guest, KeepApartDraft(there, "Assault charge"))
    with pytest.raises(UserProblem, match="can't have a place") as apart:
        come(desk, guest)
    assert str(apart.value) == str(neutral.value)
    come(desk, other)
    counselor.keep_apart.end(counselor.keep_apart.pairs(guest)[0].pair_id, "Dismissed")
    counselor.keep_apart.add(guest, KeepApartDraft(other, "Former partners"))
    with pytest.raises(UserProblem, match="kept apart"):
        come(counselor, guest)


def test_undo_links_again_what_the_mark_had_freed(held: Held) -> None:
    held.give(makes_up_id=held.missed())
    entry = mark(held.clinic, held.monday, held.client_id, Mark.PRESENT, MONDAY)
    held.attendance.undo(entry)
    assert held.row().makes_up == MONDAY
    (of_monday,) = held.attendance.session(held.monday, MONDAY).rows
    assert (of_monday.mark, of_monday.made_up) == (Mark.ABSENT, THURSDAY)


def test_undo_links_an_appointment_again_unless_something_else_makes_up(held: Held) -> None:
    missed = held.missed()
    booked = book(held.clinic, held.client_id, THURSDAY, makes_up_id=missed)
    appointment = held.clinic.services().appointment
    held.attendance.undo(mark(held.clinic, held.monday, held.client_id, Mark.PRESENT, MONDAY))
    assert appointment.appointment(booked).draft.makes_up_id == missed
    taken_back = held.attendance.clear(held.monday, MONDAY, held.client_id, seen=None).entry
    assert appointment.appointment(booked).draft.makes_up_id is None
    held.attendance.undo(taken_back)
    assert appointment.appointment(booked).draft.makes_up_id == missed


def test_an_absence_that_is_undone_needs_no_make_up(held: Held) -> None:
    entry = mark(held.clinic, held.monday, held.client_id, Mark.ABSENT, MONDAY)
    (missed,) = held.clinic.services().appointment.missed(held.client_id)
    held.give(makes_up_id=missed.attendance_id)
    held.attendance.undo(entry)
    assert held.row().makes_up_id is None


@pytest.mark.parametrize("is_made_up", [True, False])
def test_undo_asks_every_session_for_its_signature(held: Held, is_made_up: bool) -> None:
    held.give(makes_up_id=held.missed())
    entry = mark(held.clinic, held.monday, held.client_id, Mark.PRESENT, MONDAY)
    signed = (held.monday, MONDAY) if is_made_up else (held.slot_id, THURSDAY)
    notes = held.clinic.services().note
    notes.save(*signed, GroupNoteDraft("Triggers", "Members shared."))
    notes.sign_all(*signed)
    with pytest.raises(UserProblem, match="notes of this session are signed"):
        held.attendance.undo(entry)


def test_a_mark_that_comes_back_follows_its_moved_session(held: Held) -> None:
    entries = []
    for slot_id, day in ((held.slot_id, THURSDAY), (held.tuesday, TUESDAY)):
        mark(held.clinic, slot_id, held.client_id, Mark.PRESENT, day)
        entries.append(held.attendance.clear(slot_id, day, held.client_id, seen=None).entry)
    plan = held.clinic.services().session_plan
    plan.move(held.slot_id, THURSDAY, MoveDraft(THURSDAY - timedelta(days=1), time(9), 90, "B"))
    plan.call_off(held.tuesday, TUESDAY, "Storm")
    held.attendance.undo(entries[0])
    days = [each.day for each in held.attendance.strip(held.client_id).marks if each.mark]
    assert days == [THURSDAY - timedelta(days=1)]
    with held.clinic.store.read() as db:
        assert set(db.scalars(select(AttendanceRow.day).where(AttendanceRow.void == 0))) == {*days}
    with pytest.raises(UserProblem, match="called off"):
        held.attendance.undo(entries[1])
