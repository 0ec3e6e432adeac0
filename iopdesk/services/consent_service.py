"""Consents of a client: prepared, signed or declined, ended by an event, taken back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.consent import (
    CRIMINAL_JUSTICE,
    WAITING,
    Consent,
    ConsentState,
    Signer,
    gaps,
    replaced_by,
    superseded,
)
from iopdesk.domain.consent_library import consent_library
from iopdesk.domain.problems import FieldProblem, InvalidDraft, NotAllowed, NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.wording import later
from iopdesk.services.client_queries import client_row
from iopdesk.services.consent_queries import consent_of, consents_of, signer_of
from iopdesk.services.merge_edit import merge_edit
from iopdesk.services.part_edit import PartEdit, save_part, void_part
from iopdesk.storage.client_tables import SupportPersonRow
from iopdesk.storage.clinic_tables import ClinicRow
from iopdesk.storage.consent_tables import ConsentRow
from iopdesk.storage.store import Store

REVOKED_HOW = {
    "written": later("In writing"),
    "oral": later("By word of mouth"),
}
_MAY_CHANGE_SIGNED = frozenset({"note", "support_person_id", "recipient_contact"})


@dataclass(frozen=True)
class Signing:
    """Who signed, when, and how: "paper" or "screen"."""

    day: date
    how: str = "paper"
    capacity: str = "client"
    name: str = ""
    second_signer: str = ""


@dataclass(frozen=True)
class ConsentLine:
    """A consent with where it stands today and what it lacks, as element keys."""

    consent: Consent
    state: ConsentState
    gaps: tuple[str, ...]
    gaps_to_print: tuple[str, ...]


@dataclass(frozen=True)
class ConsentFolder:
    """All consents of a client, those in force first; what a new one begins with."""

    lines: tuple[ConsentLine, ...]
    signer: Signer
    clinic: str
    today: date
    may_write: bool


class ConsentService:
    """Everyone who takes papers in may keep consents; a signed one is fixed."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._who = signed_in

    def folder(self, client_id: UUID) -> ConsentFolder:
        """What the chart shows."""
        self._who.require(Right.VIEW_CLIENTS)
        today = self._store.clock.today()
        with self._store.read() as db:
            signer = signer_of(db, client_id)
            clinic = db.scalar(select(ClinicRow.name).where(ClinicRow.void == 0)) or ""
            consents = consents_of(db, client_id)
        old = superseded(consents, today)
        lines = [
            ConsentLine(
                one,
                ConsentState.SUPERSEDED if one.consent_id in old else one.state_on(today),
                gaps(one, signer),
                gaps(one, signer, to_print=True),
            )
            for one in consents
        ]
        lines.sort(key=lambda line: _ORDER.index(line.state))
        return ConsentFolder(tuple(lines), signer, clinic, today, self._may_write())

    def save(self, client_id: UUID, mine: Consent, base: Consent | None = None) -> UUID:
        """Prepare a consent or change one against what the form loaded; its id.

        Saved as signed it must be whole. A signed one keeps what it says.
        """
        self._require_writing()
        mine = replace(mine, to_whom=mine.to_whom.strip(), discloser=mine.discloser.strip())
        problems = [*mine.problems(), *self._not_yet(mine)]
        if problems:
            raise InvalidDraft(problems)
        with self._store.write("consent.save", self._who.staff_id) as db:
            client_row(db, client_id)
            _require_person(db, client_id, mine, base)
            if base is not None:
                _refuse_change_of_signed(consent_of(db, client_id, _id_of(base)), base, mine)
            if mine.signed is not None and (base is None or base.signed is None):
                self._require_whole(db, client_id, mine)
            edit = PartEdit(ConsentRow, "consent_id", client_id, self._store.new_id)
            return save_part(db, edit, base, mine)

    def note_printed(self, client_id: UUID, consent_id: UUID) -> None:
        """The paper went to the printer and waits for its signature."""
        self._require_writing()
        staff_id = self._who.staff_id
        with self._store.write("consent.print", staff_id) as db:
            row = _row(db, client_id, consent_id)
            if row.signed is None and not row.signed_how:
                row.signed_how = WAITING
        self._store.log_access("print consent form", by=staff_id, client_id=client_id)

    def sign(self, client_id: UUID, seen: Consent, signing: Signing) -> None:
        """It was signed; refused with the missing elements by name and citation."""
        signed = replace(
            seen,
            signed=signing.day,
            signed_how=signing.how,
            signer_capacity=signing.capacity,
            signed_by=signing.name.strip(),
            second_signer=signing.second_signer.strip() or seen.second_signer,
        )
        if signing.capacity not in consent_library().signers:
            raise InvalidDraft([FieldProblem("signer_capacity", "Choose who signed.")])
        if signing.capacity not in ("client", "minor") and not signing.name.strip():
            raise InvalidDraft([FieldProblem("signed_by", "Type who signed for the client.")])
        self._change("consent.sign", client_id, seen, signed)

    def decline(self, client_id: UUID, seen: Consent, reason: str) -> None:
        """The client did not want to sign; kept as proof that it was offered."""
        if not reason.strip():
            raise UserProblem("Say why the client declined.", "Their own words are best.")
        if seen.signed is not None:
            raise UserProblem("This consent is signed.", "Take it back instead.")
        today = self._store.clock.today()
        mine = replace(seen, declined=today, note=reason.strip(), signed_how="")
        self._change("consent.decline", client_id, seen, mine)

    def event_happened(self, client_id: UUID, seen: Consent, day: date) -> None:
        """What the consent was to last until has happened; it is over from that day on."""
        if not seen.until_event.strip():
            raise UserProblem("This consent names no event that ends it.", "")
        mine = replace(seen, event_happened=day)
        self._change("consent.event_happened", client_id, seen, mine)

    def revoke(
        self, client_id: UUID, seen: Consent, how: str, *, condition_met: bool = False
    ) -> None:
        """The client takes it back, in writing or by word of mouth; it counts at once.

        Older ones that it superseded end with it: none comes back in its place. One of
        42 CFR 2.35 is taken back only when the time or event that its form states has come.
        """
        if how not in REVOKED_HOW:
            raise InvalidDraft([FieldProblem("how", "Choose how it was taken back.")])
        if seen.signed is None:
            raise UserProblem("This consent is not signed.", "There is nothing to take back.")
        if seen.kind == CRIMINAL_JUSTICE and not condition_met:
            raise UserProblem(
                "This consent can be taken back only when its form says so (42 CFR 2.35).",
                "When that time or event has come, say so and take it back again.",
            )
        now = self._store.clock.now()
        facts = {
            "revoked_at": now,
            "revoked_how": how,
            "revocation_taken_by": self._who.staff_id,
        }
        mine = replace(seen, revoked=now.date())
        self._change("consent.revoke", client_id, seen, mine, {**facts, "revoked": now.date()})

    def take_back(self, client_id: UUID, consent_id: UUID, reason: str) -> None:
        """The entry itself was wrong; what was disclosed under it stays in the accounting."""
        self._require_writing()
        if not reason.strip():
            raise UserProblem("Say why the entry is wrong.", "The record keeps it.")
        staff_id = self._who.staff_id
        with self._store.write("consent.remove", staff_id, reason=reason.strip()) as db:
            edit = PartEdit(ConsentRow, "consent_id", client_id, self._store.new_id)
            void_part(db, edit, consent_id)

    def _change(
        self,
        action: str,
        client_id: UUID,
        seen: Consent,
        mine: Consent,
        facts: Mapping[str, object] | None = None,
    ) -> None:
        self._require_writing()
        if problems := [*mine.problems(), *self._not_yet(mine)]:
            raise InvalidDraft(problems)
        with self._store.write(action, self._who.staff_id) as db:
            row = _row(db, client_id, _id_of(seen))
            _refuse_moved_on(row, seen)
            if mine.signed != seen.signed:
                _refuse_other_terms(consent_of(db, client_id, row.id), seen)
                self._require_whole(db, client_id, mine)
            before, after = asdict(seen), asdict(mine)
            del before["consent_id"], after["consent_id"]
            merge_edit(db, row, before, after)
            rows = [row]
            if mine.revoked is not None:
                rows += _replaced_rows(db, client_id, seen, mine.revoked)
            for each in rows:
                for name, value in (facts or {}).items():
                    setattr(each, name, value)

    def _require_whole(self, db: Session, client_id: UUID, consent: Consent) -> None:
        if lacking := gaps(consent, signer_of(db, client_id)):
            language = self._who.language
            told = [consent_library().missing_words(each, language) for each in lacking]
            raise UserProblem(
                "This consent is not whole and can't be kept as signed.",
                "{missing}",
                missing=" ".join(told),
            )

    def _not_yet(self, mine: Consent) -> list[FieldProblem]:
        today = self._store.clock.today()
        return [
            FieldProblem(name, "This day has not come yet.")
            for name in ("signed", "revoked", "event_happened", "declined")
            if (day := getattr(mine, name)) is not None and day > today
        ]

    def _may_write(self) -> bool:
        return self._who.may(Right.EDIT_CLIENTS) or self._who.may(Right.DISCLOSE)

    def _require_writing(self) -> None:
        if not self._may_write():
            raise NotAllowed("Your roles don't include this.", "Ask the front desk to do it.")


