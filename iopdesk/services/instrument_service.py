"""Instruments of a client: entered, taken back, listed; and when a program gives which."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from iopdesk.domain.duty import Duty
from iopdesk.domain.instrument_result import USUAL_SCHEDULES, Result, ResultDraft, Schedule
from iopdesk.domain.problems import InvalidDraft, NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.client_queries import client_row
from iopdesk.services.duties_of_instruments import critical_duties
from iopdesk.services.duty_facts import duty_facts
from iopdesk.services.episode_queries import open_episode
from iopdesk.services.instrument_queries import (
    InstrumentLine,
    closed,
    lines,
    results_of,
    schedules_in,
    was_abstinent,
)
from iopdesk.storage.assessment_tables import InstrumentResultRow, InstrumentScheduleRow
from iopdesk.storage.journal import void_row
from iopdesk.storage.store import Store

A_PAGE = 40


@dataclass(frozen=True)
class InstrumentView:
    """A page of results, the newest first, and every instrument that is used or planned."""

    client_id: UUID
    name: str
    gender: str
    language: str
    today: date
    lines: tuple[InstrumentLine, ...]
    results: tuple[Result, ...]
    has_more: bool
    open_duties: tuple[Duty, ...]
    was_abstinent: bool
    may_write: bool


class InstrumentService:
    """Results are fixed once entered: a wrong one is taken back with a reason and entered anew."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def view(self, client_id: UUID, most: int = A_PAGE) -> InstrumentView:
        """What a chart shows; `most` results at a time."""
        self._signed_in.require(Right.VIEW_CLINICAL)
        today = self._store.clock.today()
        with self._store.read() as db:
            client = client_row(db, client_id)
            results = results_of(db, client_id, most + 1)
            facts = duty_facts(db, today, self._store.clock.now().tzinfo, [client_id])
            return InstrumentView(
                client_id=client_id,
                name=client.name_to_use or client.first_name,
                gender=client.gender,
                language=client.language,
                today=today,
                lines=lines(db, client_id),
                results=results[:most],
                has_more=len(results) > most,
                open_duties=tuple(critical_duties(facts)),
                was_abstinent=was_abstinent(db, client_id, today),
                may_write=self._signed_in.may(Right.WRITE_NOTES),
            )

    def save(self, client_id: UUID, draft: ResultDraft) -> UUID:
        """Keep a result, scored; its id. What must be closed is a duty from now on."""
        self._signed_in.require(Right.WRITE_NOTES)
        if problems := draft.problems(self._store.clock.today()):
            raise InvalidDraft(problems)
        form, day = draft.form, draft.day
        assert form is not None
        assert day is not None
        with self._store.write("instrument.save", self._signed_in.staff_id) as db:
            client = client_row(db, client_id)
            scores = form.scores(draft.answers) if form.ships_items else dict(draft.scores)
            answers = form.in_full(draft.answers) if form.ships_items else {}
            alerts = form.alerts_of(
                answers,
                scores,
                gender=client.gender,
                was_abstinent=was_abstinent(db, client_id, day),
            )
            critical = ",".join(alert.alert_id for alert in alerts if alert.must_close)
            episode = open_episode(db, client_id)
            row = InstrumentResultRow(
                id=self._store.new_id(),
                client_id=client_id,
                episode_id=episode.id if episode else None,
                instrument=form.key,
                version=form.version,
                language=draft.language,
                day=day,
                occasion=draft.occasion,
                how=draft.how,
                answers=json.dumps(answers) if answers else "",
                scores=json.dumps(scores) if scores else "",
                critical=critical,
                note=draft.note.strip(),
                entered_by=self._signed_in.staff_id,
                entered_at=self._store.clock.now(),
            )
            db.add(row)
            return row.id

    def take_back(self, client_id: UUID, result_id: UUID, reason: str) -> None:
        """Entered by mistake: it stays in the store and the history, no list shows it.

        UserProblem while what it asked for is open: that is closed first.
        """
        self._signed_in.require(Right.WRITE_NOTES)
        if not reason.strip():
            raise UserProblem("A reason is needed.", "Say why this was entered by mistake.")
        with self._store.write(
            "instrument.take_back", self._signed_in.staff_id, reason=reason.strip()
        ) as db:
            row = db.get(InstrumentResultRow, result_id)
            if row is None or row.client_id != client_id:
                raise NotFound("This result is not in this record.")
            if row.critical and not closed(db, [(row.id, row.day)]):
                raise UserProblem(
                    "This result asks for something that nobody has written down yet.",
                    "Write down what was done first, even that it was entered by mistake.",
                )
            if not row.void:
                void_row(row)

    def schedules(self) -> tuple[Schedule, ...]:
        """When each program gives which instrument."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            return schedules_in(db)

    def plan(self, wanted: Sequence[Schedule], seen: Sequence[Schedule]) -> None:
        """Bring the plan from what was `seen` to what is wanted; lines of others stay."""
        self._signed_in.require(Right.MANAGE_CLINIC)
        for one in wanted:
            if problems := one.problems():
                raise InvalidDraft(problems)
        kept = {one.schedule_id for one in wanted if one.schedule_id}
        before = {one.schedule_id: one for one in seen}
        with self._store.write("instrument.plan", self._signed_in.staff_id) as db:
            present = {(one.instrument, one.program_id) for one in schedules_in(db)}
            for one in wanted:
                if one.schedule_id is None and (one.instrument, one.program_id) not in present:
                    _add_schedule(db, self._store.new_id(), one)
                elif one.schedule_id and one != before.get(one.schedule_id):
                    _change_schedule(db, one)
            for schedule_id in before.keys() - kept:
                row = db.get(InstrumentScheduleRow, schedule_id)
                if row is not None and not row.void:
                    void_row(row)

    def plan_the_usual(self) -> None:
        """Take over what many clinics do, where nothing is planned for the instrument yet."""
        present = {one.instrument for one in self.schedules()}
        self.plan([one for one in USUAL_SCHEDULES if one.instrument not in present], ())


def _add_schedule(db: Session, row_id: UUID, one: Schedule) -> None:
    db.add(
        InstrumentScheduleRow(
            id=row_id,
            program_id=one.program_id,
            instrument=one.instrument,
            every_days=one.every_days,
            at_admission=one.at_admission,
            at_discharge=one.at_discharge,
        )
    )


def _change_schedule(db: Session, one: Schedule) -> None:
    row = db.get(InstrumentScheduleRow, one.schedule_id)
    if row is not None and not row.void:
        row.every_days = one.every_days
        row.at_admission = one.at_admission
        row.at_discharge = one.at_discharge
