"""The ground of a disclosure in a reader's words: what the consent covers, or the law."""

from iopdesk.domain.consent import Consent
from iopdesk.domain.consent_library import consent_library
from iopdesk.domain.disclosure import Handover
from iopdesk.domain.wording import Wording

Lines = tuple[tuple[str, str], ...]


def purpose_words(handover: Handover, words: Wording) -> str:
    """What it is for; without consent the ground says it."""
    library = consent_library()
    key = handover.purpose or handover.basis
    terms = library.purposes if key in library.purposes else library.grounds
    return terms[key].texts[words.language] if key in terms else key


def ground_words(consent: Consent | None, handover: Handover, words: Wording) -> str:
    """A sentence: the client's written consent, or the lawful ground with its citation."""
    if consent is not None:
        return words(
            "The client consented to this in writing. The consent covers no more than this:"
        )
    term = consent_library().grounds.get(handover.basis)
    if term is None:
        return handover.basis
    name = term.texts[words.language]
    return words("Without consent: {ground} ({cite}).", ground=name, cite=term.cite)


def scope_of(consent: Consent | None, handover: Handover, words: Wording) -> Lines:
    """The consent's scope in labelled lines (42 CFR 2.32(b)), or the facts of the other ground."""
    if consent is None:
        return _facts_of_ground(handover, words)
    library, language = consent_library(), words.language
    return (
        (words("Consent"), library.kind_words(consent.kind, language)),
        (words("Who may share"), consent.discloser),
        (words("Who may receive it"), consent.to_whom),
        (words("Intermediary"), consent.intermediary),
        (
            words("Information"),
            told_words(consent, words),
        ),
        (
            words("Purposes"),
            _with(library.purpose_words(consent.purpose_keys, language), consent.purpose),
        ),
        (words("Signed"), words.day_month_year(consent.signed) if consent.signed else ""),
        (words("Ends"), ends_words(consent, words)),
    )


def told_words(consent: Consent, words: Wording) -> str:
    """What may be told under a consent."""
    named = consent_library().information_words(consent.categories, words.language)
    return _with(named, consent.what)


def ends_words(consent: Consent, words: Wording) -> str:
    """The last day, the event, or both."""
    day = words.day_month_year(consent.until) if consent.until else ""
    if day and consent.until_event:
        return words("{day}, or before: {event}", day=day, event=consent.until_event)
    return day or consent.until_event


def _facts_of_ground(handover: Handover, words: Wording) -> Lines:
    term = consent_library().grounds.get(handover.basis)
    limit = term.limit[words.language] if term and term.limit else ""
    return (
        (words("Limit"), limit),
        (words("Reason"), handover.reason),
        (words("Medical personnel"), handover.emergency_personnel),
        (words("Facility"), handover.emergency_facility),
        (words("Nature of the emergency"), handover.emergency_nature),
    )


def _with(named: tuple[str, ...], own: str) -> str:
    told = "; ".join(named)
    return f"{told}. {own}" if told and own.strip() else told or own
