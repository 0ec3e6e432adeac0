"""Public holidays in a reader's language; other reasons to be closed stay as they were typed."""

from iopdesk.domain.wording import Wording, later

# As the holidays library names them: what is stored for a closed day.
HOLIDAYS = frozenset(
    {
        later("New Year's Day"),
        later("Martin Luther King Jr. Day"),
        later("Washington's Birthday"),
        later("Washington's and Lincoln's Birthday"),
        later("Presidents' Day"),
        later("Susan B. Anthony Day"),
        later("Cesar Chavez Day"),
        later("Memorial Day"),
        later("Juneteenth National Independence Day"),
        later("Independence Day"),
        later("Labor Day"),
        later("Columbus Day"),
        later("Diwali"),
        later("Veterans Day"),
        later("Thanksgiving Day"),
        later("Day After Thanksgiving"),
        later("Christmas Day"),
    }
)
_OBSERVED = " (observed)"


def closed_words(reason: str, words: Wording) -> str:
    """Why the clinic is closed, for this reader."""
    return "; ".join(_one(name, words) for name in reason.split("; "))


def _one(name: str, words: Wording) -> str:
    holiday = name.removesuffix(_OBSERVED)
    if holiday not in HOLIDAYS:
        return name
    told = words.as_written(holiday)
    return words("{holiday} (observed)", holiday=told) if holiday != name else told
