"""Theme, text size and language of this computer's user, and who is idle for how long."""

from dataclasses import dataclass

from iopdesk.domain.language import Language
from iopdesk.ui.settings import screen_settings
from iopdesk.ui.theme import LARGEST_SCALE, SMALLEST_SCALE, Theme

SHORTEST_IDLE, USUAL_IDLE, LONGEST_IDLE = 2, 10, 15
SYSTEM = "system"


@dataclass(frozen=True)
class Look:
    """What the user chose; `theme` "system" follows the computer; idle minutes 2 to 15."""

    theme: str = SYSTEM
    text_percent: int = 100
    language: str = Language.ENGLISH
    idle_minutes: int = USUAL_IDLE

    def made(self) -> Theme:
        """The theme to apply; the system's wish is the one last seen (`remember_system`)."""
        name = self.theme
        if name == SYSTEM:
            name = screen_settings().text("look/system", "light")
        return Theme(name, self.text_percent / 100)


def chosen_look() -> Look:
    """The look kept on this computer; what is out of bounds is brought back in."""
    settings = screen_settings()
    language = settings.text("look/language", Language.ENGLISH)
    percent = settings.number("look/text", 100)
    idle = settings.number("look/idle", USUAL_IDLE)
    return Look(
        settings.text("look/theme", SYSTEM),
        round(min(max(percent, SMALLEST_SCALE * 100), LARGEST_SCALE * 100)),
        language if language in list(Language) else Language.ENGLISH,
        round(min(max(idle, SHORTEST_IDLE), LONGEST_IDLE)),
    )


def keep_look(look: Look) -> None:
    """Use this look from now on, once the windows are built again."""
    settings = screen_settings()
    settings.keep("look/theme", look.theme)
    settings.keep("look/text", str(look.text_percent))
    settings.keep("look/language", look.language)
    settings.keep("look/idle", str(look.idle_minutes))
    settings.sync()


def remember_system(theme: str) -> bool:
    """Keep what the computer asks for; whether that is another look than the one last seen.

    Asking Qt for it loads every enum of Qt, so it is not done before the first paint.
    """
    settings = screen_settings()
    before = settings.text("look/system", "light")
    settings.keep("look/system", theme)
    return theme != before and settings.text("look/theme", SYSTEM) == SYSTEM
