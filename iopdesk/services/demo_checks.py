"""Evaluations, screens, authorizations and consents of the demo's clients, and duties put off."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from iopdesk.domain.consent import Consent
from iopdesk.domain.consent_library import consent_library
from iopdesk.domain.duty import Answer, DutyAnswer, DutyKind
from iopdesk.domain.evaluation import (
    Authorization,
    DrugScreen,
    Evaluation,
    EvaluationKind,
)
from iopdesk.domain.language import Language
from iopdesk.domain.policy import Policy
from iopdesk.domain.privacy import NoticeGiven
from iopdesk.domain.program_paper import ProgramPaper, Signing
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.demo_care import DemoClient
from iopdesk.services.evaluation_service import Part

_PAYERS = ("Blue Shield", "Anthem", "Kaiser", "Inland Empire Health Plan", "Cigna")
# to whom, the kind, what may be told, and what for
_RELEASES = {
    "Probation": ("criminal_justice", "attendance,drug_tests,progress", "court_report"),
    "Mother": ("release", "attendance,admission_discharge", "family_support"),
    "Dr. Patel": (
        "release",
        "attendance,diagnosis,discharge_summary,medications,treatment_plan",
        "care_coordination",
    ),
    "Employer": ("release", "attendance", "employer"),
    "Harbor House": ("release", "attendance,drug_tests", "housing"),
}
_RESULTS = ("negative", "negative", "negative", "as_prescribed", "presumptive")
_SCREENED_WEEKS = 2
_SHORT_UNITS = 18


def check_course(
    client: DemoClient,
    desk: ClinicServices,
    counselor: ClinicServices,
    admitted: date,
    today: date,
    chance: random.Random,
) -> Iterator[tuple[date, Callable[[], None]]]:
    """What is entered for one client: the day, and the act."""

    def enter(services: ClinicServices, part: Part) -> Callable[[], None]:
        return partial(_enter, client, services, part)

    first = _authorization(admitted, chance)
    yield admitted, enter(desk, first)
    if first.units == _SHORT_UNITS and first.ends is not None and chance.random() < 0.8:
        # asked for on the day on which Today names it first
        since = first.ends - timedelta(days=14)
        again = replace(_authorization(since, chance), payer=first.payer, ends=None, units=70)
        again = replace(again, ends=since + timedelta(days=95))
        yield since, enter(desk, again)
    yield admitted, enter(desk, Policy(first.payer, member_number=first.number[2:]))
    if chance.random() < 0.98:
        yield admitted, partial(_give_notice, client, desk, admitted)
    yield admitted, partial(_sign_agreement, client, desk, admitted)
    for whom in chance.sample(sorted(_RELEASES), k=2):
        days = chance.randrange(60, 100) if chance.random() < 0.03 else 180
        until = admitted + timedelta(days=days)
        yield admitted, partial(_release, client, desk, whom, admitted, until)
    for kind in EvaluationKind:
        day = admitted + timedelta(days=chance.randrange(1, 20))
        doctor = "S. Lind, MD"
        by = counselor.signed_in.printed_name if kind is EvaluationKind.SUBSTANCE_USE else doctor
        if chance.random() < 0.98:
            yield day, enter(counselor, Evaluation(kind.value, done=day, done_by=by))
    for weeks in range(_SCREENED_WEEKS, -1, -1):
        day = today - timedelta(weeks=weeks, days=today.weekday() - chance.randrange(3))
        if day >= admitted:
            yield day, enter(counselor, _screen(day, today, chance))


def put_off_some(counselor: ClinicServices) -> None:
    """A review waits for a reason, and one duty is not needed."""
    tomorrow = counselor.store.clock.today() + timedelta(days=1)
    wanted = {
        DutyKind.REVIEW: DutyAnswer(Answer.PUT_OFF, "Waits for the client's family", tomorrow),
        DutyKind.EVALUATION: DutyAnswer(Answer.NOT_NEEDED, "Done at the hospital before"),
    }
    for duty in counselor.duty.duties(counselor.signed_in.staff_id):
        answer = wanted.pop(duty.kind, None)
        if answer is not None:
            counselor.duty.answer(duty, answer)


def _enter(client: DemoClient, services: ClinicServices, part: Part) -> None:
    services.evaluation.save(client.id, part)


def _release(
    client: DemoClient, services: ClinicServices, whom: str, signed: date, until: date
) -> None:
    kind, information, purposes = _RELEASES[whom]
    consent = Consent(
        kind,
        whom,
        signed=signed,
        until=until,
        discloser="Harbor Light IOP",
        information=information,
        purposes=purposes,
        form_version=consent_library().form_version,
        signed_how="paper",
        signer_capacity="client",
        revocable_when="The case is closed" if kind == "criminal_justice" else "",
    )
    services.consent.save(client.id, consent)


def _give_notice(client: DemoClient, services: ClinicServices, day: date) -> None:
    services.privacy.save_notice(client.id, NoticeGiven(day, signed=day))


def _sign_agreement(client: DemoClient, desk: ClinicServices, day: date) -> None:
    language = Language(client.person.draft.language)
    given = desk.intake_paper.give(ProgramPaper.AGREEMENT, client.id, language)
    desk.intake_paper.sign(given, Signing(signed=day))


def _authorization(admitted: date, chance: random.Random) -> Authorization:
    is_short = chance.random() < 0.15
    days, units = (30, _SHORT_UNITS) if is_short else (110, 80)
    return Authorization(
        chance.choice(_PAYERS),
        f"A-{chance.randrange(10**6):06}",
        admitted,
        admitted + timedelta(days=days),
        units,
    )


def _screen(day: date, today: date, chance: random.Random) -> DrugScreen:
    if chance.random() < 0.06:
        return DrugScreen(day, chance.choice(("missed", "unable", "refused")))
    is_back = day < today - timedelta(days=3)
    result = chance.choice(_RESULTS) if is_back else ""
    return DrugScreen(day, "collected", result=result, collected_by="D. Reyes")
