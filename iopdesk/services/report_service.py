"""Reports: asked by name, answered in the reader's language, every number with its clients."""

from collections.abc import Callable, Iterable
from functools import partial
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.client import STATE_WORDS, full_name, state_of
from iopdesk.domain.episode import TRACK_WORDS, Track, phase_words
from iopdesk.domain.report import Report, ReportAsk, ReportChoices, ReportClient
from iopdesk.domain.report_names import REPORTS, Narrowing, ReportName
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.wording import Wording
from iopdesk.services.attendance_report import attendance
from iopdesk.services.census_report import census_by_day, census_by_phase
from iopdesk.services.delivered_report import services_delivered
from iopdesk.services.discharge_report import discharge_reasons
from iopdesk.services.hours_report import hours
from iopdesk.services.report_cells import Answer, Question
from iopdesk.services.report_queries import client_rows, group_titles, leader_names, staff_names
from iopdesk.services.retention_report import retained
from iopdesk.services.stay_report import length_of_stay
from iopdesk.services.topics_report import topics
from iopdesk.storage.clinic_tables import PhaseRow
from iopdesk.storage.store import Store

Told = Callable[[int, int], None]
_ANSWERS: dict[ReportName, Callable[[Session, Question], Answer]] = {
    **{
        name: partial(attendance, name=name)
        for name in (
            ReportName.ATTENDANCE_BY_GROUP,
            ReportName.ATTENDANCE_BY_CLIENT,
            ReportName.ATTENDANCE_BY_LEADER,
            ReportName.ATTENDANCE_BY_WEEK,
        )
    },
    ReportName.HOURS_BY_CLIENT: partial(hours, name=ReportName.HOURS_BY_CLIENT),
    ReportName.HOURS_BY_WEEK: partial(hours, name=ReportName.HOURS_BY_WEEK),
    ReportName.SERVICES: services_delivered,
    ReportName.TOPICS: topics,
    ReportName.CENSUS_BY_PHASE: census_by_phase,
    ReportName.CENSUS_BY_DAY: census_by_day,
    ReportName.RETENTION: retained,
    ReportName.LENGTH_OF_STAY: length_of_stay,
    ReportName.DISCHARGE_REASONS: discharge_reasons,
}


def _nothing_told(done: int, total: int) -> None:
    """Nobody watches."""


class ReportService:
    """Counts what happened; nothing is stored."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def report(
        self, name: ReportName, ask: ReportAsk, words: Wording, told: Told = _nothing_told
    ) -> Report:
        """The report of a span; `told` hears of parts done and may raise to stop it.

        What a report can't be narrowed by is left out of the question.
        """
        self._signed_in.require(Right.SEE_REPORTS)
        ask.require_span()
        kind = REPORTS[name]
        ask = _narrowed(ask, kind.narrowings)
        may_name = not kind.is_clinical or self._signed_in.may(Right.VIEW_CLINICAL)
        question = Question(ask, words, self._store.clock.today(), told, may_name)
        with self._store.read() as db:
            answer = _ANSWERS[name](db, question)
            criteria = _criteria(db, ask, words)
        definitions = answer.definitions
        if not may_name:
            hidden = words("The clients behind these numbers are shown to clinical staff only.")
            definitions = (*definitions, hidden)
        return Report(name, words(kind.title), criteria, answer.columns, answer.rows, definitions)

    def clients(self, client_ids: Iterable[UUID], words: Wording) -> tuple[ReportClient, ...]:
        """The clients behind a number, in the order of lists."""
        self._signed_in.require(Right.SEE_REPORTS)
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            rows = client_rows(db, set(client_ids))
        return tuple(
            ReportClient(
                row.id,
                full_name(row.first_name, row.middle_name, row.last_name, row.name_to_use),
                row.chart_number,
                words(STATE_WORDS[state_of(row.in_program, row.ever_admitted)]),
            )
            for row in rows
        )

    def choices(self, words: Wording) -> ReportChoices:
        """The groups, leaders and phases that a report can be narrowed to."""
        self._signed_in.require(Right.SEE_REPORTS)
        with self._store.read() as db:
            phases = db.execute(
                select(PhaseRow.position, PhaseRow.name)
                .where(PhaseRow.void == 0)
                .order_by(PhaseRow.position, PhaseRow.name)
            ).all()
            groups, staff = group_titles(db), leader_names(db)
        named = {number: phase_words(name, words) for number, name in reversed(phases)}
        return ReportChoices(
            groups=_by_name(groups), leaders=_by_name(staff), phases=tuple(sorted(named.items()))
        )


def _by_name(named: dict[UUID, str]) -> tuple[tuple[UUID, str], ...]:
    return tuple(sorted(named.items(), key=lambda pair: pair[1].casefold()))


def _narrowed(ask: ReportAsk, narrowings: frozenset[Narrowing]) -> ReportAsk:
    return ReportAsk(
        ask.first,
        ask.last,
        group_id=ask.group_id if Narrowing.GROUP in narrowings else None,
        leader_id=ask.leader_id if Narrowing.LEADER in narrowings else None,
        client_id=ask.client_id if Narrowing.CLIENT in narrowings else None,
        track=ask.track if Narrowing.TRACK in narrowings else "",
        phase=ask.phase if Narrowing.PHASE in narrowings else 0,
    )


def _criteria(db: Session, ask: ReportAsk, words: Wording) -> tuple[tuple[str, str], ...]:
    """What was asked, as it stands above the table and on paper."""
    found = [(words("From"), words.date_year(ask.first)), (words("To"), words.date_year(ask.last))]
    if ask.group_id is not None:
        found.append((words("Group"), group_titles(db).get(ask.group_id, "")))
    if ask.leader_id is not None:
        found.append((words("Leader"), staff_names(db).get(ask.leader_id, "")))
    if ask.client_id is not None:
        rows = client_rows(db, [ask.client_id])
        found += [(words("Name"), f"{row.first_name} {row.last_name}") for row in rows]
    if ask.track:
        found.append((words("Track"), words(TRACK_WORDS[Track(ask.track)])))
    if ask.phase:
        found.append((words("Phase"), str(ask.phase)))
    return tuple(found)
