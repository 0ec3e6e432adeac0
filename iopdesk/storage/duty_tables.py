"""The table behind duties: what was done about one.

Duties themselves are computed from rules and rows and never stored.
"""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from iopdesk.storage.schema import Base, Journaled


class DutyAnswerRow(Journaled, Base):
    """What a person said about one duty; its id is a name-based UUID of kind, subject and due day.

    `subject_id` is the row the duty is about (a client, a session, an episode).
    """

    __tablename__ = "duty_answer"
    __table_args__ = (Index("ix_duty_answer_subject", "subject_id", "kind"),)

    kind: Mapped[str]
    subject_id: Mapped[uuid.UUID]
    client_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("client.id"), index=True)
    due: Mapped[date]
    answer: Mapped[str]
    put_off_until: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    answered_at: Mapped[datetime]
