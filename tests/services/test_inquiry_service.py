"""First contacts: thin records, returns, the pipeline, steps; two people at once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from iopdesk.domain.inquiry import FirstContact, InquiryState, InquiryStep
from iopdesk.domain.problems import InvalidDraft, NotAllowed, UserProblem
from tests.clinic_for_tests import TestClinic

TODAY = date(2026, 11, 19)
CALL = FirstContact(
    "Rosa",
    "Núñez",
    born=date(1990, 2, 3),
    phone="(951) 555-0188",
    safe_times="after 6 pm",
    say_we_are="Ana",
    day=TODAY,
    wants="Wants evenings; still works.",
    track="evening",
    referral_source="detox",
    next_contact=TODAY + timedelta(days=1),
)


def test_a_first_contact_makes_a_record_that_is_found_and_waits(clinic: TestClinic) -> None:
    services = clinic.services("front_desk")
    client_id = services.inquiry.first_contact(CALL)
    assert [line.client_id for line in services.client.find("nunez rosa")] == [client_id]
    phone = services.client.record(client_id).phones[0]
    assert (phone.number, phone.safe_times, phone.say_we_are) == (
        "951-555-0188",
        "after 6 pm",
        "Ana",
    )
    line = services.inquiry.pipeline()[0]
    assert (line.name, line.state, line.track) == ("Rosa Núñez", InquiryState.INQUIRY, "evening")
    assert line.is_due(TODAY + timedelta(days=1))
    assert not line.is_due(TODAY)


def test_whoever_called_for_someone_may_be_the_only_number(clinic: TestClinic) -> None:
    services = clinic.services("front_desk")
    mother = replace(
        CALL, phone="", caller="family", caller_name="Inés", caller_phone="951 555 0144"
    )
    client_id = services.inquiry.first_contact(mother)
    inquiry = services.inquiry.of_client(client_id)
    assert inquiry is not None
    assert (inquiry.caller_name, inquiry.caller_phone) == ("Inés", "951-555-0144")
    with pytest.raises(InvalidDraft) as refused:
        services.inquiry.first_contact(replace(mother, caller_phone="", caller_name=" "))
    assert {one.field for one in refused.value.problems} == {"phone", "caller_name"}


def test_a_return_goes_on_the_same_record_and_keeps_its_numbers(clinic: TestClinic) -> None:
    services = clinic.services()
    client_id = services.inquiry.first_contact(CALL)
    inquiry = services.inquiry.of_client(client_id)
    assert inquiry is not None
    with pytest.raises(UserProblem, match="on its way"):
        services.inquiry.first_contact(CALL, client_id)
    away = InquiryStep(InquiryState.DID_NOT_COME, "Moved", seen=inquiry.line.step_id)
    services.inquiry.take_step(inquiry.line.inquiry_id, away)
    assert services.inquiry.pipeline() == ()
    clinic.clock.set(clinic.clock.now() + timedelta(days=900))
    today = clinic.clock.today()
    again = replace(CALL, day=today, next_contact=None, phone="951-555-0199")
    assert services.inquiry.first_contact(again, client_id) == client_id
    numbers = [phone.number for phone in services.client.record(client_id).phones]
    assert sorted(numbers) == ["951-555-0188", "951-555-0199"]
    assert len(services.inquiry.pipeline(waiting=False)) == 1


def test_two_people_moving_one_inquiry_lose_nothing(clinic: TestClinic) -> None:
    services = clinic.services("front_desk")
    client_id = services.inquiry.first_contact(CALL)
    seen = services.inquiry.of_client(client_id)
    assert seen is not None
    step = InquiryStep(InquiryState.SCREENED, seen=seen.line.step_id)
    services.inquiry.take_step(seen.line.inquiry_id, step)
    with pytest.raises(UserProblem, match="meanwhile"):
        gone = replace(step, state=InquiryState.DID_NOT_COME, reason="No answer")
        services.inquiry.take_step(seen.line.inquiry_id, gone)
    now = services.inquiry.of_client(client_id)
    assert now is not None
    assert [one.state for one in now.steps] == [InquiryState.INQUIRY, InquiryState.SCREENED]


def test_an_end_needs_its_reason_and_eligible_is_no_mere_step(clinic: TestClinic) -> None:
    services = clinic.services("front_desk")
    client_id = services.inquiry.first_contact(CALL)
    seen = services.inquiry.of_client(client_id)
    assert seen is not None
    for state, field in ((InquiryState.DID_NOT_COME, "reason"), (InquiryState.ELIGIBLE, "state")):
        with pytest.raises(InvalidDraft) as refused:
            services.inquiry.take_step(seen.line.inquiry_id, InquiryStep(state))
        assert refused.value.problems[0].field == field


def test_a_privacy_officer_takes_no_first_contact(clinic: TestClinic) -> None:
    with pytest.raises(NotAllowed):
        clinic.services("privacy_officer").inquiry.first_contact(CALL)
