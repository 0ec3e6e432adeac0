"""What the demo's attendance holds beside the marks: excuses, make-ups, walk-ins, calls, a scan."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from iopdesk.documents.demo_scan import scanned_sheet
from iopdesk.domain.attendance import CameAs, Mark, MarkDraft
from iopdesk.domain.group_session import GroupSession, SessionState
from iopdesk.domain.outreach import How, Outcome, OutreachDraft
from iopdesk.services.clinic_services import ClinicServices

_OUTCOMES = (
    *(Outcome.COMING_BACK,) * 7,
    *(Outcome.NO_ANSWER,) * 5,
    *(Outcome.LEFT_MESSAGE,) * 4,
    Outcome.NEEDS_HELP,
    Outcome.WRONG_NUMBER,
    Outcome.DECLINED,
)
_WAYS = (How.PHONE, How.PHONE, How.PHONE, How.TEXT)
_NOTES = {
    Outcome.COMING_BACK: "Bus did not come. Will be there next time.",
    Outcome.LEFT_MESSAGE: "Asked to call back.",
    Outcome.NEEDS_HELP: "Rough week. Counselor will see the client tomorrow.",
    Outcome.DECLINED: "Wants to think about it. May call again next week.",
}


class DemoAttendance:
    """Has a chance of its own, so that the rest of the demo is the same with and without it."""

    def __init__(self) -> None:
        self._chance = random.Random(1106)

    def facts(self, services: ClinicServices, drafts: Sequence[MarkDraft]) -> list[MarkDraft]:
        """The same marks, some with who allowed it, a make-up, or by video."""
        return [self._with_facts(services, draft) for draft in drafts]

    def evening(
        self,
        desk: ClinicServices,
        leader: ClinicServices,
        slots: Sequence[UUID],
        day: date,
        *,
        left: int = 0,
    ) -> None:
        """Calls of the day but for `left`; a walk-in and a visitor, or a scan, once a week."""
        for call in desk.outreach.due()[left:]:
            outcome = self._chance.choice(_OUTCOMES)
            draft = OutreachDraft(
                call.absence.day, self._chance.choice(_WAYS), outcome, _NOTES.get(outcome, "")
            )
            desk.outreach.record(call.client_id, draft)
        if not slots:
            return
        session = leader.attendance.session(slots[0], day)
        if not session.rows or session.state is not SessionState.PLANNED:
            return
        if day.weekday() == 2:
            self._walk_in(desk, session)
            desk.visitor.add(session.slot_id, day, "Trainee of the college", session.minutes)
        elif day.weekday() == 1:
            names = [row.name.partition(" ")[0] for row in session.rows]
            scan = scanned_sheet(f"Sign-in, {day}", names)
            desk.attachment.attach_sheet(session.slot_id, day, "signed sheet.pdf", scan)

    def _with_facts(self, services: ClinicServices, draft: MarkDraft) -> MarkDraft:
        roll = self._chance.random()
        if draft.mark is Mark.EXCUSED:
            allower = self._chance.choice(
                (services.signed_in.printed_name, "T. Okafor, LAADC", "D. Reyes")
            )
            return replace(draft, excused_by=allower)
        if draft.mark is not Mark.PRESENT:
            return draft
        if roll < 0.02:
            return replace(draft, came_as=CameAs.REMOTE)
        if roll < 0.08:
            missed = services.appointment.missed(draft.client_id)
            if missed:
                return replace(draft, makes_up_id=missed[0].attendance_id)
        return draft

    def _walk_in(self, desk: ClinicServices, session: GroupSession) -> None:
        listed = {row.client_id for row in session.rows}
        others = [
            each.client_id for each in desk.episode.open_episodes() if each.client_id not in listed
        ]
        if others:
            why = "Signed on a blank line of the sheet"
            guest = MarkDraft(others[0], Mark.PRESENT, came_as=CameAs.WALK_IN, why=why)
            desk.attendance.mark(session.slot_id, session.day, guest)
