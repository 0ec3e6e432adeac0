"""The end of an episode as papers: the clinical summary and the client's own copy."""

from collections.abc import Sequence
from datetime import date, timedelta, tzinfo
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.documents import discharge_summary, step_down_client_copy
from iopdesk.documents.packet import joined_pdf
from iopdesk.documents.record_texts import missing_letters
from iopdesk.documents.signature_block import Signature
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.step_down import DEFAULT_FOLLOW_UPS, StepDown
from iopdesk.domain.wording import Wording
from iopdesk.services.attendance_service import AttendanceService
from iopdesk.services.health_service import HealthService
from iopdesk.services.paper_facts import PaperFacts, paper_facts, paper_setting
from iopdesk.services.record_figures import record_figures
from iopdesk.services.referral_service import ReferralService
from iopdesk.services.step_down_parts import load_step_down, newest_episode, row_of
from iopdesk.services.step_down_records import (
    StepDownMaterial,
    client_record,
    discharge_record,
    open_medicines,
)
from iopdesk.services.support_service import SupportService
from iopdesk.storage.episode_tables import PlacementRow
from iopdesk.storage.plan_queries import load_plan, newest_plan_id
from iopdesk.storage.plan_tables import SignatureRow
from iopdesk.storage.step_down_tables import FollowUpRow
from iopdesk.storage.store import Store

SUMMARY = "print discharge summary"
CLIENT_COPY = "print step-down, client copy"


class StepDownPaperService:
    """Prints how an episode ends; each print is in the access log, a preview is not."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._who = signed_in
        self._attendance = AttendanceService(store, signed_in)
        self._health = HealthService(store, signed_in)
        self._referral = ReferralService(store, signed_in)
        self._support = SupportService(store, signed_in)

    def clinical(self, client_id: UUID, language: Language | None = None) -> Paper:
        """The discharge summary, in the client's language unless another is asked for; logged.

        Marked as a draft until the client is discharged. UserProblem without a step-down.
        """
        paper = self.preview_summary(client_id, language)
        self._log(SUMMARY, client_id)
        return paper

    def client_copy(self, client_id: UUID, language: Language | None = None) -> Paper:
        """The client's plain-language copy, in the client's language unless asked; logged."""
        paper = self.preview_client_copy(client_id, language)
        self._log(CLIENT_COPY, client_id)
        return paper

    def preview_summary(
        self,
        client_id: UUID,
        language: Language | None = None,
        calls: Sequence[int] = DEFAULT_FOLLOW_UPS,
    ) -> Paper:
        """The summary to look at; `calls` are the follow-up days chosen while it is a draft."""
        material = self._material(client_id, language, calls)
        words = material.setting.words
        record = discharge_record(material, words)
        pdf = discharge_summary.render(record, material.setting)
        title = words("Discharge summary")
        return Paper("discharge-summary", title, pdf, _warnings(record, words))

    def preview_client_copy(
        self,
        client_id: UUID,
        language: Language | None = None,
        calls: Sequence[int] = DEFAULT_FOLLOW_UPS,
    ) -> Paper:
        """The client's copy to look at."""
        material = self._material(client_id, language, calls)
        words = material.setting.words
        record = client_record(material, words)
        pdf = step_down_client_copy.render(record, material.setting)
        return Paper("my-next-steps", words("My next steps"), pdf, _warnings(record, words))

    def preview_both(
        self,
        client_id: UUID,
        language: Language | None = None,
        calls: Sequence[int] = DEFAULT_FOLLOW_UPS,
    ) -> Paper:
        """The client's copy in `language`, then the summary in the staff member's, as one file."""
        copy = self.preview_client_copy(client_id, language, calls)
        summary = self.preview_summary(client_id, self._who.language, calls)
        return Paper(
            "step-down",
            f"{copy.title} · {summary.title}",
            joined_pdf([copy.pdf, summary.pdf]),
            tuple(dict.fromkeys(copy.warnings + summary.warnings)),
        )

    def note_printed(self, client_id: UUID, *, copy: bool, summary: bool) -> None:
        """Log what left a preview for a printer or a file."""
        if summary:
            self._log(SUMMARY, client_id)
        if copy:
            self._log(CLIENT_COPY, client_id)

    def _material(
        self, client_id: UUID, language: Language | None, calls: Sequence[int]
    ) -> StepDownMaterial:
        self._who.require(Right.VIEW_CLINICAL)
        self._who.require(Right.PRINT)
        health = self._health.health(client_id)
        referral = self._referral.referral(client_id)
        strip = self._attendance.strip(client_id)
        people = self._support.people(client_id)
        clock = self._store.clock
        today = clock.today()
        with self._store.read() as db:
            facts = paper_facts(db, client_id, today)
            step_down = _newest(db, client_id)
            plan_id = newest_plan_id(db, client_id)
            setting = paper_setting(db, clock, self._who, language or facts.language)
            return StepDownMaterial(
                step_down=step_down,
                facts=facts,
                setting=setting,
                diagnoses=health.diagnoses,
                medicines=open_medicines(health.medications, today),
                plan=load_plan(db, plan_id) if plan_id else None,
                strip=strip,
                people=people,
                meetings=tuple(m.line for m in referral.meetings),
                calls=_calls(db, step_down, facts, calls, today),
                signed=_staff_signature(db, step_down, facts, setting.words, clock.now().tzinfo),
                hours=_hours(db, step_down),
                today=today,
                figures=record_figures(
                    db, client_id, facts.admitted, facts.discharged or today, setting.words
                ),
            )

    def _log(self, what: str, client_id: UUID) -> None:
        self._store.log_access(what, by=self._who.staff_id, client_id=client_id)


def _newest(db: Session, client_id: UUID) -> StepDown:
    episode = newest_episode(db, client_id)
    row = row_of(db, episode.id) if episode else None
    if row is None:
        raise UserProblem(
            "No step-down has been started for this client yet.", "Start it, then print it."
        )
    return load_step_down(db, row)


def _calls(
    db: Session, step_down: StepDown, facts: PaperFacts, chosen: Sequence[int], today: date
) -> tuple[date, ...]:
    if step_down.state == "draft":
        begins = facts.discharged or max(today, facts.planned_end or today)
        return tuple(begins + timedelta(days=days) for days in sorted(chosen))
    due = select(FollowUpRow.due).where(
        FollowUpRow.episode_id == step_down.episode_id, FollowUpRow.void == 0
    )
    return tuple(sorted(db.scalars(due)))


def _staff_signature(
    db: Session, step_down: StepDown, facts: PaperFacts, words: Wording, zone: tzinfo | None
) -> Signature | None:
    row = db.scalars(
        select(SignatureRow)
        .where(
            SignatureRow.step_down_id == step_down.id,
            SignatureRow.signer == "staff",
            SignatureRow.void == 0,
        )
        .order_by(SignatureRow.signed_at.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    role = words("Counselor") if row.name == facts.counselor else words("Clinical staff")
    return Signature(role, row.name, row.signed_at.astimezone(zone), row.code)


def _hours(db: Session, step_down: StepDown) -> tuple[int, int] | None:
    minutes = db.scalars(
        select(PlacementRow.minutes_a_week)
        .where(PlacementRow.episode_id == step_down.episode_id, PlacementRow.void == 0)
        .order_by(PlacementRow.starts)
    ).all()
    return (minutes[0], minutes[-1]) if minutes else None


def _warnings(record: object, words: Wording) -> tuple[str, ...]:
    lost = missing_letters(record)
    if not lost:
        return ()
    return (words("No font here has these letters: {letters}", letters=" ".join(lost)),)
