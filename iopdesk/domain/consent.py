"""Consents of 42 CFR Part 2: what one must say, and whether it is in force on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from iopdesk.domain.client import age_on
from iopdesk.domain.consent_library import consent_library
from iopdesk.domain.problems import FieldProblem

LONGEST_WORDS = 200
LONGEST_NAME = 120
OF_AGE = 18
RELEASE = "release"
TPO = "tpo"
CRIMINAL_JUSTICE = "criminal_justice"
COUNSELING_NOTES = "sud_counseling_notes"
INTERMEDIARY = "intermediary"
#: A form from elsewhere that someone read through: its statements are there.
OTHER_FORM = "other"
WAITING = "waiting"
_NEVER = {"none", "never", "no end", "ninguno", "ninguna", "nunca", "sin fin"}
_TEXTS = {
    "to_whom": LONGEST_NAME,
    "discloser": LONGEST_NAME,
    "signed_by": LONGEST_NAME,
    "second_signer": LONGEST_NAME,
    **dict.fromkeys(("what", "purpose", "note", "until_event", "revocable_when"), LONGEST_WORDS),
    **dict.fromkeys(("recipient_contact", "intermediary"), LONGEST_WORDS),
}


class ConsentState(StrEnum):
    """Where a consent stands on a day."""

    DRAFT = "draft"
    WAITING = "waiting"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    REVOKED = "revoked"
    DECLINED = "declined"


@dataclass(frozen=True)
class ConsentDays:
    """The days that decide whether a consent is in force; the one place where that is decided."""

    signed: date | None = None
    until: date | None = None
    revoked: date | None = None
    event_happened: date | None = None
    declined: date | None = None

    def in_force_on(self, day: date) -> bool:
        """Signed by that day, not past its last day, not revoked, ended or declined by then.

        A revocation and an event that ends it count from their own day on.
        """
        if self.signed is None or self.signed > day or self.declined is not None:
            return False
        if any(end is not None and end <= day for end in (self.revoked, self.event_happened)):
            return False
        return self.until is None or day <= self.until


@dataclass(frozen=True)
class Signer:
    """Whose consent it is, and from which age the state lets a minor consent alone."""

    name: str
    born: date | None = None
    minor_consent_age: int = 12


@dataclass(frozen=True)
class Consent:
    """A release or another consent as stored, by the elements of 42 CFR 2.31(a).

    `information` and `purposes` are comma-joined keys of the library, `what` and `purpose` the
    client's own words beside them. `signed_how` is "" or "waiting" (printed) before, "paper" or
    "screen" after signing. `form_version` is empty where it is not known what the form says.
    """

    kind: str = RELEASE
    to_whom: str = ""
    what: str = ""
    purpose: str = ""
    signed: date | None = None
    until: date | None = None
    until_event: str = ""
    revoked: date | None = None
    support_person_id: UUID | None = None
    note: str = ""
    consent_id: UUID | None = None
    discloser: str = ""
    recipient_kind: str = ""
    recipient_contact: str = ""
    intermediary: str = ""
    information: str = ""
    purposes: str = ""
    form_version: str = ""
    language: str = ""
    signed_how: str = ""
    signed_by: str = ""
    signer_capacity: str = ""
    second_signer: str = ""
    revocable_when: str = ""
    event_happened: date | None = None
    declined: date | None = None

    @property
    def days(self) -> ConsentDays:
        """The days that decide."""
        return ConsentDays(
            self.signed, self.until, self.revoked, self.event_happened, self.declined
        )

    @property
    def shares(self) -> bool:
        """Whether it lets information leave the program, so that 42 CFR 2.31 holds for it."""
        kind = consent_library().kinds.get(self.kind)
        return kind is not None and kind.shares

    @property
    def names_a_class(self) -> bool:
        """Whether the recipient may be a class of persons, so that each one is named when told."""
        return self.kind in (TPO, INTERMEDIARY)

    @property
    def categories(self) -> frozenset[str]:
        """The kinds of information that it names."""
        return keys_of(self.information)

    @property
    def purpose_keys(self) -> frozenset[str]:
        """The purposes that it names."""
        return keys_of(self.purposes)

    def state_on(self, day: date) -> ConsentState:
        """Where it stands on a day."""
        if self.declined is not None:
            return ConsentState.DECLINED
        if self.revoked is not None and self.revoked <= day:
            return ConsentState.REVOKED
        if self.signed is None:
            return ConsentState.WAITING if self.signed_how == WAITING else ConsentState.DRAFT
        return ConsentState.IN_FORCE if self.days.in_force_on(day) else ConsentState.EXPIRED

    def problems(self) -> list[FieldProblem]:
        """What cannot stand in any consent; what is only missing yet is `gaps`."""
        found = [
            FieldProblem(name, "This is too long for the field.")
            for name, most in _TEXTS.items()
            if len(getattr(self, name)) > most
        ]
        if self.kind not in consent_library().kinds:
            found.append(FieldProblem("kind", "Choose what kind of consent it is."))
        if self.kind == RELEASE and not self.to_whom.strip():
            found.append(FieldProblem("to_whom", "Type to whom something may be told."))
        if self.signed and self.until and self.until < self.signed:
            found.append(FieldProblem("until", "It ends before it was signed."))
        if self.signed and self.revoked and self.revoked < self.signed:
            found.append(FieldProblem("revoked", "It was taken back before it was signed."))
        if self.signed and self.declined:
            found.append(FieldProblem("signed", "It was declined; make a new one to sign."))
        return found + self._wrong_mixtures()

    def _wrong_mixtures(self) -> list[FieldProblem]:
        library, found = consent_library(), []
        only = {key: term.only_kind for key, term in library.information.items()}
        if any(only.get(key, "?") not in ("", self.kind) for key in self.categories):
            found.append(
                FieldProblem(
                    "information", "Counseling notes need a consent of their own (42 CFR 2.31(b))."
                )
            )
        elif self.kind == COUNSELING_NOTES and self.categories - {"counseling_notes"}:
            found.append(
                FieldProblem(
                    "information", "This consent is for counseling notes alone (42 CFR 2.31(b))."
                )
            )
        own = {key for key, term in library.purposes.items() if term.only_kind == self.kind}
        tpo = {key for key, term in library.purposes.items() if term.is_tpo}
        free = {key for key, term in library.purposes.items() if not term.only_kind}
        allowed = tpo if self.kind == TPO else own or free
        if self.purpose_keys - allowed:
            found.append(FieldProblem("purposes", "This purpose needs a consent of its own kind."))
        return found


def superseded(consents: Sequence[Consent], day: date) -> frozenset[UUID]:
    """Those in force of which a newer one in force says all, to the same recipient.

    A newer one that says less replaces nothing: the older holds until it is taken back.
    """
    replaced = (old.consent_id for new in consents for old in replaced_by(new, consents, day))
    return frozenset(old for old in replaced if old)


def replaced_by(new: Consent, consents: Iterable[Consent], day: date) -> list[Consent]:
    """Those in force that a newer one in force stands for: who takes it back means them too."""
    if not new.days.in_force_on(day):
        return []
    return [
        old for old in consents if old.shares and old.days.in_force_on(day) and _replaces(new, old)
    ]


def _replaces(new: Consent, old: Consent) -> bool:
    is_same = (new.kind, new.support_person_id) == (old.kind, old.support_person_id)
    to_same = " ".join(new.to_whom.split()).casefold() == " ".join(old.to_whom.split()).casefold()
    says_all = new.categories >= old.categories and new.purpose_keys >= old.purpose_keys
    is_newer = new.signed is not None and old.signed is not None and new.signed > old.signed
    return is_same and to_same and says_all and is_newer


def to_sign_again(consents: Iterable[Consent], born: date | None, day: date) -> list[Consent]:
    """What was signed for or by a minor and still holds now that they are of age."""
    if born is None or age_on(born, day) < OF_AGE:
        return []
    kept = list(consents)
    old = superseded(kept, day)
    return [
        one
        for one in kept
        if one.days.in_force_on(day)
        and one.signed is not None
        and age_on(born, one.signed) < OF_AGE
        and one.consent_id not in old
        and not any(_was_asked_anew(new, one, born) for new in kept)
    ]


def _was_asked_anew(new: Consent, old: Consent, born: date) -> bool:
    """Whether the person, of age, signed or declined one of this kind for this recipient."""
    day = new.declined or new.signed
    is_same = (new.kind, new.to_whom.casefold()) == (old.kind, old.to_whom.casefold())
    return is_same and day is not None and age_on(born, day) >= OF_AGE


def keys_of(joined: str) -> frozenset[str]:
    """The keys in a comma-joined field."""
    return frozenset(filter(None, joined.split(",")))


def joined_keys(keys: Iterable[str]) -> str:
    """Keys as one field, always in the same order."""
    return ",".join(sorted(set(keys)))


def gaps(consent: Consent, signer: Signer, *, to_print: bool = False) -> tuple[str, ...]:
    """The elements of 42 CFR 2.31(a) that a consent lacks, in the order of the rule.

    `to_print` leaves signature and date out: those the paper is printed for. Consents that share
    nothing, such as that to treatment, only need what they are signed with.
    """
    missing = _unsaid(consent, signer) if consent.shares else []
    if not to_print:
        missing += _unsigned(consent, signer)
    order = list(consent_library().elements)
    return tuple(sorted(missing, key=order.index))


def _unsaid(consent: Consent, signer: Signer) -> list[str]:
    is_intermediary = consent.kind == INTERMEDIARY
    knows_form = bool(consent.form_version)
    is_monitored = consent.kind == CRIMINAL_JUSTICE
    event = consent.until_event.strip()
    ends = consent.until is not None or (
        bool(event) and (consent.kind == TPO or event.casefold().rstrip(".") not in _NEVER)
    )
    absent = {
        "patient_name": not signer.name.strip(),
        "discloser": not consent.discloser.strip(),
        "information": not consent.categories,
        "recipient": not consent.to_whom.strip(),
        "intermediary": is_intermediary and not consent.intermediary.strip(),
        "hipaa_redisclosure_statement": consent.kind == TPO and not knows_form,
        "purpose": not consent.purpose_keys,
        "right_to_revoke": not is_monitored and not knows_form,
        "revocable_when": is_monitored and not consent.revocable_when.strip(),
        "expiration": not ends,
        "tpo_statements": consent.kind == TPO and not knows_form,
    }
    return [element for element, is_absent in absent.items() if is_absent]


def _unsigned(consent: Consent, signer: Signer) -> list[str]:
    if consent.signed is None:
        return ["signature", "date_signed"]
    age = OF_AGE if signer.born is None else age_on(signer.born, consent.signed)
    if age >= OF_AGE:
        return []
    if age >= signer.minor_consent_age:
        return ["minor_signature"] if consent.signer_capacity == "parent" else []
    return [] if consent.second_signer.strip() else ["second_signature"]
