"""What waits for whom, and what people say to it."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest

from iopdesk.domain.attendance import CameAs, Mark, MarkDraft
from iopdesk.domain.clinic_rules import ClinicRules
from iopdesk.domain.duty import Answer, Duty, DutyAnswer, DutyKind, Urgency
from iopdesk.domain.evaluation import Authorization, DrugScreen, Evaluation
from iopdesk.domain.outreach import How, Outcome, OutreachDraft
from iopdesk.domain.problems import EditConflict, InvalidDraft, NotAllowed, UserProblem
from iopdesk.domain.staff import Role
from iopdesk.domain.wording import Wording
from iopdesk.services.duty_words import when_words
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.episode_tables import PlacementRow, SetbackRow
from iopdesk.storage.note_tables import ClientNoteRow, GroupNoteRow
from iopdesk.storage.plan_tables import PlanRow
from tests.clinic_for_tests import ZONE, TestClinic
from tests.factories.consents import whole_consent
from tests.factories.groups import MONDAY, THURSDAY, mark, member, new_group, slot_on
from tests.factories.people import admitted_client

WEDNESDAY = THURSDAY - timedelta(days=1)


def _duties(clinic: TestClinic, kind: DutyKind, role: Role = Role.COUNSELOR) -> list[Duty]:
    return [duty for duty in clinic.services(role).duty.duties() if duty.kind is kind]


def _rules(clinic: TestClinic, **numbers: object) -> None:
    rule = clinic.services(Role.DIRECTOR).rule
    rule.save(base=rule.rules(), mine=replace(rule.rules(), **numbers))  # type: ignore[arg-type]


def _sign_plan(clinic: TestClinic, client_id: UUID, day: date, review: date | None) -> None:
    plan_id = clinic.services().plan.start(client_id).id
    with clinic.store.write("plan.sign", None) as db:
        row = db.get_one(PlanRow, plan_id)
        row.state, row.next_review = "signed", review
        row.signed_at = datetime.combine(day, time(22, 0), ZONE)


def test_absences_ask_for_a_call_until_the_client_was_reached(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(0, 2, 3))
    twice = member(clinic, group_id, "Marisol", "Vega")
    once = member(clinic, group_id, "Hana", "Ito")
    mark(clinic, slot_on(clinic, group_id, 0), twice, Mark.ABSENT, MONDAY)
    mark(clinic, slot_on(clinic, group_id, 2), twice, Mark.ABSENT, WEDNESDAY)
    mark(clinic, slot_on(clinic, group_id, 2), once, Mark.ABSENT, WEDNESDAY)
    found = _duties(clinic, DutyKind.ABSENCE_CALL, Role.FRONT_DESK)
    assert [(duty.who, duty.count, duty.urgency) for duty in found] == [
        ("Marisol V.", 2, Urgency.NOW),
        ("Hana I.", 1, Urgency.SOON),
    ]
    to = found[1].go_to
    assert (to.place, to.record_id, to.day) == ("outreach", once, WEDNESDAY)
    draft = OutreachDraft(WEDNESDAY, How.PHONE, Outcome.COMING_BACK)
    clinic.services(Role.FRONT_DESK).outreach.record(once, draft)
    assert [duty.who for duty in _duties(clinic, DutyKind.ABSENCE_CALL)] == ["Marisol V."]


def _book(clinic: TestClinic, client_id: UUID, day: date, state: str) -> UUID:
    with clinic.store.write("appointment.book", None) as db:
        row = AppointmentRow(
            id=clinic.store.new_id(),
            client_id=client_id,
            kind="individual",
            day=day,
            start=time(9, 0),
            minutes=50,
            state=state,
        )
        db.add(row)
        return row.id


def test_appointments_nobody_came_to_and_notes_nobody_signed(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    kept = _book(clinic, client_id, MONDAY, "kept")
    (note,) = _duties(clinic, DutyKind.NOTE)
    assert (note.go_to.place, note.go_to.record_id) == ("appointment_note", kept)
    assert (note.due, note.urgency) == (MONDAY + timedelta(days=1), Urgency.NOW)
    _book(clinic, client_id, WEDNESDAY, "no_show")
    (call,) = _duties(clinic, DutyKind.ABSENCE_CALL)
    assert (call.what, call.due, call.client_id) == ("appointment", THURSDAY, client_id)
    _book(clinic, client_id, THURSDAY, "kept")
    assert _duties(clinic, DutyKind.ABSENCE_CALL) == []


def test_unsigned_notes_and_missing_marks_of_past_sessions(clinic: TestClinic) -> None:
    group_id = new_group(
        clinic, weekdays=(2, 3), population="women", neutral_title="Wednesday group"
    )
    client_id = member(clinic, group_id, starts=date(2026, 11, 18))
    (duty,) = _duties(clinic, DutyKind.MARKS, Role.FRONT_DESK)
    assert (duty.who, duty.due, duty.of) == ("Wednesday group", WEDNESDAY, 1)
    assert duty.staff_id == clinic.staff[Role.SUPERVISOR].staff_id
    mark(clinic, slot_on(clinic, group_id, 2), client_id, Mark.PRESENT, WEDNESDAY)
    assert _duties(clinic, DutyKind.MARKS) == []
    (duty,) = _duties(clinic, DutyKind.NOTE)
    assert (duty.who, duty.due, duty.go_to.day) == ("Wednesday group", THURSDAY, WEDNESDAY)
    _rules(clinic, note_due_days=3)
    assert _duties(clinic, DutyKind.NOTE)[0].due == WEDNESDAY + timedelta(days=3)
    assert _duties(clinic, DutyKind.NOTE, Role.FRONT_DESK) == []


def test_a_walk_in_is_not_marked_for_someone_who_was_expected(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(2,))
    client_id = member(clinic, group_id, starts=WEDNESDAY)
    guest = admitted_client(clinic, "Hana", "Ito")
    draft = MarkDraft(guest, Mark.PRESENT, came_as=CameAs.WALK_IN)
    clinic.services().attendance.mark(slot_on(clinic, group_id, 2), WEDNESDAY, draft)
    (duty,) = _duties(clinic, DutyKind.MARKS)
    assert (duty.count, duty.of) == (0, 1)
    mark(clinic, slot_on(clinic, group_id, 2), client_id, Mark.PRESENT, WEDNESDAY)
    assert _duties(clinic, DutyKind.MARKS) == []


def test_co_signatures_are_one_line_a_signer_for_supervisors(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    me = clinic.staff[Role.COUNSELOR].staff_id
    at = datetime(2026, 11, 10, 20, 0, tzinfo=ZONE)
    signed = {"signed_by": me, "signed_at": at, "needs_cosign": True}
    appointment = _book(clinic, client_id, MONDAY, "kept")
    group_id = new_group(clinic)
    session = clinic.services().attendance.session(slot_on(clinic, group_id, 0), MONDAY).session_id
    mark(
        clinic,
        slot_on(clinic, group_id, 0),
        member(clinic, group_id, "Bo", "Li"),
        Mark.PRESENT,
        MONDAY,
    )
    with clinic.store.write("note.sign", me) as db:
        new_id = clinic.store.new_id
        db.add(GroupNoteRow(id=new_id(), session_id=session, text="a", **signed))
        db.add(
            ClientNoteRow(
                id=new_id(), client_id=client_id, appointment_id=appointment, text="b", **signed
            )
        )
    (duty,) = _duties(clinic, DutyKind.COSIGN, Role.SUPERVISOR)
    assert (duty.who, duty.count, duty.due) == ("R. Alvarez", 2, date(2026, 11, 17))
    assert (duty.urgency, duty.go_to.place) == (Urgency.NOW, "notes")
    assert _duties(clinic, DutyKind.COSIGN) == []


def test_plans_by_calendar_days(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)  # day 28 after Oct 22
    (duty,) = _duties(clinic, DutyKind.PLAN)
    assert (duty.due, duty.urgency, duty.count, duty.of) == (
        date(2026, 11, 21),
        Urgency.SOON,
        28,
        30,
    )
    assert (duty.go_to.place, duty.go_to.record_id) == ("plan", client_id)
    clinic.services().plan.start(client_id)
    assert _duties(clinic, DutyKind.PLAN)[0].what == "draft"
    (later,) = [
        duty
        for duty in clinic.services().duty.duties(on=date(2026, 11, 22))
        if duty.kind is DutyKind.PLAN
    ]
    assert later.urgency is Urgency.NOW
    assert not [
        d for d in clinic.services().duty.duties(on=date(2026, 11, 4)) if d.kind is later.kind
    ]


def test_plans_by_treatment_days_in_minnesota(clinic: TestClinic) -> None:
    _rules(clinic, state="MN")
    group_id = new_group(clinic, weekdays=(0, 1, 2, 3, 4))
    client_id = member(clinic, group_id, admitted=date(2026, 11, 2), starts=date(2026, 11, 2))
    assert _duties(clinic, DutyKind.PLAN) == []
    day, given = date(2026, 11, 2), 0
    while given < 11:
        if day.weekday() < 5:
            mark(clinic, slot_on(clinic, group_id, day.weekday()), client_id, Mark.PRESENT, day)
            given += 1
        day += timedelta(days=1)
    (duty,) = _duties(clinic, DutyKind.PLAN)
    # Nov 2 is day 0: the tenth day with a session is Monday, Nov 16
    assert (duty.due, duty.count, duty.urgency) == (date(2026, 11, 16), 10, Urgency.NOW)
    assert duty.what == "treatment_days"


def test_reviews_by_day_by_level_and_after_a_setback(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    _sign_plan(clinic, client_id, date(2026, 10, 26), None)
    (duty,) = _duties(clinic, DutyKind.REVIEW)
    assert (duty.due, duty.count, duty.of) == (date(2026, 11, 25), 24, 30)
    stay = clinic.services().client.open_chart(client_id).stay
    assert stay is not None
    with clinic.store.write("setback.begin", None) as db:
        db.add(
            SetbackRow(
                id=clinic.store.new_id(),
                client_id=client_id,
                episode_id=stay.episode_id,
                day=MONDAY,
                kind="return_to_use",
            )
        )
    (duty,) = _duties(clinic, DutyKind.REVIEW)
    assert (duty.what, duty.due) == ("setback", THURSDAY)
    (setback,) = _duties(clinic, DutyKind.SETBACK)
    assert (setback.go_to.place, setback.urgency) == ("setback", Urgency.NOW)
    with clinic.store.write("episode.place", None) as db:
        db.add(
            PlacementRow(
                id=clinic.store.new_id(),
                client_id=client_id,
                episode_id=stay.episode_id,
                starts=date(2026, 11, 3),
                level_of_care="1",
                phase=1,
                phase_name="Phase 1",
                track="day",
                minutes_a_week=180,
                days_a_week=1,
                meetings_a_week=3,
            )
        )
    (duty,) = _duties(clinic, DutyKind.REVIEW)
    assert (duty.what, duty.due, duty.urgency) == ("level_change", date(2026, 11, 10), Urgency.NOW)


def test_a_review_day_that_was_set_by_hand_holds(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    _sign_plan(clinic, client_id, date(2026, 10, 26), date(2026, 12, 20))
    assert _duties(clinic, DutyKind.REVIEW) == []


def test_evaluations_are_due_until_they_are_done(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    kinds = [duty.what for duty in _duties(clinic, DutyKind.EVALUATION)]
    assert sorted(kinds) == ["medical", "mental_health", "physical", "substance_use"]
    evaluation = clinic.services().evaluation
    evaluation.save(client_id, Evaluation("medical", done=MONDAY, done_by="Dr. Lee"))
    evaluation.save(client_id, Evaluation("physical", due=date(2026, 11, 18)))
    evaluation.save(client_id, Evaluation("mental_health", due=date(2027, 1, 5)))
    assert [(duty.what, duty.due) for duty in _duties(clinic, DutyKind.EVALUATION)] == [
        ("physical", date(2026, 11, 18)),
        ("substance_use", date(2026, 11, 21)),
    ]


def test_authorizations_that_run_out(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(0, 1, 3))
    client_id = member(clinic, group_id)
    evaluation = clinic.services(Role.DIRECTOR).evaluation
    far = Authorization("Blue Shield", "", date(2026, 11, 1), date(2026, 12, 31), 4, "days")
    evaluation.save(client_id, far)
    assert _duties(clinic, DutyKind.AUTHORIZATION) == []
    for weekday, day in ((0, MONDAY), (1, MONDAY + timedelta(days=1))):
        mark(clinic, slot_on(clinic, group_id, weekday), client_id, Mark.PRESENT, day)
    (duty,) = _duties(clinic, DutyKind.AUTHORIZATION, Role.DIRECTOR)
    assert (duty.count, duty.of, duty.what, duty.detail) == (2, 4, "days", "Blue Shield")
    assert evaluation.papers(client_id).used.popitem()[1] == 2
    evaluation.save(client_id, replace(far, ends=date(2027, 3, 1), units=40))
    assert _duties(clinic, DutyKind.AUTHORIZATION) == []
    _rules(clinic, authorization_warn_days=90)
    assert clinic.services().duty.duties(on=date(2026, 12, 1))
    assert _duties(clinic, DutyKind.AUTHORIZATION, Role.FRONT_DESK) == []


def test_a_renewal_on_file_ends_the_reminder_of_the_last_day(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    evaluation = clinic.services(Role.DIRECTOR).evaluation
    now = Authorization("Blue Shield", "", date(2026, 11, 1), date(2026, 11, 25), 20, "days")
    evaluation.save(client_id, now)
    assert len(_duties(clinic, DutyKind.AUTHORIZATION)) == 1
    gap = replace(now, starts=date(2026, 11, 28), ends=date(2026, 12, 31))
    evaluation.save(client_id, gap)
    assert len(_duties(clinic, DutyKind.AUTHORIZATION)) == 1
    evaluation.save(client_id, replace(gap, payer="blue shield", starts=date(2026, 11, 26)))
    assert _duties(clinic, DutyKind.AUTHORIZATION) == []
    _rules(clinic, authorization_warn_percent=90)
    assert _duties(clinic, DutyKind.AUTHORIZATION) == []
    evaluation.save(client_id, replace(now, payer="Anthem", units=2, ends=date(2026, 12, 30)))
    (duty,) = _duties(clinic, DutyKind.AUTHORIZATION)
    assert (duty.detail, duty.count, duty.of) == ("Anthem", 2, 2)


def test_consents_that_expire_until_a_newer_one_holds(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    consent = clinic.services(Role.FRONT_DESK).consent
    signed = date(2026, 10, 22)
    old = whole_consent("Probation", signed=signed, until=date(2026, 11, 23))
    consent.save(client_id, old)
    (duty,) = _duties(clinic, DutyKind.CONSENT)
    assert (duty.detail, duty.count, duty.go_to.tab) == ("Probation", 4, "consents")
    newer = replace(old, to_whom="probation", signed=THURSDAY, until=None, until_event="Case ends")
    consent.save(client_id, newer)
    assert _duties(clinic, DutyKind.CONSENT) == []
    revoked = replace(old, to_whom="Mother", revoked=WEDNESDAY)
    consent.save(client_id, revoked)
    assert _duties(clinic, DutyKind.CONSENT) == []


def test_screens_from_midweek_on(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    with clinic.store.write("episode.place", None) as db:
        for row in db.query(PlacementRow):
            row.screens_a_week = 2
    (duty,) = _duties(clinic, DutyKind.SCREEN)
    assert (duty.count, duty.of, duty.due) == (0, 2, date(2026, 11, 20))
    save = clinic.services().evaluation.save
    save(client_id, DrugScreen(MONDAY, "refused"))
    assert _duties(clinic, DutyKind.SCREEN)[0].count == 1
    # who did not come was not screened: it is followed up, and still one is lacking
    save(client_id, DrugScreen(MONDAY + timedelta(days=1), "missed"))
    missed, lacking = sorted(
        _duties(clinic, DutyKind.SCREEN), key=lambda duty: duty.what != "missed"
    )
    assert (missed.what, missed.urgency, lacking.count) == ("missed", Urgency.NOW, 1)
    save(client_id, DrugScreen(WEDNESDAY))
    assert _duties(clinic, DutyKind.SCREEN) == []
    tuesday = [
        d for d in clinic.services().duty.duties(on=date(2026, 11, 24)) if d.kind == "screen"
    ]
    assert tuesday == []


def test_a_week_that_can_no_longer_be_reached(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(0, 1, 2, 3, 4), minutes=180)
    client_id = member(clinic, group_id)
    assert _duties(clinic, DutyKind.DOSE) == []  # nobody marked anything yet: it may be fine
    for weekday in range(3):
        day = MONDAY + timedelta(days=weekday)
        mark(clinic, slot_on(clinic, group_id, weekday), client_id, Mark.ABSENT, day)
    (duty,) = _duties(clinic, DutyKind.DOSE)
    assert (duty.count, duty.of, duty.go_to.place) == (0, 900, "appointment")
    _rules(clinic, below_dose_from=4)
    assert _duties(clinic, DutyKind.DOSE) == []


def test_mine_and_a_clients(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    admitted_client(clinic, "Bea", "Lee")
    duty = clinic.services().duty
    me, other = (clinic.staff[role].staff_id for role in (Role.COUNSELOR, Role.SUPERVISOR))
    assert len(duty.duties(me)) == len(duty.duties()) > 0
    assert duty.duties(other) == ()
    assert {each.client_id for each in duty.duties_of(client_id)} == {client_id}
    with pytest.raises(NotAllowed):
        plan = _duties(clinic, DutyKind.PLAN)[0]
        clinic.services(Role.FRONT_DESK).duty.answer(plan, DutyAnswer(Answer.DONE))


def test_put_off_comes_back_with_its_reason(clinic: TestClinic) -> None:
    admitted_client(clinic)
    service = clinic.services().duty
    (plan,) = _duties(clinic, DutyKind.PLAN)
    with pytest.raises(InvalidDraft):
        service.answer(plan, DutyAnswer(Answer.PUT_OFF))
    until = date(2026, 11, 20)
    service.answer(plan, DutyAnswer(Answer.PUT_OFF, " waits  for the lab ", until))
    assert _duties(clinic, DutyKind.PLAN) == []
    clinic.clock.set(datetime(2026, 11, 20, 8, 0, tzinfo=ZONE))
    (back,) = _duties(clinic, DutyKind.PLAN)
    assert back.put_off == "waits for the lab"
    entry = service.answer(back, DutyAnswer(Answer.NOT_NEEDED, "moved away", seen=back.version))
    assert _duties(clinic, DutyKind.PLAN) == []
    service.take_back(back.key, entry)
    assert _duties(clinic, DutyKind.PLAN)[0].put_off == "waits for the lab"


def test_what_is_put_off_stands_in_a_list_and_is_taken_up_again(clinic: TestClinic) -> None:
    admitted_client(clinic)
    services = clinic.services()
    (plan,) = _duties(clinic, DutyKind.PLAN)
    until = date(2026, 11, 24)
    services.duty.answer(plan, DutyAnswer(Answer.PUT_OFF, "waits for the lab", until))
    (waits,) = services.today.today().put_off
    assert (waits.key, waits.put_off, waits.until) == (plan.key, "waits for the lab", until)
    assert when_words(waits, date(2026, 11, 19), Wording("en")) == (
        "Until Tue, Nov 24: waits for the lab"
    )
    services.duty.take_up(waits)
    assert services.today.today().put_off == ()
    assert _duties(clinic, DutyKind.PLAN) == [plan]
    with pytest.raises(UserProblem):
        services.duty.take_up(waits)
    services.duty.answer(plan, DutyAnswer(Answer.DONE))
    assert services.today.today().put_off == ()


def test_undo_and_two_people_at_once(clinic: TestClinic) -> None:
    admitted_client(clinic)
    mine, theirs = clinic.services().duty, clinic.services(Role.SUPERVISOR).duty
    (plan,) = _duties(clinic, DutyKind.PLAN)
    entry = mine.answer(plan, DutyAnswer(Answer.DONE))
    with pytest.raises(EditConflict) as caught:
        theirs.answer(plan, DutyAnswer(Answer.NOT_NEEDED, "moved"))
    assert (caught.value.fields[0].theirs, caught.value.fields[0].theirs_by) == (
        "done",
        "R. Alvarez",
    )
    mine.take_back(plan.key, entry)
    assert _duties(clinic, DutyKind.PLAN) == [plan]
    with pytest.raises(UserProblem):
        mine.take_back(plan.key, entry)
    again = theirs.answer(plan, DutyAnswer(Answer.DONE))
    assert _duties(clinic, DutyKind.PLAN) == []
    theirs.take_back(plan.key, again)
    assert _duties(clinic, DutyKind.PLAN) == [plan]
    assert plan.client_id is not None
    told = clinic.services().history.latest(plan.client_id, Wording("en"))
    assert any("Done (treatment plans)" in line.words for line in told)


def test_rules_of_a_clinic_without_anyone(clinic: TestClinic) -> None:
    for role in Role:
        assert clinic.services(role).duty.duties() == ()
    assert ClinicRules().counted == {"individual", "family"}
