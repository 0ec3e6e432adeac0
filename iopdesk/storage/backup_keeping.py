"""Which automatic backups are kept: all of two days, then 12 daily, 10 weekly and 9 monthly."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

ALL_OF = timedelta(days=2)
DAYS, WEEKS, MONTHS = 12, 10, 9
Period = tuple[int, ...]


def to_keep(made: Iterable[datetime], now: datetime) -> set[datetime]:
    """The backups to keep of those made at these times; the newest is always among them.

    A backup from the future (the clock was wrong) is kept: it may be the newest work.
    """
    newest_first = sorted(set(made), reverse=True)
    kept = {at for at in newest_first if at > now - ALL_OF}
    kept.update(newest_first[:1])
    for period_of, how_many in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        kept.update(_newest_of_each(newest_first, period_of, how_many))
    return kept


def _newest_of_each(
    newest_first: list[datetime], period_of: Callable[[datetime], Period], how_many: int
) -> list[datetime]:
    newest: dict[Period, datetime] = {}
    for at in newest_first:
        newest.setdefault(period_of(at), at)
    return list(newest.values())[:how_many]


def _day(at: datetime) -> Period:
    return at.year, at.month, at.day


def _week(at: datetime) -> Period:
    year, week, _ = at.isocalendar()
    return year, week


def _month(at: datetime) -> Period:
    return at.year, at.month
