"""A client's whole course of care: stays, placements, setbacks, discharges and returns."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from iopdesk.domain.setback import SetbackKind
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.episode_queries import episodes_of
from iopdesk.services.episode_records import Episode
from iopdesk.services.placement_records import Course, CourseLine, Happening
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.episode_tables import SetbackRow
from iopdesk.storage.store import Store

# On one day a stay begins before it is placed, and ends last.
_ORDER = {
    Happening.ADMITTED: 0,
    Happening.RETURNED: 0,
    Happening.PLACED: 1,
    Happening.SETBACK: 2,
    Happening.PLANNED_END: 3,
    Happening.DISCHARGED: 4,
}


class CourseService:
    """Everyone sees stays and doses; reasons and setbacks are for those with clinical rights."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def course(self, client_id: UUID) -> Course:
        """Every line, newest first."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        is_clinical = self._signed_in.may(Right.VIEW_CLINICAL)
        today = self._store.clock.today()
        with self._store.read() as db:
            episodes = tuple(
                episode.for_reader(is_clinical=is_clinical)
                for episode in episodes_of(db, client_id, today)
            )
            setbacks = _setbacks(db, client_id, episodes) if is_clinical else []
        lines = [line for e in episodes for line in _stay_lines(e, today)] + setbacks
        lines.sort(key=lambda line: (line.day, line.stay, _ORDER[line.what]), reverse=True)
        current = next((e for e in episodes if e.discharged is None), None)
        return Course(
            client_id,
            tuple(lines),
            current,
            current.placement_on(today) if current else None,
            next((line for line in setbacks if line.is_open), None),
        )


def _stay_lines(episode: Episode, today: date) -> list[CourseLine]:
    what = Happening.RETURNED if episode.number > 1 else Happening.ADMITTED
    first = next(iter(episode.placements), None)
    lines = [
        CourseLine(
            f"{episode.episode_id}:in",
            episode.admitted,
            what,
            episode.number,
            first,
            words=episode.program,
            reason=first.reason if first else "",
            by=first.decided_by if first else episode.counselor,
            is_ahead=episode.admitted > today,
        )
    ]
    for placement in episode.placements[1:]:
        lines.append(
            CourseLine(
                str(placement.placement_id),
                placement.starts,
                Happening.PLACED,
                episode.number,
                placement,
                reason=placement.reason,
                by=placement.decided_by,
                is_ahead=placement.starts > today,
            )
        )
    return [*lines, _last_line(episode, today)]


def _last_line(episode: Episode, today: date) -> CourseLine:
    if episode.discharged is not None:
        return CourseLine(
            f"{episode.episode_id}:out",
            episode.discharged,
            Happening.DISCHARGED,
            episode.number,
            words=episode.discharge_reason,
        )
    return CourseLine(
        f"{episode.episode_id}:end",
        episode.planned_end,
        Happening.PLANNED_END,
        episode.number,
        is_ahead=episode.planned_end > today,
    )


def _setbacks(db: Session, client_id: UUID, episodes: tuple[Episode, ...]) -> list[CourseLine]:
    recorder, closer = aliased(StaffRow), aliased(StaffRow)
    rows = db.execute(
        select(
            SetbackRow.id,
            SetbackRow.episode_id,
            SetbackRow.day,
            SetbackRow.kind,
            SetbackRow.what_happened,
            SetbackRow.closed_at,
            recorder.name.label("recorded_by"),
            closer.name.label("closed_by"),
        )
        .outerjoin(recorder, recorder.id == SetbackRow.recorded_by)
        .outerjoin(closer, closer.id == SetbackRow.closed_by)
        .where(SetbackRow.client_id == client_id, SetbackRow.void == 0)
        .order_by(SetbackRow.day.desc())
    )
    stays = {episode.episode_id: episode.number for episode in episodes}
    return [
        CourseLine(
            str(row.id),
            row.day,
            Happening.SETBACK,
            stays.get(row.episode_id, 0),
            setback_id=row.id,
            setback_kind=SetbackKind(row.kind),
            is_open=row.closed_at is None,
            reason=row.what_happened,
            by=row.recorded_by or row.closed_by or "",
        )
        for row in rows.all()
    ]
