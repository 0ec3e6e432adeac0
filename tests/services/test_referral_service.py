"""Referring clients to meetings, and the papers they take along."""

import io
from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

import pytest
from pypdf import PdfReader

from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.problems import InvalidDraft, NotAllowed, NotFound, UserProblem
from iopdesk.domain.referral import (
    AS_PLACED,
    ChosenMeeting,
    RecoveryPath,
    ReferralDraft,
    RequirementDraft,
)
from iopdesk.domain.staff import Role
from iopdesk.domain.wording import Wording
from iopdesk.services.meeting_paper_service import MeetingPaperWish
from iopdesk.services.meeting_search import MeetingFilter
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import member, new_group
from tests.factories.meetings import import_rows, meeting_named, row
from tests.factories.people import admitted_client, new_client

TODAY = date(2026, 11, 19)
CHOICE = RequirementDraft(3, TODAY, date(2026, 12, 31), TODAY, RecoveryPath.BOTH)


def chosen(clinic: TestClinic, *names: str, way: str = "") -> tuple[ChosenMeeting, ...]:
    return tuple(ChosenMeeting(meeting_named(clinic, name).id, way) for name in names)


def refer(clinic: TestClinic, client_id: UUID, *names: str, way: str = "") -> None:
    service = clinic.services().referral
    base = service.referral(client_id).chosen
    service.refer(client_id, base, ReferralDraft(chosen(clinic, *names, way=way), TODAY))


def names_of(clinic: TestClinic, client_id: UUID) -> list[str]:
    return [m.line.name for m in clinic.services().referral.referral(client_id).meetings]


