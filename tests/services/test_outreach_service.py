"""Calls after an absence: who is due, what the caller sees, what is kept."""

import uuid
from datetime import date, timedelta

import pytest

from iopdesk.domain.attendance import Mark
from iopdesk.domain.client import PhoneDraft
from iopdesk.domain.language import Language
from iopdesk.domain.outreach import How, Outcome, OutreachDraft
from iopdesk.domain.problems import InvalidDraft, NotAllowed, UserProblem
from iopdesk.domain.support import SupportPerson
from iopdesk.domain.wording import Wording
from iopdesk.storage.consent_tables import ConsentRow
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import THURSDAY, mark, member, new_group, slot_on

TUESDAY = THURSDAY - timedelta(days=2)
MONDAY = THURSDAY - timedelta(days=3)


@pytest.fixture
def away(clinic: TestClinic) -> uuid.UUID:
    """A client of the women's group who stayed away on Monday and Tuesday."""
    group_id = new_group(clinic, "Women in recovery", neutral_title="Monday group")
    client_id = member(
        clinic,
        group_id,
        "Tanya",
        "Brooks",
        safe_contact="Never call at work",
        phones=(PhoneDraft("951-555-0123", may_leave_message=True, note="after 5"),),
    )
    mark(clinic, slot_on(clinic, group_id, 0), client_id, Mark.ABSENT, MONDAY)
    mark(clinic, slot_on(clinic, group_id, 1), client_id, Mark.ABSENT, TUESDAY)
    return client_id


def _draft(outcome: Outcome = Outcome.NO_ANSWER, **more: object) -> OutreachDraft:
    values: dict[str, object] = {"about_day": TUESDAY, "how": How.PHONE, "outcome": outcome}
    return OutreachDraft(**{**values, **more})  # type: ignore[arg-type]


def _release(clinic: TestClinic, client_id: uuid.UUID, until: date | None) -> uuid.UUID:
    person = clinic.services().support.save(client_id, SupportPerson("Ruth Brooks", "mother"))
    with clinic.store.write("consent.record", clinic.staff["counselor"].staff_id) as db:  # type: ignore[index]
        db.add(
            ConsentRow(
                id=clinic.store.new_id(),
                client_id=client_id,
                support_person_id=person,
                kind="release",
                to_whom="Ruth Brooks",
                what="Whether I came",
                signed=MONDAY,
                until=until,
            )
        )
    return person


def test_absences_without_notice_are_due_under_the_neutral_title(
    clinic: TestClinic, away: uuid.UUID
) -> None:
    (call,) = clinic.services("front_desk").outreach.due()
    assert (call.client_id, call.name, call.group) == (away, "Tanya Brooks", "Monday group")
    assert (call.absence.day, call.absence.in_a_row) == (TUESDAY, 2)
    assert clinic.services().outreach.due(MONDAY) == ()


def test_the_case_holds_what_a_caller_needs(clinic: TestClinic, away: uuid.UUID) -> None:
    case = clinic.services("front_desk").outreach.case(away)
    assert case.safe_contact == "Never call at work"
    assert [(p.number, p.may_leave_message) for p in case.phones] == [("951-555-0123", True)]
    assert [(m.day, m.group) for m in case.missed] == [
        (TUESDAY, "Monday group"),
        (MONDAY, "Monday group"),
    ]
    assert case.supports == ()


def test_a_try_is_kept_and_the_next_is_due_tomorrow(clinic: TestClinic, away: uuid.UUID) -> None:
    services = clinic.services("front_desk")
    services.outreach.record(away, _draft(note=" rang out "))
    assert services.outreach.due() == ()
    (tomorrow,) = services.outreach.due(THURSDAY + timedelta(days=1))
    assert tomorrow.absence.tries == 1
    (kept,) = services.outreach.calls(away)
    assert (kept.by, kept.how, kept.outcome, kept.note) == (
        "D. Reyes",
        How.PHONE,
        Outcome.NO_ANSWER,
        "rang out",
    )


def test_two_people_who_call_at_once_both_stand(clinic: TestClinic, away: uuid.UUID) -> None:
    clinic.services("front_desk").outreach.record(away, _draft())
    clinic.services("counselor").outreach.record(away, _draft(Outcome.COMING_BACK))
    calls = clinic.services().outreach.calls(away)
    assert {call.by for call in calls} == {"D. Reyes", "R. Alvarez"}
    assert clinic.services().outreach.due() == ()


def test_a_try_taken_back_is_due_again(clinic: TestClinic, away: uuid.UUID) -> None:
    outreach = clinic.services().outreach
    call_id = outreach.record(away, _draft(Outcome.COMING_BACK))
    with pytest.raises(UserProblem, match="why"):
        outreach.take_back(call_id, " ")
    outreach.take_back(call_id, "Wrong client")
    assert outreach.calls(away) == ()
    assert [call.client_id for call in outreach.due()] == [away]
    with pytest.raises(UserProblem, match="no longer"):
        outreach.take_back(call_id, "Again")


def test_a_support_person_only_within_a_release(clinic: TestClinic, away: uuid.UUID) -> None:
    outreach = clinic.services().outreach
    with pytest.raises(InvalidDraft):
        outreach.record(away, _draft(how=How.SUPPORT))
    lapsed = _release(clinic, away, until=TUESDAY)
    with pytest.raises(UserProblem, match="No release"):
        outreach.record(away, _draft(how=How.SUPPORT, support_person_id=lapsed))
    person = _release(clinic, away, until=None)
    assert [each.person_id for each in outreach.case(away).supports] == [person]
    outreach.record(away, _draft(how=How.SUPPORT, support_person_id=person))
    assert outreach.calls(away)[0].through == "Ruth Brooks"


def test_what_is_refused(clinic: TestClinic, away: uuid.UUID) -> None:
    with pytest.raises(NotAllowed):
        clinic.services("privacy_officer").outreach.record(away, _draft())
    with pytest.raises(UserProblem, match="still to come"):
        clinic.services().outreach.record(away, _draft(about_day=THURSDAY + timedelta(days=1)))
    with pytest.raises(InvalidDraft):
        clinic.services().outreach.record(away, _draft(note="x" * 2001))
    assert clinic.services().outreach.calls(away) == ()


def test_the_history_tells_of_the_call(clinic: TestClinic, away: uuid.UUID) -> None:
    clinic.services().outreach.record(away, _draft())
    for language, told in (
        (Language.ENGLISH, "About the absence of Nov 17, 2026: By phone. No answer."),
        (Language.SPANISH, "Por la ausencia del 17 nov 2026: Por teléfono. No contestó."),
    ):
        lines = clinic.services("front_desk").history.client_history(away, Wording(language))
        assert lines[0].words == told
