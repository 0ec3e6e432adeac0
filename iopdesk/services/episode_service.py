"""Episodes of care: admission, placements from day to day, and who is in program."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.domain.episode import (
    AdmissionDraft,
    Phase,
    Program,
    day_of_stay,
    planned_end_of,
)
from iopdesk.domain.inquiry import InquiryState
from iopdesk.domain.placement import Change
from iopdesk.domain.problems import FieldProblem, InvalidDraft, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.admission_groups import GroupOffer, groups_with_places
from iopdesk.services.carried_items import carry_items
from iopdesk.services.client_queries import client_row
from iopdesk.services.client_standing import set_in_program
from iopdesk.services.episode_queries import (
    counselors_of,
    episodes_of,
    open_episode,
    programs_of,
)
from iopdesk.services.episode_records import Counselor, Episode, OpenEpisode
from iopdesk.services.inquiry_steps import StepWriter
from iopdesk.services.roster_checks import Asker, refuse_place
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow
from iopdesk.storage.group_tables import RosterPlaceRow
from iopdesk.storage.store import Store


class EpisodeService:
    """Admissions and what is prescribed."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def programs(self) -> tuple[Program, ...]:
        """The programs that clients can be admitted to, shortest first, with their phases."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            return programs_of(db)

    def counselors(self) -> tuple[Counselor, ...]:
        """Active staff who may be a primary counselor, by name."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            return counselors_of(db)

    def groups_with_places(self) -> tuple[GroupOffer, ...]:
        """Groups that an admission can offer, by name."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            return groups_with_places(db, self._store.clock.today())

    def admit(self, client_id: UUID, draft: AdmissionDraft) -> UUID:
        """Open an episode with its first placement and roster places; the episode's id.

        InvalidDraft with what is wrong; UserProblem when the client is in program already.
        """
        self._signed_in.require(Right.ADMIT)
        problems = draft.problems(self._store.clock.today())
        if problems:
            raise InvalidDraft(problems)
        with self._store.write("episode.admit", self._signed_in.staff_id) as db:
            client = client_row(db, client_id)
            if open_episode(db, client_id) is not None:
                raise UserProblem(
                    "This client is in program already.", "Open the chart to change the placement."
                )
            program, phase = _chosen(db, draft)
            episode = self._add_episode(db, client_id, draft, program)
            db.add(self._first_placement(episode, draft, phase))
            for wanted in draft.groups:
                place = RosterPlaceRow(
                    id=self._store.new_id(),
                    client_id=client_id,
                    group_id=wanted.group_id,
                    episode_id=episode.id,
                    starts=max(wanted.starts, episode.admitted),
                    ends=None,
                )
                refuse_place(db, place, Asker(self._signed_in.may(Right.VIEW_CLINICAL)))
                db.add(place)
            set_in_program(db, client, True)
            if episode.number > 1:
                now = self._store.clock.now()
                carry_items(db, episode, self._signed_in.staff_id, now)
            StepWriter(db, self._store, self._signed_in).all_open(
                client_id, InquiryState.ADMITTED, episode_id=episode.id
            )
            return episode.id

    def current(self, client_id: UUID) -> Episode | None:
        """The open episode with its placements, if the client is in program."""
        episodes = [e for e in self.episodes(client_id) if e.discharged is None]
        return episodes[-1] if episodes else None

    def episodes(self, client_id: UUID) -> tuple[Episode, ...]:
        """All stays of a client, oldest first."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        is_clinical = self._signed_in.may(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            found = episodes_of(db, client_id, self._store.clock.today())
        return tuple(episode.for_reader(is_clinical=is_clinical) for episode in found)

    def hours_prescribed(self, client_id: UUID, day: date) -> int:
        """Minutes of treatment a week that are prescribed on a day; 0 outside an episode."""
        for episode in self.episodes(client_id):
            ends = episode.discharged or date.max
            placement = episode.placement_on(day)
            if episode.admitted <= day <= ends and placement is not None:
                return placement.minutes_a_week
        return 0

    def open_episodes(self, *, ending_by: date | None = None) -> tuple[OpenEpisode, ...]:
        """Everyone in program, the soonest planned end first."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        query = (
            select(
                EpisodeRow.client_id,
                EpisodeRow.id,
                ClientRow.chart_number,
                ClientRow.first_name,
                ClientRow.last_name,
                EpisodeRow.admitted,
                EpisodeRow.planned_end,
                EpisodeRow.counselor_id,
                StaffRow.name,
            )
            .join(ClientRow, ClientRow.id == EpisodeRow.client_id)
            .join(StaffRow, StaffRow.id == EpisodeRow.counselor_id, isouter=True)
            .where(EpisodeRow.discharged.is_(None), EpisodeRow.void == 0)
            .order_by(EpisodeRow.planned_end, ClientRow.sort_name)
        )
        if ending_by is not None:
            query = query.where(EpisodeRow.planned_end <= ending_by)
        today = self._store.clock.today()
        with self._store.read() as db:
            return tuple(_open_line(row, today) for row in db.execute(query))

    def ending_within(self, days: int) -> tuple[OpenEpisode, ...]:
        """Clients whose planned end is at most `days` away or has passed."""
        return self.open_episodes(ending_by=self._store.clock.today() + timedelta(days=days))

    def _add_episode(
        self, db: Session, client_id: UUID, draft: AdmissionDraft, program: Program
    ) -> EpisodeRow:
        assert draft.admitted is not None  # noqa: S101 -- problems() has refused an empty day
        last = db.execute(
            select(func.max(EpisodeRow.number)).where(EpisodeRow.client_id == client_id)
        ).scalar()
        episode = EpisodeRow(
            id=self._store.new_id(),
            client_id=client_id,
            number=(last or 0) + 1,
            program_id=program.program_id,
            counselor_id=draft.counselor_id,
            admitted=draft.admitted,
            planned_end=draft.planned_end or planned_end_of(draft.admitted, program.days),
            referral_source=draft.referral_source.strip(),
        )
        db.add(episode)
        db.flush()
        return episode

    def _first_placement(
        self, episode: EpisodeRow, draft: AdmissionDraft, phase: Phase
    ) -> PlacementRow:
        return PlacementRow(
            id=self._store.new_id(),
            client_id=episode.client_id,
            episode_id=episode.id,
            starts=episode.admitted,
            level_of_care=draft.level_of_care,
            phase=phase.position,
            phase_name=phase.name,
            track=draft.track.value,
            minutes_a_week=phase.minutes_a_week,
            days_a_week=phase.days_a_week,
            meetings_a_week=phase.meetings_a_week,
            screens_a_week=phase.screens_a_week,
            change=Change.ADMISSION.value,
            planned_end=episode.planned_end,
            reason=draft.reason.strip(),
            decided_by=self._signed_in.printed_name,
        )


def _chosen(db: Session, draft: AdmissionDraft) -> tuple[Program, Phase]:
    program = next((p for p in programs_of(db) if p.program_id == draft.program_id), None)
    if program is None:
        raise InvalidDraft([FieldProblem("program_id", "Choose a program.")])
    phase = program.phase(draft.phase)
    if phase is None:
        raise InvalidDraft([FieldProblem("phase", "This program has no such phase.")])
    return program, phase


def _open_line(row: tuple, today: date) -> OpenEpisode:  # type: ignore[type-arg]
    client_id, episode_id, chart, first, last, admitted, end, counselor_id, counselor = row
    return OpenEpisode(
        client_id=client_id,
        episode_id=episode_id,
        chart_number=chart,
        name=" ".join(part for part in (first, last) if part),
        admitted=admitted,
        planned_end=end,
        day=day_of_stay(admitted, end, today),
        counselor_id=counselor_id,
        counselor=counselor or "",
    )
