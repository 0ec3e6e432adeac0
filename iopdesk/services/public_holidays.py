"""Public holidays of a year in the United States and its states, from the `holidays` library."""

from datetime import date

_LONGEST_WORDS = 80


def federal_holidays(year: int) -> dict[date, str]:
    """The days on which nearly everything is closed, with their English names, in order."""
    return _holidays(year, None)


def state_holidays(year: int, state: str) -> dict[date, str]:
    """What a state keeps beside the federal holidays; {} for a state that is not known."""
    federal = federal_holidays(year)
    return {day: name for day, name in _holidays(year, state).items() if day not in federal}


def _holidays(year: int, state: str | None) -> dict[date, str]:
    # imported late: the library is large and needed once a year
    import holidays  # noqa: PLC0415

    known = holidays.list_supported_countries()["US"]
    subdiv = state if state in known else None
    found = holidays.country_holidays("US", subdiv=subdiv, years=year, language="en_US")
    return {day: found[day][:_LONGEST_WORDS] for day in sorted(found) if day.year == year}
