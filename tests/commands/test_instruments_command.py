"""`iopdesk instruments`: the list with its terms, and the score of answers."""

import pytest

from tests.commands.conftest import Desk


def test_the_list_names_terms_and_needs_no_clinic(desk: Desk) -> None:
    ended = desk.bare("instruments", "list", "--json")
    assert ended.status == 0
    by_id = {each["id"]: each for each in ended.data}
    assert by_id["phq9"]["languages"] == ["en", "es"]
    assert by_id["cssrs"]["questions"] == 0
    assert "not for sale" in by_id["audit"]["licence"]
    assert "score only" in desk.bare("instruments", "list").out


def test_answers_are_counted_and_what_they_ask_for_is_told(desk: Desk) -> None:
    ended = desk.bare("instruments", "score", "phq9", "--answers", "2,2,2,2,2,2,2,2,1,1")
    assert ended.status == 0
    assert "Total: 17, Moderately severe (of 27); look closer" in ended.out
    assert "Item 9 is above zero" in ended.out
    data = desk.bare("instruments", "score", "phq9", "--answers", "1,,1", "--json").data
    assert data["scores"] == {}
    assert data["missing"] == ["q2", "q4", "q5", "q6", "q7", "q8", "q9", "difficulty"]


def test_skipped_items_may_be_left_out_and_cuts_follow_the_gender(desk: Desk) -> None:
    typed = ("instruments", "score", "audit_c", "--answers", "3,0,0", "--json")
    assert desk.bare(*typed, "--gender", "woman").data["look_closer"] == ["total"]
    assert desk.bare(*typed, "--gender", "man").data["look_closer"] == []
    assert desk.bare("instruments", "score", "audit_c", "--answers", "0", "--json").data[
        "scores"
    ] == {"total": 0}


@pytest.mark.parametrize(
    ("key", "answers"),
    [("none", "1"), ("dast10", "1"), ("phq9", "4"), ("phq9", "x"), ("gad7", "1,1,1,1,1,1,1,1,1")],
)
def test_what_does_not_fit_the_form_is_refused(desk: Desk, key: str, answers: str) -> None:
    assert desk.bare("instruments", "score", key, "--answers", answers).status == 2
