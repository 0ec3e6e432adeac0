import re
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iopdesk.documents import fonts
from iopdesk.documents.paper_setting import PaperSetting, PaperSize, short_notice
from iopdesk.documents.treatment_plan import PlanGoal, PlanProblem, TreatmentPlan, render
from iopdesk.domain.language import Language
from tests.documents.plan_samples import (
    EMPTY_PLAN,
    LONG_NAME,
    PLAN,
    SETTING,
    SETTINGS,
    stress_plan,
)
from tests.documents.printed import Printed, assert_inside_measure, assert_numbered

FREE_FIELDS = ("strengths", "needs", "preferences", "ready_to_step_down", "expected", "program")
LONG_TEXT = " ".join(f"word{n}" for n in range(580))
HOSTILE = "Tom <b> & Jerry </para> <img src='x'/> &amp; &#60; {name} %s \\"

printable = st.characters(categories=("L", "N", "P", "S", "Zs"), max_codepoint=0x9FFF).filter(
    lambda c: fonts.is_printable(c) and fonts.script_of(c) in (None, fonts.LATIN)
)


def words_of(plan: TreatmentPlan) -> list[str]:
    said = [getattr(plan, f.name) for f in fields(plan)]
    words = [text for text in said if isinstance(text, str) and text]
    for diagnosis in plan.diagnoses:
        words += [diagnosis.code, diagnosis.name, diagnosis.given_by]
    for problem in plan.problems:
        words += [problem.client_words, problem.name, problem.dimension, problem.diagnosis_code]
        for goal in problem.goals:
            words.append(goal.text)
            for o in goal.objectives:
                words += [o.number, o.text, o.measure, o.proof]
        for service in problem.services:
            words += [service.text, service.dose, service.who]
    words += [text for d in plan.deferred for text in (d.text, d.reason)]
    words += [text for s in plan.signatures for text in (s.role, s.name, s.code, s.reason)]
    return [text for text in words if text]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: f"{s.language}-{s.paper_size}")
@pytest.mark.parametrize("plan", [PLAN, EMPTY_PLAN, stress_plan()], ids=["usual", "empty", "full"])
def test_every_page_is_framed_and_numbered(plan: TreatmentPlan, setting: PaperSetting) -> None:
    printed = Printed(render(plan, setting))
    assert_inside_measure(printed)
    assert_numbered(printed, setting.language)
    for text in printed.pages:
        assert plan.chart_number in text
        assert short_notice() in " ".join(text.split())


def test_a_plan_of_four_problems_takes_three_pages_on_both_sheets() -> None:
    assert len(Printed(render(PLAN, SETTING)).pages) == 3
    assert len(Printed(render(PLAN, replace(SETTING, paper_size=PaperSize.A4))).pages) == 3


@pytest.mark.parametrize("plan", [PLAN, stress_plan()], ids=["usual", "full"])
def test_everything_written_is_on_the_paper(plan: TreatmentPlan) -> None:
    printed = Printed(render(plan, SETTING))
    for text in words_of(plan):
        if not any("\u0600" <= letter <= "\u06ff" for letter in text):
            assert printed.has(text), text


def test_a_long_name_stands_whole_on_each_page() -> None:
    plan = replace(PLAN, client_name=LONG_NAME)
    printed = Printed(render(plan, SETTING))
    for number in range(len(printed.pages)):
        footer = [box.text for box in printed.boxes[number] if box.top < 70]
        assert LONG_NAME.split()[-1] in "".join(footer).replace("\r\n", "")


def test_a_draft_says_so_on_every_page_and_a_signed_plan_does_not() -> None:
    draft = Printed(render(stress_plan(), SETTING))
    assert all("DRAFT, not signed" in text for text in draft.pages)
    assert "DRAFT" not in Printed(render(PLAN, SETTING)).text


def test_what_is_not_there_is_said_in_words() -> None:
    text = Printed(render(EMPTY_PLAN, SETTING)).flat
    assert "None recorded. A diagnosis is needed before this plan can be signed." in text
    assert "None written yet. A plan needs at least one problem." in text
    assert "Next review Not set yet" in text
    for word in ("N/A", "null", "None,"):
        assert word not in text


def test_an_empty_problem_keeps_its_place() -> None:
    plan = replace(PLAN, problems=(PlanProblem(1), PlanProblem(2, goals=(PlanGoal("I want"),))))
    text = Printed(render(plan, SETTING)).text
    assert "No words written yet." in text
    assert "No goal written yet." in text
    assert text.count("No objective written yet.") == 2
    assert text.count("None planned yet") == 2


