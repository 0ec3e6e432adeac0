"""Weeks of hours: pro rata, made up, appointments, payer days, closed days, daylight saving."""

from datetime import date, datetime, time, timedelta

from iopdesk.domain.attendance import Mark
from iopdesk.domain.staff import Role
from iopdesk.domain.week import WeekDose
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.attendance_tables import AttendanceRow
from iopdesk.storage.clinic_tables import ClosedDayRow
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow
from tests.clinic_for_tests import ZONE, TestClinic
from tests.factories.groups import MONDAY, THURSDAY, mark, member, new_group, slot_on
from tests.factories.people import admitted_client


def _dose(clinic: TestClinic, day: date = THURSDAY) -> WeekDose:
    (line,) = clinic.services(Role.FRONT_DESK).dose.week(day)
    return line.dose


def _appoint(clinic: TestClinic, day: date, **more: object) -> None:
    (line,) = clinic.services().dose.week(THURSDAY)
    values = {"kind": "individual", "minutes": 60, "start": time(9, 0), **more}
    with clinic.store.write("appointment.book", None) as db:
        db.add(
            AppointmentRow(id=clinic.store.new_id(), client_id=line.client_id, day=day, **values)
        )


def test_an_admission_in_midweek_asks_for_the_days_left(clinic: TestClinic) -> None:
    admitted_client(clinic, admitted=date(2026, 11, 18))
    dose = _dose(clinic)
    assert (dose.prescribed, dose.days_prescribed, dose.least) == (540, 3, 324)
    assert _dose(clinic, date(2026, 11, 25)).prescribed == 900
    assert clinic.services().dose.week(date(2026, 11, 11)) == ()


def test_a_discharge_and_a_changed_placement_share_the_week(clinic: TestClinic) -> None:
    admitted_client(clinic)
    with clinic.store.write("episode.place", None) as db:
        first = db.query(PlacementRow).one()
        db.add(
            PlacementRow(
                id=clinic.store.new_id(),
                client_id=first.client_id,
                episode_id=first.episode_id,
                starts=date(2026, 11, 18),
                phase=3,
                phase_name="Phase 3",
                track="day",
                minutes_a_week=540,
                days_a_week=3,
                meetings_a_week=3,
            )
        )
    # two days of 900 and three of 540 minutes a week
    assert (_dose(clinic).prescribed, _dose(clinic).days_prescribed) == (684, 4)
    with clinic.store.write("episode.discharge", None) as db:
        db.query(EpisodeRow).one().discharged = date(2026, 11, 17)
    assert _dose(clinic).prescribed == 360


def test_what_was_made_up_excused_and_not_marked(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(0, 1, 2, 3), minutes=180)
    client_id = member(clinic, group_id)
    mark(clinic, slot_on(clinic, group_id, 0), client_id, Mark.EXCUSED, MONDAY)
    mark(clinic, slot_on(clinic, group_id, 1), client_id, Mark.PRESENT, date(2026, 11, 17))
    with clinic.store.write("attendance.make_up", None) as db:
        rows = {row.mark: row for row in db.query(AttendanceRow)}
        rows["present"].makes_up_id = rows["excused"].id
    dose = _dose(clinic)
    assert (dose.attended, dose.made_up, dose.excused, dose.unmarked) == (180, 180, 180, 180)
    assert (dose.scheduled, dose.reachable, dose.at_most) == (720, 360, 540)
    assert (dose.days_attended, dose.days_reachable) == (1, 3)
    assert dose.is_out_of_reach
    assert not dose.is_below_level


def test_appointments_count_by_the_clinics_rule(clinic: TestClinic) -> None:
    admitted_client(clinic)
    _appoint(clinic, MONDAY, state="kept", minutes_kept=45)
    _appoint(clinic, date(2026, 11, 20))
    _appoint(clinic, date(2026, 11, 17), state="no_show")
    _appoint(clinic, date(2026, 11, 20), kind="medication", start=time(11, 0))
    dose = _dose(clinic)
    assert (dose.attended, dose.scheduled, dose.reachable) == (45, 120, 105)
    rule = clinic.services(Role.DIRECTOR).rule
    base = rule.rules()
    rule.save(base=base, mine=type(base)(counted_appointments="individual,family,medication"))
    assert _dose(clinic).reachable == 165


def test_payer_days_have_three_hours(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(0, 1, 3, 4), minutes=90)
    second = new_group(clinic, "Skills", weekdays=(0, 3), start=time(15, 0), minutes=90)
    client_id = member(clinic, group_id)
    clinic.services().roster.add(second, client_id, date(2026, 10, 22))
    for group, weekday in ((group_id, 0), (second, 0), (group_id, 1)):
        day = MONDAY + timedelta(days=weekday)
        mark(clinic, slot_on(clinic, group, weekday), client_id, Mark.PRESENT, day)
    dose = _dose(clinic)
    assert (dose.payer_days, dose.payer_days_reachable, dose.payer_days_asked) == (1, 2, 3)
    assert dose.is_below_payer


def test_closed_days_are_named_and_offer_nothing(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(0, 1, 2, 3), minutes=180)
    member(clinic, group_id)
    with clinic.store.write("clinic.close", None) as db:
        db.add(ClosedDayRow(id=clinic.store.new_id(), day=date(2026, 11, 26), words="Thanksgiving"))
    dose = _dose(clinic, date(2026, 11, 24))
    assert (dose.scheduled, dose.closed) == (540, (date(2026, 11, 26),))
    assert dose.prescribed == 900


def test_weeks_of_daylight_saving_are_weeks(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(6,), start=time(1, 30), minutes=120)
    client_id = member(clinic, group_id)
    clinic.clock.set(datetime(2026, 11, 1, 23, 59, tzinfo=ZONE))
    mark(clinic, slot_on(clinic, group_id, 6), client_id, Mark.PRESENT, date(2026, 11, 1))
    assert _dose(clinic, date(2026, 11, 1)).attended == 120
    assert _dose(clinic, date(2026, 11, 2)).attended == 0


def test_adolescents_have_their_own_least(clinic: TestClinic) -> None:
    admitted_client(clinic, born=date(2010, 5, 1))
    assert _dose(clinic).least == 360


def test_all_at_once_are_as_one_by_one(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(0, 1, 2, 3), minutes=180)
    clients = [member(clinic, group_id, name, "Lee") for name in ("Ana", "Bea", "Cy")]
    for at, client_id in enumerate(clients):
        mark(
            clinic, slot_on(clinic, group_id, at), client_id, Mark.LATE, MONDAY + timedelta(days=at)
        )
    attendance = clinic.services().attendance
    for line in clinic.services().dose.week():
        assert line.dose == attendance.week_dose(line.client_id)
