"""Groups that an admission can offer: open, with a free place, for no population of its own."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from iopdesk.domain.week import WeekBlock
from iopdesk.storage import group_queries
from iopdesk.storage.group_tables import TreatmentGroupRow


@dataclass(frozen=True)
class GroupOffer:
    """A group with places left; `track` is empty where it suits everyone."""

    group_id: UUID
    title: str
    track: str
    stage: str
    weekly: tuple[WeekBlock, ...]
    places_left: int

    @property
    def minutes_a_week(self) -> int:
        """What its weekly times come to."""
        return sum(block.minutes for block in self.weekly)


def groups_with_places(db: Session, today: date) -> tuple[GroupOffer, ...]:
    """By name. Groups for one population are joined by the client's own wish, not offered here."""
    rows = db.execute(
        select(
            TreatmentGroupRow.id,
            group_queries.NEUTRAL_TITLE.label("title"),
            TreatmentGroupRow.track,
            TreatmentGroupRow.stage,
            TreatmentGroupRow.capacity,
        )
        .where(
            TreatmentGroupRow.void == 0,
            TreatmentGroupRow.is_open,
            TreatmentGroupRow.population == "",
            or_(TreatmentGroupRow.ended.is_(None), TreatmentGroupRow.ended >= today),
        )
        .order_by(TreatmentGroupRow.name)
    ).all()
    taken = Counter(place.group_id for place in group_queries.places(db, today, date.max))
    slots = group_queries.slots(db, today, None)
    offers = [
        GroupOffer(
            row.id,
            row.title,
            row.track,
            row.stage,
            tuple(slot.block("") for slot in slots if slot.group_id == row.id),
            row.capacity - taken[row.id],
        )
        for row in rows
    ]
    return tuple(offer for offer in offers if offer.places_left > 0 and offer.weekly)
