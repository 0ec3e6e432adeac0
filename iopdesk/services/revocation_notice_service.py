"""Who received under a consent that was taken back, and the notice that tells them of it."""

from dataclasses import dataclass
from datetime import date, tzinfo
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.documents import revocation_notice
from iopdesk.documents.record_texts import missing_letters
from iopdesk.documents.revocation_notice import RevocationNotice
from iopdesk.domain.disclosure import DOCUMENTS, Document
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.wording import Wording
from iopdesk.services.consent_queries import consent_of
from iopdesk.services.paper_facts import paper_facts, paper_setting
from iopdesk.storage import access_log
from iopdesk.storage.consent_tables import DisclosureRow
from iopdesk.storage.store import Store

NOTICE = Document.REVOCATION_NOTICE


@dataclass(frozen=True)
class Received:
    """Someone who received under a consent, the last day of it, and when the notice went."""

    to_whom: str
    last: date
    noticed: date | None = None


class RevocationNoticeService:
    """For those who hand over: the notice goes only to who received something."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._who = signed_in

    def received(self, client_id: UUID, consent_id: UUID) -> tuple[Received, ...]:
        """Who received under this consent, by name."""
        self._who.require(Right.DISCLOSE)
        with self._store.read() as db:
            return _received(db, client_id, consent_id, self._store.clock.now().tzinfo)

    def preview(
        self, client_id: UUID, consent_id: UUID, to_whom: str, language: Language | None = None
    ) -> Paper:
        """The notice to one of them; UserProblem where there is nothing to tell."""
        self._require()
        with self._store.read() as db:
            self._receiver(db, client_id, consent_id, to_whom)
            consent = consent_of(db, client_id, consent_id)
            facts = paper_facts(db, client_id, self._store.clock.today())
            reader = language or Language.ENGLISH
            setting = paper_setting(db, self._store.clock, self._who, reader)
        revoked = consent.revoked or self._store.clock.today()
        record = RevocationNotice(
            client_name=facts.legal_name,
            to_whom=to_whom,
            contact=consent.recipient_contact if to_whom == consent.to_whom else "",
            signed=consent.signed or revoked,
            revoked=revoked,
            signer=self._who.printed_name,
        )
        pdf = revocation_notice.render(record, setting)
        words, lost = setting.words, missing_letters(record)
        warning = words("No font here has these letters: {letters}", letters=" ".join(lost))
        title = words(DOCUMENTS[NOTICE])
        return Paper("consent-taken-back", title, pdf, (warning,) if lost else ())

    def note_sent(self, client_id: UUID, consent_id: UUID, to_whom: str) -> None:
        """It left a preview: in the accounting once, in the access log each time."""
        self._require()
        now, staff_id = self._store.clock.now(), self._who.staff_id
        what = Wording(self._who.language)(DOCUMENTS[NOTICE])
        with self._store.write("disclosure.make", staff_id) as db:
            receiver = self._receiver(db, client_id, consent_id, to_whom)
            if receiver.noticed is None:
                db.add(
                    DisclosureRow(
                        id=self._store.new_id(),
                        client_id=client_id,
                        at=now,
                        to_whom=to_whom,
                        purpose="",
                        what=what,
                        how="mail",
                        document=NOTICE.value,
                        consent_id=consent_id,
                        made_by=staff_id,
                    )
                )
            access_log.append(
                db.connection(),
                now,
                staff_id,
                f"disclose {NOTICE.value.replace('_', ' ')}",
                client_id,
                to=to_whom,
            )

    def _require(self) -> None:
        self._who.require(Right.PRINT)
        self._who.require(Right.DISCLOSE)

    def _receiver(self, db: Session, client_id: UUID, consent_id: UUID, to_whom: str) -> Received:
        if consent_of(db, client_id, consent_id).revoked is None:
            raise UserProblem("This consent was not taken back.", "There is nothing to tell.")
        zone = self._store.clock.now().tzinfo
        for one in _received(db, client_id, consent_id, zone):
            if one.to_whom == to_whom:
                return one
        raise UserProblem(
            "Nothing went to this person under this consent.",
            "Telling them would only say that someone is a client here. Nothing was printed.",
        )


def _received(
    db: Session, client_id: UUID, consent_id: UUID, zone: tzinfo | None
) -> tuple[Received, ...]:
    row = DisclosureRow
    rows = db.execute(
        select(row.to_whom, row.at, row.document)
        .where(row.client_id == client_id, row.consent_id == consent_id, row.void == 0)
        .order_by(row.at)
    ).all()
    noticed = {whom: at.astimezone(zone).date() for whom, at, kind in rows if kind == NOTICE.value}
    last = {whom: at.astimezone(zone).date() for whom, at, kind in rows if kind != NOTICE.value}
    return tuple(Received(whom, day, noticed.get(whom)) for whom, day in sorted(last.items()))
