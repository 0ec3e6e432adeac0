"""Instruments of a client: entered, listed, due, and what a result asks for."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from iopdesk.domain.duty import Answer, Duty, DutyAnswer, DutyKind, Urgency
from iopdesk.domain.instrument_result import ResultDraft, Schedule, due_day, schedules_for
from iopdesk.domain.problems import InvalidDraft, NotAllowed, UserProblem
from iopdesk.domain.staff import Role
from iopdesk.domain.wording import Wording
from iopdesk.services.duty_words import what_words
from tests.clinic_for_tests import TestClinic
from tests.factories.instruments import TODAY, answers, result
from tests.factories.people import ADMITTED, admitted_client


def _duties(clinic: TestClinic, kind: DutyKind) -> list[Duty]:
    return [duty for duty in clinic.services().duty.duties() if duty.kind is kind]


def test_a_result_is_scored_and_listed_with_the_newest_first(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    result(clinic, client_id, value=2, day=TODAY - timedelta(days=14), q9=0)
    result(clinic, client_id, value=1, q9=0)
    view = clinic.services().instrument.view(client_id)
    assert [one.scores for one in view.results] == [{"total": 8}, {"total": 16}]
    (line,) = view.lines
    assert [scores["total"] for _day, scores in line.trend] == [16, 8]
    assert line.latest is not None
    assert line.latest.by == "R. Alvarez"


def test_item_9_is_a_duty_until_someone_writes_down_what_was_done(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    result(clinic, client_id, q9=1)
    (duty,) = _duties(clinic, DutyKind.CRITICAL)
    assert duty.urgency is Urgency.NOW
    assert what_words(duty, Wording("en")) == "PHQ-9 of Thu, Nov 19: someone is to look today"
    services = clinic.services().duty
    for refused in (
        DutyAnswer(Answer.NOT_NEEDED, "no"),
        DutyAnswer(Answer.PUT_OFF, "later", TODAY + timedelta(days=1)),
        DutyAnswer(Answer.DONE, "  "),
    ):
        with pytest.raises(InvalidDraft):
            services.answer(duty, refused)
    assert _duties(clinic, DutyKind.CRITICAL) == [duty]
    services.answer(duty, DutyAnswer(Answer.DONE, "R. Alvarez asked; no plan, no means. 988 card."))
    assert _duties(clinic, DutyKind.CRITICAL) == []
    (shown,) = clinic.services().instrument.view(client_id).results
    assert not shown.is_open
    assert shown.closed_by == "R. Alvarez"
    assert shown.closed.startswith("R. Alvarez asked")


def test_what_asks_for_something_is_closed_before_it_is_taken_back(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    result_id = result(clinic, client_id, q9=2)
    instrument = clinic.services().instrument
    with pytest.raises(UserProblem, match="asks for something"):
        instrument.take_back(client_id, result_id, "Wrong client")
    (duty,) = _duties(clinic, DutyKind.CRITICAL)
    clinic.services().duty.answer(duty, DutyAnswer(Answer.DONE, "Entered for the wrong client"))
    with pytest.raises(UserProblem, match="reason"):
        instrument.take_back(client_id, result_id, " ")
    instrument.take_back(client_id, result_id, "Wrong client")
    assert instrument.view(client_id).results == ()


def test_use_in_the_bam_is_a_duty_only_after_a_time_without(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    result(clinic, client_id, "bam", day=TODAY - timedelta(days=30), q4=2)
    assert _duties(clinic, DutyKind.CRITICAL) == []
    result(clinic, client_id, "bam", day=TODAY - timedelta(days=7))
    result(clinic, client_id, "bam", q6=1)
    (duty,) = _duties(clinic, DutyKind.CRITICAL)
    assert duty.what == "use_after_abstinence"


def test_a_score_alone_is_kept_for_forms_that_may_not_be_shipped(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    save = clinic.services().instrument.save
    with pytest.raises(InvalidDraft) as refused:
        save(client_id, ResultDraft("dast10", TODAY, scores={"total": 11}))
    assert refused.value.problems[0].field == "total"
    save(client_id, ResultDraft("dast10", TODAY, scores={"total": 6}))
    save(client_id, ResultDraft("cssrs", TODAY, scores={"ideation": 2, "behavior": 0, "risk": 1}))
    assert len(_duties(clinic, DutyKind.CRITICAL)) == 1


def test_only_official_translations_and_days_that_have_come_are_taken(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    save = clinic.services().instrument.save
    wrong = [
        ResultDraft("bam", TODAY, "es", answers=answers("bam")),
        ResultDraft("phq9", TODAY + timedelta(days=1), answers=answers("phq9")),
        ResultDraft("phq9", TODAY, answers={"q1": 7}),
        ResultDraft("phq9", TODAY, answers={}),
        ResultDraft("none", TODAY),
    ]
    for draft in wrong:
        with pytest.raises(InvalidDraft):
            save(client_id, draft)
    save(client_id, ResultDraft("phq9", TODAY, "es", answers=answers("phq9")))


def test_the_desk_sees_neither_results_nor_what_they_ask_for(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    result(clinic, client_id, q9=1)
    desk = clinic.services(Role.FRONT_DESK)
    with pytest.raises(NotAllowed):
        desk.instrument.view(client_id)
    assert DutyKind.CRITICAL not in {duty.kind for duty in desk.duty.duties()}
    told = str(desk.history.latest(client_id, Wording("en")))
    assert "PHQ" not in told


def test_the_plan_of_a_program_makes_instruments_due(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    director = clinic.services(Role.DIRECTOR).instrument
    with pytest.raises(NotAllowed):
        clinic.services().instrument.plan_the_usual()
    director.plan([Schedule("phq9", every_days=14), Schedule("audit", at_discharge=False)], ())
    assert {duty.what for duty in _duties(clinic, DutyKind.INSTRUMENT)} == {"audit", "phq9"}
    result(clinic, client_id)
    assert [duty.what for duty in _duties(clinic, DutyKind.INSTRUMENT)] == ["audit"]
    seen = director.schedules()
    director.plan([seen[0]], seen)
    assert _duties(clinic, DutyKind.INSTRUMENT) == []
    (line,) = clinic.services().instrument.view(client_id).lines
    assert line.due == TODAY + timedelta(days=14)


def test_the_usual_plan_leaves_what_is_planned_alone(clinic: TestClinic) -> None:
    director = clinic.services(Role.DIRECTOR).instrument
    director.plan([Schedule("phq9", every_days=7)], ())
    director.plan_the_usual()
    director.plan_the_usual()
    plan = {one.instrument: one.every_days for one in director.schedules()}
    assert plan == {"phq9": 7, "gad7": 30, "bam": 30, "audit": None, "pc_ptsd5": None}


def test_a_programs_own_line_goes_before_that_of_every_program() -> None:
    own, every = Schedule("phq9", every_days=7), Schedule("phq9", every_days=30)
    program = admitted_id()
    own = Schedule("phq9", program, every_days=7)
    assert schedules_for([every, own], program) == (own,)
    assert schedules_for([every, own], admitted_id(2)) == (every,)


def admitted_id(n: int = 1) -> UUID:
    """Some id."""
    return UUID(int=n)


@pytest.mark.parametrize(
    ("schedule", "last", "due"),
    [
        (Schedule("phq9", every_days=14), None, ADMITTED + timedelta(days=3)),
        (Schedule("phq9", every_days=14), ADMITTED, ADMITTED + timedelta(days=14)),
        (Schedule("audit", at_discharge=False), ADMITTED, None),
        (Schedule("audit"), ADMITTED, date(2027, 1, 20)),
        (Schedule("audit"), date(2027, 1, 15), None),
        (Schedule("gad7", every_days=30, at_admission=False), None, ADMITTED + timedelta(days=30)),
    ],
)
def test_when_an_instrument_is_due(schedule: Schedule, last: date | None, due: date | None) -> None:
    assert due_day(schedule, ADMITTED, date(2027, 1, 20), last) == due


def test_a_thousand_results_are_shown_a_page_at_a_time(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    for back in range(60):
        result(clinic, client_id, value=1, day=TODAY - timedelta(days=back), q9=0)
    view = clinic.services().instrument.view(client_id)
    assert len(view.results) == 40
    assert view.has_more
    assert len(view.lines[0].trend) == 24
    assert not clinic.services().instrument.view(client_id, most=80).has_more


def test_history_tells_the_score_in_both_languages(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    result(clinic, client_id, value=2, q9=0)
    history = clinic.services().history
    told = str(history.latest(client_id, Wording("en")))
    assert "PHQ-9 of Nov 19, 2026: 16, Moderately severe" in told
