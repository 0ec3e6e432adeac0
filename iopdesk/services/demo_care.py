"""What happens to the demo clinic's clients: admission, groups, plans, meetings, discharge."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from iopdesk.domain.attendance import Mark, MarkDraft
from iopdesk.domain.episode import AdmissionDraft, Track
from iopdesk.domain.group import Slot
from iopdesk.domain.group_session import SessionState
from iopdesk.domain.health import Diagnosis, Medication
from iopdesk.domain.note import ClientNoteDraft, Participation
from iopdesk.domain.plan import ObjectiveStatus, PlanState
from iopdesk.domain.referral import (
    ChosenMeeting,
    RecoveryPath,
    ReferralDraft,
    RequirementDraft,
)
from iopdesk.domain.support import SupportPerson
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.demo_attendance import DemoAttendance
from iopdesk.services.demo_course import PHASE_DAYS, next_phase
from iopdesk.services.demo_groups import DemoGroup
from iopdesk.services.demo_notes import group_note
from iopdesk.services.demo_people import Person, demo_words
from iopdesk.services.demo_plans import written_plan, written_step_down
from iopdesk.services.demo_rosters import join
from iopdesk.services.meeting_search import MeetingFilter, MeetingLine

_DONE_TODAY = 2
_REASONS = ("completed", "completed", "completed_transfer", "lost_contact", "apa", "moved")


@dataclass
class DemoClient:
    """An invented client; `client_id` is set on arrival."""

    person: Person
    client_id: UUID | None = None

    @property
    def id(self) -> UUID:
        """The record's id; RuntimeError before the client arrived."""
        if self.client_id is None:
            raise RuntimeError("the client has not arrived yet")
        return self.client_id