def test_refusal_with_its_reason_and_a_screen_signature_are_printed() -> None:
    text = Printed(render(stress_plan(), SETTING)).text
    assert "Did not want to sign" in text
    assert "Tom <b> & Jerry" in text
    signed = Printed(render(PLAN, SETTING)).flat
    assert "Signed in IOP Desk, 10:41 AM, code 7F3A-91 Nov 19, 2026" in signed


@pytest.mark.parametrize("field", FREE_FIELDS)
def test_four_thousand_letters_in_a_field_are_all_printed(field: str) -> None:
    printed = Printed(render(replace(PLAN, **{field: LONG_TEXT}), SETTING))
    assert set(LONG_TEXT.split()) <= set(printed.text.split())
    assert_inside_measure(printed)


def test_four_thousand_letters_in_an_objective_and_a_service_are_all_printed() -> None:
    first = PLAN.problems[0]
    goal = first.goals[0]
    tall = replace(goal.objectives[0], text=LONG_TEXT, measure="m" * 400, proof="p " * 300)
    service = replace(first.services[0], text=LONG_TEXT, dose="d " * 400)
    problem = replace(
        first,
        client_words=LONG_TEXT,
        goals=(replace(goal, text=LONG_TEXT, objectives=(tall, *goal.objectives[1:])),),
        services=(service, *first.services[1:]),
    )
    printed = Printed(render(replace(PLAN, problems=(problem,)), SETTING))
    found = printed.text.split()
    # the first and the last word of the client's own words touch a quotation mark
    assert all(found.count(word) == 4 for word in LONG_TEXT.split()[1:-1])
    assert_inside_measure(printed)


def test_hostile_text_is_printed_as_it_stands() -> None:
    first = replace(PLAN.problems[0], client_words=HOSTILE)
    plan = replace(PLAN, client_name=HOSTILE, strengths=HOSTILE, problems=(first,))
    printed = Printed(render(plan, SETTING))
    assert printed.has(HOSTILE)


@settings(max_examples=25, deadline=None)
@given(st.text(printable, min_size=1, max_size=300), st.text(printable, min_size=1, max_size=60))
def test_text_out_is_text_in(free: str, name: str) -> None:
    problem = replace(PLAN.problems[0], client_words=free)
    plan = replace(EMPTY_PLAN, client_name=name, needs=free, problems=(problem,))
    printed = Printed(render(plan, SETTING))
    assert printed.has(free)
    assert printed.has(name)


def test_a_head_never_ends_a_page() -> None:
    heads = ("Diagnosis", "Problems, goals and objectives", "Put off, with the reason")
    for lines in range(0, 60, 3):
        plan = replace(PLAN, preferences="\n".join(["and so on"] * lines))
        for boxes in Printed(render(plan, SETTING)).boxes:
            text = [box for box in boxes if box.bottom > 62]
            assert text[-1].text.strip() not in heads


def test_one_objective_never_stands_alone_under_a_head_or_on_the_next_page() -> None:
    goal = PLAN.problems[0].goals[0]
    many = tuple(replace(goal.objectives[0], number=f"1.{n}") for n in range(1, 9))
    problem = replace(PLAN.problems[0], goals=(replace(goal, objectives=many),))
    for lines in range(0, 40, 2):
        plan = replace(PLAN, problems=(problem,), preferences="\n".join(["x"] * lines))
        for text in Printed(render(plan, SETTING)).pages:
            assert len(re.findall(r"^1\.\d\b", text, flags=re.MULTILINE)) != 1


def test_file_properties_name_the_paper_and_not_the_client() -> None:
    printed = Printed(render(PLAN, replace(SETTING, language=Language.SPANISH)))
    assert printed.title == "Plan de tratamiento, versión 3"
    assert "Porter" not in printed.properties
    assert printed.language == "es-US"


def test_the_same_plan_gives_the_same_bytes_when_asked() -> None:
    setting = replace(SETTING, invariant=True)
    assert render(PLAN, setting) == render(PLAN, setting)


def test_lines_and_marks_survive_one_bit_printing() -> None:
    printed = Printed(render(PLAN, SETTING))
    page = printed.picture(dpi=300).convert("1")
    left, right = round(60 / 72 * 300), round(560 / 72 * 300)
    rules = 0
    for y in range(page.height):
        row = page.crop((left, y, right, y + 1)).histogram()
        rules += row[0] > 0.2 * (right - left)
    assert rules >= 12


def test_age_is_that_of_the_day_of_printing() -> None:
    assert "Mar 3, 1988 (38)" in Printed(render(PLAN, SETTING)).flat
    young = replace(PLAN, born=date(1988, 11, 20))
    assert "(37)" in Printed(render(young, SETTING)).text
