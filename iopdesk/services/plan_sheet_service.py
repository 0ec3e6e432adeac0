"""What the plan screen shows at once: the client, the plan, its versions, who is on the staff."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from iopdesk.domain.client import full_name
from iopdesk.domain.language import Language
from iopdesk.domain.plan import Plan
from iopdesk.domain.plan_draft import plan_of_values, values_of_plan
from iopdesk.domain.problems import NotFound
from iopdesk.domain.six_dimensions import DimensionAssessment
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.support import reachable
from iopdesk.services.dimension_service import assessments_of
from iopdesk.services.draft_service import DraftService, Value
from iopdesk.services.paper_facts import staff_name
from iopdesk.services.plan_service import PlanService, PlanVersion
from iopdesk.services.rule_service import rules_of
from iopdesk.services.support_service import people_of
from iopdesk.storage.client_tables import ClientRow, DiagnosisRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.episode_tables import EpisodeRow
from iopdesk.storage.store import Store

_DRAFT = "plan"


@dataclass(frozen=True)
class TypedPlan:
    """What was typed and could not be saved, and the plan that it was typed over."""

    mine: Plan
    base: Plan
    kept_at: datetime


@dataclass(frozen=True)
class PlanSheet:
    """`plan` is None before the first one; `typed` is what waits to be saved.

    `reachable` people of the support network can be called when it gets risky.
    """

    client_id: UUID
    client_name: str
    chart_number: str
    language: Language
    is_in_program: bool
    diagnoses: int
    plan: Plan | None
    versions: tuple[PlanVersion, ...]
    staff: tuple[str, ...]
    typed: TypedPlan | None = None
    assessment: DimensionAssessment | None = None
    reachable: int = 0
    reachable_wanted: int = 0

    @property
    def is_newest(self) -> bool:
        """Whether the plan is the newest version."""
        return self.plan is not None and self.plan.id == self.versions[0].plan_id


class PlanSheetService:
    """Reads for the plan screen, and keeps what could not be saved."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._who = signed_in
        self._plans = PlanService(store, signed_in)
        self._drafts = DraftService(store, signed_in)

    def sheet(self, client_id: UUID, plan_id: UUID | None = None) -> PlanSheet:
        """The newest version, or the one asked for; NotFound for a record that is not here."""
        self._who.require(Right.VIEW_CLINICAL)
        plan = self._plans.plan(plan_id) if plan_id else self._plans.newest(client_id)
        versions = self._plans.versions(client_id)
        diagnosed = (
            select(func.count())
            .select_from(DiagnosisRow)
            .where(
                DiagnosisRow.client_id == client_id,
                DiagnosisRow.void == 0,
                DiagnosisRow.ended.is_(None),
            )
        )
        open_episode = select(EpisodeRow.id).where(
            EpisodeRow.client_id == client_id,
            EpisodeRow.void == 0,
            EpisodeRow.discharged.is_(None),
        )
        with self._store.read() as db:
            client = db.get(ClientRow, client_id)
            if client is None or client.void:
                raise NotFound("This client's record is not in this store.", "Search for the name.")
            staff = db.scalars(
                select(StaffRow).where(StaffRow.void == 0).order_by(StaffRow.name)
            ).all()
            return PlanSheet(
                client_id=client_id,
                client_name=full_name(
                    client.first_name, client.middle_name, client.last_name, client.name_to_use
                ),
                chart_number=client.chart_number,
                language=Language.SPANISH if client.language == "es" else Language.ENGLISH,
                is_in_program=db.scalar(open_episode) is not None,
                diagnoses=db.scalar(diagnosed) or 0,
                plan=plan,
                versions=versions,
                staff=tuple(staff_name(row) for row in staff),
                typed=self._typed(plan) if plan else None,
                assessment=next(iter(assessments_of(db, client_id, 1)), None),
                reachable=len(reachable(people_of(db, client_id))),
                reachable_wanted=rules_of(db).network_people,
            )

    def save(self, mine: Plan, base: Plan) -> Plan:
        """Save a draft; what can't be saved is kept beside it and the error raised again."""
        try:
            stored = self._plans.save(mine, base)
        except Exception:
            self.keep(mine, base)
            raise
        if self._drafts.load(_DRAFT, str(mine.id)) is not None:
            self._drafts.drop(_DRAFT, str(mine.id))
        return stored

    def keep(self, mine: Plan, base: Plan) -> None:
        """Keep what was typed without saving it."""
        values: dict[str, Value] = {"mine": values_of_plan(mine), "base": values_of_plan(base)}
        self._drafts.keep(_DRAFT, str(mine.id), values)

    def give_up(self, plan_id: UUID) -> None:
        """Forget what was kept."""
        self._drafts.drop(_DRAFT, str(plan_id))

    def _typed(self, plan: Plan) -> TypedPlan | None:
        kept = self._drafts.load(_DRAFT, str(plan.id))
        if kept is None:
            return None
        values = kept.values
        try:
            mine, base = (plan_of_values(_mapping(values[name])) for name in ("mine", "base"))
        except (KeyError, TypeError, ValueError):
            return None
        return TypedPlan(mine, base, kept.kept_at)


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return value
