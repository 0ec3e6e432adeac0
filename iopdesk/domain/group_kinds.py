"""What groups are about, how they work and for whom: the lists that forms offer, with their words.

Kinds follow the five models of TIP 41 and its special groups; English text is the key of the
catalogue, as everywhere below the screens.
"""

from enum import StrEnum

from iopdesk.domain.clinic_rules import ClinicRules
from iopdesk.domain.wording import later


class GroupKind(StrEnum):
    """What a group is; the first five are the models of TIP 41."""

    PSYCHOEDUCATIONAL = "psychoeducational"
    SKILLS = "skills"
    CBT = "cbt"
    SUPPORT = "support"
    PROCESS = "process"
    RELAPSE_PREVENTION = "relapse_prevention"
    EARLY_RECOVERY = "early_recovery"
    FAMILY = "family"
    TWELVE_STEP = "twelve_step"
    WORKSHOP = "workshop"
    ART = "art"
    MUSIC = "music"
    MOVEMENT = "movement"
    MINDFULNESS = "mindfulness"
    HEALTH = "health"
    VOCATIONAL = "vocational"
    TRAUMA_SKILLS = "trauma_skills"
    ORIENTATION = "orientation"
    AFTERCARE = "aftercare"


KIND_WORDS: dict[str, str] = {
    GroupKind.PSYCHOEDUCATIONAL: later("Psychoeducational"),
    GroupKind.SKILLS: later("Skills development"),
    GroupKind.CBT: later("Cognitive-behavioral"),
    GroupKind.SUPPORT: later("Support"),
    GroupKind.PROCESS: later("Interpersonal process"),
    GroupKind.RELAPSE_PREVENTION: later("Relapse prevention"),
    GroupKind.EARLY_RECOVERY: later("Early recovery skills"),
    GroupKind.FAMILY: later("Family education"),
    GroupKind.TWELVE_STEP: later("12-step facilitation"),
    GroupKind.WORKSHOP: later("Workshop"),
    GroupKind.ART: later("Art"),
    GroupKind.MUSIC: later("Music"),
    GroupKind.MOVEMENT: later("Movement"),
    GroupKind.MINDFULNESS: later("Mindfulness"),
    GroupKind.HEALTH: later("Health and wellness"),
    GroupKind.VOCATIONAL: later("Work and vocational"),
    GroupKind.TRAUMA_SKILLS: later("Trauma coping skills (present focused)"),
    GroupKind.ORIENTATION: later("Orientation"),
    GroupKind.AFTERCARE: later("Aftercare"),
}
MODALITY_WORDS: dict[str, str] = {
    "": later("Not stated"),
    "cbt": later("Cognitive-behavioral therapy (CBT)"),
    "dbt": later("Dialectical behavior therapy (DBT) skills"),
    "mi": later("Motivational interviewing (MI)"),
    "psychoeducation": later("Psychoeducation"),
    "process": later("Process"),
    "twelve_step": later("12-step facilitation"),
    "matrix": later("Matrix model"),
    "contingency": later("Contingency management"),
    "trauma_informed": later("Trauma-informed"),
    "mindfulness": later("Mindfulness-based"),
    "expressive": later("Expressive"),
}
STAGE_WORDS: dict[str, str] = {
    "": later("Any stage"),
    "beginning": later("Beginning"),
    "early": later("Early recovery"),
    "middle": later("Middle"),
    "late": later("Late, stepping down"),
    "aftercare": later("Aftercare"),
}
POPULATION_WORDS: dict[str, str] = {
    "women": later("Women"),
    "men": later("Men"),
    "lgbtq": later("LGBTQ+"),
    "veterans": later("Veterans"),
    "survivors": later("Survivors"),
    "young": later("Young adults"),
    "older": later("Older adults"),
    "parents": later("Parents"),
}
"""For whom a specialised group is; a clinic's own populations are stored in its own words."""

# TIP 41: interpersonal process groups work best with six to ten people.
FEWEST_IN_PROCESS, MOST_IN_PROCESS = 6, 10


class CapacityAdvice(StrEnum):
    """Why a capacity deserves a second look; none of them keeps anyone from saving."""

    OVER_RULE = "over_rule"
    UNDER_RULE = "under_rule"
    PROCESS = "process"


ADVICE_WORDS: dict[CapacityAdvice, str] = {
    CapacityAdvice.OVER_RULE: later("This clinic's rules allow at most {n} clients in a group."),
    CapacityAdvice.UNDER_RULE: later("This clinic's rules ask for at least {n} clients."),
    CapacityAdvice.PROCESS: later("Process groups work best with 6 to 10 clients."),
}


def capacity_advice(
    kind: str, capacity: int, rules: ClinicRules
) -> list[tuple[CapacityAdvice, int]]:
    """What to say about a capacity before it is saved, with the number the words need."""
    found = []
    if capacity > rules.largest_group:
        found.append((CapacityAdvice.OVER_RULE, rules.largest_group))
    if capacity < rules.smallest_group:
        found.append((CapacityAdvice.UNDER_RULE, rules.smallest_group))
    if kind == GroupKind.PROCESS and not FEWEST_IN_PROCESS <= capacity <= MOST_IN_PROCESS:
        found.append((CapacityAdvice.PROCESS, MOST_IN_PROCESS))
    return found


def opted_in(populations: str, population: str) -> bool:
    """Whether a client's opt-ins, joined by commas, name the population of a group."""
    wanted = population.strip().casefold()
    return not wanted or wanted in {each.strip().casefold() for each in populations.split(",")}
