"""Tables of notes: of a session, of a client, addenda, and counseling notes kept apart."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from iopdesk.storage.schema import Base, Journaled, OfClient

_TO_COSIGN = text("needs_cosign = 1 AND cosigned_at IS NULL")


class GroupNoteRow(Journaled, Base):
    """What happened in a session; it goes on every present client's record.

    Signed notes never change: corrections are addenda, and only a co-signature may follow.
    """

    __tablename__ = "group_note"
    __table_args__ = (Index("ix_group_note_to_cosign", "signed_by", sqlite_where=_TO_COSIGN),)

    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("group_session.id"), index=True)
    format: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    signed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    signed_at: Mapped[datetime | None]
    needs_cosign: Mapped[bool] = mapped_column(default=False)
    cosigned_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    cosigned_at: Mapped[datetime | None]


class ClientNoteRow(OfClient, Base):
    """A client's own line of a session, or the note of an appointment; linked to an objective."""

    __tablename__ = "client_note"
    __table_args__ = (
        Index("ix_client_note_client", "client_id", "session_id"),
        Index("ix_client_note_signed", "signed_at"),
        Index("ix_client_note_to_cosign", "signed_by", sqlite_where=_TO_COSIGN),
    )

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    session_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("group_session.id"), index=True)
    appointment_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("appointment.id"), index=True
    )
    format: Mapped[str] = mapped_column(default="")
    participation: Mapped[str] = mapped_column(default="")
    objective_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("objective.id"))
    text: Mapped[str] = mapped_column(default="")
    signed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    signed_at: Mapped[datetime | None]
    needs_cosign: Mapped[bool] = mapped_column(default=False)
    cosigned_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    cosigned_at: Mapped[datetime | None]


class AddendumRow(Journaled, Base):
    """A later addition to a signed group or client note.

    One that `sends_back` is a supervisor's question: its author adds to the note before it is
    co-signed.
    """

    __tablename__ = "addendum"

    group_note_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("group_note.id"), index=True)
    client_note_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("client_note.id"), index=True
    )
    client_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("client.id"))
    text: Mapped[str]
    written_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    written_at: Mapped[datetime]
    sends_back: Mapped[bool] = mapped_column(default=False)


class CounselingNoteRow(OfClient, Base):
    """A counselor's own note of a conversation (42 CFR 2.11), apart from the rest of the record.

    Only its author reads it; it is in no export, print or search without a consent of its own
    (42 CFR 2.31(b)).
    """

    __tablename__ = "counseling_note"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    written_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    day: Mapped[date]
    text: Mapped[str]
