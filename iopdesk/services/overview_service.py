"""What the first page of a chart shows, gathered in one go."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, FromClause, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import AttendanceStrip
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.support import SupportPerson
from iopdesk.domain.week import WeekDose, monday_of, sunday_of
from iopdesk.domain.wording import Wording
from iopdesk.services.attendance_strip import strip_and_dose
from iopdesk.services.client_queries import stay_of
from iopdesk.services.client_records import Stay
from iopdesk.services.history_service import HistoryLine, HistoryService
from iopdesk.services.plan_service import PlanService, PlanSummary
from iopdesk.services.support_service import people_of
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow
from iopdesk.storage.meeting_tables import (
    MeetingAttendanceRow,
    MeetingReferralRow,
    MeetingRequirementRow,
)
from iopdesk.storage.prepared_query import PreparedQuery
from iopdesk.storage.row_limit import FROM_START, ONE
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
        self._plan = PlanService(store, signed_in)
        self._history = HistoryService(store, signed_in)

    def overview(self, client_id: UUID, words: Wording) -> Overview:
        """All cards at once, in the reader's language."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        may_see_plan = self._signed_in.may(Right.VIEW_CLINICAL)
        today = self._store.clock.today()
        with self._store.read() as db:
            stay = stay_of(db, client_id, today)
            meetings = _meeting_week(db, client_id, today)
            strip, dose = strip_and_dose(
                db, client_id, today, is_clinical=self._signed_in.may(Right.VIEW_CLINICAL)
            )
            people = people_of(db, client_id)
            latest = self._history.latest_in(db, client_id, words, LATEST_LINES)
            plan = self._plan.summary_in(db, client_id) if may_see_plan else None
        return Overview(
            strip=strip,
            stay=stay,
            dose=dose if stay else None,
            meetings=meetings,
            plan=plan,
            may_see_plan=may_see_plan,
            people=people,
            latest=latest,
        )


_attended, _referred = MeetingAttendanceRow.__table__, MeetingReferralRow.__table__
_required = MeetingRequirementRow.__table__
_placement, _episode = PlacementRow.__table__, EpisodeRow.__table__
_CLIENT: BindParameter[UUID] = bindparam("client_id")
_TODAY: BindParameter[date] = bindparam("today")


def _holds_today(table: FromClause) -> ColumnElement[bool]:
    return and_(
        table.c.client_id == _CLIENT,
        table.c.void == 0,
        table.c.starts <= _TODAY,
        or_(table.c.ends.is_(None), table.c.ends >= _TODAY),
    )


# made once, one statement for the whole card
_MEETING_WEEK = PreparedQuery(
    select(
        select(func.count())
        .where(
            _attended.c.client_id == _CLIENT,
            _attended.c.day.between(bindparam("monday"), bindparam("sunday")),
            _attended.c.void == 0,
        )
        .scalar_subquery(),
        select(_required.c.a_week)
        .where(_holds_today(_required))
        .order_by(_required.c.starts.desc())
        .limit(ONE)
        .offset(FROM_START)
        .scalar_subquery(),
        select(_placement.c.meetings_a_week)
        .select_from(_placement.join(_episode, _episode.c.id == _placement.c.episode_id))
        .where(
            _placement.c.client_id == _CLIENT,
            _placement.c.void == 0,
            _placement.c.starts <= _TODAY,
            _episode.c.discharged.is_(None),
        )
        .order_by(_placement.c.starts.desc())
        .limit(ONE)
        .offset(FROM_START)
        .scalar_subquery(),
        select(func.count()).where(_holds_today(_referred)).scalar_subquery(),
    )
)


def _meeting_week(db: Session, client_id: UUID, today: date) -> MeetingWeek:
    ((attended, required, prescribed, referred),) = _MEETING_WEEK.rows(
        db,
        client_id=client_id,
        today=today,
        monday=monday_of(today),
        sunday=sunday_of(today),
    )
    asked = prescribed if required is None else required
    return MeetingWeek(attended, asked or 0, referred)
