"""Step-down from the first draft to the follow-up calls, on the real store."""

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

import pytest

from iopdesk.domain.attendance import Mark
from iopdesk.domain.problems import EditConflict, NotAllowed, UserProblem
from iopdesk.domain.referral import (
    ChosenMeeting,
    RecoveryPath,
    ReferralDraft,
    RequirementDraft,
)
from iopdesk.domain.step_down import (
    ItemKind,
    NextStep,
    PreventionItem,
    StepDown,
    step_down_options,
)
from iopdesk.services.step_down_service import StepDownService
from iopdesk.storage.journal_check import compare_rows
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import mark, member, new_group, slot_on
from tests.factories.meetings import import_rows, meeting_named
from tests.factories.people import ADMITTED, admit, admitted_client

TODAY = date(2026, 11, 19)


@pytest.fixture
def client_id(clinic: TestClinic) -> UUID:
    return admitted_client(clinic, "Priya", "Shah")


@pytest.fixture
def service(clinic: TestClinic) -> StepDownService:
    return clinic.services("counselor").step_down


def filled(service: StepDownService, client_id: UUID) -> StepDown:
    base = service.start(client_id)
    mine = replace(
        base,
        reason="completed",
        summary="Came to 61 of 66 groups.",
        next_steps=(
            NextStep(
                option="1",
                words="Outpatient group, here",
                day=date(2026, 11, 23),
                start=time(18, 0),
                status="booked",
            ),
            NextStep(position=1, option="AFTERCARE"),
        ),
        items=(
            PreventionItem(kind=ItemKind.SIGN, text="Skipping meals"),
            PreventionItem(position=1, kind=ItemKind.ACTION, text="Call Jen"),
        ),
    )
    return service.save(mine, base)


def test_a_draft_comes_back_as_it_was_written(service: StepDownService, client_id: UUID) -> None:
    saved = filled(service, client_id)
    assert service.newest(client_id) == saved
    assert [step.option for step in saved.next_steps] == ["1", "AFTERCARE"]
    assert service.start(client_id) == saved


def test_what_is_missing_is_told_and_only_the_reason_stops(
    service: StepDownService, client_id: UUID
) -> None:
    empty = service.start(client_id)
    with pytest.raises(UserProblem, match="Reason for discharge"):
        service.discharge(empty.id, TODAY)
    open_lines = {c.code for c in service.checklist(filled(service, client_id)) if not c.is_met}
    assert open_lines == {"people", "medications", "naloxone", "meetings", "signature"}


def test_discharge_closes_the_episode_and_sets_the_calls(
    clinic: TestClinic, service: StepDownService, client_id: UUID
) -> None:
    saved = filled(service, client_id)
    final = service.discharge(saved.id, TODAY)
    assert (final.state, final.decided_by) == ("final", "R. Alvarez, LCSW")
    due = [(call.days_after, call.due) for call in service.follow_ups(client_id)]
    assert due == [(days, TODAY + timedelta(days=days)) for days in (30, 60, 90)]
    line = clinic.services("front_desk").client.find("Shah")[0]
    assert line.state.value == "discharged"
    with clinic.store.read() as db:
        assert compare_rows(db.connection()) == []


def test_a_final_step_down_is_fixed(service: StepDownService, client_id: UUID) -> None:
    final = service.discharge(filled(service, client_id).id, TODAY)
    with pytest.raises(UserProblem, match="can't be changed"):
        service.save(replace(final, summary="other"), final)
    with pytest.raises(UserProblem, match="Admit the client first"):
        service.start(client_id)


@pytest.mark.parametrize("day", [ADMITTED - timedelta(days=1), TODAY + timedelta(days=1)])
def test_the_day_must_fit_the_episode(service: StepDownService, client_id: UUID, day: date) -> None:
    saved = filled(service, client_id)
    with pytest.raises(UserProblem, match="between admission and today"):
        service.discharge(saved.id, day)
    assert service.newest(client_id) == saved


def test_nobody_is_discharged_before_a_group_they_came_to(clinic: TestClinic) -> None:
    group = new_group(clinic)
    tanya = member(clinic, group)
    mark(clinic, slot_on(clinic, group), tanya, Mark.PRESENT)
    service = clinic.services("counselor").step_down
    saved = filled(service, tanya)
    with pytest.raises(UserProblem, match="Attendance was already marked after that day"):
        service.discharge(saved.id, TODAY - timedelta(days=1))
    assert service.discharge(saved.id, TODAY).state == "final"


