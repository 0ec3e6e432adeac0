"""Six dimensions: names and numbers of two editions that are never mixed."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.six_dimensions import (
    AssessmentDraft,
    DimensionAssessment,
    Rating,
    editions,
    highest,
)
from tests.factories.dimensions import TODAY, assessment


def test_both_editions_have_six_dimensions_in_two_languages() -> None:
    third, fourth = editions()["3"], editions()["4"]
    assert [each.key for each in third.dimensions] == list("123456")
    assert {each.key.partition(".")[0] for each in fourth.dimensions} == set("123456")
    assert [each.key for each in fourth.dimensions if not each.is_rated] == ["6.1", "6.2", "6.3"]
    for edition in (third, fourth):
        assert all(each.names.keys() == {"en", "es"} for each in edition.dimensions)
        assert all(names.keys() == {"en", "es"} for names in edition.levels.values())
    assert "3.3" in third.levels
    assert "3.3" not in fourth.levels


def test_the_highest_is_told_where_ratings_are_one_scale() -> None:
    def one(edition: str) -> DimensionAssessment:
        ratings = {next(iter(assessment(edition=edition).ratings)): Rating("3")}
        draft = assessment(edition=edition)
        draft = replace(draft, ratings={**draft.ratings, **ratings})
        return DimensionAssessment(UUID(int=1), draft, "R. Alvarez", None, "")

    assert highest(one("3")) == 3
    assert highest(one("4")) is None


def test_a_rating_of_the_other_edition_is_refused() -> None:
    draft = replace(assessment(), edition="4")
    assert "This edition has no such rating." in {p.words for p in draft.problems(TODAY)}
    wrong = replace(assessment(edition="4"), ratings={"6.1": Rating("2")})
    assert [p.field for p in wrong.problems(TODAY)] == ["6.1"]
    assert [p.field for p in replace(assessment(), level_offered="1.5").problems(TODAY)] == [
        "level_offered"
    ]


@given(st.text(max_size=3), st.sampled_from(["1", "3", "6"]))
def test_only_0_to_4_is_a_rating_of_the_3rd_edition(typed: str, key: str) -> None:
    draft = AssessmentDraft(day=TODAY, ratings={key: Rating(typed)})
    assert (draft.problems(TODAY) == []) == (typed in ("", "0", "1", "2", "3", "4"))


def test_what_is_missing_before_it_is_signed() -> None:
    assert assessment().open_points() == []
    ratings = {key: each for key, each in assessment().ratings.items() if key != "4"}
    lacks = replace(assessment(), ratings=ratings, level_accepted="1")
    assert [p.field for p in lacks.open_points()] == ["4", "reason_level_differs"]
    assert replace(lacks, reason_level_differs="choice").open_points()[0].field == "4"
    assert len(AssessmentDraft(day=TODAY).open_points()) == 9


def test_days_to_come_are_refused() -> None:
    assert [p.field for p in assessment(day=date(2026, 11, 20)).problems(TODAY)] == ["day"]