_ORDER = (
    ConsentState.IN_FORCE,
    ConsentState.WAITING,
    ConsentState.DRAFT,
    ConsentState.SUPERSEDED,
    ConsentState.EXPIRED,
    ConsentState.REVOKED,
    ConsentState.DECLINED,
)


def _replaced_rows(db: Session, client_id: UUID, seen: Consent, day: date) -> list[ConsentRow]:
    replaced = replaced_by(seen, consents_of(db, client_id), day)
    return [_row(db, client_id, _id_of(old)) for old in replaced]


def _refuse_moved_on(row: ConsentRow, seen: Consent) -> None:
    """A consent that someone signed, declined, ended or took back since is looked at first."""
    for name in ("signed", "declined", "revoked", "event_happened"):
        if getattr(row, name) != getattr(seen, name):
            raise UserProblem(
                "Someone else changed this consent meanwhile.",
                "Nothing was changed. Look at what it says now first.",
            )


def _id_of(consent: Consent) -> UUID:
    if consent.consent_id is None:
        raise NotFound("This consent is no longer in the record.", "Load the page again.")
    return consent.consent_id


def _row(db: Session, client_id: UUID, consent_id: UUID) -> ConsentRow:
    row = db.get(ConsentRow, consent_id)
    if row is None or row.void or row.client_id != client_id:
        raise NotFound("This consent is no longer in the record.", "Load the page again.")
    return row


