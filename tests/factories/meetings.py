"""Invented meetings around Corona, imported through the service as staff would."""

import json
from collections.abc import Sequence

from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.staff import Role
from iopdesk.services.directory_file import DirectoryFile
from iopdesk.services.meeting_import import ImportPreview, ImportRequest
from iopdesk.services.meeting_search import MeetingFilter, MeetingLine
from tests.clinic_for_tests import TestClinic

Row = dict[str, object]


def row(name: str, **more: object) -> Row:
    """One listed meeting: Monday at 7 AM in Corona unless told otherwise."""
    fields: Row = {
        "slug": name.lower().replace(" ", "-"),
        "name": name,
        "day": 1,
        "time": "07:00",
        "types": ["O"],
        "location": "Community Center",
        "formatted_address": "365 N Main St, Corona, CA 92880, USA",
        "latitude": 33.8792,
        "longitude": -117.5662,
    }
    return {**fields, **more}


ROWS: list[Row] = [
    row(
        "Sunrise",
        location="Grace Church",
        formatted_address="210 W Grand Blvd, Corona, CA 92882, USA",
        types=["O", "D"],
        latitude=33.8753,
        longitude=-117.5664,
    ),
    row("Clean & Serene", time="18:30", types=["O", "X"]),
    row(
        "Mujeres en Recuperación",
        day=2,
        time="12:00",
        location="Centro Corona",
        formatted_address="155 S Belle Ave, Corona, CA 92882, USA",
        types=["S", "W"],
        latitude=33.8721,
        longitude=-117.5697,
    ),
    row("Candlelight", day=3, time="20:30", types=["BE", "CAN"]),
    row("Step Sisters", day=4, time="19:00", types=["W", "ST"]),
    row(
        "Late Night",
        day=5,
        time="22:00",
        types=["O", "Y"],
        formatted_address="1028 E 6th St, Corona, CA 92879, USA",
        location="",
        conference_url="https://meet.example.org/j/5550148",
        conference_url_notes="Meeting ID 555 0148, password: hope",
        conference_phone="951-555-0148",
        latitude=33.876,
        longitude=-117.548,
    ),
    row("Vets in Recovery", day=6, time="09:00", latitude=33.881, longitude=-117.60),
    row("Rainbow Group", day=0, time="17:00", types=["LGBTQ", "SP"]),
]


def directory(
    data: bytes, fellowship: Fellowship = Fellowship.AA, source: str = "Inland AA"
) -> ImportRequest:
    """A request to import these bytes."""
    return ImportRequest(DirectoryFile("inland.json", data), fellowship, source)


def request(
    rows: Sequence[object],
    fellowship: Fellowship = Fellowship.AA,
    source: str = "Inland AA",
) -> ImportRequest:
    """A request to import these rows as a Meeting Guide file."""
    return directory(json.dumps(list(rows)).encode(), fellowship, source)


def import_rows(
    clinic: TestClinic,
    rows: Sequence[object] = ROWS,
    fellowship: Fellowship = Fellowship.AA,
    source: str = "Inland AA",
) -> ImportPreview:
    """Import these rows; lists may shrink."""
    return clinic.services(Role.COUNSELOR).meeting.import_directory(
        request(rows, fellowship, source), shrink_confirmed=True
    )


def meeting_named(clinic: TestClinic, name: str) -> MeetingLine:
    """The first listed meeting of that name."""
    lines = clinic.services().meeting.meetings(MeetingFilter(text=name)).lines
    return next(line for line in lines if line.name == name)
