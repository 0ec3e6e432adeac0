"""Consents in the words of the screen."""

from datetime import date

from iopdesk.domain.consent import Consent, ConsentState
from iopdesk.domain.consent_library import Term, consent_library
from iopdesk.services.disclosure_scope import ends_words
from iopdesk.ui.wording import _, screen_wording

TONES = {
    ConsentState.IN_FORCE: "good",
    ConsentState.WAITING: "warn",
    ConsentState.DRAFT: "info",
    ConsentState.SUPERSEDED: "neutral",
    ConsentState.EXPIRED: "neutral",
    ConsentState.REVOKED: "bad",
    ConsentState.DECLINED: "neutral",
}


def state_words(state: ConsentState) -> str:
    """Where a consent stands."""
    return {
        ConsentState.IN_FORCE: _("In force"),
        ConsentState.WAITING: _("Waits for signature"),
        ConsentState.DRAFT: _("Prepared"),
        ConsentState.SUPERSEDED: _("Superseded"),
        ConsentState.EXPIRED: _("Over"),
        ConsentState.REVOKED: _("Taken back"),
        ConsentState.DECLINED: _("Declined"),
    }[state]


def kind_words(kind: str) -> str:
    """A kind of consent."""
    return consent_library().kind_words(kind, screen_wording().language)


def name_words(consent: Consent) -> str:
    """Who receives it, or what it is for."""
    return consent.to_whom or kind_words(consent.kind)


def end_words(consent: Consent, today: date) -> str:
    """Until when, or since when no longer."""
    words = screen_wording()
    if consent.declined is not None:
        return _("declined {day}", day=words.day_month_year(consent.declined))
    if consent.revoked is not None:
        return _("taken back {day}", day=words.day_month_year(consent.revoked))
    if consent.event_happened is not None:
        return _("over since {day}", day=words.day_month_year(consent.event_happened))
    if consent.until is not None and consent.until < today:
        return _("expired {day}", day=words.day_month_year(consent.until))
    return ends_words(consent, words) or _("no last day")


def term_choices(terms: dict[str, Term]) -> list[tuple[str, str]]:
    """Terms of the library to choose from."""
    language = screen_wording().language
    return [(key, term.texts[language]) for key, term in terms.items()]


def missing_lines(elements: tuple[str, ...]) -> list[str]:
    """A sentence for each missing element, with its citation."""
    language = screen_wording().language
    return [consent_library().missing_words(each, language) for each in elements]


def field_words() -> dict[str, str]:
    """The names of a consent's fields, for two values of one."""
    return {
        "kind": _("Kind"),
        "to_whom": _("Who may receive it"),
        "discloser": _("Who may share"),
        "information": _("Information"),
        "what": _("In the client's own words"),
        "purposes": _("Purposes"),
        "purpose": _("Purpose in other words"),
        "until": _("Last day"),
        "until_event": _("Or until this happens"),
        "revocable_when": _("May be taken back from"),
        "intermediary": _("Intermediary and who takes part"),
        "recipient_contact": _("Their address, phone, fax"),
        "form_version": _("Form"),
        "note": _("Note"),
        "signed": _("Signed on"),
        "signed_how": _("How"),
        "support_person_id": _("Person on the list"),
        "language": _("Language of the form"),
    }


def fact_lines(consent: Consent) -> list[tuple[str, str]]:
    """What happened to a consent, in pairs of name and fact."""
    words = screen_wording()

    def day(name: str) -> str:
        value = getattr(consent, name)
        return words.day_month_year(value) if value else ""

    how = {"paper": _("on paper"), "screen": _("on screen"), "waiting": ""}
    signed = ", ".join(filter(None, (day("signed"), how.get(consent.signed_how, ""))))
    signer = consent_library().signers.get(consent.signer_capacity)
    capacity = signer.texts[words.language] if signer else ""
    by = ", ".join(filter(None, (consent.signed_by, capacity)))
    facts = [
        (_("Printed"), _("waits for its signature") if consent.signed_how == "waiting" else ""),
        (_("Signed"), signed),
        (_("By"), by if consent.signed else ""),
        (_("And by"), consent.second_signer if consent.signed else ""),
        (_("Declined"), day("declined")),
        (_("Over since"), day("event_happened")),
        (_("Taken back"), day("revoked")),
    ]
    return [(name, fact) for name, fact in facts if fact]
