"""When a client who stayed away is to be reached."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.attendance import Mark
from iopdesk.domain.clinic_rules import ClinicRules
from iopdesk.domain.language import Language
from iopdesk.domain.outreach import SCRIPT, Outcome, Try, open_absence
from iopdesk.domain.wording import Wording

TODAY = date(2026, 11, 19)
RULES = ClinicRules()
_days = st.integers(0, 20).map(lambda n: TODAY - timedelta(days=n))
_marks = st.lists(st.tuples(_days, st.sampled_from(Mark)), max_size=15)
_tries = st.lists(
    st.builds(
        lambda about, after, outcome: Try(about, about + timedelta(days=after), outcome),
        _days,
        st.integers(0, 5),
        st.sampled_from(Outcome),
    ),
    max_size=5,
)


def _ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@given(_marks, _tries)
def test_a_due_call_is_about_a_real_absence(
    marks: list[tuple[date, Mark]], tries: list[Try]
) -> None:
    found = open_absence(marks, tries, RULES, TODAY)
    if found is None:
        return
    assert (found.day, Mark.ABSENT) in marks
    assert not any(mark.is_attended and day >= found.day for day, mark in marks)
    assert not any(t.outcome.is_reached and t.about_day >= found.day for t in tries)
    assert found.due > min(day for day, mark in marks if mark is Mark.ABSENT)


@given(_marks, _tries)
def test_being_there_today_closes_everything(
    marks: list[tuple[date, Mark]], tries: list[Try]
) -> None:
    assert open_absence([*marks, (TODAY, Mark.LATE)], tries, RULES, TODAY) is None


@given(_marks, _tries)
def test_a_call_that_reached_the_client_closes_what_it_was_about(
    marks: list[tuple[date, Mark]], tries: list[Try]
) -> None:
    found = open_absence(marks, tries, RULES, TODAY)
    if found is not None:
        reached = Try(found.day, TODAY, Outcome.COMING_BACK)
        assert open_absence(marks, [*tries, reached], RULES, TODAY) is None


def test_excused_absences_ask_for_no_call() -> None:
    assert open_absence([(_ago(1), Mark.EXCUSED)], [], RULES, TODAY) is None


def test_a_call_is_due_the_day_after_the_first_absence() -> None:
    marks = [(_ago(9), Mark.PRESENT), (_ago(3), Mark.ABSENT), (_ago(1), Mark.ABSENT)]
    found = open_absence(marks, [], RULES, TODAY)
    assert found is not None
    assert (found.due, found.in_a_row, found.tries) == (_ago(2), 2, 0)
    # nine days since the client was last there are more than the clinic's seven
    assert found.is_alert


def test_the_number_in_a_row_that_alerts_is_the_clinics() -> None:
    marks = [(_ago(4), Mark.PRESENT), *((_ago(n), Mark.ABSENT) for n in (1, 2))]
    calm = open_absence(marks, [], RULES, TODAY)
    strict = open_absence(marks, [], ClinicRules(absences_alert=2), TODAY)
    assert calm is not None
    assert not calm.is_alert
    assert strict is not None
    assert strict.is_alert


def test_tries_that_reach_nobody_are_followed_by_others_until_the_third() -> None:
    marks = [(_ago(5), Mark.PRESENT), (_ago(4), Mark.ABSENT)]
    tries = []
    for day, due in ((4, 3), (3, 2), (2, -2)):
        tries.append(Try(_ago(4), _ago(day), Outcome.NO_ANSWER))
        found = open_absence(marks, tries, RULES, TODAY)
        assert found is not None
        assert found.due == _ago(due)
    again = open_absence([*marks, (TODAY, Mark.ABSENT)], tries, RULES, TODAY)
    assert again is not None
    assert again.due == _ago(-1)


def test_what_is_said_names_no_clinic_in_either_language() -> None:
    told = {"own": "Tere", "name": "Dolores", "phone": "951-555-0100"}
    for language in Language:
        words = Wording(language)
        said = " ".join(words(part.words, **told) for part in SCRIPT).casefold()
        for telling in (
            "iop",
            "clinic",
            "clínica",
            "treatment",
            "tratamiento",
            "recovery",
            "group",
        ):
            assert telling not in said
