"""Eligibility in a real store: answered by two people, decided once, carried to the admission."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from iopdesk.domain.duty import DutyKind
from iopdesk.domain.eligibility import (
    Conclusion,
    Eligibility,
    Outcome,
    Result,
    TestDraft,
    criteria,
)
from iopdesk.domain.episode import AdmissionDraft
from iopdesk.domain.inquiry import FirstContact, InquiryState
from iopdesk.domain.problems import EditConflict, InvalidDraft, NotAllowed, UserProblem
from iopdesk.domain.wording import Wording
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.duty_words import what_words
from tests.clinic_for_tests import TestClinic


def someone(services: ClinicServices) -> UUID:
    today = services.store.clock.today()
    return services.inquiry.first_contact(
        FirstContact("Rosa", "Diaz", phone="951-555-0188", day=today, wants="Evenings")
    )


def answer_all(services: ClinicServices, client_id: UUID, result: str = Result.MET) -> Eligibility:
    for one in criteria():
        empty = TestDraft(one.key)
        mine = replace(empty, result=result, evidence="Said so", remedy=one.remedies[0].key)
        save(services, client_id, empty, mine)
    return current(services, client_id)


def save(services: ClinicServices, client_id: UUID, base: TestDraft, mine: TestDraft) -> UUID:
    seen = services.eligibility.view(client_id).seen
    return services.eligibility.save_test(client_id, seen=seen, base=base, mine=mine)


def propose(services: ClinicServices, client_id: UUID, base: Conclusion, mine: Conclusion) -> None:
    seen = services.eligibility.view(client_id).seen
    services.eligibility.save_conclusion(client_id, seen=seen, base=base, mine=mine)


def current(services: ClinicServices, client_id: UUID) -> Eligibility:
    found = services.eligibility.view(client_id).current
    assert found is not None
    return found


def test_the_first_answer_screens_the_inquiry(clinic: TestClinic) -> None:
    services = clinic.services()
    client_id = someone(services)
    empty = TestDraft("home")
    save(services, client_id, empty, replace(empty, result=Result.MET))
    assert services.inquiry.pipeline()[0].state is InquiryState.SCREENED
    assert current(services, client_id).test("home").result == Result.MET


def test_two_people_answering_merge_or_are_asked(clinic: TestClinic) -> None:
    one, other = clinic.services("counselor"), clinic.services("supervisor")
    client_id = someone(one)
    empty = TestDraft("transport")
    met = replace(empty, result=Result.MET)
    save(one, client_id, empty, met)
    save(other, client_id, empty, replace(empty, evidence="Own car"))
    assert current(one, client_id).test("transport") == replace(met, evidence="Own car")
    with pytest.raises(EditConflict):
        unmet = replace(empty, result=Result.NOT_MET, evidence="Own car")
        save(other, client_id, empty, unmet)
    assert len(one.eligibility.view(client_id).decided) == 0


def test_a_conditional_yes_moves_on_and_then_stands(clinic: TestClinic) -> None:
    services, supervisor = clinic.services(), clinic.services("supervisor")
    client_id = someone(services)
    found = answer_all(services, client_id, Result.REMEDY)
    with pytest.raises(InvalidDraft):
        services.eligibility.decide(found.eligibility_id, found)
    until = clinic.clock.today() + timedelta(days=14)
    mine = Conclusion(Outcome.CONDITIONAL, "Sober living", until)
    propose(services, client_id, found.conclusion, mine)
    with pytest.raises(UserProblem, match="meanwhile"):
        services.eligibility.decide(
            found.eligibility_id, replace(found, conclusion=replace(mine, note="x"))
        )
    supervisor.eligibility.opine(found.eligibility_id, agrees=True)
    services.eligibility.decide(found.eligibility_id, current(services, client_id))
    line = services.inquiry.pipeline()[0]
    assert (line.state, line.next_contact) == (InquiryState.CONDITIONAL, until)
    view = services.eligibility.view(client_id)
    assert view.current is None
    assert view.decided[0].opinions[0].by == "T. Okafor, LAADC"
    with pytest.raises(UserProblem, match="decided meanwhile"):
        services.eligibility.opine(found.eligibility_id, agrees=True)
    today, decision_id = clinic.clock.today(), found.eligibility_id
    services.eligibility.give_until(decision_id, seen=until, until=until + timedelta(days=1))
    services.eligibility.note_conditions(decision_id, seen=None, met=today)
    with pytest.raises(UserProblem, match="conditions are met"):
        services.eligibility.give_until(decision_id, seen=until, until=today)
    assert services.eligibility.view(client_id).decided[0].conditions_met == clinic.clock.today()


def test_a_new_decision_is_a_new_row(clinic: TestClinic) -> None:
    services = clinic.services()
    client_id = someone(services)
    for outcome in (Outcome.NOT_ELIGIBLE, Outcome.ELIGIBLE):
        found = answer_all(services, client_id)
        mine = Conclusion(outcome, note="Detox first; come back any time.")
        propose(services, client_id, found.conclusion, mine)
        services.eligibility.opine(found.eligibility_id, agrees=True)
        services.eligibility.decide(found.eligibility_id, current(services, client_id))
    outcomes = [one.conclusion.outcome for one in services.eligibility.view(client_id).decided]
    assert outcomes == [Outcome.NOT_ELIGIBLE, Outcome.ELIGIBLE]


def test_an_admission_ends_the_inquiry_with_its_episode(clinic: TestClinic) -> None:
    services = clinic.services()
    client_id = someone(services)
    program = services.episode.programs()[0]
    services.episode.admit(client_id, AdmissionDraft(program.program_id, clinic.clock.today()))
    assert services.inquiry.pipeline() == ()
    inquiry = services.inquiry.of_client(client_id)
    assert inquiry is not None
    assert inquiry.line.state is InquiryState.ADMITTED


def test_the_front_desk_reads_no_evidence(clinic: TestClinic) -> None:
    client_id = someone(clinic.services())
    with pytest.raises(NotAllowed):
        clinic.services("front_desk").eligibility.view(client_id)


def test_who_disagrees_says_why(clinic: TestClinic) -> None:
    services = clinic.services()
    found = answer_all(services, someone(services))
    with pytest.raises(InvalidDraft):
        services.eligibility.opine(found.eligibility_id, agrees=False)


def test_next_contacts_and_remedies_become_duties(clinic: TestClinic) -> None:
    services = clinic.services()
    today = clinic.clock.today()
    call = FirstContact("Rosa", "Diaz", phone="951-555-0188", day=today, next_contact=today)
    client_id = services.inquiry.first_contact(call)
    home = TestDraft("home")
    mine = TestDraft("home", Result.REMEDY, "Brother drinks", "sober_living", remedy_due=today)
    save(services, client_id, home, mine)
    (contact,) = services.duty.duties_of(client_id)
    assert (contact.kind, contact.who) == (DutyKind.FIRST_CONTACT, "Rosa D.")
    for one in criteria():
        if one.key != "home":
            empty = TestDraft(one.key)
            met = replace(empty, result=Result.MET)
            save(services, client_id, empty, met)
    found = current(services, client_id)
    yes = Conclusion(Outcome.CONDITIONAL, "Sober living", today)
    propose(services, client_id, found.conclusion, yes)
    services.eligibility.opine(found.eligibility_id, agrees=True)
    services.eligibility.decide(found.eligibility_id, current(services, client_id))
    told = [what_words(duty, Wording("es")) for duty in services.duty.duties_of(client_id)]
    assert "falta la solución: Referencia a una casa de vida sobria" in told
    assert len(told) == 3
    services.eligibility.note_conditions(found.eligibility_id, seen=None, met=today)
    assert len(services.duty.duties_of(client_id)) == 2


def test_the_history_tells_it_to_clinical_staff_only(clinic: TestClinic) -> None:
    services = clinic.services()
    client_id = someone(services)
    answer_all(services, client_id)
    lines = services.history.client_history(client_id, Wording("en"))
    told = "\n".join(part for line in lines for part in (line.words, *line.details))
    assert "A substance-free home: Met" in told
    assert "First contact on Nov 19, 2026" in told
    desk = clinic.services("front_desk").history.client_history(client_id, Wording("en"))
    assert "home" not in "".join(part for line in desk for part in (line.words, *line.details))


def test_an_answer_after_the_decision_begins_no_new_one(clinic: TestClinic) -> None:
    one, other = clinic.services(), clinic.services("supervisor")
    client_id = someone(one)
    found = answer_all(one, client_id)
    late, later_on = found.eligibility_id, replace(found.test("home"), evidence="Own flat")
    yes = Conclusion(Outcome.ELIGIBLE)
    propose(one, client_id, found.conclusion, yes)
    with pytest.raises(UserProblem, match="not said enough"):
        one.eligibility.decide(late, current(one, client_id))
    one.eligibility.opine(late, agrees=True)
    one.eligibility.decide(late, current(one, client_id))
    with pytest.raises(UserProblem, match="decided meanwhile"):
        other.eligibility.save_test(client_id, seen=None, base=found.test("home"), mine=later_on)
    with pytest.raises(UserProblem, match="decided meanwhile"):
        other.eligibility.save_conclusion(client_id, seen=None, base=yes, mine=Conclusion())
    assert one.eligibility.view(client_id).current is None
    anew = other.eligibility.save_test(
        client_id, seen=late, base=TestDraft("home"), mine=replace(later_on, result=Result.NOT_MET)
    )
    assert current(one, client_id).eligibility_id == anew
    third = replace(TestDraft("transport"), result=Result.MET)
    assert (
        one.eligibility.save_test(client_id, seen=late, base=TestDraft("transport"), mine=third)
        == anew
    )
    assert len(current(one, client_id).tests) == 2


def test_two_people_who_note_a_remedy_see_each_other(clinic: TestClinic) -> None:
    services, today = clinic.services(), clinic.clock.today()
    client_id = someone(services)
    test = answer_all(services, client_id, Result.REMEDY).tests[0]
    yesterday = today - timedelta(days=1)
    services.eligibility.note_remedy(test.test_id, seen=None, done=yesterday)
    with pytest.raises(EditConflict) as refused:
        services.eligibility.note_remedy(test.test_id, seen=None, done=today)
    (field,) = refused.value.fields
    assert (field.mine, field.theirs) == (today, yesterday)
    services.eligibility.note_remedy(test.test_id, seen=yesterday, done=None)
    told = services.history.client_history(client_id, Wording("en"))[0]
    assert "does not stand after all" in told.words
