"""Back after years: one record, a new stay, and everything the record says is asked again."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from iopdesk.domain.carried import CarriedAnswer, CarriedItem, CarriedKind
from iopdesk.domain.duty import DutyKind
from iopdesk.domain.episode import AdmissionDraft
from iopdesk.domain.health import Allergy, Diagnosis, Medication
from iopdesk.domain.language import Language
from iopdesk.domain.problems import NotAllowed, NotFound, UserProblem
from iopdesk.domain.support import SupportPerson
from iopdesk.domain.wording import Wording
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.episode_tables import EpisodeRow
from tests.clinic_for_tests import TestClinic
from tests.documents.printed import Printed
from tests.factories.people import ADMITTED, admitted_client

DISCHARGED = ADMITTED + timedelta(days=27)


def back_after_years(clinic: TestClinic) -> UUID:
    services = clinic.services()
    client_id = admitted_client(clinic, "Dwayne", "Porter", city="Corona", street="1 Main St")
    services.support.save(client_id, SupportPerson("Inés", phone="951-555-0144"))
    services.health.save(client_id, Medication("Buprenorphine", "8 mg"))
    services.health.save(client_id, Allergy("Penicillin"))
    services.health.save(client_id, Diagnosis("F10.20", "Alcohol use disorder, severe"))
    with clinic.store.write("step_down.discharge", None) as db:
        episode = db.query(EpisodeRow).filter_by(client_id=client_id).one()
        episode.discharged, episode.discharge_reason = DISCHARGED, "completed"
        db.get_one(ClientRow, client_id).in_program = 0
    clinic.clock.set(clinic.clock.now() + timedelta(days=1100))
    program = services.episode.programs()[0].program_id
    services.episode.admit(client_id, AdmissionDraft(program, clinic.clock.today()))
    return client_id


def of_kind(clinic: TestClinic, client_id: UUID, kind: CarriedKind) -> CarriedItem:
    return next(one for one in clinic.services().returns.items(client_id) if one.kind is kind)


def test_a_first_stay_asks_nothing(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    assert clinic.services().returns.items(client_id) == ()
    assert clinic.services().returns.last_time(client_id, Wording("en")) is None
    with pytest.raises(NotFound):
        clinic.services().returns.paper(client_id, Language.ENGLISH)


def test_every_item_is_asked_and_what_ended_leaves_the_lists(clinic: TestClinic) -> None:
    services = clinic.services()
    client_id = back_after_years(clinic)
    items = services.returns.items(client_id)
    assert [one.kind for one in items] == list(CarriedKind)
    assert {one.answer for one in items} == {CarriedAnswer.WAITING}
    (duty,) = [d for d in services.duty.duties_of(client_id) if d.kind is DutyKind.CARRIED]
    assert duty.count == len(items)
    for kind in CarriedKind:
        services.returns.answer(of_kind(clinic, client_id, kind), CarriedAnswer.ENDED)
    health = services.health.health(client_id)
    today = clinic.clock.today()
    assert [one.ended for one in health.medications] == [today]
    assert [one.ended for one in health.diagnoses] == [today]
    assert (health.allergies, services.support.people(client_id)) == ((), ())
    record = services.client.record(client_id)
    assert (record.phones, record.city, record.street) == ((), "", "")
    # the words of what ended still stand beside the answer
    assert all(one.words for one in services.returns.items(client_id)[2:])


def test_confirming_changes_nothing_and_two_people_both_see_it(clinic: TestClinic) -> None:
    services = clinic.services()
    client_id = back_after_years(clinic)
    before = services.client.record(client_id)
    item = of_kind(clinic, client_id, CarriedKind.PHONE)
    services.returns.answer(item, CarriedAnswer.CONFIRMED)
    with pytest.raises(UserProblem, match="meanwhile"):
        services.returns.answer(item, CarriedAnswer.ENDED)
    assert services.client.record(client_id) == before
    assert of_kind(clinic, client_id, CarriedKind.PHONE).answer is CarriedAnswer.CONFIRMED


def test_the_front_desk_asks_for_no_medicine(clinic: TestClinic) -> None:
    client_id = back_after_years(clinic)
    desk = clinic.services("front_desk").returns
    assert {one.kind for one in desk.items(client_id)} == {
        CarriedKind.PHONE,
        CarriedKind.ADDRESS,
        CarriedKind.PERSON,
    }
    with pytest.raises(NotAllowed):
        desk.answer(of_kind(clinic, client_id, CarriedKind.ALLERGY), CarriedAnswer.ENDED)
    with pytest.raises(NotAllowed):
        desk.last_time(client_id, Wording("en"))


@pytest.mark.parametrize("language", Language)
def test_last_time_stands_on_one_page(clinic: TestClinic, language: Language) -> None:
    client_id = back_after_years(clinic)
    printed = Printed(clinic.services().returns.paper(client_id, language).pdf)
    assert len(printed.pages) == 1
    assert "Buprenorphine" in printed.flat
    assert "42 CFR part 2" in printed.flat
    record = clinic.services().returns.last_time(client_id, Wording(language))
    assert record is not None
    assert (record.stay, record.discharged) == (1, DISCHARGED)
    name = {"en": "Alcohol use disorder, severe", "es": "Trastorno por consumo de alcohol, grave"}
    assert replace(record, medicines=()).diagnoses == (f"F10.20 {name[language]}",)
