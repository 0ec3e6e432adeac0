"""What every kind of duty counts from: the day, the rules, and who is in program."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import ATTENDED_VALUES
from iopdesk.domain.client import short_name
from iopdesk.domain.clinic_rules import ClinicRules
from iopdesk.domain.duty import Urgency
from iopdesk.domain.duty_rule import Deadline, Preset, preset_of
from iopdesk.services.rule_service import rules_of
from iopdesk.storage import group_queries
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.attendance_tables import AttendanceRow
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow
from iopdesk.storage.prepared_query import PreparedQuery

_CLOSED_SPAN = timedelta(days=92)

#: A client's own name, as Today is read over shoulders: the name to use where there is one.
FIRST_NAME = func.coalesce(func.nullif(ClientRow.name_to_use, ""), ClientRow.first_name)

_STAYS = (
    select(
        EpisodeRow.id,
        EpisodeRow.client_id,
        FIRST_NAME,
        ClientRow.last_name,
        EpisodeRow.counselor_id,
        EpisodeRow.admitted,
        EpisodeRow.planned_end,
        PlacementRow.starts,
        PlacementRow.level_of_care,
        PlacementRow.phase_name,
        PlacementRow.minutes_a_week,
        PlacementRow.days_a_week,
        PlacementRow.screens_a_week,
    )
    .join(ClientRow, ClientRow.id == EpisodeRow.client_id)
    .outerjoin(PlacementRow, (PlacementRow.episode_id == EpisodeRow.id) & (PlacementRow.void == 0))
    .where(
        EpisodeRow.discharged.is_(None),
        EpisodeRow.void == 0,
        EpisodeRow.admitted <= bindparam("day"),
    )
    .order_by(
        EpisodeRow.planned_end,
        ClientRow.sort_name,
        EpisodeRow.id,
        PlacementRow.starts,
        PlacementRow.id,
    )
)
_ALL_STAYS = PreparedQuery(_STAYS)
_STAYS_OF = PreparedQuery(
    _STAYS.where(EpisodeRow.client_id.in_(bindparam("client_ids", expanding=True)))
)


@dataclass(frozen=True)
class Held:
    """A placement: what holds from a day on."""

    starts: date
    level: str
    phase: str
    minutes: int
    days: int
    screens: int


@dataclass(frozen=True)
class OpenStay:
    """An open episode; `who` is first name and last initial."""

    client_id: uuid.UUID
    episode_id: uuid.UUID
    who: str
    counselor_id: uuid.UUID | None
    admitted: date
    planned_end: date
    placements: tuple[Held, ...]

    def held_on(self, day: date) -> Held | None:
        """The placement that holds on a day."""
        return next((held for held in reversed(self.placements) if held.starts <= day), None)


@dataclass(frozen=True)
class DutyFacts:
    """One moment of the clinic; `client_ids` None means everyone."""

    db: Session
    day: date
    zone: tzinfo | None
    rules: ClinicRules
    preset: Preset
    closed: Mapping[date, str]
    stays: tuple[OpenStay, ...]
    client_ids: Sequence[uuid.UUID] | None = None

    def urgency(self, term: Deadline) -> Urgency | None:
        """How soon; None while it is too early to say anything."""
        if self.day < term.warn:
            return None
        return Urgency.NOW if term.due < self.day else Urgency.SOON

    def treatment_days(self, client_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[date]]:
        """Days of attended sessions and kept appointments up to today, one entry a session."""
        found: dict[uuid.UUID, list[date]] = defaultdict(list)
        if not client_ids:
            return found
        first = min(s.admitted for s in self.stays if s.client_id in set(client_ids))
        sessions = select(AttendanceRow.client_id, AttendanceRow.day).where(
            AttendanceRow.client_id.in_(client_ids),
            AttendanceRow.day.between(first, self.day),
            AttendanceRow.mark.in_(ATTENDED_VALUES),
            AttendanceRow.void == 0,
        )
        kept = select(AppointmentRow.client_id, AppointmentRow.day).where(
            AppointmentRow.client_id.in_(client_ids),
            AppointmentRow.day.between(first, self.day),
            AppointmentRow.state == "kept",
            AppointmentRow.void == 0,
        )
        for query in (sessions, kept):
            for client_id, day in self.db.execute(query):
                found[client_id].append(day)
        return found


def duty_facts(
    db: Session, day: date, zone: tzinfo | None, client_ids: Sequence[uuid.UUID] | None = None
) -> DutyFacts:
    """Read them within the caller's transaction."""
    rules = rules_of(db)
    return DutyFacts(
        db=db,
        day=day,
        zone=zone,
        rules=rules,
        preset=preset_of(rules),
        closed=group_queries.closed_days(db, day - _CLOSED_SPAN, day + _CLOSED_SPAN),
        stays=open_stays(db, day, client_ids),
        client_ids=client_ids,
    )


def open_stays(
    db: Session, day: date, client_ids: Sequence[uuid.UUID] | None = None
) -> tuple[OpenStay, ...]:
    """Open episodes that have begun by `day`, the earliest planned end first."""
    if client_ids is None:
        rows = _ALL_STAYS.rows(db, day=day)
    else:
        rows = _STAYS_OF.rows(db, day=day, client_ids=list(client_ids))
    heads: dict[uuid.UUID, tuple[uuid.UUID, str, uuid.UUID | None, date, date]] = {}
    held: dict[uuid.UUID, list[Held]] = defaultdict(list)
    for episode, client_id, first, last, counselor, admitted, end, starts, *more in rows:
        heads[episode] = (client_id, short_name(first, last), counselor, admitted, end)
        if starts is not None:
            held[episode].append(Held(starts, *more))
    return tuple(
        OpenStay(client_id, episode, who, counselor, admitted, end, tuple(held[episode]))
        for episode, (client_id, who, counselor, admitted, end) in heads.items()
    )
