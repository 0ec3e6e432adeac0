"""Tables of treatment plans: problem > goal > objective, services, and signatures."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from iopdesk.storage.schema import Base, OfClient


class PlanRow(OfClient, Base):
    """One version of a treatment plan; once signed only its state may still change."""

    __tablename__ = "plan"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    episode_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("episode.id"), index=True)
    version: Mapped[int]
    state: Mapped[str] = mapped_column(default="draft")
    begun: Mapped[date]
    strengths: Mapped[str] = mapped_column(default="")
    needs: Mapped[str] = mapped_column(default="")
    abilities: Mapped[str] = mapped_column(default="")
    preferences: Mapped[str] = mapped_column(default="")
    step_down_when: Mapped[str] = mapped_column(default="")
    next_review: Mapped[date | None]
    replaces_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("plan.id"))
    signed_at: Mapped[datetime | None]
    signed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    content_hash: Mapped[str] = mapped_column(default="")


class PlanPart(OfClient, Base):
    """What problems, goals, objectives and services share: a place in the printed order."""

    __abstract__ = True

    position: Mapped[int]


class ProblemRow(PlanPart):
    """What is hard, in the client's words; `origin` is the library entry it came from."""

    __tablename__ = "problem"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plan.id"), index=True)
    title: Mapped[str] = mapped_column(default="")
    client_words: Mapped[str] = mapped_column(default="")
    dimension: Mapped[int | None]
    diagnosis_code: Mapped[str] = mapped_column(default="")
    since: Mapped[date | None]
    deferred_because: Mapped[str] = mapped_column(default="")
    origin: Mapped[str] = mapped_column(default="")


class GoalRow(PlanPart):
    """What the client wants instead."""

    __tablename__ = "goal"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    problem_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("problem.id"), index=True)
    text: Mapped[str]


class ObjectiveRow(PlanPart):
    """A measurable, dated step towards a goal; `lineage_id` is the same in later versions."""

    __tablename__ = "objective"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    goal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("goal.id"), index=True)
    lineage_id: Mapped[uuid.UUID] = mapped_column(index=True)
    text: Mapped[str]
    measure: Mapped[str] = mapped_column(default="")
    target: Mapped[date | None]


class ObjectiveStatusRow(OfClient, Base):
    """How an objective stands from a day on; written beside a signed plan, never into it."""

    __tablename__ = "objective_status"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    lineage_id: Mapped[uuid.UUID] = mapped_column(index=True)
    day: Mapped[date]
    status: Mapped[str]
    proof: Mapped[str] = mapped_column(default="")


class PlannedServiceRow(PlanPart):
    """What staff will do about a problem: service, dose, who."""

    __tablename__ = "planned_service"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    problem_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("problem.id"), index=True)
    kind: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    dose: Mapped[str] = mapped_column(default="")
    who: Mapped[str] = mapped_column(default="")


class SignatureRow(OfClient, Base):
    """Who signed what, how and when; `how` is screen, paper or refused."""

    __tablename__ = "signature"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    plan_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("plan.id"), index=True)
    step_down_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("step_down.id"), index=True)
    signer: Mapped[str]
    name: Mapped[str]
    staff_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    how: Mapped[str]
    signed_at: Mapped[datetime]
    code: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