class DemoCare:
    """Acts as the staff would; `groups` are the clinic's once they were made."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._clients: dict[UUID, DemoClient] = {}
        self._slots: list[Slot] = []
        self._meetings: Sequence[MeetingLine] = ()
        self._attendance = DemoAttendance()
        self.groups: list[DemoGroup] = []
        self.topics: dict[UUID, list[str]] = {}

    def arrive(
        self,
        client: DemoClient,
        desk: ClinicServices,
        counselor: ClinicServices,
        track: str,
        day: date,
    ) -> None:
        """The front desk makes the record and admits the client to 90 days."""
        client.client_id = desk.client.create(client.person.draft)
        self._clients[client.id] = client
        program = next(p for p in desk.episode.programs() if p.days == 90 and p.track == track)
        desk.episode.admit(
            client.id,
            AdmissionDraft(
                program_id=program.program_id,
                admitted=day,
                track=Track(track),
                counselor_id=counselor.signed_in.staff_id,
                referral_source=self._chance.choice(
                    ("Self", "Family", "Hospital", "Probation", "Residential program")
                ),
            ),
        )

    def join_groups(
        self, client: DemoClient, counselor: ClinicServices, track: str, cohort: int
    ) -> None:
        """Two core groups of the cohort, the long one, and now and then a special one."""
        wanted = [g for g in self.groups if g.track == track and g.cohort == cohort]
        wanted += [
            g for g in self.groups if g.track == track and g.kind == "long" and g.cohort == cohort
        ]
        if track == "day" and client.person.is_woman and self._chance.random() < 0.6:
            wanted += [g for g in self.groups if g.kind == "women"]
        elif track == "day" and self._chance.random() < 0.4:
            wanted += [g for g in self.groups if g.kind == "veterans"]
        for group in dict.fromkeys(wanted):
            join(counselor, client.id, group)

    def course(
        self, client: DemoClient, desk: ClinicServices, counselor: ClinicServices
    ) -> tuple[tuple[int, Callable[[], None]], ...]:
        """What follows on admission: days afterwards, and what is done then."""

        def write_plan() -> None:
            self.write_plan(client, counselor, sign=self._chance.random() < 0.98)

        def refer() -> None:
            self.refer(client, counselor)

        def review() -> None:
            self.review(client, counselor)

        def go_on() -> None:
            next_phase(client.id, counselor, self._chance)

        def begin_step_down() -> None:
            self.begin_step_down(client, counselor)

        return (
            (3, write_plan),
            (6, refer),
            # a review is begun when Today names it first, in the week before its day
            (27, review),
            (PHASE_DAYS, go_on),
            (51, review),
            (2 * PHASE_DAYS, go_on),
            (72, begin_step_down),
            (75, review),
        )

    def write_plan(
        self, client: DemoClient, counselor: ClinicServices, *, sign: bool = True
    ) -> None:
        """Diagnosis, people, and a plan of two or three problems; mostly signed."""
        self._assess(client, counselor)
        base = counselor.plan.start(client.id)
        mine = written_plan(base, client.person, counselor, self._chance)
        saved = counselor.plan.save(mine, base)
        if sign:
            counselor.plan.sign(saved.id)
            if self._chance.random() < 0.8:
                counselor.plan.record_client_signature(saved.id, "paper")

    def review(self, client: DemoClient, counselor: ClinicServices) -> None:
        """Objectives move on; nearly every review ends in a new version."""
        plan = counselor.plan.newest(client.id)
        if plan is None or plan.state is not PlanState.SIGNED:
            return
        objectives = [o for problem in plan.problems for o in problem.objectives]
        for objective in objectives[:4]:
            status = self._chance.choice(
                (ObjectiveStatus.MET, ObjectiveStatus.WORKING, ObjectiveStatus.PARTLY)
            )
            counselor.plan.set_objective_status(plan.id, objective.lineage_id, status)
        if self._chance.random() < 0.98:
            draft = counselor.plan.new_version(client.id)
            if self._chance.random() < 0.97:
                counselor.plan.sign(draft.id)

    def refer(self, client: DemoClient, counselor: ClinicServices) -> None:
        """Three meetings a week of the client's choice, secular ones offered too."""
        today = counselor.store.clock.today()
        if not self._meetings:
            self._meetings = counselor.meeting.meetings(MeetingFilter()).lines
        chosen = self._chance.sample(self._meetings, k=3)
        counselor.referral.refer(
            client.id,
            (),
            ReferralDraft(tuple(ChosenMeeting(line.id) for line in chosen), today),
            RequirementDraft(3, today, None, today, RecoveryPath.TWELVE_STEP),
        )

    def begin_step_down(self, client: DemoClient, counselor: ClinicServices) -> None:
        """Next steps and the staying-well plan, with something still missing."""
        base = counselor.step_down.start(client.id)
        mine = written_step_down(base, client.person, counselor.store.clock.today(), self._chance)
        counselor.step_down.save(mine, base)

    def leave(
        self, client: DemoClient, counselor: ClinicServices, day: date, calls: Sequence[int]
    ) -> None:
        """A past client's discharge, mostly planned; `calls` are days after it."""
        base = counselor.step_down.start(client.id)
        mine = replace(
            written_step_down(base, client.person, counselor.store.clock.today(), self._chance),
            reason=self._chance.choice(_REASONS),
            summary="Took part in groups; see attendance.",
        )
        saved = counselor.step_down.save(mine, base)
        counselor.step_down.discharge(saved.id, day, calls)

    def _assess(self, client: DemoClient, counselor: ClinicServices) -> None:
        words = demo_words()
        code, name = self._chance.choice(words["diagnoses"])
        today = counselor.store.clock.today()
        counselor.health.save(
            client.id,
            Diagnosis(code, name, "severe", since=today, given_by="S. Lind, MD"),
        )
        if self._chance.random() < 0.6:
            medicine, dose, purpose = self._chance.choice(words["medicines"])
            counselor.health.save(
                client.id, Medication(medicine, dose, purpose, "S. Lind, MD", True, today)
            )
        for relation in self._chance.sample(("mother", "sibling", "friend", "sponsor"), k=2):
            counselor.support.save(
                client.id,
                SupportPerson(
                    self._chance.choice(words["first_names_women"]),
                    relation,
                    f"951-555-{self._chance.randrange(100, 9999):04}",
                    is_sober=self._chance.random() < 0.7,
                    is_encouraging=True,
                    is_reachable_at_risk=self._chance.random() < 0.97,
                    knows_warning_signs=self._chance.random() < 0.5,
                ),
            )

    def hold_groups(
        self,
        day: date,
        by_id: dict[UUID, ClinicServices],
        other: ClinicServices,
        is_today: bool,
        calls_left: int,
    ) -> None:
        """Mark and sign the day's sessions; today's first two are done, the third half done."""
        if not self._slots:
            found = [s for g in self.groups for s in other.group.group(g.group_id).slots]
            self._slots = sorted(found, key=lambda slot: (slot.start, slot.room))
        slots = [slot for slot in self._slots if slot.weekday == day.weekday()]
        for at, slot in enumerate(slots):
            if is_today and at > _DONE_TODAY:
                break
            leader = by_id.get(slot.leader_id, other) if slot.leader_id else other
            self._hold(leader, slot.id, day, half_done=is_today and at == _DONE_TODAY)
        if not is_today:
            held = [slot.id for slot in slots]
            self._attendance.evening(other, other, held, day, left=calls_left)

    def _hold(self, leader: ClinicServices, slot_id: UUID, day: date, *, half_done: bool) -> None:
        session = leader.attendance.session(slot_id, day)
        rows = session.rows[:3] if half_done else session.rows
        if not rows or session.state is not SessionState.PLANNED:
            return
        drafts = self._attendance.facts(leader, [self._mark(row.client_id) for row in rows])
        leader.attendance.mark_many(slot_id, day, drafts)
        if half_done:
            return
        words = demo_words()
        topic = self._next_topic(session.group_id)
        note = group_note(self._chance, topic, self._chance.choice(words["group_notes"]))
        lines = [
            ClientNoteDraft(
                row.client_id,
                self._chance.choice((Participation.ACTIVE, Participation.SUPPORTIVE)),
                None,
                self._chance.choice(words["client_lines"]),
            )
            for row in rows
            if self._chance.random() < 0.6
        ]
        leader.note.save(slot_id, day, note, lines)
        if self._chance.random() < 0.96:
            leader.note.sign_all(slot_id, day)

    def _next_topic(self, group_id: UUID) -> str:
        titles = self.topics[group_id]
        titles.append(titles.pop(0))
        return titles[-1]

    def _mark(self, client_id: UUID) -> MarkDraft:
        reliability = self._clients[client_id].person.reliability
        roll = self._chance.random()
        if roll < reliability:
            return MarkDraft(client_id, Mark.PRESENT)
        reasons: Sequence[str] = demo_words()["absence_reasons"]
        mark = self._chance.choice((Mark.ABSENT, Mark.EXCUSED, Mark.LATE, Mark.LEFT_EARLY))
        reason = self._chance.choice(reasons) if mark is Mark.EXCUSED else ""
        return MarkDraft(client_id, mark, reason=reason)
