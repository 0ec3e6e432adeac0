"""How a chart is read aloud: values in the reader's words, and what a table of it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from typing import Any
from uuid import UUID

from iopdesk.domain.wording import Wording
from iopdesk.services.chart_rows import ChartRows, Row

Tell = Callable[[Row, "Reading"], str]


@dataclass(frozen=True)
class Reading:
    """A chart with the wording and the clinic's zone it is told in."""

    chart: ChartRows
    words: Wording
    zone: tzinfo | None

    def say(self, value: object) -> str:
        """A value in words: days, times, staff, yes and no."""
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return self.words("yes") if value else self.words("no")
        if isinstance(value, datetime):
            return self.words.day_month_year(value.astimezone(self.zone).date())
        if isinstance(value, date):
            return self.words.day_month_year(value)
        if isinstance(value, time):
            return self.words.time(value)
        if isinstance(value, UUID):
            return self.chart.staff.get(value, "")
        return str(value)

    def session(self, row: Row) -> str:
        """The group of a session, by the title that papers give it."""
        found = self.chart.sessions.get(row["session_id"])
        return found[2] if found else ""


def field(name: str) -> Tell:
    """The value as it is, in words."""
    return lambda row, reading: reading.say(row[name])


def choice(name: str, words: Mapping[Any, str]) -> Tell:
    """What a stored key is called."""
    keyed = {str(getattr(key, "value", key)): text for key, text in words.items()}
    return lambda row, reading: (
        reading.words(keyed[row[name]]) if row[name] in keyed else str(row[name] or "")
    )


@dataclass(frozen=True)
class TableSpec:
    """One table: its section, the rows it shows, and columns as (head, share, what to say)."""

    section: str
    table: str
    title: str
    columns: tuple[tuple[str, float, Tell], ...]
    by: str = ""
