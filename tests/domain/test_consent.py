"""Consents of 42 CFR Part 2: whole or not, in force or not, carrying a document or not."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from iopdesk.documents.paper_setting import long_notice, short_notice
from iopdesk.domain.client import age_on
from iopdesk.domain.consent import (
    OF_AGE,
    Consent,
    ConsentState,
    Signer,
    gaps,
    joined_keys,
    superseded,
    to_sign_again,
)
from iopdesk.domain.consent_library import consent_library
from iopdesk.domain.disclosure import TELLS, Document, carries
from iopdesk.domain.language import Language
from tests.factories.consents import whole_consent

TODAY = date(2026, 11, 19)
WHOLE = whole_consent()
LIBRARY = consent_library()
ADULT = Signer("Dwayne Porter", date(1988, 3, 3))
near = st.none() | st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=3))
texts = st.sampled_from(("", "  ", "Dana Hall", "none"))


def _keys(terms: object) -> st.SearchStrategy[str]:
    return st.sets(st.sampled_from(sorted(terms)), max_size=4).map(joined_keys)  # type: ignore[call-overload]


consents = st.builds(
    Consent,
    kind=st.sampled_from(sorted(LIBRARY.kinds)),
    to_whom=texts,
    signed=near,
    until=near,
    until_event=texts,
    revoked=near,
    event_happened=near,
    declined=st.none() | st.none() | st.just(TODAY),
    discloser=texts,
    intermediary=texts,
    information=_keys(LIBRARY.information),
    purposes=_keys(LIBRARY.purposes),
    form_version=st.sampled_from(("", "2026-1", "other")),
    second_signer=texts,
    signer_capacity=st.sampled_from(("", "client", "parent")),
    revocable_when=texts,
)
# a generated one seldom has everything: these are whole but for what is drawn
nearly = st.builds(
    lambda days, taken: replace(whole_consent(), **days, **dict.fromkeys(taken, "")),
    st.fixed_dictionaries({"signed": near, "until": near, "revoked": near, "event_happened": near}),
    st.sets(st.sampled_from(("discloser", "information", "purposes", "form_version", "to_whom"))),
)
signers = st.builds(
    Signer,
    st.sampled_from(("", "Dwayne Porter")),
    st.none() | st.sampled_from((date(1988, 3, 3), date(2010, 1, 1), date(2015, 1, 1))),
)


def _is_in_force(consent: Consent) -> bool:
    return (
        consent.signed is not None
        and consent.signed <= TODAY
        and (consent.until is None or consent.until >= TODAY)
        and (consent.revoked is None or consent.revoked > TODAY)
        and (consent.event_happened is None or consent.event_happened > TODAY)
        and consent.declined is None
    )


@settings(max_examples=1000, deadline=None)
@given(consents | nearly, signers, st.sampled_from(Document))
def test_nothing_is_carried_by_a_consent_that_is_not_whole_and_in_force(
    consent: Consent, signer: Signer, document: Document
) -> None:
    found = carries(consent, document, signer, TODAY)
    assert consent.days.in_force_on(TODAY) == _is_in_force(consent)
    assert (consent.state_on(TODAY) is ConsentState.IN_FORCE) == _is_in_force(consent)
    if found.obstacle is not None:
        return
    assert _is_in_force(consent)
    assert gaps(consent, signer) == ()
    for said in (consent.discloser, consent.to_whom, consent.information, consent.purposes):
        assert said.strip()
    assert consent.until is not None or consent.until_event.strip()
    assert TELLS[document] <= consent.categories


@settings(max_examples=1000, deadline=None)
@given(consents | nearly, signers)
def test_none_is_printed_without_its_elements(consent: Consent, signer: Signer) -> None:
    to_print, to_use = gaps(consent, signer, to_print=True), gaps(consent, signer)
    assert set(to_print) <= set(to_use)
    assert "signature" not in to_print
    if consent.shares and not to_print:
        assert signer.name.strip()
        for said in (consent.discloser, consent.to_whom, consent.information, consent.purposes):
            assert said.strip()
        assert consent.until is not None or consent.until_event.strip()
        assert consent.form_version or consent.kind == "criminal_justice"
        assert consent.kind != "criminal_justice" or consent.revocable_when.strip()
        assert consent.kind != "intermediary" or consent.intermediary.strip()
    for element in to_use:
        for language in Language:
            assert "42 CFR 2." in LIBRARY.missing_words(element, language)


def test_each_element_is_asked_for_by_its_name() -> None:
    whole = whole_consent(signed=TODAY)
    assert gaps(whole, ADULT) == ()
    taken = {
        "discloser": "discloser",
        "information": "information",
        "to_whom": "recipient",
        "purposes": "purpose",
        "form_version": "right_to_revoke",
    }
    for field, element in taken.items():
        assert gaps(replace(whole, **{field: ""}), ADULT) == (element,)  # type: ignore[arg-type]
    assert gaps(replace(whole, until=None), ADULT) == ("expiration",)
    assert gaps(replace(whole, until=None, until_event="None."), ADULT) == ("expiration",)
    assert gaps(replace(whole, until=None, until_event="End of treatment"), ADULT) == ()
    assert gaps(replace(whole, signed=None), ADULT) == ("signature", "date_signed")
    assert gaps(whole, Signer("")) == ("patient_name",)


def test_special_kinds_ask_for_more_and_mix_with_nothing() -> None:
    tpo = whole_consent(kind="tpo", purposes="treatment,payment", until=None, until_event="none")
    assert gaps(tpo, ADULT, to_print=True) == ()
    assert tpo.problems() == []
    elsewhere = replace(tpo, form_version="")
    assert gaps(elsewhere, ADULT, to_print=True) == (
        "hipaa_redisclosure_statement",
        "right_to_revoke",
        "tpo_statements",
    )
    court = whole_consent(kind="criminal_justice", purposes="court_report")
    assert gaps(court, ADULT, to_print=True) == ("revocable_when",)
    assert gaps(replace(court, revocable_when="Case closed"), ADULT, to_print=True) == ()
    exchange = whole_consent(kind="intermediary")
    assert gaps(exchange, ADULT, to_print=True) == ("intermediary",)
    mixed = whole_consent(information="attendance,counseling_notes")
    assert [p.field for p in mixed.problems()] == ["information"]
    notes = whole_consent(kind="sud_counseling_notes", information="counseling_notes")
    assert notes.problems() == []
    more = replace(notes, information="attendance,counseling_notes")
    assert [p.field for p in more.problems()] == ["information"]
    trial = whole_consent(kind="legal_proceedings", purposes="proceeding")
    assert trial.problems() == []
    assert [p.field for p in replace(trial, purposes="proceeding,treatment").problems()] == [
        "purposes"
    ]
    assert [p.field for p in replace(tpo, purposes="treatment,employer").problems()] == ["purposes"]


def test_minors_sign_as_the_state_says() -> None:
    whole = whole_consent(signed=TODAY)
    sixteen = Signer("Ana Diaz", date(2010, 1, 1))
    assert gaps(whole, sixteen) == ()
    assert gaps(replace(whole, signer_capacity="parent"), sixteen) == ("minor_signature",)
    together = replace(sixteen, minor_consent_age=18)
    assert gaps(whole, together) == ("second_signature",)
    assert gaps(replace(whole, second_signer="Rosa Diaz"), together) == ()


def test_counseling_notes_are_told_by_no_document() -> None:
    assert all("counseling_notes" not in told for told in TELLS.values())
    assert set(TELLS) == set(Document)


def test_the_notices_are_those_of_2024() -> None:
    assert short_notice() == (
        "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
    )
    assert long_notice().startswith("This record which has been disclosed to you is protected by")
    assert long_notice().endswith("use or redisclose the record (see 42 CFR 2.31).")


def test_a_newer_consent_that_says_as_much_supersedes_the_older() -> None:
    old = replace(WHOLE, consent_id=UUID(int=1), signed=date(2026, 10, 1))
    new = replace(WHOLE, consent_id=UUID(int=2), signed=date(2026, 11, 1))
    assert superseded([old, new], TODAY) == {old.consent_id}
    less = replace(new, information="attendance")
    other = replace(new, to_whom="Somebody else")
    gone = replace(new, revoked=date(2026, 11, 2))
    for newer in (less, other, gone):
        assert superseded([old, newer], TODAY) == frozenset()


@given(born=st.dates(date(2006, 1, 1), date(2012, 1, 1)), signed=st.dates(date(2024, 1, 1), TODAY))
def test_what_a_minor_signed_is_signed_again_once_of_age(born: date, signed: date) -> None:
    old = replace(WHOLE, consent_id=UUID(int=1), signed=signed, until=date(2030, 1, 1))
    waits = bool(to_sign_again([old], born, TODAY))
    assert waits == (age_on(born, TODAY) >= OF_AGE > age_on(born, signed))
    anew = replace(old, consent_id=UUID(int=2), signed=TODAY)
    declined = replace(anew, signed=None, declined=TODAY)
    for answer in (anew, declined):
        assert to_sign_again([old, answer], born, TODAY) == []
