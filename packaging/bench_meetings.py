"""Fifty thousand invented meetings for the bench, and how fast filters find among them."""

import itertools
import random
import uuid
from datetime import time
from typing import Any

from bench_figures import Figures
from iopdesk.domain.distance import Point
from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting_need import MeetingNeed
from iopdesk.services.meeting_search import MeetingFilter
from iopdesk.storage.meeting_tables import DirectoryRow, MeetingRow
from iopdesk.storage.store import Store

MEETINGS = 50_000
_AN_ENTRY = 500
_HOME = Point(33.8753, -117.5664)
_NAMES = (
    *("Sunrise", "Serenity", "Hope", "Noon", "Step", "Mujeres"),
    *("Nueva", "Vida", "Sisters", "Friday", "Rainbow", "Freedom"),
)
_TOWNS = (
    *("Corona", "Riverside", "Norco", "Ontario", "Chino"),
    *("Pomona", "Fontana", "Rialto", "Colton", "Redlands"),
)


def fill_meetings(store: Store, by: uuid.UUID, count: int = MEETINGS) -> None:
    """One directory of so many meetings, written through the bulk writer."""
    chance = random.Random(1)
    directory = store.new_id()
    facts = {
        "id": directory,
        "source": "Bench",
        "fellowship": Fellowship.AA.value,
        "file_kind": "meeting-guide-json",
        "imported_at": store.clock.now(),
    }
    with store.bulk(by) as writer:
        writer.entry("directory.import", create={DirectoryRow: [facts]})
        for first in range(0, count, _AN_ENTRY):
            numbers = range(first, min(first + _AN_ENTRY, count))
            rows = [_row(chance, store, directory, number) for number in numbers]
            writer.entry("meeting.import", create={MeetingRow: rows})


def _row(chance: random.Random, store: Store, directory: uuid.UUID, number: int) -> dict[str, Any]:
    town = chance.choice(_TOWNS)
    return {
        "id": store.new_id(),
        "directory_id": directory,
        "source_key": f"bench-{number}",
        "fellowship": Fellowship.AA.value,
        "name": " ".join(chance.sample(_NAMES, 3)),
        "weekday": chance.randrange(7),
        "start": time(chance.randrange(6, 23), chance.choice((0, 30))),
        "minutes": 60,
        "mode": "in_person",
        "place": f"{chance.choice(_NAMES)} Hall",
        "address": f"{chance.randrange(9999)} Main St, {town}, CA 92{chance.randrange(500, 600)}",
        "city": town,
        "latitude_e6": round((_HOME.latitude + chance.gauss(0, 0.3)) * 1_000_000),
        "longitude_e6": round((_HOME.longitude + chance.gauss(0, 0.3)) * 1_000_000),
        "kinds": ",".join(chance.sample(("O", "D", "B", "ST", "SP", "BE", "W", "M", "X"), 3)),
        "languages": chance.choice(("", "", "es")),
    }


def measure_filters(services: Any, figures: Figures, size: int) -> None:
    """Filters as the screen asks them, each of them in turn; the first call reads all meetings."""
    find = services.meeting.meetings
    wanted = [
        MeetingFilter(limit=1000, days=frozenset({2})),
        MeetingFilter(limit=1000, text="mujeres cor"),
        MeetingFilter(limit=1000, near=_HOME, within_miles=3.0),
        MeetingFilter(
            limit=1000, needs=frozenset({MeetingNeed.WOMEN}), languages=frozenset({"es"})
        ),
    ]
    find(wanted[0])
    turn = itertools.cycle(wanted)
    figures.in_turn("meetings.filter", size, 100, lambda: find(next(turn)), None)
