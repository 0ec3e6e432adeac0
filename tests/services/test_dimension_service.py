"""Six-dimension assessments: merged while they are written, fixed once signed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from iopdesk.domain.problems import EditConflict, InvalidDraft, NotAllowed, UserProblem
from iopdesk.domain.six_dimensions import AssessmentDraft, Rating
from iopdesk.domain.staff import Role
from iopdesk.domain.wording import Wording
from iopdesk.services.dimension_words import rated_days, strip_drawing
from tests.clinic_for_tests import TestClinic
from tests.factories.dimensions import TODAY, assessment, signed
from tests.factories.people import admitted_client

_COLOURS = ("#000000", "#333333", "#0f6b78", "#999999", "#ffffff")


def test_two_people_write_different_dimensions_and_meet_in_the_same_one(
    clinic: TestClinic,
) -> None:
    client_id = admitted_client(clinic)
    one, other = clinic.services().dimension, clinic.services(Role.SUPERVISOR).dimension
    begun = AssessmentDraft(day=TODAY, ratings={"1": Rating("0")})
    saved = one.save(client_id, None, base=AssessmentDraft(), mine=begun)
    one.save(
        client_id, saved, base=begun, mine=replace(begun, ratings={"1": Rating("1", note="Shakes")})
    )
    other.save(
        client_id,
        saved,
        base=begun,
        mine=replace(begun, ratings={**begun.ratings, "2": Rating("3")}),
    )
    (found,) = one.view(client_id).assessments
    assert found.draft.ratings == {"1": Rating("1", note="Shakes"), "2": Rating("3")}
    with pytest.raises(EditConflict):
        other.save(client_id, saved, base=begun, mine=replace(begun, ratings={"1": Rating("2")}))


def test_signed_is_fixed_and_names_who_signed(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    service = clinic.services().dimension
    with pytest.raises(InvalidDraft) as refused:
        service.sign(client_id, None, base=AssessmentDraft(), mine=AssessmentDraft(day=TODAY))
    assert len(refused.value.problems) == 9
    saved = signed(clinic, client_id)
    (found,) = service.view(client_id).assessments
    assert (found.is_signed, found.signed_by) == (True, "R. Alvarez")
    changed = replace(found.draft, note="Later thought")
    with pytest.raises(UserProblem, match="is signed"):
        service.save(client_id, saved, base=found.draft, mine=changed)
    assert service.view(client_id).assessments[0].draft == found.draft


def test_what_someone_wrote_meanwhile_is_never_signed_unseen(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    mine, theirs = clinic.services().dimension, clinic.services(Role.SUPERVISOR).dimension
    seen = assessment()
    saved = mine.save(client_id, None, base=AssessmentDraft(), mine=seen)
    theirs.save(client_id, saved, base=seen, mine=replace(seen, note="Sister moved out"))
    with pytest.raises(UserProblem, match="meanwhile"):
        mine.sign(client_id, saved, base=seen, mine=seen)
    assert not mine.view(client_id).assessments[0].is_signed


def test_taken_back_stays_in_the_history(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    saved = signed(clinic, client_id)
    service = clinic.services().dimension
    service.take_back(client_id, saved, "Another client's")
    assert service.view(client_id).assessments == ()
    told = str(clinic.services().history.latest(client_id, Wording("en")))
    assert "Six dimensions of Nov 19, 2026 taken back" in told


def test_the_strip_shows_signed_ratings_of_one_edition_only(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    signed(clinic, client_id, day=TODAY - timedelta(days=28), rating="3")
    signed(clinic, client_id, day=TODAY - timedelta(days=14), edition="4")
    signed(clinic, client_id, rating="1")
    found = clinic.services().dimension.view(client_id).assessments
    assert [one.ratings[0] for one in rated_days(found)] == [3, 1]
    drawing = strip_drawing(found, Wording("es"), _COLOURS)
    assert "1 Intoxicación aguda y/o posible abstinencia: 3, 1" in drawing.words
    assert drawing.svg.startswith("<?xml")


def test_the_desk_neither_reads_nor_writes(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    desk = clinic.services(Role.FRONT_DESK).dimension
    with pytest.raises(NotAllowed):
        desk.view(client_id)
    with pytest.raises(NotAllowed):
        desk.save(client_id, None, base=AssessmentDraft(), mine=assessment())
