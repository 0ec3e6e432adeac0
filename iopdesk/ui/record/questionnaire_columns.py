"""The columns of a client's questionnaires and of their results."""

from collections.abc import Callable
from datetime import date

from iopdesk.domain.instrument_result import OCCASIONS, Result
from iopdesk.services.instrument_queries import InstrumentLine
from iopdesk.services.instrument_words import scores_words
from iopdesk.ui.widgets.rows_model import Column, Kind
from iopdesk.ui.wording import _, screen_wording


def line_columns(is_flagged: Callable[[InstrumentLine], bool]) -> list[Column[InstrumentLine]]:
    """A line an instrument: latest score, when, when again."""
    return [
        Column(_("Questionnaire"), lambda line: line.form.name, "name", bold=True),
        Column(
            _("Latest score"),
            _latest,
            "score",
            kind=Kind.CHIP,
            tone=lambda line: _tone(line, is_flagged(line)),
            stretch=True,
        ),
        Column(_("On"), lambda line: _day(line.latest.day if line.latest else None), "on"),
        Column(_("Due again"), lambda line: _day(line.due), "due", soft=True, minor=True),
    ]


def result_columns() -> list[Column[Result]]:
    """A line a result, the newest first."""
    return [
        Column(_("Day"), lambda one: _day(one.day), "day", order=lambda one: one.day),
        Column(_("Questionnaire"), lambda one: _name(one), "name", bold=True),
        Column(_("Score"), _score, "score", stretch=True),
        Column(
            _("Occasion"),
            lambda one: _(OCCASIONS.get(one.occasion, "")) if one.occasion else "",
            "occasion",
            minor=True,
            when_used=True,
        ),
        Column(
            "",
            _asks,
            "asks",
            kind=Kind.CHIP,
            tone=lambda one: "bad" if one.is_open else "good",
            when_used=True,
        ),
    ]


def _day(day: date | None) -> str:
    return screen_wording().day_month_year(day) if day else ""


def _name(one: Result) -> str:
    return one.form.name if one.form else one.instrument


def _score(one: Result) -> str:
    return scores_words(one.form, one.scores, screen_wording()) if one.form else ""


def _asks(one: Result) -> str:
    if not one.critical:
        return ""
    return _("asks for someone") if one.is_open else _("closed")


def _latest(line: InstrumentLine) -> str:
    if line.latest is None:
        return _("None so far")
    return scores_words(line.form, line.latest.scores, screen_wording())


def _tone(line: InstrumentLine, is_flagged: bool) -> str:
    if line.latest is None:
        return "neutral"
    if line.latest.is_open:
        return "bad"
    return "warn" if is_flagged else "good"
