"""Drug screens of a client, what explains them, and the lot."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from iopdesk.domain.drug_screen import Finding, ScreenDraft
from iopdesk.domain.duty import DutyKind
from iopdesk.domain.health import Medication
from iopdesk.domain.problems import NotAllowed, UserProblem
from iopdesk.domain.staff import Role
from iopdesk.domain.wording import Wording
from iopdesk.services.duty_words import what_words
from iopdesk.services.screen_draw_service import repeated
from iopdesk.storage.assessment_tables import ScreenDrawRow
from tests.clinic_for_tests import TestClinic
from tests.factories.people import admitted_client

TODAY = date(2026, 11, 19)
NEW = ScreenDraft()


def test_an_active_medicine_explains_a_positive_and_its_absence_is_seen(
    clinic: TestClinic,
) -> None:
    client_id = admitted_client(clinic)
    clinic.services().health.save(
        client_id, Medication("Suboxone film", "8 mg", started=TODAY - timedelta(days=30))
    )
    screens = clinic.services().drug_screen
    found = {"BUP": Finding("positive"), "THC": Finding("negative")}
    screens.save(client_id, None, base=NEW, mine=ScreenDraft(TODAY, findings=found))
    earlier = ScreenDraft(TODAY - timedelta(days=60), findings=found)
    screens.save(client_id, None, base=NEW, mine=earlier)
    missing = {"BUP": Finding("negative")}
    screens.save(client_id, None, base=NEW, mine=ScreenDraft(TODAY, findings=missing))
    view = screens.view(client_id)
    assert view.expected == {"BUP": "Suboxone film"}
    assert sorted(one.result for one in view.screens) == [
        "as_prescribed",
        "expected_missing",
        "presumptive",
    ]
    explained = next(one for one in view.screens if one.result == "as_prescribed")
    assert explained.explained == {"BUP": "Suboxone film"}


def test_a_correction_keeps_what_was_there_in_the_history(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    screens = clinic.services().drug_screen
    first = ScreenDraft(TODAY, findings={"COC": Finding("positive")})
    screen_id = screens.save(client_id, None, base=NEW, mine=first)
    corrected = replace(first, findings={"COC": Finding("positive", "negative")})
    screens.save(client_id, screen_id, base=first, mine=corrected)
    (one,) = screens.view(client_id).screens
    assert (one.result, one.draft) == ("negative", corrected)
    told = str(clinic.services().history.latest(client_id, Wording("en"), 10))
    assert "Cocaine metabolite (benzoylecgonine): Positive, quick test" in told or (
        "Cocaine metabolite (benzoylecgonine): Negative, confirmed" in told
    )
    whole = str(clinic.services().history.client_history(client_id, Wording("en")))
    assert "Positive, quick test" in whole
    assert "Negative, confirmed" in whole
    screens.take_back(client_id, screen_id, "Another client's cup")
    assert screens.view(client_id).screens == ()


def test_a_lot_is_kept_with_its_seed_and_worked_out_again(clinic: TestClinic) -> None:
    clients = {admitted_client(clinic, f"P{n}", "Lee", phone="") for n in range(8)}
    services = clinic.services()
    draw_id = services.screen_draw.draw(3)
    view = services.screen_draw.view()
    (draw,) = view.draws
    assert (draw.wanted, draw.pool_size, len(draw.people)) == (3, 8, 3)
    assert draw.is_repeated
    assert {one.client_id for one in draw.people} <= clients
    with clinic.store.read() as db:
        row = db.get_one(ScreenDrawRow, draw_id)
        assert set(repeated(row)) == {one.client_id for one in draw.people}
    services.screen_draw.draw(8)
    both = services.screen_draw.view().draws
    assert sorted(len(one.people) for one in both) == [3, 5]
    with pytest.raises(UserProblem, match="Nobody is left"):
        services.screen_draw.draw(1)


def test_whoever_was_drawn_waits_until_someone_says_what_happened(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    services = clinic.services()
    services.screen_draw.draw(1, seed="the same")

    def waiting() -> list[str]:
        return [
            what_words(duty, Wording("en"))
            for duty in services.duty.duties()
            if duty.kind is DutyKind.SCREEN and duty.what
        ]

    assert waiting() == ["drawn for a drug screen on Thu, Nov 19, not done yet"]
    (one,) = services.drug_screen.view(client_id).screens
    assert (one.draft.state, one.result, one.is_drawn) == ("drawn", "", True)
    missed = replace(one.draft, state="missed")
    services.drug_screen.save(client_id, one.screen_id, base=one.draft, mine=missed)
    assert waiting() == ["did not come to the drug screen of Thu, Nov 19"]
    assert services.drug_screen.view(client_id).screens[0].result == ""


def test_the_desk_neither_reads_nor_draws(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    desk = clinic.services(Role.FRONT_DESK)
    for call in (
        lambda: desk.drug_screen.view(client_id),
        lambda: desk.screen_draw.view(),
        lambda: desk.screen_draw.draw(1),
    ):
        with pytest.raises(NotAllowed):
            call()


def test_long_lists_come_a_page_at_a_time(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    screens = clinic.services().drug_screen
    for back in range(35):
        day = TODAY - timedelta(days=back)
        screens.save(client_id, None, base=NEW, mine=ScreenDraft(day, result="negative"))
    view = screens.view(client_id)
    assert len(view.screens) == 30
    assert view.has_more
