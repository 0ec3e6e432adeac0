"""What the first page of a chart shows, gathered in one go."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import AttendanceStrip
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.support import SupportPerson
from iopdesk.domain.week import WeekDose, monday_of
from iopdesk.domain.wording import Wording
from iopdesk.services.attendance_service import AttendanceService
from iopdesk.services.client_queries import stays_of
from iopdesk.services.client_records import Stay
from iopdesk.services.history_service import HistoryLine, HistoryService
from iopdesk.services.plan_service import PlanService, PlanSummary
from iopdesk.services.support_service import SupportService
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow
from iopdesk.storage.meeting_tables import (
    MeetingAttendanceRow,
    MeetingReferralRow,
    MeetingRequirementRow,
)
from iopdesk.storage.store import Store

LATEST_LINES = 6


@dataclass(frozen=True)
class MeetingWeek:
    """Meetings gone to this week against those asked for, and how many the client was given."""

    attended: int
    asked: int
    referred: int


@dataclass(frozen=True)
class Overview:
    """The cards of a chart's first page; `plan` is None where there is none or it may not be seen.

    `stay` and `dose` are None for a client who is not in program.
    """

    strip: AttendanceStrip
    stay: Stay | None
    dose: WeekDose | None
    meetings: MeetingWeek
    plan: PlanSummary | None
    may_see_plan: bool
    people: tuple[SupportPerson, ...]
    latest: tuple[HistoryLine, ...]


class OverviewService:
    """Asks the services of each area for their few facts about one client."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in
        self._attendance = AttendanceService(store, signed_in)
        self._plan = PlanService(store, signed_in)
        self._support = SupportService(store, signed_in)
        self._history = HistoryService(store, signed_in)

    def overview(self, client_id: UUID, words: Wording) -> Overview:
        """All cards at once, in the reader's language."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        may_see_plan = self._signed_in.may(Right.VIEW_CLINICAL)
        today = self._store.clock.today()
        with self._store.read() as db:
            stay = stays_of(db, [client_id], today).get(client_id)
            meetings = _meeting_week(db, client_id, today)
        return Overview(
            strip=self._attendance.strip(client_id),
            stay=stay,
            dose=self._attendance.week_dose(client_id) if stay else None,
            meetings=meetings,
            plan=self._plan.summary(client_id) if may_see_plan else None,
            may_see_plan=may_see_plan,
            people=self._support.people(client_id),
            latest=self._history.latest(client_id, words, LATEST_LINES),
        )


def _meeting_week(db: Session, client_id: UUID, today: date) -> MeetingWeek:
    monday = monday_of(today)
    attended = db.execute(
        select(func.count()).where(
            MeetingAttendanceRow.client_id == client_id,
            MeetingAttendanceRow.day.between(monday, monday + timedelta(days=6)),
            MeetingAttendanceRow.void == 0,
        )
    ).scalar_one()
    referred = db.execute(
        select(func.count()).where(
            MeetingReferralRow.client_id == client_id,
            MeetingReferralRow.void == 0,
            MeetingReferralRow.starts <= today,
            MeetingReferralRow.ends.is_(None) | (MeetingReferralRow.ends >= today),
        )
    ).scalar_one()
    return MeetingWeek(attended, _meetings_asked(db, client_id, today), referred)


def _meetings_asked(db: Session, client_id: UUID, today: date) -> int:
    required = db.execute(
        select(MeetingRequirementRow.a_week)
        .where(
            MeetingRequirementRow.client_id == client_id,
            MeetingRequirementRow.void == 0,
            MeetingRequirementRow.starts <= today,
            MeetingRequirementRow.ends.is_(None) | (MeetingRequirementRow.ends >= today),
        )
        .order_by(MeetingRequirementRow.starts.desc())
        .limit(1)
    ).scalar()
    if required is not None:
        return required
    placed = db.execute(
        select(PlacementRow.meetings_a_week)
        .join(EpisodeRow, EpisodeRow.id == PlacementRow.episode_id)
        .where(
            PlacementRow.client_id == client_id,
            PlacementRow.void == 0,
            PlacementRow.starts <= today,
            EpisodeRow.discharged.is_(None),
        )
        .order_by(PlacementRow.starts.desc())
        .limit(1)
    ).scalar()
    return placed or 0
