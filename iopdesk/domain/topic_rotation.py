"""The topics of a group in turn: what comes next, and what each client covered or missed."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from iopdesk.domain.problems import FieldProblem

LONGEST_TITLE = 120


@dataclass(frozen=True)
class TopicDraft:
    """A topic as a person types it; the Spanish title may stay empty."""

    title: str
    spanish_title: str = ""

    def problems(self) -> list[FieldProblem]:
        """All that is wrong, field by field."""
        found = []
        if not self.title.strip():
            found.append(FieldProblem("title", "Give the topic a title."))
        for name in ("title", "spanish_title"):
            if len(getattr(self, name)) > LONGEST_TITLE:
                found.append(FieldProblem(name, "Keep the title under 120 letters."))
        return found


@dataclass(frozen=True)
class Topic:
    """A topic of a group's rotation; `last_held` and `next_day` where they are known."""

    id: uuid.UUID
    draft: TopicDraft
    last_held: date | None = None
    next_day: date | None = None

    @property
    def title(self) -> str:
        """What staff call it."""
        return self.draft.title


class Covered(StrEnum):
    """How a client stands with a topic."""

    COVERED = "covered"
    MISSED = "missed"
    NOT_YET = "not_yet"


@dataclass(frozen=True)
class ClientTopics:
    """One client's line of the grid; `states` in the order of the topics.

    `make_up` is the day on which the first missed topic comes again, where one is planned.
    """

    client_id: uuid.UUID
    name: str
    states: tuple[Covered, ...]
    make_up: date | None = None

    @property
    def covered(self) -> int:
        """How many topics the client covered."""
        return sum(1 for state in self.states if state is Covered.COVERED)


@dataclass(frozen=True)
class TopicGrid:
    """A group's topics, and its clients' standing with each."""

    topics: tuple[Topic, ...]
    clients: tuple[ClientTopics, ...]


def next_topics(
    rotation: Sequence[uuid.UUID], held: Sequence[uuid.UUID | None], count: int
) -> list[uuid.UUID]:
    """The topics proposed for the next `count` sessions; [] where the group has none.

    `held` are the topics of sessions held so far, oldest first: the proposal follows the last one
    that is still in the rotation, and starts over after the end. Sessions that were called off are
    not held, so that their topic comes next.
    """
    if not rotation:
        return []
    last = next((each for each in reversed(held) if each in rotation), None)
    first = 0 if last is None else rotation.index(last) + 1
    return [rotation[(first + at) % len(rotation)] for at in range(count)]


def standing(attended: bool | None) -> Covered:
    """From whether a client attended any session of a topic; None where none was expected."""
    if attended is None:
        return Covered.NOT_YET
    return Covered.COVERED if attended else Covered.MISSED


def make_up_day(
    states: Mapping[uuid.UUID, Covered], coming: Sequence[tuple[date, uuid.UUID]]
) -> date | None:
    """The first coming session whose topic the client missed."""
    return next((day for day, topic in coming if states.get(topic) is Covered.MISSED), None)
