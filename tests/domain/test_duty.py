"""Answers to duties, and how many lines stay readable."""

import uuid
from dataclasses import replace
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

TODAY, LATER = date(2026, 11, 19), date(2026, 11, 26)
_ID = uuid.UUID(int=7)


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
    kinds = (DutyKind.NOTE, DutyKind.PLAN)
    many = _sorted([_duty(at, kind) for at in range(250) for kind in kinds])
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
    duties = _sorted([_duty(at, kind, urgency) for at, (kind, urgency) in enumerate(kinds)])
    lines = calm_lines(duties, opened)
    shown = [line for line in lines if isinstance(line, Duty)]
    folded = [line for line in lines if isinstance(line, DutyGroup)]
    assert len(shown) + sum(line.count for line in folded) == len(duties)
    assert all(line.count > 1 for line in folded)
    assert not {line.kind for line in folded} & opened
    if duties and duties[0].urgency is Urgency.NOW:
        assert lines[0] == duties[0]
    if not opened and len({duty.kind for duty in duties}) <= CALM_LINES // 2:
        assert len(lines) <= CALM_LINES


def test_a_full_day_shows_what_presses_and_one_line_of_each_other_kind() -> None:
    urgent = [_duty(at, DutyKind.SETBACK, Urgency.NOW) for at in range(2)]
    soon = [
        _duty(10 * at + many, kind)
        for at, kind in enumerate((DutyKind.NOTE, DutyKind.PLAN, DutyKind.REVIEW, DutyKind.CARD))
        for many in range(4)
    ]
    idle = [_duty(100 + at, DutyKind.NETWORK, Urgency.LATER) for at in range(17)]
    lines = calm_lines(_sorted([*idle, *soon, *urgent]))
    assert len(lines) <= CALM_LINES
    assert set(lines[:2]) == set(urgent)
    assert lines[-1] == DutyGroup(DutyKind.NETWORK, Urgency.LATER, 17, is_whole=True)


def test_what_is_due_today_stands_before_what_is_due_later() -> None:
    due_later = replace(_duty(1, DutyKind.PLAN), key=DutyKey(DutyKind.PLAN, _ID, LATER))
    assert _sorted([due_later, _duty(2, DutyKind.CARD)])[0].kind is DutyKind.CARD


def _sorted(duties: list[Duty]) -> list[Duty]:
    return sorted(duties, key=lambda duty: duty.worst_first(TODAY))
