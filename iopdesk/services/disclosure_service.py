"""The disclosure desk: nothing leaves for someone outside without its ground, notice and entry."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import tzinfo
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.documents import disclosure_cover
from iopdesk.documents.disclosure_cover import DisclosureCover
from iopdesk.documents.paper_setting import long_notice
from iopdesk.domain.client import fold
from iopdesk.domain.consent import Consent, joined_keys
from iopdesk.domain.consent_library import consent_library
from iopdesk.domain.disclosure import (
    DOCUMENTS,
    HOW,
    TELLS,
    Carrying,
    Disclosed,
    Document,
    Handover,
    carries,
    why_not,
)
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.problems import InvalidDraft, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.wording import Wording
from iopdesk.services.consent_queries import consent_of, consents_of, signer_of
from iopdesk.services.disclosure_scope import ground_words, purpose_words, scope_of
from iopdesk.services.paper_facts import paper_facts, paper_setting
from iopdesk.storage import access_log
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.consent_tables import DisclosureRow, RestrictionRequestRow
from iopdesk.storage.store import Store

MakePaper = Callable[[Language], Paper]


@dataclass(frozen=True)
class Recipient:
    """A consent and whether it carries the document today."""

    consent: Consent
    carrying: Carrying


@dataclass(frozen=True)
class DeskFacts:
    """What the question "to whom, and why" is answered from; those that carry come first.

    `grounds` are the lawful ones without consent that this person may choose.
    """

    document: Document
    recipients: tuple[Recipient, ...]
    grounds: tuple[str, ...]
    restrictions: tuple[str, ...]


@dataclass(frozen=True)
class Accompanying:
    """What goes with a file: the exact notice of 42 CFR 2.32, and the scope or ground in lines."""

    notice: str
    scope: tuple[tuple[str, str], ...]


class DisclosureService:
    """Clinicians and the privacy officer hand over; the client's own copy is no disclosure."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._who = signed_in

    def desk(self, client_id: UUID, document: Document) -> DeskFacts:
        """Who may get this document today, and why the others may not."""
        self._who.require(Right.DISCLOSE)
        today = self._store.clock.today()
        with self._store.read() as db:
            signer = signer_of(db, client_id)
            found = [
                Recipient(one, carries(one, document, signer, today))
                for one in consents_of(db, client_id)
                if one.shares
            ]
            restrictions = _agreed_restrictions(db, client_id)
        found.sort(key=lambda each: each.carrying.obstacle is not None)
        return DeskFacts(document, tuple(found), self._grounds(), restrictions)

    def handover_to(
        self, client_id: UUID, document: Document, to_whom: str, purpose: str
    ) -> Handover:
        """The handover to a recipient named in words; UserProblem says which element is missing.

        `purpose` is a key or the words of one.
        """
        facts = self.desk(client_id, document)
        named = [each for each in facts.recipients if _is_same(each.consent.to_whom, to_whom)]
        key = _purpose_key(purpose)
        for each in named:
            if each.carrying.obstacle is None and key in each.consent.purpose_keys:
                return Handover(each.consent.to_whom, key, each.consent.consent_id)
        if not named:
            raise UserProblem(
                "There is no consent for this recipient.",
                "Prepare one under Consents and have it signed first.",
            )
        with self._store.read() as db:
            signer = signer_of(db, client_id)
        today = self._store.clock.today()
        best = min(named, key=lambda each: each.carrying.obstacle is not None).consent
        raise _refusal(carries(best, document, signer, today, key or purpose), self._words())

    def hand_over(
        self,
        client_id: UUID,
        document: Document,
        handover: Handover,
        make: MakePaper,
        language: Language = Language.ENGLISH,
    ) -> Paper:
        """The paper with its cover and notices; it and its entries are made together or not."""
        self._require(handover)
        with self._store.read() as db:
            self._ground(db, client_id, document, handover)
        paper = make(language)
        with self._store.read() as db:
            consent = self._ground(db, client_id, document, handover)
            facts = paper_facts(db, client_id, self._store.clock.today())
            setting = paper_setting(db, self._store.clock, self._who, language)
        words = setting.words
        cover = DisclosureCover(
            client_name=facts.legal_name,
            chart_number=facts.chart_number,
            to_whom=handover.to_whom.strip(),
            contact=consent.recipient_contact if consent else handover.emergency_facility,
            what=words(DOCUMENTS[document]),
            purpose=purpose_words(handover, words),
            how=words(HOW[handover.how]),
            given_by=self._who.printed_name,
            ground=ground_words(consent, handover, words),
            scope=scope_of(consent, handover, words),
            is_consented=consent is not None,
        )
        pdf = disclosure_cover.with_cover(cover, paper.pdf, setting)
        self._enter(client_id, document, handover, self._words()(DOCUMENTS[document]), pdf)
        return replace(
            paper,
            file_stem=f"for-outside-{paper.file_stem}",
            title=words("{paper}, for someone outside", paper=paper.title),
            pdf=pdf,
        )

    def hand_over_file(
        self,
        client_id: UUID,
        document: Document,
        handover: Handover,
        make: Callable[[Accompanying], bytes],
    ) -> bytes:
        """A file of data for someone outside; `make` is given what must go with it."""
        self._require(handover)
        words = self._words()
        with self._store.read() as db:
            consent = self._ground(db, client_id, document, handover)
        content = make(Accompanying(long_notice(), scope_of(consent, handover, words)))
        self._enter(client_id, document, handover, words(DOCUMENTS[document]), content)
        return content

    def tell(self, client_id: UUID, handover: Handover, what: str) -> None:
        """Something was told by word of mouth: on the same grounds, in the same accounting."""
        self._require(handover)
        if not what.strip():
            raise UserProblem("Say what was told.", "A short sentence is enough.")
        self._enter(client_id, Document.SPOKEN, handover, what.strip(), b"")

    def disclosures(self, client_id: UUID) -> tuple[Disclosed, ...]:
        """What left about a client, the newest first; for who hands over or reads the log."""
        if not self._who.may(Right.SEE_ACCESS_LOG):
            self._who.require(Right.DISCLOSE)
        words = self._words()
        with self._store.read() as db:
            return disclosures_of(db, client_id, self._store.clock.now().tzinfo, words)

    def _grounds(self) -> tuple[str, ...]:
        may = self._who.may(Right.DISCLOSE_WITHOUT_CONSENT)
        grounds = consent_library().grounds
        return tuple(key for key, term in grounds.items() if may or not term.asks_supervisor)

    def _words(self) -> Wording:
        return Wording(self._who.language)

    def _require(self, handover: Handover) -> None:
        self._who.require(Right.DISCLOSE)
        if problems := handover.problems():
            raise InvalidDraft(problems)
        if handover.consent_id is None and handover.basis not in self._grounds():
            raise UserProblem(
                "Only a supervisor or the privacy officer may use this ground.",
                "Ask one of them. Nothing was handed over.",
            )

    def _ground(
        self, db: Session, client_id: UUID, document: Document, handover: Handover
    ) -> Consent | None:
        signer = signer_of(db, client_id)
        if handover.consent_id is None:
            return None
        consent = consent_of(db, client_id, handover.consent_id)
        today = self._store.clock.today()
        carrying = carries(consent, document, signer, today, handover.purpose)
        if carrying.obstacle is not None:
            raise _refusal(carrying, self._words())
        if not consent.names_a_class and not _is_same(handover.to_whom, consent.to_whom):
            raise UserProblem(
                "This consent names another recipient (42 CFR 2.31(a)(4)).",
                "Choose the consent of whoever gets it. Nothing was handed over.",
            )
        return consent

    def _enter(
        self, client_id: UUID, document: Document, handover: Handover, what: str, content: bytes
    ) -> None:
        now, staff_id = self._store.clock.now(), self._who.staff_id
        whom = handover.to_whom.strip()
        with self._store.write("disclosure.make", staff_id) as db:
            # a consent that was taken back while the paper was made stops it here
            consent = self._ground(db, client_id, document, handover)
            # by word of mouth the words alone say what was told
            told = TELLS[document]
            db.add(
                DisclosureRow(
                    id=self._store.new_id(),
                    client_id=client_id,
                    at=now,
                    to_whom=whom,
                    purpose=handover.purpose or handover.basis,
                    what=what,
                    information=joined_keys(told),
                    how=handover.how,
                    document=document.value,
                    sha256=hashlib.sha256(content).hexdigest() if content else "",
                    consent_id=handover.consent_id,
                    basis="" if consent else handover.basis,
                    reason=handover.reason.strip(),
                    emergency_personnel=handover.emergency_personnel.strip(),
                    emergency_facility=handover.emergency_facility.strip(),
                    emergency_nature=handover.emergency_nature.strip(),
                    made_by=staff_id,
                )
            )
            access_log.append(
                db.connection(),
                now,
                staff_id,
                f"disclose {document.value.replace('_', ' ')}",
                client_id,
                purpose=handover.purpose or handover.basis,
                to=whom,
            )


