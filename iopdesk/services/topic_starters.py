"""Lists of topics that the program brings, in its own words: resources/topic_rotations.json."""

import json
from dataclasses import dataclass
from functools import cache

from iopdesk.domain.problems import NotFound
from iopdesk.domain.resources import resource_path
from iopdesk.domain.topic_rotation import TopicDraft


@dataclass(frozen=True)
class TopicStarter:
    """A list of topics to begin a group's rotation with, named in both languages."""

    code: str
    name: str
    spanish_name: str
    topics: tuple[TopicDraft, ...]


@cache
def topic_starters() -> tuple[TopicStarter, ...]:
    """All lists, in the order of the file."""
    read = json.loads(resource_path("topic_rotations.json").read_text(encoding="utf-8"))
    return tuple(
        TopicStarter(
            each["code"],
            each["en"],
            each["es"],
            tuple(TopicDraft(topic["en"], topic["es"]) for topic in each["topics"]),
        )
        for each in read["rotations"]
    )


def starter(code: str) -> TopicStarter:
    """One list by its code."""
    for each in topic_starters():
        if each.code == code:
            return each
    raise NotFound("This list of topics is not there.", "Choose another one.")