def _refuse_change_of_signed(stored: Consent, base: Consent, mine: Consent) -> None:
    if stored.signed is None or not stored.form_version:
        return
    before, after = asdict(base), asdict(mine)
    if any(before[name] != after[name] for name in before.keys() - _MAY_CHANGE_SIGNED):
        raise UserProblem(
            "A signed consent keeps what it says.",
            "Make a new one for other terms. If the entry is wrong, take the entry back.",
        )


def _refuse_other_terms(stored: Consent, seen: Consent) -> None:
    """What was signed is what was seen: a change of someone else since is looked at first."""
    now, then = asdict(stored), asdict(seen)
    if any(now[name] != then[name] for name in now.keys() - _MAY_CHANGE_SIGNED - {"signed_how"}):
        raise UserProblem(
            "Someone changed this consent meanwhile.",
            "Load it again and compare it with the signed paper. It was not kept as signed.",
        )


def _require_person(db: Session, client_id: UUID, mine: Consent, base: Consent | None) -> None:
    if mine.support_person_id is None:
        return
    if base is not None and base.support_person_id == mine.support_person_id:
        # whoever was tied to it stays so, on the list or not
        return
    person = db.get(SupportPersonRow, mine.support_person_id)
    if person is None or person.void or person.client_id != client_id:
        words = "This person is no longer on the list."
        raise InvalidDraft([FieldProblem("support_person_id", words)])
