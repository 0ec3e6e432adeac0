"""A meeting as a person types it: one of the clinic's own, or a listed one put right."""

import re
from dataclasses import dataclass, replace
from datetime import time
from urllib.parse import urlsplit

from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting import DEFAULT_MINUTES, LONGEST_MINUTES
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.wording import later

LONGEST_NAME = 120
LONGEST_PLACE = 160
LONGEST_LINK = 500
LONGEST_NOTE = 2000
SHORTEST_MINUTES = 5
_BARE_LINK = re.compile(r"(?:[\w-]+\.)+[a-zA-Z]{2,}(?::\d+)?(?:[/?#]\S*)?")


@dataclass(frozen=True)
class MeetingDraft:
    """What the form holds; day and start are both None for a meeting by appointment."""

    name: str = ""
    fellowship: Fellowship = Fellowship.AA
    day: int | None = None
    start: time | None = None
    minutes: int | None = DEFAULT_MINUTES
    place: str = ""
    address: str = ""
    city: str = ""
    link: str = ""
    phone: str = ""
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    notes: str = ""
    place_notes: str = ""

    def tidied(self) -> "MeetingDraft":
        """Without blanks at the ends, and with a link one can open."""
        link = self.link.strip()
        if _BARE_LINK.fullmatch(link):
            link = f"https://{link}"
        return replace(
            self,
            name=_one_line(self.name),
            place=_one_line(self.place),
            address=_one_line(self.address),
            city=_one_line(self.city),
            phone=_one_line(self.phone),
            link=link,
            notes=self.notes.strip(),
            place_notes=self.place_notes.strip(),
        )

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps it from being saved."""
        found = []
        if not self.name.strip():
            found.append(FieldProblem("name", later("Give the meeting a name.")))
        if (self.day is None) != (self.start is None):
            field = "day" if self.day is None else "start"
            found.append(
                FieldProblem(field, later("Give both day and time, or neither: by appointment."))
            )
        if self.minutes is None or not SHORTEST_MINUTES <= self.minutes <= LONGEST_MINUTES:
            found.append(FieldProblem("minutes", later("Give 5 to 360 minutes.")))
        if not any(text.strip() for text in (self.place, self.address, self.link, self.phone)):
            found.append(
                FieldProblem("place", later("Say where it is: a place, a link, or a phone number."))
            )
        if self.link.strip() and not _is_web(self.tidied().link):
            found.append(FieldProblem("link", later("Only web addresses can be opened.")))
        return found


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _is_web(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme.lower() in {"http", "https"} and bool(parts.hostname) and " " not in link
