"""First contacts: thin records, returns, the pipeline, steps; two people at once."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from iopdesk.domain.inquiry import ContactFacts, FirstContact, Inquiry, InquiryState, InquiryStep
from iopdesk.domain.problems import EditConflict, InvalidDraft, NotAllowed, UserProblem
from iopdesk.domain.wording import Wording
from iopdesk.services.clinic_services import ClinicServices
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
    assert (inquiry.facts.caller_name, inquiry.facts.caller_phone) == ("Inés", "951-555-0144")
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


def newest(services: ClinicServices, client_id: UUID) -> Inquiry:
    found = services.inquiry.of_client(client_id)
    assert found is not None
    return found


def test_two_people_who_correct_a_call_both_count(clinic: TestClinic) -> None:
    one, other = clinic.services("counselor"), clinic.services("supervisor")
    client_id = one.inquiry.first_contact(CALL)
    seen = newest(one, client_id)
    inquiry_id, base = seen.line.inquiry_id, seen.facts
    one.inquiry.correct(inquiry_id, base=base, mine=replace(base, track="day"))
    other.inquiry.correct(inquiry_id, base=base, mine=replace(base, referred_by=" Hope Detox "))
    assert newest(one, client_id).facts == replace(base, track="day", referred_by="Hope Detox")
    with pytest.raises(EditConflict) as refused:
        other.inquiry.correct(inquiry_id, base=base, mine=replace(base, track=""))
    (field,) = refused.value.fields
    assert (field.field, field.mine, field.theirs) == ("track", "", "day")
    told = one.history.client_history(client_id, Wording("en"))
    details = [each for line in told for each in (line.words, *line.details)]
    assert "Time of day: Day, before: Evening" in details


def test_what_is_wrong_in_a_correction_stands_beside_its_field(clinic: TestClinic) -> None:
    services = clinic.services("counselor")
    seen = newest(services, services.inquiry.first_contact(CALL))
    wrong = ContactFacts(day=TODAY + timedelta(days=1), caller="family", caller_phone="12")
    with pytest.raises(InvalidDraft) as refused:
        services.inquiry.correct(seen.line.inquiry_id, base=seen.facts, mine=wrong)
    fields = {one.field for one in refused.value.problems}
    assert fields == {"day", "caller_name", "caller_phone"}


def test_free_words_are_for_clinical_staff_and_for_who_wrote_them(clinic: TestClinic) -> None:
    counselor, desk = clinic.services("counselor"), clinic.services("front_desk")
    client_id = counselor.inquiry.first_contact(replace(CALL, note="Relapsed on Sunday."))
    line = newest(counselor, client_id).line
    waits = InquiryStep(InquiryState.WAITLIST, "Drinks at work", seen=line.step_id)
    counselor.inquiry.take_step(line.inquiry_id, waits)
    seen = newest(desk, client_id)
    assert not seen.shows_words
    assert "Sunday" not in str(seen)
    assert "Drinks" not in str((seen, desk.inquiry.pipeline()))
    assert seen.phones[0].safe_times == "after 6 pm"
    told = str(desk.history.client_history(client_id, Wording("en")))
    assert "Waitlist" in told
    assert "Drinks" not in told
    with pytest.raises(NotAllowed):
        mine = replace(seen.facts, note="x")
        desk.inquiry.correct(line.inquiry_id, base=seen.facts, mine=mine)
    desk.inquiry.correct(line.inquiry_id, base=seen.facts, mine=replace(seen.facts, track="day"))
    assert newest(counselor, client_id).facts.note == "Relapsed on Sunday."
    own = desk.inquiry.first_contact(replace(CALL, first_name="Ana", phone="951-555-0120"))
    assert newest(desk, own).facts.wants == CALL.wants
