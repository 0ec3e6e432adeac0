"""Six dimensions of a client's needs, rated on a day by one edition of the ASAM Criteria.

Only names and numbers of the criteria are here; what a rating means is written in own notes.
Dimensions of the two editions do not mean the same, so that a rating never crosses over.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from uuid import UUID

from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.resources import resource_path
from iopdesk.domain.wording import later

TRADEMARK = later(
    "The ASAM Criteria is a registered trademark of the American Society of Addiction Medicine. "
    "IOP Desk is not affiliated with or endorsed by ASAM. The clinician determines the level of "
    "care."
)
SCALE = {
    "0": later("None or stable"),
    "1": later("Mild"),
    "2": later("Moderate"),
    "3": later("Serious"),
    "4": later("Very severe or immediate danger"),
}
OCCASIONS = {
    "admission": later("Admission"),
    "review": later("Review"),
    "change": later("Change of level"),
    "discharge": later("Discharge"),
}
EDITIONS = {"3": later("3rd edition (2013)"), "4": later("4th edition (2023)")}
LONGEST_NOTE = 2000
LONGEST_RATING = 12


@dataclass(frozen=True)
class Dimension:
    """A dimension, or one of its parts in the 4th edition; some are described, not rated."""

    key: str
    names: Mapping[str, str]
    parents: Mapping[str, str]
    is_rated: bool


@dataclass(frozen=True)
class Edition:
    """What one edition rates, and its levels of care by number."""

    number: str
    dimensions: tuple[Dimension, ...]
    levels: Mapping[str, Mapping[str, str]]

    @property
    def has_scale(self) -> bool:
        """Whether ratings are 0 to 4; the 4th edition's differ by part and are written as given."""
        return self.number == "3"


@dataclass(frozen=True)
class Rating:
    """One dimension: its rating, and the least level it points to where the edition says one."""

    rating: str = ""
    minimum_level: str = ""
    note: str = ""


@dataclass(frozen=True)
class AssessmentDraft:
    """An assessment as it is written; `ratings` by the dimension's key."""

    day: date | None = None
    edition: str = "3"
    occasion: str = "review"
    ratings: Mapping[str, Rating] = field(default_factory=dict)
    level_indicated: str = ""
    level_offered: str = ""
    level_accepted: str = ""
    reason_level_differs: str = ""
    note: str = ""

    @property
    def levels_differ(self) -> bool:
        """Whether a reason is needed: not all three levels that are given are the same."""
        given = {self.level_indicated, self.level_offered, self.level_accepted} - {""}
        return len(given) > 1

    def problems(self, today: date) -> list[FieldProblem]:
        """Everything that keeps it from being saved."""
        edition = editions().get(self.edition)
        if edition is None or self.occasion not in OCCASIONS:
            return [FieldProblem("edition", "Choose the edition it is rated by.")]
        found = []
        if self.day is None:
            found.append(FieldProblem("day", "Set the day."))
        elif self.day > today:
            found.append(FieldProblem("day", "This day has not come yet."))
        known = {each.key: each for each in edition.dimensions}
        for key, one in self.ratings.items():
            if key not in known or (one.rating and not known[key].is_rated):
                found.append(FieldProblem(key, "This edition has no such rating."))
            elif one.rating and edition.has_scale and one.rating not in SCALE:
                found.append(FieldProblem(key, "Ratings go from 0 to 4."))
            elif len(one.rating) > LONGEST_RATING or len(one.note) > LONGEST_NOTE:
                found.append(FieldProblem(key, "This is too long for the field."))
        levels = ("level_indicated", "level_offered", "level_accepted")
        found += [
            FieldProblem(name, "This edition has no such level.")
            for name in levels
            if getattr(self, name) and getattr(self, name) not in edition.levels
        ]
        return found

    def open_points(self) -> list[FieldProblem]:
        """What is missing before it can be signed."""
        edition = editions()[self.edition]
        found = [
            FieldProblem(each.key, "Rate this dimension.")
            for each in edition.dimensions
            if each.is_rated and not self.ratings.get(each.key, Rating()).rating
        ]
        if not self.level_indicated:
            found.append(FieldProblem("level_indicated", "Choose the level indicated."))
        if not self.level_offered:
            found.append(FieldProblem("level_offered", "Choose the level offered."))
        if not self.level_accepted:
            found.append(FieldProblem("level_accepted", "Choose the level accepted."))
        if self.levels_differ and not self.reason_level_differs:
            found.append(FieldProblem("reason_level_differs", "Say why the levels differ."))
        return found


@dataclass(frozen=True)
class DimensionAssessment:
    """A stored one; signed ones are fixed."""

    assessment_id: UUID
    draft: AssessmentDraft
    assessor: str
    signed_at: datetime | None
    signed_by: str

    @property
    def is_signed(self) -> bool:
        """Whether it is fixed."""
        return self.signed_at is not None


def highest(one: DimensionAssessment) -> int | None:
    """The highest rating of a 0-to-4 edition, never an average; None of the 4th edition."""
    if not editions()[one.draft.edition].has_scale:
        return None
    ratings = [each.rating for each in one.draft.ratings.values()]
    return max((int(each) for each in ratings if each in SCALE), default=None)


@cache
def editions() -> Mapping[str, Edition]:
    """Both editions by number."""
    data = json.loads(resource_path("six_dimensions.json").read_text(encoding="utf-8"))
    return {
        each["edition"]: Edition(
            each["edition"],
            tuple(
                Dimension(one["id"], one["name"], one.get("of", {}), one["rated"])
                for one in each["dimensions"]
            ),
            {one["id"]: one["name"] for one in each["levels"]},
        )
        for each in data["editions"]
    }
