"""Proof that the bytes of every attached file are there and are the ones that were attached."""

import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from iopdesk.storage.attachment_tables import AttachmentContent, AttachmentRow


@dataclass(frozen=True)
class AttachmentFault:
    """An attached file whose bytes are missing or are others."""

    attachment_id: uuid.UUID
    words: str


def verify_attachments(connection: Connection) -> Iterator[AttachmentFault]:
    """Every fault among attached files, taken back or not; one file in memory at a time."""
    rows = connection.execute(select(AttachmentRow.id, AttachmentRow.sha256)).all()
    sound: dict[str, str] = {}
    for row in rows:
        if row.sha256 not in sound:
            content = connection.scalar(
                select(AttachmentContent.content).where(AttachmentContent.sha256 == row.sha256)
            )
            sound[row.sha256] = _fault_of(content, row.sha256)
        if sound[row.sha256]:
            yield AttachmentFault(row.id, sound[row.sha256])


def _fault_of(content: bytes | None, digest: str) -> str:
    if content is None:
        return "its bytes are missing"
    is_same = hashlib.sha256(content).hexdigest() == digest
    return "" if is_same else "its bytes were altered"
