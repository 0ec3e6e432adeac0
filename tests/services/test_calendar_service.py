"""The calendar: sessions where they are held, appointments, filters, who is expected."""

from datetime import date, time, timedelta

from iopdesk.domain.appointment import AppointmentState, ClashKind
from iopdesk.domain.attendance import Mark, session_id
from iopdesk.domain.calendar import GROUP, CalendarFilter
from iopdesk.domain.client import PhoneDraft
from iopdesk.domain.staff import Role
from iopdesk.storage.attendance_tables import GroupSessionRow
from iopdesk.storage.clinic_tables import ClosedDayRow
from tests.clinic_for_tests import TestClinic
from tests.factories.appointments import book, draft
from tests.factories.groups import MONDAY, THURSDAY, mark, member, new_group, slot_on

SUNDAY = MONDAY + timedelta(days=6)


def store_session(clinic: TestClinic, group_id: object, planned: date, **held: object) -> None:
    """A session that is held otherwise than its slot says."""
    slot_id = slot_on(clinic, group_id, planned.weekday())  # type: ignore[arg-type]
    values: dict[str, object] = {"day": planned, "start": time(13, 0), "minutes": 90, **held}
    if values["day"] != planned:
        values["planned_day"] = planned
    with clinic.store.write("session.move", None) as db:
        db.add(
            GroupSessionRow(
                id=session_id(slot_id, planned), group_id=group_id, slot_id=slot_id, **values
            )
        )


def test_a_week_in_its_order(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    client_id = member(clinic, group_id)
    member(clinic, group_id, "Hana", "Ito", starts=date(2026, 11, 18))
    book(clinic, client_id, start=time(9, 0), room="C")
    span = clinic.services().calendar.span(MONDAY, SUNDAY)
    assert [(e.day, e.start, e.title, e.expected) for e in span.entries] == [
        (MONDAY, time(13, 0), "Early recovery", 1),
        (MONDAY + timedelta(days=1), time(13, 0), "Early recovery", 1),
        (THURSDAY, time(9, 0), "Tanya Brooks", 1),
        (THURSDAY, time(13, 0), "Early recovery", 2),
    ]
    assert [e.staff for e in span.entries][2:] == ["R. Alvarez", "T. Okafor"]


def test_moved_called_off_and_closed(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    friday = THURSDAY + timedelta(days=1)
    store_session(clinic, group_id, THURSDAY, day=friday, start=time(15, 0), room="D")
    store_session(clinic, group_id, MONDAY, state="cancelled")
    tuesday = MONDAY + timedelta(days=1)
    with clinic.store.write("closed_day.add", None) as db:
        db.add(ClosedDayRow(id=clinic.store.new_id(), day=tuesday, words="Holiday"))
    span = clinic.services().calendar.span(MONDAY, SUNDAY)
    assert [(e.day, e.planned_day, e.start, e.is_off) for e in span.entries] == [
        (MONDAY, MONDAY, time(13, 0), True),
        (friday, THURSDAY, time(15, 0), False),
    ]
    assert span.closed == {tuesday: "Holiday"}
    # a session moved out of the week is not there, one moved in from another week is
    next_week = clinic.services().calendar.span(friday, friday)
    assert [e.planned_day for e in next_week.entries] == [THURSDAY]


def test_filters(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    client_id = member(clinic, group_id)
    other = member(clinic, new_group(clinic, "Skills", (3,), start=time(16, 0)), "Hana", "Ito")
    book(clinic, client_id, kind="family", room="C")
    service = clinic.services().calendar

    def titles(**wish: object) -> list[str]:
        found = service.span(THURSDAY, THURSDAY, CalendarFilter(**wish))  # type: ignore[arg-type]
        return [entry.title for entry in found.entries]

    assert titles() == ["Tanya Brooks", "Early recovery", "Skills"]
    assert titles(client_id=client_id) == ["Tanya Brooks", "Early recovery"]
    assert titles(client_id=other) == ["Skills"]
    assert titles(staff_id=clinic.staff[Role.COUNSELOR].staff_id) == ["Tanya Brooks"]
    assert titles(room="B") == ["Early recovery", "Skills"]
    assert titles(kinds=frozenset({GROUP})) == ["Early recovery", "Skills"]


def test_specialised_groups_have_neutral_words_for_the_front_desk(clinic: TestClinic) -> None:
    group_id = new_group(
        clinic, "LGBTQ+ process", (3,), population="lgbtq", neutral_title="Evening group"
    )
    member(clinic, group_id)
    for role, title in (("front_desk", "Evening group"), ("counselor", "LGBTQ+ process")):
        calendar = clinic.services(role).calendar
        assert [e.title for e in calendar.span(THURSDAY, THURSDAY).entries] == [title]
        assert [each.entry.title for each in calendar.expected(THURSDAY)] == [title]


def test_who_is_expected_and_how_to_reach_them(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    phones = (
        PhoneDraft("951-555-0101", "work"),
        PhoneDraft("951-555-0102", may_leave_message=True, note="Say: the daytime line"),
    )
    tanya = member(clinic, group_id, phones=phones, safe_contact="Never after six")
    hana = member(clinic, group_id, "Hana", "Ito", phone="")
    mark(clinic, slot_on(clinic, group_id), tanya, Mark.LATE)
    cancelled = book(clinic, hana, start=time(8, 0))
    clinic.services().appointment.cancel(cancelled, AppointmentState.CANCELLED_BY_CLIENT, "Dentist")
    book(clinic, hana, start=time(10, 0))
    found = clinic.services("front_desk").calendar.expected(THURSDAY)
    assert [(each.entry.start, each.name, each.mark) for each in found] == [
        (time(10, 0), "Hana Ito", None),
        (time(13, 0), "Hana Ito", None),
        (time(13, 0), "Tanya Brooks", Mark.LATE),
    ]
    assert [phone.may_leave_message for phone in found[2].phones] == [True, False]
    assert (found[2].safe_contact, found[0].phones) == ("Never after six", ())


def test_who_is_expected_at_a_moved_session_is_on_the_roster_when_it_is_held(
    clinic: TestClinic,
) -> None:
    group_id = new_group(clinic)
    friday, wednesday = THURSDAY + timedelta(days=1), THURSDAY - timedelta(days=1)
    left = member(clinic, group_id)
    joined = member(clinic, group_id, "Hana", "Ito", starts=friday)
    (place,) = [
        each for each in clinic.services().roster.roster(group_id).places if each.client_id == left
    ]
    clinic.services().roster.remove(place.id, THURSDAY)
    store_session(clinic, group_id, THURSDAY, day=friday, start=time(13, 0))
    services = clinic.services()
    expected = services.calendar.expected(friday)
    session = services.attendance.session(slot_on(clinic, group_id), THURSDAY)
    assert [each.client_id for each in expected] == [row.client_id for row in session.rows]
    assert [each.client_id for each in expected] == [joined]
    entries = services.calendar.span(wednesday, friday).entries
    assert [(entry.day, entry.expected) for entry in entries] == [(friday, 1)]
    for client_id, kinds in ((left, []), (joined, [ClashKind.GROUP])):
        (proposed,) = services.appointment.proposed(client_id, draft(clinic, friday, time(13, 30)))
        assert [clash.kind for clash in proposed.clashes] == kinds
