"""The time as the program sees it, so that tests and the demo can set it."""

from datetime import date, datetime, timedelta, tzinfo
from typing import Protocol


class Clock(Protocol):
    """Tells the clinic's local time."""

    def now(self) -> datetime:
        """The present instant, aware, in the clinic's zone."""
        ...

    def today(self) -> date:
        """The clinic's day."""
        ...


class SystemClock:
    """The computer's clock, in `zone` or the computer's own zone."""

    def __init__(self, zone: tzinfo | None = None) -> None:
        self._zone = zone

    def now(self) -> datetime:
        """The present instant, aware."""
        return datetime.now().astimezone(self._zone)

    def today(self) -> date:
        """The local day."""
        return self.now().date()


class FixedClock:
    """A clock that stands still until it is set."""

    def __init__(self, at: datetime) -> None:
        if at.tzinfo is None:
            raise ValueError("a clock needs an aware time")
        self._at = at

    def now(self) -> datetime:
        """The instant it was set to."""
        return self._at

    def today(self) -> date:
        """The day it was set to."""
        return self._at.date()

    def set(self, at: datetime) -> None:
        """Stand at another instant."""
        self._at = at

    def advance(self, by: timedelta) -> None:
        """Move on by `by`."""
        self._at += by