def text_of(paper: Paper) -> str:
    pages = PdfReader(io.BytesIO(paper.pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture
def dolores(clinic: TestClinic) -> UUID:
    import_rows(clinic)
    return admitted_client(clinic, "Dolores", "Quiñones", language="es")


def test_a_client_starts_with_the_placements_number_and_no_meetings(
    clinic: TestClinic, dolores: UUID
) -> None:
    referral = clinic.services().referral.referral(dolores)
    assert referral.meetings == ()
    assert referral.requirement is None
    assert referral.prescribed_a_week == 3
    assert referral.language is Language.SPANISH
    assert referral.is_in_program


def test_the_choice_is_kept_in_week_order(clinic: TestClinic, dolores: UUID) -> None:
    refer(clinic, dolores, "Step Sisters", "Sunrise", way="Bus 3 to Main")
    referral = clinic.services().referral.referral(dolores)
    assert [m.line.name for m in referral.meetings] == ["Sunrise", "Step Sisters"]
    assert {m.way for m in referral.meetings} == {"Bus 3 to Main"}


def test_what_is_left_out_ends_and_can_be_chosen_again(clinic: TestClinic, dolores: UUID) -> None:
    refer(clinic, dolores, "Sunrise", "Step Sisters")
    refer(clinic, dolores, "Sunrise")
    assert names_of(clinic, dolores) == ["Sunrise"]
    refer(clinic, dolores, "Sunrise", "Step Sisters")
    assert names_of(clinic, dolores) == ["Sunrise", "Step Sisters"]


def test_two_windows_do_not_undo_each_other(clinic: TestClinic, dolores: UUID) -> None:
    refer(clinic, dolores, "Sunrise")
    service = clinic.services().referral
    base = service.referral(dolores).chosen
    refer(clinic, dolores, "Sunrise", "Candlelight")
    mine = (*base, *chosen(clinic, "Step Sisters"))
    service.refer(dolores, base, ReferralDraft(mine, TODAY))
    assert names_of(clinic, dolores) == ["Sunrise", "Candlelight", "Step Sisters"]


def test_the_requirement_needs_the_choice_to_have_been_offered(
    clinic: TestClinic, dolores: UUID
) -> None:
    service = clinic.services().referral
    with pytest.raises(InvalidDraft) as refused:
        service.set_requirement(
            dolores, RequirementDraft(-1, TODAY, TODAY - timedelta(1), None, None, offered=())
        )
    assert {problem.field for problem in refused.value.problems} == {
        "a_week",
        "ends",
        "choice_offered",
        "offered",
        "chosen_path",
    }
    assert service.referral(dolores).requirement is None
    service.set_requirement(dolores, CHOICE)
    requirement = service.referral(dolores).requirement
    assert requirement is not None
    assert (requirement.a_week, requirement.chosen_path) == (3, RecoveryPath.BOTH)


def test_a_choice_without_a_secular_path_is_no_choice(clinic: TestClinic, dolores: UUID) -> None:
    service = clinic.services().referral
    with pytest.raises(InvalidDraft) as refused:
        service.set_requirement(dolores, replace(CHOICE, offered=(Fellowship.AA, Fellowship.NA)))
    assert [problem.field for problem in refused.value.problems] == ["offered"]
    offered = (Fellowship.AA, Fellowship.SMART)
    service.set_requirement(dolores, replace(CHOICE, offered=offered))
    now = service.referral(dolores).requirement
    assert now is not None
    assert now.offered == offered


def test_a_requirement_by_placement_falls_with_the_phase(clinic: TestClinic, dolores: UUID) -> None:
    services = clinic.services()
    services.referral.set_requirement(dolores, replace(CHOICE, a_week=AS_PLACED))
    now = services.referral.referral(dolores).requirement
    assert now is not None
    assert (now.a_week, now.goes_by_placement) == (3, True)
    (week, *_before) = services.meeting_visit.summary(dolores).weeks
    assert week.asked == 3


def test_a_new_requirement_ends_the_old_one(clinic: TestClinic, dolores: UUID) -> None:
    service = clinic.services().referral
    service.set_requirement(dolores, CHOICE)
    later = RequirementDraft(5, TODAY + timedelta(7), None, TODAY, RecoveryPath.SECULAR)
    service.set_requirement(dolores, later)
    now = service.referral(dolores).requirement
    assert now is not None
    assert (now.a_week, now.ends) == (3, TODAY + timedelta(6))
    clinic.clock.advance(timedelta(days=7))
    then = service.referral(dolores).requirement
    assert then is not None
    assert then.a_week == 5


def test_a_refused_requirement_keeps_the_choice_back_too(clinic: TestClinic, dolores: UUID) -> None:
    service = clinic.services().referral
    wrong = RequirementDraft(3, TODAY, None, None, None)
    with pytest.raises(InvalidDraft):
        service.refer(dolores, (), ReferralDraft(chosen(clinic, "Sunrise"), TODAY), wrong)
    assert names_of(clinic, dolores) == []


def test_outside_an_episode_meetings_may_be_referred_to_but_not_asked_for(
    clinic: TestClinic,
) -> None:
    import_rows(clinic)
    client_id = new_client(clinic)
    refer(clinic, client_id, "Sunrise")
    assert names_of(clinic, client_id) == ["Sunrise"]
    with pytest.raises(UserProblem, match="not in the program"):
        clinic.services().referral.set_requirement(client_id, CHOICE)


def test_an_unknown_meeting_is_refused(clinic: TestClinic, dolores: UUID) -> None:
    draft = ReferralDraft((ChosenMeeting(clinic.store.new_id()),), TODAY)
    with pytest.raises(NotFound):
        clinic.services().referral.refer(dolores, (), draft)


def test_clashes_with_the_clients_groups_are_named(clinic: TestClinic) -> None:
    import_rows(clinic, [row("Early", day=1, time="07:30"), row("Free", day=1, time="09:00")])
    group = new_group(clinic, "Morning group", (0,), start=time(7, 0))
    client_id = member(clinic, group)
    service = clinic.services().referral
    ids = (meeting_named(clinic, "Early").id, meeting_named(clinic, "Free").id)
    assert service.clashes(client_id, ids) == {ids[0]: ("Morning group",)}
    refer(clinic, client_id, "Early", "Free")
    found = {m.line.name: m.clashes for m in service.referral(client_id).meetings}
    assert found == {"Early": ("Morning group",), "Free": ()}


def test_a_meeting_that_left_its_list_stays_on_the_referral(
    clinic: TestClinic, dolores: UUID
) -> None:
    refer(clinic, dolores, "Sunrise")
    import_rows(clinic, [row("Only One")])
    (meeting,) = clinic.services().referral.referral(dolores).meetings
    assert meeting.line.name == "Sunrise"
    assert not meeting.is_listed


def test_a_meeting_taken_off_the_list_is_gone_everywhere_at_once(
    clinic: TestClinic, dolores: UUID
) -> None:
    refer(clinic, dolores, "Sunrise", "Step Sisters")
    clinic.clock.advance(timedelta(days=1))
    refer(clinic, dolores, "Sunrise")
    assert names_of(clinic, dolores) == ["Sunrise"]
    assert clinic.services().overview.overview(dolores, Wording("en")).meetings.referred == 1


def test_who_has_meetings_this_week(clinic: TestClinic, dolores: UUID) -> None:
    refer(clinic, dolores, "Sunrise", "Step Sisters")
    clinic.services().referral.set_requirement(dolores, CHOICE)
    (line,) = clinic.services().referral.referred_this_week()
    assert (line.name, line.meetings, line.a_week) == ("Dolores Quiñones", 2, 3)


def test_a_requirement_holds_on_its_last_day_and_the_next_one_from_its_first(
    clinic: TestClinic, dolores: UUID
) -> None:
    service = clinic.services().referral
    service.set_requirement(dolores, CHOICE)
    tomorrow = TODAY + timedelta(days=1)
    service.set_requirement(dolores, replace(CHOICE, a_week=2, starts=tomorrow))
    assert [line.a_week for line in service.referred_this_week()] == [3]
    clinic.clock.advance(timedelta(days=1))
    assert [line.a_week for line in service.referred_this_week()] == [2]


def test_rights(clinic: TestClinic, dolores: UUID) -> None:
    with pytest.raises(NotAllowed):
        clinic.services(Role.PRIVACY_OFFICER).referral.refer(dolores, (), ReferralDraft((), TODAY))


def test_the_list_carries_the_chosen_meetings_in_the_clients_language(
    clinic: TestClinic, dolores: UUID
) -> None:
    refer(clinic, dolores, "Mujeres en Recuperación", way="Autobús 1")
    clinic.services().referral.set_requirement(dolores, CHOICE)
    paper = clinic.services().meeting_paper.meeting_list(dolores)
    words = text_of(paper)
    for expected in ("Mujeres en Recuperación", "155 S Belle Ave", "Autobús 1", "En español"):
        assert expected in words
    assert "Quiñones" not in paper.title
    assert "Quiñones" not in paper.file_stem
    english = clinic.services().meeting_paper.meeting_list(dolores, Language.ENGLISH)
    assert "My meetings" in text_of(english)
    assert "3 meetings a week" in text_of(english)


def test_more_meetings_leave_out_those_at_group_times_and_say_so(clinic: TestClinic) -> None:
    import_rows(clinic)
    group = new_group(clinic, "Morning group", (0,), start=time(6, 30))
    client_id = member(clinic, group)
    refer(clinic, client_id, "Step Sisters")
    wish = MeetingPaperWish(more=MeetingFilter())
    words = text_of(clinic.services().meeting_paper.preview(client_id, wish))
    assert "Sunrise" not in words
    assert "1 meeting at the time of my groups is left out" in words
    assert "Rainbow Group" in words
    assert "Morning group" not in words


def test_a_preview_keeps_and_logs_nothing_and_shows_the_unsaved_choice(
    clinic: TestClinic, dolores: UUID
) -> None:
    wish = MeetingPaperWish(
        Language.ENGLISH, chosen=chosen(clinic, "Sunrise", way="Walk"), with_card=True
    )
    shown = text_of(clinic.services().meeting_paper.preview(dolores, wish))
    assert "Sunrise" in shown
    assert "Walk" in shown
    assert names_of(clinic, dolores) == []


def test_a_card_says_nothing_about_the_clinic(clinic: TestClinic, dolores: UUID) -> None:
    paper = clinic.services().meeting_paper.attendance_card(dolores, Language.ENGLISH)
    words = text_of(paper)
    assert "Dolores Q." in words
    for never in ("Harbor", "Quiñones", "951", "treatment", "recovery", "M-0"):
        assert never not in words


def test_list_and_card_are_one_file(clinic: TestClinic, dolores: UUID) -> None:
    refer(clinic, dolores, "Sunrise")
    alone = clinic.services().meeting_paper.print(dolores, MeetingPaperWish(Language.ENGLISH))
    both = clinic.services().meeting_paper.print(
        dolores, MeetingPaperWish(Language.ENGLISH, with_card=True)
    )
    more = len(PdfReader(io.BytesIO(both.pdf)).pages) - len(PdfReader(io.BytesIO(alone.pdf)).pages)
    assert more == 1


def test_nothing_chosen_is_said(clinic: TestClinic, dolores: UUID) -> None:
    with pytest.raises(UserProblem, match="No meeting is chosen"):
        clinic.services().meeting_paper.meeting_list(dolores)


def test_secular_meetings_stand_beside_the_others(clinic: TestClinic, dolores: UUID) -> None:
    import_rows(clinic, [row("Tools Night", types=[])], Fellowship.SMART, "SMART")
    refer(clinic, dolores, "Tools Night", "Sunrise")
    words = text_of(clinic.services().meeting_paper.meeting_list(dolores, Language.ENGLISH))
    assert "SMART Recovery" in words