def disclosures_of(
    db: Session, client_id: UUID, zone: tzinfo | None, words: Wording
) -> tuple[Disclosed, ...]:
    """The accounting of 42 CFR 2.25 within the caller's transaction."""
    rows = db.execute(
        select(DisclosureRow, StaffRow.name)
        .outerjoin(StaffRow, StaffRow.id == DisclosureRow.made_by)
        .where(DisclosureRow.client_id == client_id, DisclosureRow.void == 0)
        .order_by(DisclosureRow.at.desc(), DisclosureRow.id.desc())
    )
    found = []
    for row, name in rows.all():
        handover = Handover(row.to_whom, row.purpose, row.consent_id, row.basis, how=row.how)
        ground = words("Consent") if row.consent_id else ground_words(None, handover, words)
        if row.document == Document.REVOCATION_NOTICE:
            ground = words("Consent taken back")
        emergency = ", ".join(
            filter(None, (row.emergency_personnel, row.emergency_facility, row.emergency_nature))
        )
        found.append(
            Disclosed(
                disclosure_id=row.id,
                at=row.at.astimezone(zone),
                to_whom=row.to_whom,
                what=row.what,
                purpose=purpose_words(handover, words),
                ground=ground,
                how=words(HOW.get(row.how, row.how)),
                by=name or "",
                reason=row.reason,
                emergency=emergency,
            )
        )
    return tuple(found)


def _agreed_restrictions(db: Session, client_id: UUID) -> tuple[str, ...]:
    rows = db.scalars(
        select(RestrictionRequestRow.words)
        .where(
            RestrictionRequestRow.client_id == client_id,
            RestrictionRequestRow.answer == "agreed",
            RestrictionRequestRow.void == 0,
        )
        .order_by(RestrictionRequestRow.day)
    )
    return tuple(rows)


def _is_same(name: str, other: str) -> bool:
    return fold(" ".join(name.split())) == fold(" ".join(other.split()))


def _purpose_key(purpose: str) -> str:
    wanted = " ".join(purpose.split()).casefold()
    for key, term in consent_library().purposes.items():
        if wanted in (key, *(text.casefold() for text in term.texts.values())):
            return key
    return ""


def _refusal(carrying: Carrying, words: Wording) -> UserProblem:
    return UserProblem("No consent allows this to leave.", "{why}", why=why_not(carrying, words))
