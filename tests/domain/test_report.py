"""Spans as people say them, and the share that a report gives."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.problems import UserProblem
from iopdesk.domain.report import ReportAsk, SpanChoice, share_attended, span_of, usual_span
from iopdesk.domain.report_names import ReportName

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(DAYS)
def test_every_choice_is_a_span_that_begins_by_today(today: date) -> None:
    for choice in SpanChoice:
        first, last = span_of(choice, today)
        assert first <= last
        assert first <= today


@given(DAYS)
def test_weeks_go_from_monday_to_sunday(today: date) -> None:
    this, before = span_of(SpanChoice.THIS_WEEK, today), span_of(SpanChoice.LAST_WEEK, today)
    for first, last in (this, before):
        assert (first.weekday(), last.weekday(), (last - first).days) == (0, 6, 6)
    assert this[0] <= today <= this[1]
    assert before[1] + timedelta(days=1) == this[0]


@given(DAYS)
def test_thirty_and_ninety_days_count_today(today: date) -> None:
    spans = {
        SpanChoice.LAST_30_DAYS: 30,
        SpanChoice.LAST_90_DAYS: 90,
        SpanChoice.LAST_12_MONTHS: 365,
    }
    assert spans[usual_span(ReportName.RETENTION)] == 365
    assert spans[usual_span(ReportName.SERVICES)] == 30
    for choice, days in spans.items():
        first, last = span_of(choice, today)
        assert last == today
        assert (last - first).days + 1 == days


def test_a_month_and_a_year_begin_with_their_first_day() -> None:
    leap_day = date(2028, 2, 29)
    assert span_of(SpanChoice.THIS_MONTH, leap_day) == (date(2028, 2, 1), leap_day)
    assert span_of(SpanChoice.THIS_YEAR, leap_day) == (date(2028, 1, 1), leap_day)


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    ReportAsk(date(2026, 11, 1), date(2026, 11, 1)).require_span()
    with pytest.raises(UserProblem, match="before the first"):
        ReportAsk(date(2026, 11, 2), date(2026, 11, 1)).require_span()
    with pytest.raises(UserProblem, match="ten years"):
        ReportAsk(date(2006, 11, 2), date(2026, 11, 1)).require_span()


def test_excused_absences_are_in_no_share() -> None:
    assert share_attended(3, 1) == 0.75
    assert share_attended(0, 2) == 0
    assert share_attended(0, 0) is None
