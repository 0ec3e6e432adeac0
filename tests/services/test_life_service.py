"""A client's story: lists that are edited, dates that end, codes of TEDS."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.health import Allergy, Medication
from iopdesk.domain.life import (
    LegalMatter,
    LifeSituation,
    NaloxoneOffer,
    Part,
    PriorTreatment,
    SobrietyDate,
    SubstanceUse,
    runs_twice,
)
from iopdesk.domain.medicines import known_medicine, known_medicines
from iopdesk.domain.problems import InvalidDraft, NotAllowed, UserProblem
from iopdesk.domain.setback import SetbackDraft
from iopdesk.domain.staff import Role
from iopdesk.domain.teds import teds_codes
from iopdesk.domain.wording import Wording
from iopdesk.services.life_words import sobriety_words, substance_words
from tests.clinic_for_tests import TestClinic
from tests.factories.people import admitted_client

TODAY = date(2026, 11, 19)
DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))


@given(DAYS, DAYS, DAYS)
def test_days_sober_never_run_backwards_and_stop_when_it_ended(
    since: date, ended: date, day: date
) -> None:
    running = SobrietyDate(since)
    assert running.days_on(day) == max((day - since).days, 0)
    if ended >= since:
        over = SobrietyDate(since, ended)
        assert over.days_on(day) <= (ended - since).days
        assert not over.holds_on(ended)


@given(DAYS, DAYS)
def test_two_dates_of_one_substance_never_run_at_once(first: date, second: date) -> None:
    running = SobrietyDate(first, sobriety_id=UUID(int=1))
    ended = SobrietyDate(first, first + timedelta(days=5), sobriety_id=UUID(int=2))
    assert runs_twice([running], SobrietyDate(second))
    assert runs_twice([ended], SobrietyDate(second)) == (second < first + timedelta(days=5))
    assert not runs_twice([running], SobrietyDate(second, substance="02"))


def test_a_return_to_use_asks_and_people_end_the_date(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    life = clinic.services().life
    since = SobrietyDate(TODAY - timedelta(days=40))
    life.save(client_id, since)
    assert life.story(client_id).setback is None
    event = SetbackDraft(TODAY - timedelta(days=2), what_happened="Two drinks")
    clinic.services().setback.save(client_id, None, base=SetbackDraft(), mine=event)
    story = life.story(client_id)
    assert story.setback == TODAY - timedelta(days=2)
    (stored,) = story.sobriety
    assert stored.ended is None
    with pytest.raises(UserProblem, match="at the same time"):
        life.save(client_id, SobrietyDate(TODAY - timedelta(days=1)))
    ended = SobrietyDate(stored.since, TODAY - timedelta(days=2), sobriety_id=stored.sobriety_id)
    life.save(client_id, ended, stored)
    life.save(client_id, SobrietyDate(TODAY - timedelta(days=1)))
    story = life.story(client_id)
    told = [sobriety_words(one, TODAY, Wording("en")) for one in story.sobriety]
    assert told == ["Since Nov 18, 2026: 1 day", "Oct 10, 2026 to Nov 17, 2026: 38 days"]
    assert story.setback is None


def test_every_list_keeps_changes_and_tells_its_history(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    life = clinic.services().life
    parts: list[Part] = [
        SubstanceUse(TODAY, 1, "02", "beer", "01", days_in_30=12, age_first=15),
        NaloxoneOffer(TODAY, "given", taught=True),
        PriorTreatment("detox", "Harbor House", when_words="spring 2024"),
        LegalMatter("probation", agency="Riverside County", next_date=TODAY),
        LifeSituation(TODAY, living="03", employment="02"),
    ]
    for part in parts:
        life.save(client_id, part)
    story = life.story(client_id)
    assert story.substances[0].days_in_30 == 12
    assert substance_words(story.substances[0], Wording("es")).startswith("1. Alcohol (beer), Oral")
    told = str(clinic.services().history.latest(client_id, Wording("en"), 10))
    for words in (
        "1. Alcohol (beer), Oral, 12 of 30 days, first at 15",
        "Nov 19, 2026: Kit given, use shown",
        "Detox or withdrawal care, Harbor House, spring 2024",
        "Probation, Riverside County, next on Nov 19, 2026",
        "Admission, Nov 19, 2026: Independent living, Part-time (under 35 hours)",
    ):
        assert words in told
    life.remove(client_id, story.matters[0], "Another client's")
    assert life.story(client_id).matters == ()
    desk = clinic.services(Role.FRONT_DESK)
    with pytest.raises(NotAllowed):
        desk.life.story(client_id)
    assert "Probation" not in str(desk.history.latest(client_id, Wording("en"), 10))


@pytest.mark.parametrize(
    "wrong",
    [
        SubstanceUse(None),
        SubstanceUse(TODAY, substance="99"),
        SubstanceUse(TODAY, days_in_30=0, last_use=TODAY - timedelta(days=3)),
        SubstanceUse(TODAY + timedelta(days=1)),
        SobrietyDate(TODAY, TODAY - timedelta(days=1)),
        NaloxoneOffer(TODAY, "lost"),
        PriorTreatment("detox"),
        LifeSituation(TODAY, education="30"),
    ],
)
def test_what_can_not_be_is_refused(clinic: TestClinic, wrong: Part) -> None:
    with pytest.raises(InvalidDraft):
        clinic.services().life.save(admitted_client(clinic), wrong)


def test_long_lists_come_a_page_at_a_time(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    life = clinic.services().life
    for back in range(20):
        life.save(client_id, NaloxoneOffer(TODAY - timedelta(days=back)))
    story = life.story(client_id)
    assert len(story.naloxone) == 12
    assert story.has_more
    assert not life.story(client_id, 60).has_more


def test_codes_have_both_languages() -> None:
    for element in ("substance", "route", "frequency", "living_arrangement", "employment"):
        assert all(texts.keys() == {"en", "es"} for texts in teds_codes(element).values())


def test_medicines_are_known_by_generic_and_brand() -> None:
    assert len({one.generic for one in known_medicines()}) == len(known_medicines())
    found = known_medicine("", "Suboxone film 8 mg")
    assert found is not None
    assert found.shows_as == {"BUP"}
    assert known_medicine("methadone") is not None
    assert known_medicine("", "Lisinopril") is None


def test_how_a_medicine_went_and_that_no_allergy_is_known(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    health = clinic.services().health
    with pytest.raises(InvalidDraft):
        health.save(client_id, Medication("Naltrexone", taken_as_directed="partly"))
    health.save(client_id, Medication("Naltrexone", taken_as_directed="partly", asked=TODAY))
    (one,) = health.health(client_id).medications
    stopped = Medication(
        "Naltrexone",
        taken_as_directed="no",
        asked=TODAY,
        status="stopped_by_client",
        medication_id=one.medication_id,
    )
    health.save(client_id, stopped, one)
    assert not stopped.is_taken_on(TODAY)
    told = str(clinic.services().history.latest(client_id, Wording("en")))
    assert "What became of it: Stopped by the client" in told
    health.no_allergies_known(client_id, known=True)
    assert health.health(client_id).no_allergies_known == TODAY
    health.save(client_id, Allergy("Penicillin", "rash", "severe"))
    assert health.health(client_id).no_allergies_known is None
    with pytest.raises(UserProblem, match="on the list"):
        health.no_allergies_known(client_id, known=True)