def test_what_was_asked_of_a_client_ends_with_the_stay_and_their_meetings_go_on(
    clinic: TestClinic, service: StepDownService, client_id: UUID
) -> None:
    import_rows(clinic)
    referral = clinic.services().referral
    chosen = ReferralDraft((ChosenMeeting(meeting_named(clinic, "Sunrise").id),), TODAY)
    asked = RequirementDraft(3, ADMITTED, None, ADMITTED, RecoveryPath.BOTH)
    referral.refer(client_id, (), chosen, asked)
    saved = filled(service, client_id)
    service.discharge(saved.id, TODAY)
    clinic.clock.advance(timedelta(days=1))
    now = referral.referral(client_id)
    assert now.requirement is None
    assert [m.line.name for m in now.meetings] == ["Sunrise"]
    admit(clinic, client_id, admitted=clinic.clock.today())
    assert referral.referral(client_id).requirement is None


def test_two_people_writing_one_field_see_both_values(
    service: StepDownService, client_id: UUID
) -> None:
    base = filled(service, client_id)
    service.save(replace(base, summary="hers"), base)
    merged = service.save(replace(base, my_reasons="my kids"), base)
    assert (merged.summary, merged.my_reasons) == ("hers", "my kids")
    with pytest.raises(EditConflict):
        service.save(replace(base, summary="his"), base)


def test_a_call_is_recorded_once_made(service: StepDownService, client_id: UUID) -> None:
    service.discharge(filled(service, client_id).id, TODAY)
    call = service.follow_ups(client_id)[0]
    service.record_follow_up(call.id, "reached", "doing well")
    done = service.follow_ups(client_id)[0]
    assert (done.done, done.outcome, done.note) == (TODAY, "reached", "doing well")


def test_a_call_that_somebody_else_noted_meanwhile_is_not_written_over(
    clinic: TestClinic, service: StepDownService, client_id: UUID
) -> None:
    service.discharge(filled(service, client_id).id, TODAY)
    call = service.follow_ups(client_id)[0]
    service.record_follow_up(call.id, "well", "doing well")
    with pytest.raises(UserProblem, match="already noted"):
        clinic.services("front_desk").step_down.record_follow_up(call.id, "declined")
    done = service.follow_ups(client_id)[0]
    assert (done.outcome, done.note) == ("well", "doing well")


def test_after_no_answer_the_call_stays_due(
    clinic: TestClinic, service: StepDownService, client_id: UUID
) -> None:
    service.discharge(filled(service, client_id).id, TODAY)
    clinic.clock.advance(timedelta(days=31))
    day = clinic.clock.today()
    (due,) = service.follow_ups_due(day)
    assert (due.who, due.days_after) == ("Priya S.", 30)
    service.record_follow_up(due.follow_up_id, "no_answer", "voicemail is full")
    assert service.follow_ups_due(day) == (due,)
    duties = clinic.services("counselor").today.today().duties
    assert [(d.kind, d.go_to.place, d.go_to.record_id) for d in duties] == [
        ("follow_up", "step_down", client_id)
    ]
    service.record_follow_up(due.follow_up_id, "well")
    assert service.follow_ups_due(day) == ()


def test_discharge_is_signed_and_the_copy_and_signature_noted(
    service: StepDownService, client_id: UUID
) -> None:
    final = service.discharge(filled(service, client_id).id, TODAY)
    assert service.client_signature(final.id) is None
    service.record_client_signature(final.id, "refused", "in a hurry")
    service.record_copy_given(final.id)
    signature = service.client_signature(final.id)
    assert signature is not None
    assert (signature.how, signature.day, signature.note) == ("refused", TODAY, "in a hurry")
    kept = service.newest(client_id)
    assert kept is not None
    assert kept.client_copy_given == TODAY


def test_a_line_handed_in_twice_is_stored_once(service: StepDownService, client_id: UUID) -> None:
    base = service.start(client_id)
    line = NextStep(service.new_id(), 0, words="Dentist")
    service.save(replace(base, next_steps=(line,)), base)
    again = service.save(replace(base, next_steps=(replace(line, place="Main St"),)), base)
    assert [(s.id, s.place) for s in again.next_steps] == [(line.id, "Main St")]


def test_a_clash_names_its_line(service: StepDownService, client_id: UUID) -> None:
    base = filled(service, client_id)
    step, *others = base.next_steps
    service.save(replace(base, next_steps=(replace(step, place="hers"), *others)), base)
    with pytest.raises(EditConflict) as raised:
        service.save(replace(base, next_steps=(replace(step, place="his"), *others)), base)
    assert [clash.field for clash in raised.value.fields] == [f"next_step:{step.id}:place"]


def test_the_front_desk_may_not_discharge(clinic: TestClinic, client_id: UUID) -> None:
    with pytest.raises(NotAllowed):
        clinic.services("front_desk").step_down.start(client_id)


def test_every_reason_has_a_teds_code_and_both_languages() -> None:
    for reason in step_down_options().reasons:
        assert reason.teds in {"01", "02", "03", "04", "05", "06", "07", "14"}
        assert all(reason.texts.values())
