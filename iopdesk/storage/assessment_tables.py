"""Tables of assessment: evaluations, six dimensions, instruments, substances, drug screens."""

import uuid
from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from iopdesk.storage.schema import Base, Journaled, OfClient


class EvaluationRow(OfClient, Base):
    """A medical, physical, mental-health or substance-use evaluation of an episode."""

    __tablename__ = "evaluation"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    episode_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("episode.id"), index=True)
    kind: Mapped[str]
    due: Mapped[date | None]
    done: Mapped[date | None]
    done_by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class DimensionAssessmentRow(OfClient, Base):
    """Six dimensions rated on a day, and the level of care; fixed once signed.

    `edition` is that of the ASAM Criteria it was rated by: "3" or "4"; ratings never cross over.
    """

    __tablename__ = "dimension_assessment"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    episode_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("episode.id"), index=True)
    day: Mapped[date]
    edition: Mapped[str]
    occasion: Mapped[str]
    level_indicated: Mapped[str] = mapped_column(default="")
    level_offered: Mapped[str] = mapped_column(default="")
    level_accepted: Mapped[str] = mapped_column(default="")
    reason_level_differs: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    assessor_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    signed_at: Mapped[datetime | None]
    signed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))


class DimensionRatingRow(OfClient, Base):
    """One dimension of an assessment: its rating as the edition writes it, and own notes."""

    __tablename__ = "dimension_rating"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    assessment_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("dimension_assessment.id"), index=True
    )
    dimension: Mapped[str]
    rating: Mapped[str] = mapped_column(default="")
    minimum_level: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class InstrumentResultRow(OfClient, Base):
    """One filled-in instrument: its answers as given, and the scores as its manual counts them.

    `answers` is a JSON object {item: value} in the order of the form, empty where only the score
    was entered; `scores` is one {scale: value}. `version` is that of the form that was used.
    """

    __tablename__ = "instrument_result"
    __table_args__ = (
        Index("ix_instrument_result_client", "client_id", "instrument", "day"),
        Index("ix_instrument_result_day", "client_id", "day"),
        # few results ask for something; whoever looks for those reads no others
        Index(
            "ix_instrument_result_critical",
            "critical",
            sqlite_where=text("critical != ''"),
            postgresql_where=text("critical != ''"),
        ),
    )

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    episode_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("episode.id"), index=True)
    instrument: Mapped[str]
    version: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    day: Mapped[date]
    occasion: Mapped[str] = mapped_column(default="")
    how: Mapped[str] = mapped_column(default="on_screen")
    answers: Mapped[str] = mapped_column(default="")
    scores: Mapped[str] = mapped_column(default="")
    critical: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    entered_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    entered_at: Mapped[datetime]


class InstrumentScheduleRow(Journaled, Base):
    """How often a program gives an instrument; an empty program stands for all."""

    __tablename__ = "instrument_schedule"

    program_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("program.id"), index=True)
    instrument: Mapped[str]
    every_days: Mapped[int | None]
    at_admission: Mapped[bool] = mapped_column(default=True)
    at_discharge: Mapped[bool] = mapped_column(default=True)


class SubstanceUseRow(OfClient, Base):
    """A substance as the client tells of it on a day: first, second or third in rank."""

    __tablename__ = "substance_use"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    day: Mapped[date]
    rank: Mapped[int]
    substance: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    route: Mapped[str] = mapped_column(default="")
    frequency: Mapped[str] = mapped_column(default="")
    days_in_30: Mapped[int | None]
    age_first: Mapped[int | None]
    last_use: Mapped[date | None]
    amount: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class SobrietyDateRow(OfClient, Base):
    """Sober since a day, of everything or of one substance; `ended` when that was over."""

    __tablename__ = "sobriety_date"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    since: Mapped[date]
    ended: Mapped[date | None]
    substance: Mapped[str] = mapped_column(default="")
    learned_from: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class NaloxoneOfferRow(OfClient, Base):
    """Naloxone was given, prescribed, already there, or declined on a day."""

    __tablename__ = "naloxone_offer"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    day: Mapped[date]
    outcome: Mapped[str]
    taught: Mapped[bool] = mapped_column(default=False)
    by_whom: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class ScreenDrawRow(Journaled, Base):
    """One random selection: the seed and the pool it was drawn from repeat it to the letter.

    `pool` is a JSON list of client ids in the order they were drawn from; the chosen ones are the
    drug screens that name this draw.
    """

    __tablename__ = "screen_draw"

    day: Mapped[date] = mapped_column(index=True)
    seed: Mapped[str]
    pool: Mapped[str]
    wanted: Mapped[int]
    rules: Mapped[str] = mapped_column(default="")
    drawn_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    drawn_at: Mapped[datetime]


class DrugScreenRow(OfClient, Base):
    """A drug screen of a day: collected, refused, missed or unable; results come with it later."""

    __tablename__ = "drug_screen"
    __table_args__ = (Index("ix_drug_screen_client_day", "client_id", "day"),)

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    day: Mapped[date]
    state: Mapped[str]
    specimen: Mapped[str] = mapped_column(default="urine")
    collected_by: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    collected: Mapped[time | None]
    panel: Mapped[str] = mapped_column(default="")
    method: Mapped[str] = mapped_column(default="")
    collection: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    temperature_f: Mapped[int | None]
    validity: Mapped[str] = mapped_column(default="")
    lab: Mapped[str] = mapped_column(default="")
    lab_number: Mapped[str] = mapped_column(default="")
    result_day: Mapped[date | None]
    draw_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("screen_draw.id"), index=True)


class ScreenResultRow(OfClient, Base):
    """One analyte of a drug screen: the quick result and, where asked for, the confirmed one.

    `expected_by` names the active medication that explains a positive.
    """

    __tablename__ = "screen_result"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    screen_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("drug_screen.id"), index=True)
    analyte: Mapped[str]
    presumptive: Mapped[str] = mapped_column(default="")
    confirmed: Mapped[str] = mapped_column(default="")
    level: Mapped[str] = mapped_column(default="")
    expected_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("medication.id"))
