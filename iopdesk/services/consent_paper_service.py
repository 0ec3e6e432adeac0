"""Papers of confidentiality: the consent form, and the patient notice of 42 CFR 2.22."""

import json
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from iopdesk.documents import consent_form, patient_notice
from iopdesk.documents.consent_form import ConsentForm
from iopdesk.documents.paper_setting import PaperSetting
from iopdesk.documents.patient_notice import PatientNotice
from iopdesk.documents.record_texts import missing_letters
from iopdesk.documents.signature_block import Signature
from iopdesk.domain.client import age_on
from iopdesk.domain.consent import CRIMINAL_JUSTICE, OF_AGE, TPO, Consent, Signer, gaps
from iopdesk.domain.consent_library import consent_library
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.resources import resource_path
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.wording import Wording
from iopdesk.services.consent_queries import consent_of, signer_of
from iopdesk.services.disclosure_scope import ends_words
from iopdesk.services.paper_facts import PaperFacts, paper_facts, paper_setting
from iopdesk.services.rule_service import rules_of
from iopdesk.storage.store import Store

NOTICE = "patient_notice"


class ConsentPaperService:
    """Makes the papers to look at; what was printed is noted by consents and papers given."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._who = signed_in

    def form(self, client_id: UUID, consent_id: UUID, language: Language | None = None) -> Paper:
        """The form to sign; UserProblem naming each missing element with its citation."""
        self._who.require(Right.PRINT)
        with self._store.read() as db:
            consent = consent_of(db, client_id, consent_id)
            signer = signer_of(db, client_id)
            if lacking := gaps(consent, signer, to_print=True):
                told = [
                    consent_library().missing_words(each, self._who.language) for each in lacking
                ]
                raise UserProblem(
                    "This consent can't be printed yet: it is not whole.",
                    "{missing}",
                    missing=" ".join(told),
                )
            facts = paper_facts(db, client_id, self._store.clock.today())
            speaks = language or Language(consent.language or facts.language)
            setting = paper_setting(db, self._store.clock, self._who, speaks)
        record = _form_record(consent, signer, facts, setting)
        pdf = consent_form.render(record, setting)
        return Paper("consent", record.title, pdf, _warnings(record, setting.words))

    def notice(self, client_id: UUID, language: Language | None = None) -> Paper:
        """The patient notice for this client."""
        self._who.require(Right.PRINT)
        with self._store.read() as db:
            facts = paper_facts(db, client_id, self._store.clock.today())
            setting = paper_setting(db, self._store.clock, self._who, language or facts.language)
            contact = rules_of(db).privacy_contact
        record = _notice_record(facts, setting, contact)
        pdf = patient_notice.render(record, setting)
        title = setting.words("Patient notice")
        return Paper("patient-notice", title, pdf, _warnings(record, setting.words))


def notice_version() -> str:
    """The version of the notice that is given now."""
    return str(_notice()["version"])


def _form_record(
    consent: Consent, signer: Signer, facts: PaperFacts, setting: PaperSetting
) -> ConsentForm:
    words, library = setting.words, consent_library()
    language = words.language
    kind = library.kinds[consent.kind]
    return ConsentForm(
        client_name=facts.legal_name,
        chart_number=facts.chart_number,
        title=kind.texts[language],
        cite=kind.cite,
        parts=_parts(consent, facts, words),
        statements=_statements(consent, setting),
        signatures=_signatures(consent, signer, facts, words, setting.printed_at.date()),
        courtesy=library.statements["courtesy"][language] if language != "en" else "",
    )


def _parts(
    consent: Consent, facts: PaperFacts, words: Wording
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    library, language = consent_library(), words.language
    if not consent.shares:
        own = (words("I consent to this, and I may ask about it at any time."),)
        return ((words("What I agree to"), (*filter(None, (consent.what,)), *own)),)
    who = words("{name}, born {day}", name=facts.legal_name, day=_day(facts.born, words))
    purposes = library.purpose_words(consent.purpose_keys, language)
    told = library.information_words(consent.categories, language)
    receiver = "; ".join(filter(None, (consent.to_whom, consent.recipient_contact)))
    return (
        (words("1. Whose information"), (who if facts.born else facts.legal_name,)),
        (words("2. Who may share it"), (consent.discloser,)),
        (words("3. What information"), (*told, *filter(None, (consent.what,)))),
        (words("4. Who may receive it"), tuple(filter(None, (receiver, consent.intermediary)))),
        (words("5. What for"), (*purposes, *filter(None, (consent.purpose,)))),
        (words("6. When it ends"), (ends_words(consent, words),)),
    )


def _statements(consent: Consent, setting: PaperSetting) -> tuple[str, ...]:
    if not consent.shares:
        return ()
    texts, language = consent_library().statements, setting.words.language
    is_court, is_tpo = consent.kind == CRIMINAL_JUSTICE, consent.kind == TPO
    chosen = ["revoke_criminal_justice", "official_duties"] if is_court else ["revoke"]
    chosen += ["hipaa_redisclosure", "tpo_redisclosure", "tpo_refusal"] if is_tpo else []
    chosen += [] if is_tpo or is_court else ["no_condition"]
    contact = ", ".join(filter(None, (setting.clinic_address, setting.clinic_phone)))
    values = {
        "clinic": setting.clinic_name,
        "contact": contact,
        "when": consent.revocable_when,
    }
    return tuple(texts[key][language].format(**values) for key in [*chosen, "protected"])


def _signatures(
    consent: Consent, signer: Signer, facts: PaperFacts, words: Wording, today: date
) -> tuple[Signature, ...]:
    on_paper = consent.signed
    lines = [Signature(words("Client"), facts.legal_name, paper_signed_on=on_paper)]
    if consent.second_signer or _asks_for_both(signer, consent.signed or today):
        lines.append(Signature(words("Parent or guardian"), consent.second_signer))
    else:
        role = words("Guardian or representative, if one signs for the client")
        lines.append(Signature(role, consent.signed_by))
    return tuple(lines)


def _asks_for_both(signer: Signer, day: date) -> bool:
    if signer.born is None:
        return False
    return age_on(signer.born, day) < min(OF_AGE, signer.minor_consent_age)


def _notice_record(facts: PaperFacts, setting: PaperSetting, contact: str) -> PatientNotice:
    words, data = setting.words, _notice()
    language = words.language.value
    named = contact or words("Privacy officer")
    title, _comma, reached = named.partition(",")
    header = str(data["header"][language])
    for place, value in (
        ("[Name of Part 2 Program]", setting.clinic_name),
        ("[ENTER NAME OR TITLE]", title.strip()),
        ("[PHONE AND EMAIL]", reached.strip() or setting.clinic_phone),
    ):
        header = header.replace(place, value)
    return PatientNotice(
        client_name=facts.legal_name,
        chart_number=facts.chart_number,
        header=header,
        sections=tuple(
            (each["title"][language], tuple(point[language] for point in each["points"]))
            for each in data["sections"]
        ),
        version=str(data["version"]),
        effective=date.fromisoformat(data["effective"]),
        courtesy=str(data["courtesy"][language]),
    )


@cache
def _notice() -> dict[str, Any]:
    text = resource_path("notices/patient_notice.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _day(day: date | None, words: Wording) -> str:
    return words.day_month_year(day) if day else ""


def _warnings(record: object, words: Wording) -> tuple[str, ...]:
    lost = missing_letters(record)
    if not lost:
        return ()
    return (words("No font here has these letters: {letters}", letters=" ".join(lost)),)
