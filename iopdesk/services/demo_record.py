"""Questionnaires and what else the demo's counselors record of their clients."""

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

from iopdesk.domain.duty import Answer, DutyAnswer
from iopdesk.domain.instrument import instruments
from iopdesk.domain.instrument_result import ResultDraft, Schedule
from iopdesk.domain.life import (
    LifeSituation,
    NaloxoneOffer,
    Part,
    SobrietyDate,
    SubstanceUse,
)
from iopdesk.domain.six_dimensions import AssessmentDraft, Rating
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.demo_care import DemoClient

_PLAN = (
    Schedule("phq9", every_days=30),
    Schedule("bam", every_days=30),
    Schedule("audit", at_discharge=False),
)

# Today names a form some days before it is due again: that is when it is given.
_GIVEN_EVERY = 27
_STILL_OPEN = timedelta(days=4)
_RATED = {
    "1": (0.4, "Last use weeks ago, no withdrawal seen."),
    "2": (0.7, "Sees a family doctor."),
    "3": (1.5, "Low mood, sleeps badly; no plan to hurt self."),
    "4": (1.3, "Comes on time, speaks in group."),
    "5": (2.4, "Cravings in the evening; plan for them begun."),
    "6": (1.9, "Partner supports; brother drinks at home."),
}


def plan_questionnaires(director: ClinicServices) -> None:
    """What the clinic gives, and when."""
    director.instrument.plan(_PLAN, ())


def draw_screens(supervisor: ClinicServices) -> None:
    """Today's lot: two are called, and nobody has come yet."""
    supervisor.screen_draw.draw(2, seed="demo")


def record_course(
    client: DemoClient,
    counselor: ClinicServices,
    admitted: date,
    today: date,
    chance: random.Random,
) -> Iterator[tuple[date, Callable[[], None]]]:
    """What is recorded of one client: the day, and the act; it gets better as weeks go by."""
    heavy = chance.uniform(0.9, 2.4)
    yield admitted, partial(_tell_story, client, counselor, admitted, chance.random())
    give = partial(_answer, client, counselor, today)
    yield admitted, partial(give, "audit", heavy, chance.random())
    for at, back in enumerate(range(0, (today - admitted).days + 1, 30)):
        yield (
            admitted + timedelta(days=back),
            partial(_rate, client, counselor, at, chance.random()),
        )
    for at, back in enumerate(range(0, (today - admitted).days + 1, _GIVEN_EVERY)):
        day = admitted + timedelta(days=back + chance.randrange(2))
        weight = heavy * (0.75**at)
        for key in ("phq9", "bam"):
            if at == 0 or chance.random() < 0.97:
                yield day, partial(give, key, weight, chance.random())


def _answer(
    client: DemoClient,
    counselor: ClinicServices,
    until: date,
    key: str,
    weight: float,
    seed: float,
) -> None:
    chance = random.Random(seed)  # noqa: S311 -- invented answers, made again from the seed
    form, today = instruments()[key], counselor.store.clock.today()
    answers = {
        item.item_id: min(
            (choice.value for choice in item.choices),
            key=lambda value: abs(value - chance.gauss(weight, 0.8)),
        )
        for item in form.items
    }
    if key == "phq9" and chance.random() < 0.9:
        answers["q9"] = 0
    if key == "bam" and chance.random() < 0.85:
        answers |= {"q4": 0, "q5": 0, "q6": 0}
    how = chance.choice(("spoken", "spoken", "paper"))
    result_id = counselor.instrument.save(
        client.id, ResultDraft(key, today, how=how, answers=answers)
    )
    for duty in counselor.instrument.view(client.id, 1).open_duties:
        # closed the same day; of the last days one or another is still open
        is_open = until - today < _STILL_OPEN and chance.random() < 0.8
        if duty.key.subject_id == result_id and not is_open:
            told = f"{counselor.signed_in.name} asked the same hour; safe today, plan gone over."
            counselor.duty.answer(duty, DutyAnswer(Answer.DONE, told))


def _rate(client: DemoClient, counselor: ClinicServices, at: int, seed: float) -> None:
    chance = random.Random(seed)  # noqa: S311 -- invented ratings, made again from the seed
    ratings = {
        key: Rating(str(max(0, min(3, round(chance.gauss(high, 0.5)) - at // 2))), note=words)
        for key, (high, words) in _RATED.items()
    }
    today = counselor.store.clock.today()
    draft = AssessmentDraft(
        day=today,
        occasion="review" if at else "admission",
        ratings=ratings,
        level_indicated="2.1",
        level_offered="2.1",
        level_accepted="2.1",
    )
    counselor.dimension.sign(client.id, None, base=AssessmentDraft(), mine=draft)


def _tell_story(client: DemoClient, counselor: ClinicServices, admitted: date, seed: float) -> None:
    chance = random.Random(seed)  # noqa: S311 -- an invented story, made again from the seed
    last = admitted - timedelta(days=chance.randrange(2, 40))
    substance, route = chance.choice((("02", "01"), ("02", "01"), ("10", "02"), ("07", "04")))
    parts: list[Part] = [
        SubstanceUse(
            admitted,
            1,
            substance,
            route=route,
            days_in_30=chance.randrange(4, 28),
            age_first=chance.randrange(13, 24),
            last_use=last,
        ),
        SobrietyDate(last + timedelta(days=1), learned_from="Client"),
        LifeSituation(
            admitted,
            living=chance.choice(("03", "03", "02")),
            employment=chance.choice(("01", "02", "03", "04")),
        ),
    ]
    if substance == "07":
        parts.append(NaloxoneOffer(admitted, "given", taught=True))
    for part in parts:
        counselor.life.save(client.id, part)
