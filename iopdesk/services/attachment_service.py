"""Scans of signed sheets: attached to a session, looked at in the window, taken back."""

import hashlib
import uuid
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.documents.scan import UnreadableScanError, picture_as_pdf, refuse_unreadable_pdf
from iopdesk.domain.attachment import (
    LARGEST_FILE,
    SIGNED_SHEET,
    AttachmentLine,
    MediaType,
    recognised,
    tidy_file_name,
)
from iopdesk.domain.attendance import session_id
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.problems import NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.wording import Wording
from iopdesk.services import session_roster
from iopdesk.storage.attachment_tables import AttachmentContent, AttachmentRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.journal import void_row
from iopdesk.storage.store import Store

_USUAL_NAMES = {
    MediaType.PDF: "sheet.pdf",
    MediaType.JPEG: "sheet.jpg",
    MediaType.PNG: "sheet.png",
}


class AttachmentService:
    """Keeps files in the encrypted store; no readable copy of them is left on the disk."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def of_session(self, slot_id: uuid.UUID, day: date) -> tuple[AttachmentLine, ...]:
        """The files of a session, oldest first."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        zone = self._store.clock.now().tzinfo
        with self._store.read() as db:
            rows = db.execute(
                select(
                    AttachmentRow.id,
                    AttachmentRow.name,
                    AttachmentRow.media_type,
                    AttachmentRow.size,
                    StaffRow.name.label("by"),
                    AttachmentRow.attached_at,
                )
                .outerjoin(StaffRow, StaffRow.id == AttachmentRow.attached_by)
                .where(
                    AttachmentRow.session_id == session_id(slot_id, day), AttachmentRow.void == 0
                )
                .order_by(AttachmentRow.attached_at, AttachmentRow.id)
            )
            return tuple(
                AttachmentLine(
                    row.id,
                    row.name,
                    MediaType(row.media_type),
                    row.size,
                    row.by or "",
                    row.attached_at.astimezone(zone),
                )
                for row in rows.all()
            )

    def attach_sheet(self, slot_id: uuid.UUID, day: date, name: str, content: bytes) -> uuid.UUID:
        """Attach a scan of the signed sheet to its session; the attachment's id."""
        self._signed_in.require(Right.MARK_ATTENDANCE)
        media_type = _readable(content)
        digest = hashlib.sha256(content).hexdigest()
        with self._store.write("attachment.add", self._signed_in.staff_id) as db:
            session = session_roster.make_session(db, slot_id, day)
            if _is_there(db, session.id, digest):
                raise UserProblem("This file is attached already.", "It is kept once.")
            if db.get(AttachmentContent, digest) is None:
                db.add(AttachmentContent(sha256=digest, content=content))
            row = AttachmentRow(
                id=self._store.new_id(),
                session_id=session.id,
                kind=SIGNED_SHEET,
                name=tidy_file_name(name, _USUAL_NAMES[media_type]),
                media_type=media_type.value,
                size=len(content),
                sha256=digest,
                attached_by=self._signed_in.staff_id,
                attached_at=self._store.clock.now(),
            )
            db.add(row)
            return row.id

    def paper(self, attachment_id: uuid.UUID, language: Language = Language.ENGLISH) -> Paper:
        """The file as pages to look at; the look is in the access log."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            row = db.execute(
                select(
                    AttachmentRow.media_type, AttachmentRow.sha256, AttachmentRow.client_id
                ).where(AttachmentRow.id == attachment_id, AttachmentRow.void == 0)
            ).first()
            if row is None:
                raise NotFound("This file is no longer attached.", "Load the page again.")
            content = db.scalar(
                select(AttachmentContent.content).where(AttachmentContent.sha256 == row.sha256)
            )
        if content is None or hashlib.sha256(content).hexdigest() != row.sha256:
            raise UserProblem(
                "This file is not what was attached.",
                "Don't rely on it. Run a check of the clinic, and scan the paper again.",
            )
        self._store.log_access("view scan", by=self._signed_in.staff_id, client_id=row.client_id)
        words = Wording(language)
        is_pdf = row.media_type == MediaType.PDF.value
        pdf = content if is_pdf else picture_as_pdf(content)
        return Paper("signed-sheet", words("Signed sheet"), pdf)

    def take_back(self, attachment_id: uuid.UUID, reason: str) -> None:
        """Take a file off the session with a reason; the store keeps it."""
        self._signed_in.require(Right.MARK_ATTENDANCE)
        if not reason.strip():
            raise UserProblem("Say why the file is taken off.", "The record keeps it.")
        staff_id = self._signed_in.staff_id
        with self._store.write("attachment.take_back", staff_id, reason=reason.strip()) as db:
            row = db.get(AttachmentRow, attachment_id)
            if row is None or row.void:
                raise NotFound("This file is no longer attached.", "Load the page again.")
            void_row(row)


def _readable(content: bytes) -> MediaType:
    if len(content) > LARGEST_FILE:
        raise UserProblem(
            "This file is larger than 20 MB.", "Scan at 200 dpi in grey. Nothing was attached."
        )
    media_type = recognised(content)
    if media_type is None:
        raise UserProblem(
            "This is no PDF, JPEG or PNG.", "Save the scan as one of them. Nothing was attached."
        )
    try:
        if media_type is MediaType.PDF:
            refuse_unreadable_pdf(content)
        else:
            picture_as_pdf(content)
    except UnreadableScanError as error:
        raise UserProblem(
            "This file can't be read.",
            "It is damaged or has a password. Scan it again. Nothing was attached.",
        ) from error
    return media_type


def _is_there(db: Session, session: uuid.UUID, digest: str) -> bool:
    found = select(AttachmentRow.id).where(
        AttachmentRow.session_id == session,
        AttachmentRow.sha256 == digest,
        AttachmentRow.void == 0,
    )
    return db.scalar(found) is not None
