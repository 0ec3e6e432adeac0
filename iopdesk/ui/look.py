"""Theme, text size and language of this computer's user, and who is idle for how long."""

from dataclasses import dataclass

from iopdesk.domain.language import Language
from iopdesk.ui.settings import screen_settings
from iopdesk.ui.theme import LARGEST_SCALE, SMALLEST_SCALE, Theme, system_theme

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
        """The theme to apply."""
        name = system_theme() if self.theme == SYSTEM else self.theme
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
