"""Writing notes within a caller's transaction: drafts merged field by field, signatures."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from iopdesk.domain.clinic_rules import ClinicRules
from iopdesk.domain.note_guards import SEEN_WORDS, Concern
from iopdesk.domain.problems import EditConflict, FieldConflict, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.wording import Wording
from iopdesk.services.note_rows import NoteRow
from iopdesk.storage import row_past
from iopdesk.storage.note_tables import ClientNoteRow


def change_note(
    db: Session, row: NoteRow, values: Mapping[str, object], seen: int | None, me: SignedIn
) -> None:
    """Set what differs; EditConflict where someone else wrote in it since it was `seen`."""
    changed = {field: new for field, new in values.items() if getattr(row, field) != new}
    if not changed:
        return
    refuse_signed(row)
    writer = row_past.writer_of(db, row.op)
    others = writer is None or writer.staff_id != me.staff_id
    if seen is not None and seen != row.op and others:
        raise EditConflict(
            [
                FieldConflict(
                    field,
                    new,
                    getattr(row, field),
                    writer.name if writer else "",
                    writer.at if writer else None,
                )
                for field, new in changed.items()
            ]
        )
    for field, new in changed.items():
        setattr(row, field, new)


def refuse_signed(row: NoteRow) -> None:
    """Signed notes never change."""
    if row.signed_at is not None:
        raise UserProblem("This note is signed.", "Add an addendum instead.")


def has_words(row: NoteRow) -> bool:
    """Whether there is anything to sign."""
    if isinstance(row, ClientNoteRow):
        return bool(row.participation or row.text.strip())
    return bool(row.text.strip())


def sign_note(row: NoteRow, me: SignedIn, now: datetime, rules: ClinicRules) -> None:
    """Sign as the person at the keyboard; some credentials need a supervisor's signature too."""
    row.signed_by = me.staff_id
    row.signed_at = now
    if not me.may(Right.COSIGN) and rules.needs_cosign(me.credential):
        row.needs_cosign = True


def seen_words(found: tuple[Concern, ...], me: SignedIn) -> str:
    """What the signer saw and signed all the same, as the journal keeps it."""
    words = Wording(me.language)
    kinds = dict.fromkeys(each.kind for each in found if each.kind in SEEN_WORDS)
    if not kinds:
        return ""
    return words(
        "Seen before signing: {what}.", what=", ".join(words(SEEN_WORDS[k]) for k in kinds)
    )
