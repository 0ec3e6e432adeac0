"""The language of the screens: set once at start, the same for every window of the process."""

from iopdesk.domain.language import Language
from iopdesk.domain.wording import Wording


class _Screen:
    """The wording in force."""

    wording = Wording(Language.ENGLISH)


def set_language(language: str) -> None:
    """Every screen built from now on speaks `language`."""
    _Screen.wording = Wording(language)


def screen_wording() -> Wording:
    """Dates, times and plurals as the screen's reader writes them."""
    return _Screen.wording


def _(text: str, **values: object) -> str:
    """`text` in the screen's language, with its {names} filled in."""
    return _Screen.wording(text, **values)


def ngettext_(one: str, many: str, n: int, **values: object) -> str:
    """The form of the text that fits `n` in the screen's language; {n} is filled in."""
    return _Screen.wording.plural(one, many, n, **values)
