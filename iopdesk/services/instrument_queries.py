"""Reads of instruments: results, what is due, the plan of each program."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.domain.duty import DutyKey, DutyKind
from iopdesk.domain.instrument import Instrument, instruments
from iopdesk.domain.instrument_result import Result, Schedule, due_day, schedules_for
from iopdesk.services.episode_queries import open_episode
from iopdesk.storage.assessment_tables import (
    InstrumentResultRow,
    InstrumentScheduleRow,
    SobrietyDateRow,
)
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.duty_tables import DutyAnswerRow
from iopdesk.storage.episode_tables import EpisodeRow

_TREND = 24
_TABLE = InstrumentResultRow
_RESULTS = (
    select(
        _TABLE.id,
        _TABLE.instrument,
        _TABLE.day,
        _TABLE.language,
        _TABLE.how,
        _TABLE.occasion,
        _TABLE.answers,
        _TABLE.scores,
        _TABLE.critical,
        _TABLE.note,
        StaffRow.name,
        _TABLE.entered_at,
    )
    .join(StaffRow, StaffRow.id == _TABLE.entered_by)
    .where(_TABLE.void == 0)
)


@dataclass(frozen=True)
class InstrumentLine:
    """One instrument in a chart: its latest result, when it is due again, how its score went.

    `trend` holds (day, scores) of this stay, or of all results where there is no stay, the
    oldest first; at most two dozen.
    """

    key: str
    latest: Result | None
    due: date | None
    trend: tuple[tuple[date, Mapping[str, int]], ...]

    @property
    def form(self) -> Instrument:
        """The instrument."""
        return instruments()[self.key]


def schedules_in(db: Session) -> tuple[Schedule, ...]:
    """The plan within the caller's transaction, in the order of the forms."""
    table = InstrumentScheduleRow
    rows = db.execute(
        select(
            table.instrument,
            table.program_id,
            table.every_days,
            table.at_admission,
            table.at_discharge,
            table.id,
        )
        .where(table.void == 0)
        .order_by(table.id)
    )
    return tuple(Schedule(*row) for row in rows if row[0] in instruments())


def results_of(db: Session, client_id: UUID, most: int) -> tuple[Result, ...]:
    """The newest results with what was done about those that asked for something."""
    rows = db.execute(
        _RESULTS.where(_TABLE.client_id == client_id)
        .order_by(_TABLE.day.desc(), _TABLE.entered_at.desc(), _TABLE.id)
        .limit(most)
    ).all()
    results = [_result(row) for row in rows]
    done = closed(db, [(one.result_id, one.day) for one in results if one.critical])
    return tuple(
        replace(one, closed=done[one.result_id][0], closed_by=done[one.result_id][1])
        if one.result_id in done
        else one
        for one in results
    )


def _result(row: Any) -> Result:
    result_id, key, day, language, how, occasion, answers, scores, critical, *more = row
    return Result(
        result_id,
        key,
        day,
        language,
        how,
        occasion,
        json.loads(answers) if answers else {},
        json.loads(scores) if scores else {},
        tuple(filter(None, critical.split(","))),
        *more,
    )


def closed(db: Session, results: Sequence[tuple[UUID, date]]) -> dict[UUID, tuple[str, str]]:
    """What was done, and by whom it was written down, by the id of the result."""
    if not results:
        return {}
    by_answer = {
        DutyKey(DutyKind.CRITICAL, result_id, day).answer_id: result_id
        for result_id, day in results
    }
    rows = db.execute(
        select(DutyAnswerRow.id, DutyAnswerRow.reason, StaffRow.name)
        .join(StaffRow, StaffRow.id == DutyAnswerRow.answered_by)
        .where(DutyAnswerRow.id.in_(list(by_answer)), DutyAnswerRow.void == 0)
    )
    return {by_answer[answer_id]: (reason, name) for answer_id, reason, name in rows}


def was_abstinent(db: Session, client_id: UUID, day: date) -> bool:
    """Whether a sobriety date stood before that day, or the last use score was 0."""
    since = SobrietyDateRow
    if db.scalar(
        select(since.id)
        .where(
            since.client_id == client_id,
            since.since < day,
            (since.ended.is_(None)) | (since.ended >= day),
            since.void == 0,
        )
        .limit(1)
    ):
        return True
    table = InstrumentResultRow
    before = db.scalar(
        select(table.scores)
        .where(
            table.client_id == client_id,
            table.instrument.in_(("bam", "bam_iop")),
            table.day < day,
            table.void == 0,
        )
        .order_by(table.day.desc())
        .limit(1)
    )
    return json.loads(before).get("use") == 0 if before else False


def lines(db: Session, client_id: UUID) -> tuple[InstrumentLine, ...]:
    """Every instrument that was used or is planned in the open stay, in the order of forms."""
    table, stay = InstrumentResultRow, open_episode(db, client_id)
    counted = db.execute(
        select(table.instrument, func.max(table.day))
        .where(table.client_id == client_id, table.void == 0)
        .group_by(table.instrument)
    )
    last = {key: day for key, day in counted if key in instruments()}
    due = _due_days(db, stay, last) if stay else {}
    return tuple(
        _line(db, client_id, key, stay, due.get(key))
        for key in instruments()
        if key in last or key in due
    )


def _due_days(db: Session, stay: EpisodeRow, last: Mapping[str, date]) -> dict[str, date | None]:
    planned = schedules_for(schedules_in(db), stay.program_id)
    return {
        one.instrument: due_day(
            one,
            stay.admitted,
            stay.planned_end,
            day if (day := last.get(one.instrument)) and day >= stay.admitted else None,
        )
        for one in planned
    }


def _line(
    db: Session, client_id: UUID, key: str, stay: EpisodeRow | None, due: date | None
) -> InstrumentLine:
    latest = db.execute(
        _RESULTS.where(_TABLE.client_id == client_id, _TABLE.instrument == key)
        .order_by(_TABLE.day.desc(), _TABLE.entered_at.desc())
        .limit(1)
    ).first()
    if latest is None:
        return InstrumentLine(key, None, due, ())
    scored = db.execute(
        select(_TABLE.day, _TABLE.scores)
        .where(
            _TABLE.client_id == client_id,
            _TABLE.instrument == key,
            _TABLE.scores != "",
            _TABLE.void == 0,
        )
        .order_by(_TABLE.day.desc(), _TABLE.entered_at.desc())
        .limit(_TREND)
    ).all()
    of_stay = [one for one in scored if stay is None or one[0] >= stay.admitted] or scored
    trend = tuple((day, json.loads(scores)) for day, scores in reversed(of_stay))
    return InstrumentLine(key, _result(latest), due, trend)
