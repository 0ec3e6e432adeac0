"""Excused weeks, sponsor, home group and steps; who sees which of them."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from iopdesk.domain.language import Language
from iopdesk.domain.meeting_visit import VisitDraft
from iopdesk.domain.mutual_help import ExcusedWeeks, RecoveryWork, WorkKind
from iopdesk.domain.problems import EditConflict, InvalidDraft, NotAllowed, UserProblem
from iopdesk.domain.staff import Role
from iopdesk.domain.support import SPONSOR, SupportPerson
from iopdesk.domain.wording import Wording
from tests.clinic_for_tests import TestClinic
from tests.factories.people import admitted_client

TODAY = date(2026, 11, 19)
HOME = RecoveryWork(WorkKind.HOME_GROUP, TODAY, None, "Sunrise at Grace Church")
STEP = RecoveryWork(WorkKind.STEP, TODAY, 4, "inventory half done")


@pytest.fixture
def dolores(clinic: TestClinic) -> UUID:
    return admitted_client(clinic, "Dolores", "Quiñones", admitted=date(2026, 10, 26))


def test_an_excused_week_asks_for_nothing_and_says_why(clinic: TestClinic, dolores: UUID) -> None:
    desk = clinic.services(Role.FRONT_DESK)
    last_week = TODAY - timedelta(weeks=1)
    desk.mutual_help.excuse(dolores, ExcusedWeeks(last_week, reason="illness"))
    (kept,) = desk.mutual_help.of(dolores).excused
    assert (kept.starts, kept.ends) == (date(2026, 11, 9), date(2026, 11, 15))
    this, before, *_more = desk.meeting_visit.summary(dolores).weeks
    assert (this.asked, this.excuse) == (3, "")
    assert (before.asked, before.excuse) == (3, "illness")
    (line,) = desk.dose.week(last_week)
    assert (line.meetings, line.meetings_asked, line.meetings_excused) == (0, 3, True)
    assert kept.excuse_id is not None
    desk.mutual_help.take_excuse_back(dolores, kept.excuse_id)
    assert desk.meeting_visit.summary(dolores).weeks[1].excuse == ""


def test_a_week_is_excused_once(clinic: TestClinic, dolores: UUID) -> None:
    service = clinic.services().mutual_help
    service.excuse(dolores, ExcusedWeeks(TODAY, TODAY + timedelta(weeks=2), "travel"))
    with pytest.raises(UserProblem, match="excused already"):
        service.excuse(dolores, ExcusedWeeks(TODAY + timedelta(weeks=2), reason="illness"))
    (kept,) = service.of(dolores).excused
    service.excuse(dolores, replace(kept, reason="family"), kept)
    assert [one.reason for one in service.of(dolores).excused] == ["family"]


def test_two_people_at_once_lose_nothing(clinic: TestClinic, dolores: UUID) -> None:
    mine, theirs = clinic.services().mutual_help, clinic.services(Role.SUPERVISOR).mutual_help
    mine.save_work(dolores, HOME)
    (base,) = mine.of(dolores).work
    theirs.save_work(dolores, replace(base, words="Candlelight"), base)
    with pytest.raises(EditConflict):
        mine.save_work(dolores, replace(base, words="Late Night"), base)
    assert mine.of(dolores).home_group == "Candlelight"


def test_the_desk_sees_the_home_group_and_no_step_work(clinic: TestClinic, dolores: UUID) -> None:
    counselor, desk = clinic.services(), clinic.services(Role.FRONT_DESK)
    counselor.mutual_help.save_work(dolores, HOME)
    counselor.mutual_help.save_work(dolores, STEP)
    assert [one.kind for one in desk.mutual_help.of(dolores).work] == [WorkKind.HOME_GROUP]
    assert len(counselor.mutual_help.of(dolores).work) == 2
    with pytest.raises(NotAllowed):
        desk.mutual_help.save_work(dolores, STEP)
    (step,) = [w for w in counselor.mutual_help.of(dolores).work if w.kind is WorkKind.STEP]
    with pytest.raises(NotAllowed):
        desk.mutual_help.remove_work(dolores, step)
    told = " ".join(
        str(each) for each in desk.history.client_history(dolores, Wording(Language.ENGLISH))
    )
    assert "inventory" not in told
    counselor.mutual_help.remove_work(dolores, step)
    assert [one.kind for one in counselor.mutual_help.of(dolores).work] == [WorkKind.HOME_GROUP]


def test_a_sponsors_last_name_is_not_kept(clinic: TestClinic, dolores: UUID) -> None:
    services = clinic.services()
    with pytest.raises(InvalidDraft):
        services.support.save(dolores, SupportPerson("Maria Lopez", SPONSOR))
    services.support.save(dolores, SupportPerson("Maria L.", SPONSOR, "951-555-0144"))
    assert [one.name for one in services.mutual_help.of(dolores).sponsors] == ["Maria L."]


def test_meetings_without_a_requirement_are_those_of_the_placement(
    clinic: TestClinic, dolores: UUID
) -> None:
    services = clinic.services()
    services.meeting_visit.add(dolores, [VisitDraft(TODAY, words="Alano club")])
    (line,) = services.dose.week(TODAY)
    assert (line.meetings, line.meetings_asked) == (1, 3)
    weeks = services.meeting_visit.summary(dolores).weeks
    assert [week.asked for week in weeks if week.monday < date(2026, 10, 26)] == [0] * 8
    (visit,) = services.meeting_visit.summary(dolores).visits
    assert visit.entered_by == services.signed_in.name
