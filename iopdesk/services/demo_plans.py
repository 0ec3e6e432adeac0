"""What the demo clinic's counselors write: treatment plans and step-downs, from the libraries."""

import random
from dataclasses import replace
from datetime import date, timedelta

from iopdesk.domain.language import Language
from iopdesk.domain.plan import Plan
from iopdesk.domain.plan_library import plan_library, problem_from_library
from iopdesk.domain.step_down import (
    ItemKind,
    NextStep,
    PreventionItem,
    StepDown,
    step_down_options,
)
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.demo_people import Person

CORE_PROBLEMS = 25
_OWN_WORDS = (
    "After work is when I want a drink.",
    "I stop for a week and then I start again.",
    "My friends all use.",
    "I get so low that nothing else helps.",
    "I want my kids to trust me again.",
)


def written_plan(
    base: Plan, person: Person, counselor: ClinicServices, chance: random.Random
) -> Plan:
    """Two or three problems of the library, the first in the client's own words."""
    language = Language(person.draft.language)
    problems = []
    library = plan_library().problems[:CORE_PROBLEMS]
    for at, suggestion in enumerate(chance.sample(library, k=chance.choice((2, 3)))):
        problem = problem_from_library(suggestion, base.begun, language, counselor.plan.new_id)
        if at == 0 and language is Language.ENGLISH:
            problem = replace(problem, client_words=chance.choice(_OWN_WORDS))
        who = counselor.signed_in.printed_name
        services = tuple(replace(service, who=who) for service in problem.services)
        problems.append(replace(problem, services=services))
    return replace(
        base,
        strengths="I keep my word to my family. I held a job for years.",
        needs="A plan for evenings. Steady work.",
        abilities="Reads well, drives, good with tools.",
        preferences="Chose own meetings after hearing of all paths.",
        step_down_when="Two thirds of objectives met and four weeks without use.",
        problems=tuple(problems),
    )


def written_step_down(
    base: StepDown, person: Person, today: date, chance: random.Random
) -> StepDown:
    """Next steps, warning signs and what to do; now and then without an appointment."""
    language = Language(person.draft.language)
    options = step_down_options()
    texts = [(ItemKind.SIGN, sign.texts[language]) for sign in chance.sample(options.signs, k=3)]
    texts += [
        (ItemKind.ACTION, action.texts[language]) for action in chance.sample(options.actions, k=3)
    ]
    steps = [NextStep(None, 0, "1", "Outpatient group, here, Saturdays", "T. Okafor, LAADC")]
    if chance.random() < 0.7:
        day = today + timedelta(days=chance.randrange(12, 22))
        steps.append(
            NextStep(None, 1, "MH_OP", "Individual therapy", "Dr. Lind", day=day, status="booked")
        )
    return replace(
        base,
        level_recommended="1",
        level_accepted="1",
        next_steps=tuple(steps),
        items=tuple(PreventionItem(None, at, *text) for at, text in enumerate(texts)),
        naloxone="given",
        naloxone_day=today,
    )
