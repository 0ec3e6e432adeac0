"""Scans and reports: attached to a session, evaluation or consent, looked at, taken back."""

import hashlib
import uuid
from collections import defaultdict
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from iopdesk.documents.scan import (
    TooManyPixelsError,
    UnreadableScanError,
    picture_as_pdf,
    refuse_unreadable_pdf,
)
from iopdesk.domain.attachment import (
    LARGEST_FILE,
    REPORT,
    SIGNED_CONSENT,
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
from iopdesk.storage.assessment_tables import EvaluationRow
from iopdesk.storage.attachment_tables import AttachmentContent, AttachmentRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.consent_tables import ConsentRow
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
        here = AttachmentRow.session_id == session_id(slot_id, day)
        return tuple(line for _subject, line in self._lines(here))

    def reports(self, client_id: uuid.UUID) -> dict[uuid.UUID, list[AttachmentLine]]:
        """Reports attached to a client's evaluations, by evaluation, oldest first."""
        self._signed_in.require(Right.VIEW_CLINICAL)
        here = (AttachmentRow.client_id == client_id) & (AttachmentRow.kind == REPORT)
        found: dict[uuid.UUID, list[AttachmentLine]] = defaultdict(list)
        for subject, line in self._lines(here):
            if subject is not None:
                found[subject].append(line)
        return found

    def of_consent(self, consent_id: uuid.UUID) -> tuple[AttachmentLine, ...]:
        """Scans of a signed consent form, oldest first."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        here = (AttachmentRow.subject_id == consent_id) & (AttachmentRow.kind == SIGNED_CONSENT)
        return tuple(line for _subject, line in self._lines(here))

    def _lines(self, here: ColumnElement[bool]) -> list[tuple[uuid.UUID | None, AttachmentLine]]:
        zone = self._store.clock.now().tzinfo
        with self._store.read() as db:
            rows = db.execute(
                select(
                    AttachmentRow.subject_id,
                    AttachmentRow.id,
                    AttachmentRow.name,
                    AttachmentRow.media_type,
                    AttachmentRow.size,
                    StaffRow.name.label("by"),
                    AttachmentRow.attached_at,
                )
                .outerjoin(StaffRow, StaffRow.id == AttachmentRow.attached_by)
                .where(here, AttachmentRow.void == 0)
                .order_by(AttachmentRow.attached_at, AttachmentRow.id)
            ).all()
        return [
            (
                row.subject_id,
                AttachmentLine(
                    row.id,
                    row.name,
                    MediaType(row.media_type),
                    row.size,
                    row.by or "",
                    row.attached_at.astimezone(zone),
                ),
            )
            for row in rows
        ]

    def attach_sheet(self, slot_id: uuid.UUID, day: date, name: str, content: bytes) -> uuid.UUID:
        """Attach a scan of the signed sheet to its session; the attachment's id."""
        self._signed_in.require(Right.MARK_ATTENDANCE)
        with self._store.write("attachment.add", self._signed_in.staff_id) as db:
            session = session_roster.make_session(db, slot_id, day)
            of = AttachmentRow.session_id == session.id
            row = self._attach(db, of, name, content)
            row.session_id, row.kind = session.id, SIGNED_SHEET
            db.add(row)
            return row.id

    def attach_report(self, evaluation_id: uuid.UUID, name: str, content: bytes) -> uuid.UUID:
        """Attach an outside report to its evaluation; the attachment's id."""
        self._signed_in.require(Right.VIEW_CLINICAL)
        self._signed_in.require(Right.EDIT_CLIENTS)
        with self._store.write("report.add", self._signed_in.staff_id) as db:
            evaluation = db.get(EvaluationRow, evaluation_id)
            if evaluation is None or evaluation.void:
                raise NotFound("This evaluation is not listed any more.", "Load the page again.")
            of = AttachmentRow.subject_id == evaluation_id
            row = self._attach(db, of, name, content)
            row.client_id, row.subject_id, row.kind = evaluation.client_id, evaluation_id, REPORT
            db.add(row)
            return row.id

    def attach_consent(self, consent_id: uuid.UUID, name: str, content: bytes) -> uuid.UUID:
        """Attach a scan of the signed form to its consent; the attachment's id."""
        self._signed_in.require(Right.EDIT_CLIENTS)
        with self._store.write("attachment.add", self._signed_in.staff_id) as db:
            consent = db.get(ConsentRow, consent_id)
            if consent is None or consent.void:
                raise NotFound("This consent is no longer in the record.", "Load the page again.")
            row = self._attach(db, AttachmentRow.subject_id == consent_id, name, content)
            row.client_id, row.subject_id = consent.client_id, consent_id
            row.kind = SIGNED_CONSENT
            db.add(row)
            return row.id

    def _attach(
        self, db: Session, of: ColumnElement[bool], name: str, content: bytes
    ) -> AttachmentRow:
        """A row for what can be read, and its bytes in the store; refused where it is twice."""
        media_type = _readable(content)
        digest = hashlib.sha256(content).hexdigest()
        if _is_there(db, of, digest):
            raise UserProblem("This file is attached already.", "It is kept once.")
        if db.get(AttachmentContent, digest) is None:
            db.add(AttachmentContent(sha256=digest, content=content))
        return AttachmentRow(
            id=self._store.new_id(),
            name=tidy_file_name(name, _USUAL_NAMES[media_type]),
            media_type=media_type.value,
            size=len(content),
            sha256=digest,
            attached_by=self._signed_in.staff_id,
            attached_at=self._store.clock.now(),
        )

    def paper(self, attachment_id: uuid.UUID, language: Language = Language.ENGLISH) -> Paper:
        """The file as pages to look at; the look is in the access log."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            row = db.execute(
                select(
                    AttachmentRow.media_type,
                    AttachmentRow.sha256,
                    AttachmentRow.client_id,
                    AttachmentRow.kind,
                ).where(AttachmentRow.id == attachment_id, AttachmentRow.void == 0)
            ).first()
            if row is None:
                raise NotFound("This file is no longer attached.", "Load the page again.")
            self._require_sight(row.kind)
            content = attachment_bytes(db, row.sha256)
        self._store.log_access("view scan", by=self._signed_in.staff_id, client_id=row.client_id)
        words = Wording(language)
        is_pdf = row.media_type == MediaType.PDF.value
        pdf = content if is_pdf else picture_as_pdf(content)
        if row.kind == SIGNED_CONSENT:
            return Paper("signed-consent", words("Signed consent"), pdf)
        if row.kind == REPORT:
            return Paper("report", words("Attached report"), pdf)
        return Paper("signed-sheet", words("Signed sheet"), pdf)

    def take_back(self, attachment_id: uuid.UUID, reason: str) -> None:
        """Take a file off with a reason; the store keeps it."""
        self._signed_in.require(Right.MARK_ATTENDANCE)
        if not reason.strip():
            raise UserProblem("Say why the file is taken off.", "The record keeps it.")
        staff_id = self._signed_in.staff_id
        with self._store.write("attachment.take_back", staff_id, reason=reason.strip()) as db:
            row = db.get(AttachmentRow, attachment_id)
            if row is None or row.void:
                raise NotFound("This file is no longer attached.", "Load the page again.")
            self._require_sight(row.kind)
            void_row(row)

    def _require_sight(self, kind: str) -> None:
        if kind not in (SIGNED_SHEET, SIGNED_CONSENT):
            self._signed_in.require(Right.VIEW_CLINICAL)


def attachment_bytes(db: Session, sha256: str) -> bytes:
    """The bytes of a file; UserProblem where they are not those that were attached."""
    content = db.scalar(select(AttachmentContent.content).where(AttachmentContent.sha256 == sha256))
    if content is None or hashlib.sha256(content).hexdigest() != sha256:
        raise UserProblem(
            "This file is not what was attached.",
            "Don't rely on it. Run a check of the clinic, and scan the paper again.",
        )
    return content


def _readable(content: bytes) -> MediaType:
    if len(content) > LARGEST_FILE:
        raise UserProblem(
            "This file is larger than 20 MB.", "Scan at 200 dpi in grey. Nothing was attached."
        )
    if not content:
        raise UserProblem("This file is empty.", "Scan the paper again. Nothing was attached.")
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
    except TooManyPixelsError as error:
        raise UserProblem(
            "This picture is too large.", "Scan at 200 dpi in grey. Nothing was attached."
        ) from error
    except UnreadableScanError as error:
        raise UserProblem(
            "This file can't be read.",
            "It is damaged or has a password. Scan it again. Nothing was attached.",
        ) from error
    return media_type


def _is_there(db: Session, of: ColumnElement[bool], digest: str) -> bool:
    found = select(AttachmentRow.id).where(
        of, AttachmentRow.sha256 == digest, AttachmentRow.void == 0
    )
    return db.scalar(found) is not None
