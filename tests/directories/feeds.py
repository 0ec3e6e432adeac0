"""Small directory files of our own, made in the shapes that real ones come in."""

import json

from iopdesk.directories.directory_setting import DirectorySetting
from iopdesk.directories.read_directory import read_directory
from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting import Meeting, ReadDirectory

AA = DirectorySetting(Fellowship.AA)
SUNRISE: dict[str, object] = {
    "slug": "sunrise",
    "name": "Sunrise",
    "day": 1,
    "time": "07:00",
    "types": ["O", "D"],
    "location": "Grace Church",
    "formatted_address": "210 W Grand Blvd, Corona, CA 92882, USA",
    "latitude": 33.8753,
    "longitude": -117.5664,
}


def guide(*rows: object, **more: object) -> bytes:
    """A Meeting Guide file of these rows; `more` changes one row made from Sunrise."""
    return json.dumps(list(rows) or [{**SUNRISE, **more}]).encode()


def read(
    data: bytes | str, name: str = "x.json", fellowship: Fellowship = Fellowship.AA
) -> ReadDirectory:
    """What reading `data` gives."""
    raw = data.encode() if isinstance(data, str) else data
    return read_directory(raw, name, DirectorySetting(fellowship))


def row(fellowship: Fellowship = Fellowship.AA, /, **fields: object) -> ReadDirectory:
    """What a file gives with Sunrise changed by `fields`; None takes a field away."""
    changed = {key: value for key, value in {**SUNRISE, **fields}.items() if value is not ...}
    return read(json.dumps([changed]), fellowship=fellowship)


def only(result: ReadDirectory) -> Meeting:
    """The one meeting of a file, which must have been read."""
    assert not result.not_read
    (meeting,) = result.meetings
    return meeting


def told(result: ReadDirectory) -> set[tuple[str, str]]:
    """What was noted: field and how it was read."""
    return {(note.field, note.read_as) for note in result.noted}
