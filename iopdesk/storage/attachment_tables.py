"""Tables of scans and files: what is attached to what is journaled, the bytes stand beside it."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from iopdesk.storage.schema import Base, Journaled


class AttachmentRow(Journaled, Base):
    """A scan or file of a session or a client; `sha256` names its bytes.

    `subject_id` is the row it belongs to, such as an evaluation or a consent.
    """

    __tablename__ = "attachment"

    client_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("client.id"), index=True)
    session_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("group_session.id"), index=True)
    subject_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    kind: Mapped[str]
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(index=True)
    attached_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    attached_at: Mapped[datetime]


class AttachmentContent(Base):
    """The bytes of attachments by their hash; written once, never journaled: the hash is."""

    __tablename__ = "attachment_content"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
