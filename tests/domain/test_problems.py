from iopdesk.domain.language import Language
from iopdesk.domain.problems import FieldProblem, InvalidDraft, UserProblem
from iopdesk.domain.wording import Wording

SPANISH = Wording(Language.SPANISH)


def test_a_problem_is_told_in_english_with_its_values() -> None:
    problem = UserProblem("Group {group} has a mistake.", "Look again.", group=3)
    assert str(problem) == "Group 3 has a mistake. Look again."
    assert (problem.title, problem.hint) == ("Group 3 has a mistake.", "Look again.")


def test_a_problem_is_told_in_the_readers_language() -> None:
    problem = UserProblem(
        "Group {group} of the recovery code has a typing mistake.",
        "Nothing was changed. {advice}",
        group=3,
        advice="Choose another folder.",
    )
    title, hint = problem.in_words(SPANISH)
    assert title == "El grupo 3 del código de recuperación tiene un error."
    assert hint == "No se cambió nada. Elija otra carpeta."


def test_braces_in_words_without_values_stay() -> None:
    assert str(UserProblem("A {brace}.")) == "A {brace}."


def test_a_refused_draft_tells_every_field_in_the_readers_language() -> None:
    problem = InvalidDraft(
        [FieldProblem("name", "Type your name."), FieldProblem("login", "This login is too long.")]
    )
    assert problem.hint == "Type your name.; This login is too long."
    _, hint = problem.in_words(SPANISH)
    assert hint == "Escriba su nombre.; Este usuario es demasiado largo."
