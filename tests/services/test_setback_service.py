from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from iopdesk.domain.language import Language
from iopdesk.domain.placement import Change, proposed
from iopdesk.domain.problems import EditConflict, InvalidDraft, NotAllowed, UserProblem
from iopdesk.domain.setback import Safety, SetbackDraft, SetbackKind
from iopdesk.domain.staff import Role
from iopdesk.domain.support import SupportPerson
from iopdesk.domain.wording import Wording
from iopdesk.services.placement_records import Happening
from iopdesk.storage.consent_tables import ConsentRow
from tests.clinic_for_tests import TestClinic
from tests.factories.people import admitted_client, new_client
from tests.factories.placements import place

TODAY = date(2026, 11, 19)
BEGUN = SetbackDraft(TODAY, what_happened="Two drinks after a family dinner.")
WHOLE = replace(
    BEGUN,
    safety=Safety.SAFE,
    level_words="Stays as it is",
    groups_words="Stays",
    supports_words="Nobody called",
    plan_words="Review due",
)


def begin(clinic: TestClinic, client_id: UUID, draft: SetbackDraft = BEGUN) -> UUID:
    return clinic.services().setback.save(client_id, None, base=SetbackDraft(), mine=draft)


def test_a_setback_keeps_each_step_and_is_closed_when_all_are_answered(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    service = clinic.services().setback
    setback_id = begin(clinic, client_id)
    with pytest.raises(UserProblem, match="Safety is not answered"):
        service.close(client_id, setback_id)
    safe = replace(BEGUN, safety=Safety.SAFE)
    service.save(client_id, setback_id, base=BEGUN, mine=safe)
    with pytest.raises(UserProblem, match="no answer yet"):
        service.close(client_id, setback_id)
    service.save(client_id, setback_id, base=safe, mine=WHOLE)
    service.close(client_id, setback_id)
    stored = service.view(client_id, setback_id).setback
    assert stored is not None
    assert not stored.is_open
    assert (stored.recorded_by, stored.closed_by) == ("R. Alvarez", "R. Alvarez")
    assert service.view(client_id).setback is None
    current = clinic.services().episode.current(client_id)
    assert current is not None  # a setback ends no stay
    service.reopen(client_id, setback_id)
    assert service.view(client_id).setback is not None


def test_a_second_person_adds_to_the_open_setback(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    first = begin(clinic, client_id)
    other = clinic.services(Role.SUPERVISOR).setback
    same_kind = SetbackDraft(TODAY, safety=Safety.SAFE)
    assert other.save(client_id, None, base=SetbackDraft(), mine=same_kind) == first
    setback = other.view(client_id).setback
    assert setback is not None
    assert setback.draft == replace(BEGUN, safety=Safety.SAFE)


def test_two_answers_to_one_step_are_both_shown(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    setback_id = begin(clinic, client_id)
    service = clinic.services(Role.SUPERVISOR).setback
    service.save(client_id, setback_id, base=BEGUN, mine=replace(BEGUN, plan_words="Review due"))
    with pytest.raises(EditConflict) as refused:
        clinic.services().setback.save(
            client_id, setback_id, base=BEGUN, mine=replace(BEGUN, plan_words="No change")
        )
    (field,) = refused.value.fields
    assert (field.mine, field.theirs, field.theirs_by) == ("No change", "Review due", "T. Okafor")


def test_a_step_up_is_remembered_by_the_setback_it_answers(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    setback_id = begin(clinic, client_id)
    placements = clinic.services().placement
    view = placements.view(client_id)
    assert view.open_setback == setback_id
    mine = replace(
        proposed(Change.STEP_UP, view.base, view.phases, TODAY), reason="More days for now"
    )
    placements.change(client_id, base=view.base, mine=mine, seen=view.seen, setback_id=setback_id)
    setback = clinic.services().setback.view(client_id).setback
    assert setback is not None
    assert setback.placement is not None
    assert setback.placement.change == Change.STEP_UP


def test_only_people_with_a_release_in_force_can_be_called(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    support = clinic.services().support
    people = {
        name: support.save(client_id, SupportPerson(name, "friend", "951-555-0142"))
        for name in ("Ada", "Bea", "Cleo", "Dora", "Eve")
    }
    day = timedelta(days=1)
    with clinic.store.write("test", clinic.staff[Role.COUNSELOR].staff_id) as db:
        for name, more in (
            ("Ada", {"signed": TODAY, "until": TODAY}),
            ("Bea", {"signed": TODAY - day, "revoked": TODAY}),
            ("Cleo", {"signed": TODAY - 9 * day, "until": TODAY - day}),
            ("Dora", {"signed": None}),
            ("Ada", {"signed": TODAY - 9 * day, "revoked": TODAY - day}),
        ):
            row = ConsentRow(
                id=clinic.store.new_id(),
                client_id=client_id,
                support_person_id=people[name],
                kind="release",
                to_whom=name,
                **more,
            )
            db.add(row)
    found = clinic.services().setback.view(client_id).people
    assert {p.name: p.phone for p in found} == {
        "Ada": "951-555-0142",
        "Bea": "",
        "Cleo": "",
        "Dora": "",
        "Eve": "",
    }


def test_the_desk_neither_sees_nor_records_a_setback(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    begin(clinic, client_id)
    place(clinic, client_id, TODAY, change=Change.HOLD, reason="Relapse on Friday")
    desk = clinic.services(Role.FRONT_DESK)
    with pytest.raises(NotAllowed):
        desk.setback.view(client_id)
    view = desk.placement.view(client_id)
    assert (view.open_setback, view.now.minutes_a_week) == (None, 900)
    read = (view, desk.course.course(client_id), desk.episode.episodes(client_id))
    assert "Relapse" not in repr(read)
    assert "Relapse" in repr(clinic.services().placement.view(client_id))
    with pytest.raises(NotAllowed):
        desk.setback.save(client_id, None, base=SetbackDraft(), mine=BEGUN)
    course = desk.course.course(client_id)
    assert Happening.SETBACK not in {line.what for line in course.lines}
    assert course.open_setback is None
    told = desk.history.client_history(client_id, Wording(Language.ENGLISH))
    assert not any("etback" in line.words or "use" in line.words for line in told)


def test_a_day_to_come_is_refused_and_nothing_is_kept(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    with pytest.raises(InvalidDraft):
        begin(clinic, client_id, replace(BEGUN, day=TODAY + timedelta(days=1)))
    assert clinic.services().setback.view(client_id).setback is None


def test_someone_after_discharge_can_have_a_setback_too(clinic: TestClinic) -> None:
    client_id = new_client(clinic)
    begin(clinic, client_id)
    assert clinic.services().setback.view(client_id).now is None


def test_one_recorded_by_mistake_is_taken_back_with_a_reason(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    setback_id = begin(clinic, client_id)
    service = clinic.services().setback
    with pytest.raises(UserProblem):
        service.take_back(client_id, setback_id, " ")
    service.take_back(client_id, setback_id, "Another client")
    assert service.view(client_id).setback is None
    history = clinic.services().history.client_history(client_id, Wording(Language.ENGLISH))
    assert history[0].words == "Return to use of Nov 19, 2026 taken back"
    assert history[0].reason == "Another client"


def test_the_course_tells_everything_newest_first(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    begin(clinic, client_id, replace(BEGUN, kind=SetbackKind.CRISIS))
    course = clinic.services().course.course(client_id)
    assert [line.what for line in course.lines] == [
        Happening.PLANNED_END,
        Happening.SETBACK,
        Happening.ADMITTED,
    ]
    assert [line.is_ahead for line in course.lines] == [True, False, False]
    assert course.open_setback is not None
    assert course.now is not None
    assert course.now.change == Change.ADMISSION
