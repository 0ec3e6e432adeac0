"""Six-dimension assessments: merged while they are written, fixed once signed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from iopdesk.documents.dimension_strip import StripCell, strip_key
from iopdesk.domain.problems import EditConflict, InvalidDraft, NotAllowed, UserProblem
from iopdesk.domain.six_dimensions import AssessmentDraft, Rating
from iopdesk.domain.staff import Role
from iopdesk.domain.wording import Wording
from iopdesk.services.dimension_words import rating_strip, strip_drawing
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


def test_the_strip_shows_signed_ratings_of_one_edition(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    signed(clinic, client_id, day=TODAY - timedelta(days=28), rating="3", occasion="admission")
    signed(clinic, client_id, rating="1")
    clinic.services().dimension.save(client_id, None, base=AssessmentDraft(), mine=assessment())
    found = clinic.services().dimension.view(client_id).assessments
    drawing = strip_drawing(found, Wording("es"), _COLOURS)
    assert "1 Intoxicación aguda y/o posible abstinencia: 3, 1." in drawing.words
    assert "edición" not in drawing.words
    assert drawing.svg.startswith("<?xml")
    assert "Admisión" in drawing.svg


def test_a_change_of_edition_leaves_a_gap_and_carries_nothing_across(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    signed(clinic, client_id, day=TODAY - timedelta(days=28), rating="3")
    signed(clinic, client_id, rating="2", edition="4")
    found = clinic.services().dimension.view(client_id).assessments
    strip = rating_strip(found, Wording("en"))
    assert strip is not None
    assert [block.title for block in strip.blocks] == ["3rd edition (2013)", "4th edition (2023)"]
    assert [(one.block, len(one.cells)) for one in strip.days] == [(0, 6), (1, 5)]
    third, fourth = strip.days
    assert third.cells[0] == StripCell("3", 3)
    assert fourth.cells[1] == StripCell("2 2 2", None, "at least 2.1")
    drawing = strip_drawing(found, Wording("en"), _COLOURS)
    assert "6 Recovery/Living Environment: 3. 4th edition (2023)" in drawing.words
    assert "5 Recovery Environment Interactions: 2 2 2 2 (at least 2.1)" in drawing.words
    assert "nothing is carried across" in strip_key(strip, Wording("en"))


def test_the_strictest_level_of_the_parts_is_named_never_a_mean(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    ratings = {"3.1": Rating("2", "2.1"), "3.2": Rating("B", "3.5"), "3.4": Rating("0", "1.5")}
    draft = assessment(edition="4")
    signed(clinic, client_id, edition="4", ratings={**draft.ratings, **ratings})
    found = clinic.services().dimension.view(client_id).assessments
    strip = rating_strip(found, Wording("en"))
    assert strip is not None
    assert strip.days[0].cells[2] == StripCell("2 B 1 0 1", None, "at least 3.5")


def test_the_desk_neither_reads_nor_writes(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    desk = clinic.services(Role.FRONT_DESK).dimension
    with pytest.raises(NotAllowed):
        desk.view(client_id)
    with pytest.raises(NotAllowed):
        desk.save(client_id, None, base=AssessmentDraft(), mine=assessment())
