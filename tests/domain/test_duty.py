"""Answers to duties, and how many lines stay readable."""

import uuid
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.duty import (
    CALM_LINES,
    Answer,
    Duty,
    DutyAnswer,
    DutyGroup,
    DutyKey,
    DutyKind,
    GivenAnswer,
    GoTo,
    Urgency,
    calm_lines,
)

TODAY = date(2026, 11, 19)


def _duty(number: int, kind: DutyKind = DutyKind.NOTE, urgency: Urgency = Urgency.SOON) -> Duty:
    key = DutyKey(kind, uuid.UUID(int=number), TODAY)
    return Duty(key, urgency, f"Client {number}", GoTo("client"))


def test_an_answer_needs_its_reason_and_a_day_ahead() -> None:
    def fields(draft: DutyAnswer) -> list[str]:
        return [problem.field for problem in draft.problems(TODAY)]

    assert fields(DutyAnswer(Answer.DONE)) == []
    assert fields(DutyAnswer(Answer.NOT_NEEDED)) == ["reason"]
    assert fields(DutyAnswer(Answer.PUT_OFF, "lab", TODAY)) == ["until"]
    assert fields(DutyAnswer(Answer.PUT_OFF, "lab", TODAY + timedelta(days=91))) == ["until"]
    assert fields(DutyAnswer(Answer.PUT_OFF, "lab", TODAY + timedelta(days=1))) == []
    assert fields(DutyAnswer(Answer.PUT_OFF, "x" * 201)) == ["reason", "until"]


def test_what_was_put_off_comes_back_on_its_day() -> None:
    at = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
    put_off = GivenAnswer(Answer.PUT_OFF, "lab", TODAY, "R. Alvarez", at, 1)
    assert put_off.hides(TODAY - timedelta(days=1))
    assert not put_off.hides(TODAY)
    assert GivenAnswer(Answer.DONE, "", None, "R. Alvarez", at, 1).hides(TODAY)


def test_an_answer_belongs_to_kind_subject_and_due_day() -> None:
    one = DutyKey(DutyKind.NOTE, uuid.UUID(int=1), TODAY)
    assert one.answer_id == DutyKey(DutyKind.NOTE, uuid.UUID(int=1), TODAY).answer_id
    others = {
        DutyKey(DutyKind.MARKS, uuid.UUID(int=1), TODAY).answer_id,
        DutyKey(DutyKind.NOTE, uuid.UUID(int=2), TODAY).answer_id,
        DutyKey(DutyKind.NOTE, uuid.UUID(int=1), TODAY + timedelta(days=1)).answer_id,
    }
    assert one.answer_id not in others
    assert len(others) == 3


def test_five_hundred_lines_are_folded_by_kind() -> None:
    many = [_duty(at, kind) for at in range(250) for kind in (DutyKind.NOTE, DutyKind.PLAN)]
    lines = calm_lines(many)
    assert len(lines) <= CALM_LINES
    folded = [line for line in lines if isinstance(line, DutyGroup)]
    assert [(line.kind, line.count) for line in folded] == [
        (DutyKind.NOTE, 248),
        (DutyKind.PLAN, 248),
    ]
    opened = calm_lines(many, {DutyKind.NOTE})
    assert sum(1 for line in opened if isinstance(line, Duty)) == 252


@given(
    st.lists(st.tuples(st.sampled_from(DutyKind), st.sampled_from(Urgency)), max_size=80),
    st.sets(st.sampled_from(DutyKind)),
)
def test_folding_loses_nothing_and_keeps_the_worst(
    kinds: list[tuple[DutyKind, Urgency]], opened: set[DutyKind]
) -> None:
    duties = [_duty(at, kind, urgency) for at, (kind, urgency) in enumerate(kinds)]
    lines = calm_lines(duties, opened)
    shown = [line for line in lines if isinstance(line, Duty)]
    folded = [line for line in lines if isinstance(line, DutyGroup)]
    assert len(shown) + sum(line.count for line in folded) == len(duties)
    assert all(line.count > 1 for line in folded)
    assert not {line.kind for line in folded} & opened
    if duties:
        assert lines[0] == min(duties, key=lambda duty: duty.worst_first)
