"""First contacts of the demo's last weeks, eligibility, papers and help around some clients."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from iopdesk.domain.eligibility import Conclusion, Outcome, Result, TestDraft, criteria
from iopdesk.domain.help import FamilyVisit, Help
from iopdesk.domain.inquiry import FirstContact, InquiryState, InquiryStep
from iopdesk.domain.language import Language
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.demo_people import invent

_CALLS = 9
_HELPED = 6
_WANTS = (
    "Wants evenings, still works.",
    "Leaves detox on Friday and wants to begin at once.",
    "Needs a day group; has children at home.",
    "Was in weekly sessions and needs more.",
)
_SOURCES = ("self", "family", "detox", "residential", "outpatient", "health", "former", "court")
_SAFE = ("", "after 5 pm", "mornings, never at work", "text first")
_OUTCOMES = (Outcome.ELIGIBLE, Outcome.CONDITIONAL, Outcome.WAITLIST, Outcome.NOT_ELIGIBLE)
_HELPS = (
    Help("sober_living", "Harbor House", "951-555-0177", state="running"),
    Help("resume", state="done", outcome="Resume written, sent to two places"),
    Help("ride", "Clinic van", state="running"),
    Help("job_search", "America's Job Center", state="planned"),
    Help("bus_pass", state="done", outcome="Pass for a month"),
    Help("interview", state="asked"),
)

Act = Callable[[], None]


def intake_steps(
    desk: ClinicServices,
    counselor: ClinicServices,
    taken: set[tuple[str, str]],
    today: date,
    chance: random.Random,
) -> Iterator[tuple[int, Act]]:
    """What happens how many days ago."""
    for at in range(_CALLS):
        back = 2 + at * 2
        called = _Called(desk, counselor, chance)
        person = invent(chance, taken, today)
        draft = replace(person.draft, phones=person.draft.phones[:1])
        contact = FirstContact(
            draft.first_name,
            draft.last_name,
            born=draft.born if at % 2 else None,
            language=draft.language,
            phone=draft.phones[0].number,
            may_leave_message=bool(at % 3),
            safe_times=_SAFE[at % len(_SAFE)],
            say_we_are="Ana from the office" if at % 2 else "",
            wants=_WANTS[at % len(_WANTS)],
            track="evening" if at % 3 == 0 else "day",
            referral_source=_SOURCES[at % len(_SOURCES)],
        )
        yield back, partial(called.call, contact, today - timedelta(days=back))
        if at % 3:
            yield back - 1, partial(called.decide, _OUTCOMES[at % len(_OUTCOMES)])
        elif at == 6:
            yield back - 1, called.gone
    yield 3, partial(_help_some, desk, chance)


class _Called:
    """One caller, from the call to what was decided."""

    def __init__(
        self, desk: ClinicServices, counselor: ClinicServices, chance: random.Random
    ) -> None:
        self._desk, self._counselor, self._chance = desk, counselor, chance
        self._client: UUID | None = None

    def call(self, contact: FirstContact, day: date) -> None:
        """The front desk takes the call."""
        next_contact = day + timedelta(days=self._chance.choice((2, 7, 21)))
        contact = replace(contact, day=day, next_contact=next_contact)
        self._client = self._desk.inquiry.first_contact(contact)

    def decide(self, outcome: Outcome) -> None:
        """A counselor goes through the tests and decides."""
        assert self._client is not None  # noqa: S101 -- the call comes first
        today = self._counselor.store.clock.today()
        service, seen = self._counselor.eligibility, None
        for one in criteria():
            language = Language(self._counselor.signed_in.language)
            test = TestDraft(one.key, Result.MET, one.usual[0][language])
            if outcome is Outcome.CONDITIONAL and one.key in ("home", "transport"):
                due = today + timedelta(days=9 if one.key == "home" else 20)
                test = replace(test, result=Result.REMEDY, evidence="", remedy_due=due)
                test = replace(test, remedy=one.remedies[0].key)
            elif outcome is Outcome.NOT_ELIGIBLE and one.key == "no_24_hour_need":
                test = replace(test, result=Result.NOT_MET, evidence="Drinks from the morning on")
                test = replace(test, remedy=one.remedies[0].key)
            seen = service.save_test(self._client, seen=seen, base=TestDraft(one.key), mine=test)
        conclusion = {
            Outcome.CONDITIONAL: Conclusion(
                outcome, "A place in sober living", today + timedelta(days=14)
            ),
            Outcome.WAITLIST: Conclusion(outcome, note="No free place in evening groups yet."),
            Outcome.NOT_ELIGIBLE: Conclusion(
                outcome, note="Withdrawal management first. We call on the day you leave."
            ),
        }.get(outcome, Conclusion(outcome))
        service.save_conclusion(self._client, seen=seen, base=Conclusion(), mine=conclusion)
        if seen is not None:
            service.opine(seen, agrees=True)
        found = service.view(self._client).current
        if found is not None:
            service.decide(found.eligibility_id, found)

    def gone(self) -> None:
        """Nobody was reached."""
        assert self._client is not None  # noqa: S101 -- the call comes first
        inquiry = self._desk.inquiry.of_client(self._client)
        if inquiry is not None:
            step = InquiryStep(
                InquiryState.DID_NOT_COME, "No answer after three calls", seen=inquiry.line.step_id
            )
            self._desk.inquiry.take_step(inquiry.line.inquiry_id, step)


def _help_some(desk: ClinicServices, chance: random.Random) -> None:
    """A family session and help arranged for a few who are in program."""
    today = desk.store.clock.today()
    stays = desk.episode.open_episodes()[:_HELPED]
    for at, stay in enumerate(stays):
        help_ = replace(_HELPS[at % len(_HELPS)], asked=today)
        if help_.is_open:
            help_ = replace(help_, next_date=today + timedelta(days=chance.choice((3, 10, 10))))
        desk.help.save(stay.client_id, help_)
        people = desk.support.people(stay.client_id)
        if people:
            visit = FamilyVisit(people[0].person_id, today, "how_to_help", 60)
            desk.help.save(stay.client_id, visit)
