"""Invented meeting directories for the demo clinic, as the files that its importer reads."""

import json
import random
from datetime import date

from iopdesk.domain.fellowship import Fellowship
from iopdesk.services.demo_people import demo_words
from iopdesk.services.directory_file import DirectoryFile
from iopdesk.services.meeting_import import ImportRequest

ZONE = "America/Los_Angeles"
_CENTRE = (33.8753, -117.5664)
# a code means something only inside its fellowship
_KINDS = {
    Fellowship.AA: ("D", "B", "ST", "SP", "BE", "MED", "CAN", "LIT"),
    Fellowship.NA: ("DISC", "BT", "STEP", "SPK", "BEG", "MED", "CAN", "LIT"),
}
_SPANISH = {Fellowship.AA: "S", Fellowship.NA: "ES"}
_RAINBOW = {Fellowship.AA: "LGBTQ", Fellowship.NA: "GL"}


def demo_directories(chance: random.Random, day: date) -> tuple[ImportRequest, ...]:
    """An AA and an NA list of the invented neighbourhood."""
    return (
        _request(chance, day, Fellowship.AA, "Inland intergroup (invented)", 160),
        _request(chance, day, Fellowship.NA, "Inland area NA (invented)", 70),
    )


def _request(
    chance: random.Random, day: date, fellowship: Fellowship, source: str, count: int
) -> ImportRequest:
    rows = [_row(chance, fellowship, number) for number in range(count)]
    data = json.dumps(rows, ensure_ascii=False).encode()
    file = DirectoryFile(f"{fellowship.lower()}-meetings.json", data, day)
    return ImportRequest(file, fellowship, source, ZONE)


def _row(chance: random.Random, fellowship: Fellowship, number: int) -> dict[str, object]:
    words = demo_words()
    name = chance.choice(words["meeting_names"])
    place, street = chance.choice(words["places"])
    hour = chance.choice((6, 7, 8, 9, 12, 12, 16, 17, 18, 18, 19, 19, 19, 20, 20, 21, 22))
    minute = chance.choice((0, 0, 0, 30))
    row: dict[str, object] = {
        "slug": f"invented-{number}",
        "name": name,
        "day": chance.randrange(7),
        "time": f"{hour:02}:{minute:02}",
        "end_time": f"{(hour + 1) % 24:02}:{minute:02}",
        "timezone": ZONE,
        "types": _types(chance, fellowship, name),
        "location": place,
        "formatted_address": f"{street}, Corona, CA 92882, USA",
        "latitude": round(_CENTRE[0] + chance.gauss(0, 0.03), 5),
        "longitude": round(_CENTRE[1] + chance.gauss(0, 0.035), 5),
        "region": "Corona",
        "approximate": "no",
    }
    if chance.random() < 0.15:
        row["conference_url"] = f"https://zoom.us/j/555{number:07}"
        row["conference_url_notes"] = "Password: serenity"
    return row


def _types(chance: random.Random, fellowship: Fellowship, name: str) -> list[str]:
    types = [chance.choice(("O", "O", "C")), chance.choice(_KINDS[fellowship])]
    if name.startswith(("Mujeres", "Un Día", "Nueva", "Grupo")):
        types.append(_SPANISH[fellowship])
    if "Sisters" in name or "Mujeres" in name:
        types.append("W")
    if name.startswith("Men of"):
        types.append("M")
    if "Rainbow" in name:
        types.append(_RAINBOW[fellowship])
    if chance.random() < 0.5:
        types.append("X")
    return types
