"""A client's story as a clinician records it: substances, sobriety, treatment, law, life."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.teds import is_code
from iopdesk.domain.wording import later

LONGEST_WORDS = 200
OLDEST = 110
RANKS = {1: later("First"), 2: later("Second"), 3: later("Third")}
PRIOR_KINDS = {
    "detox": later("Detox or withdrawal care"),
    "residential": later("Residential"),
    "php": later("Partial hospitalization"),
    "iop": later("Intensive outpatient"),
    "outpatient": later("Outpatient"),
    "medication": later("Medication treatment"),
    "other": later("Other treatment"),
}
PRIOR_OUTCOMES = {
    "": later("Not said"),
    "completed": later("Completed"),
    "left": later("Left before the end"),
    "moved_on": later("Went on to other care"),
    "other": later("Other"),
}
LEGAL_KINDS = {
    "probation": later("Probation"),
    "parole": later("Parole"),
    "drug_court": later("Drug or treatment court"),
    "pending": later("Case pending"),
    "dui": later("DUI program"),
    "family_court": later("Family court or child welfare"),
    "other": later("Other legal matter"),
}
LIFE_OCCASIONS = {
    "admission": later("Admission"),
    "review": later("Review"),
    "discharge": later("Discharge"),
}
NALOXONE_OUTCOMES = {
    "given": later("Kit given"),
    "prescribed": later("Prescribed"),
    "has_one": later("Has one already"),
    "told_where": later("Told where to get it"),
    "declined": later("Did not want it"),
}


@dataclass(frozen=True)
class SubstanceUse:
    """One substance as the client tells of it on a day; codes are those of TEDS."""

    day: date | None = None
    rank: int = 1
    substance: str = "02"
    words: str = ""
    route: str = ""
    frequency: str = ""
    days_in_30: int | None = None
    age_first: int | None = None
    last_use: date | None = None
    amount: str = ""
    note: str = ""
    use_id: UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this from being saved."""
        found = _too_long(self, "words", "amount", "note")
        if self.day is None:
            found.append(FieldProblem("day", "Set the day."))
        if not is_code("substance", self.substance):
            found.append(FieldProblem("substance", "Choose the substance."))
        if self.days_in_30 is not None and not 0 <= self.days_in_30 <= 30:
            found.append(FieldProblem("days_in_30", "Give 0 to 30 days."))
        if self.age_first is not None and not 0 <= self.age_first <= OLDEST:
            found.append(FieldProblem("age_first", "Give an age in years."))
        if self.day and self.last_use and self.last_use > self.day:
            found.append(FieldProblem("last_use", "The last use is after the day of this entry."))
        is_recent = self.last_use and self.day and (self.day - self.last_use).days < 30
        if self.days_in_30 == 0 and is_recent:
            found.append(FieldProblem("days_in_30", "The last use is within these 30 days."))
        return found


@dataclass(frozen=True)
class SobrietyDate:
    """Sober since a day, of everything or of one substance, until it `ended`."""

    since: date | None = None
    ended: date | None = None
    substance: str = ""
    learned_from: str = ""
    note: str = ""
    sobriety_id: UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this from being saved."""
        found = _too_long(self, "learned_from", "note")
        if self.since is None:
            found.append(FieldProblem("since", "Set the first day without."))
        elif self.ended is not None and self.ended < self.since:
            found.append(FieldProblem("ended", "It ends before it begins."))
        return found

    def days_on(self, day: date) -> int:
        """Days since it began, or how long it lasted; the first day counts as day 0."""
        if self.since is None:
            return 0
        last = min(self.ended, day) if self.ended else day
        return max((last - self.since).days, 0)

    def holds_on(self, day: date) -> bool:
        """Whether it runs on that day."""
        return (
            self.since is not None
            and self.since <= day
            and (self.ended is None or day < self.ended)
        )


def runs_twice(dates: Sequence[SobrietyDate], mine: SobrietyDate) -> bool:
    """Whether another date of the same substance runs at the same time."""
    return any(
        other.sobriety_id != mine.sobriety_id
        and other.substance == mine.substance
        and other.since is not None
        and mine.since is not None
        and other.since < (mine.ended or date.max)
        and mine.since < (other.ended or date.max)
        for other in dates
    )


@dataclass(frozen=True)
class NaloxoneOffer:
    """Naloxone was offered on a day, and what came of it."""

    day: date | None = None
    outcome: str = "given"
    taught: bool = False
    by_whom: str = ""
    note: str = ""
    offer_id: UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this from being saved."""
        found = _too_long(self, "by_whom", "note")
        if self.day is None:
            found.append(FieldProblem("day", "Set the day."))
        if self.outcome not in NALOXONE_OUTCOMES:
            found.append(FieldProblem("outcome", "Choose what came of it."))
        return found


@dataclass(frozen=True)
class PriorTreatment:
    """Treatment before this stay, here or elsewhere, as the client tells it."""

    kind: str = "residential"
    place: str = ""
    started: date | None = None
    ended: date | None = None
    when_words: str = ""
    outcome: str = ""
    note: str = ""
    treatment_id: UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this from being saved."""
        found = _too_long(self, "place", "when_words", "note")
        if self.kind not in PRIOR_KINDS:
            found.append(FieldProblem("kind", "Choose the kind of treatment."))
        if not (self.place.strip() or self.when_words.strip() or self.started):
            found.append(FieldProblem("place", "Say where or when it was."))
        if self.started and self.ended and self.ended < self.started:
            found.append(FieldProblem("ended", "It ends before it begins."))
        return found


@dataclass(frozen=True)
class LegalMatter:
    """A case or supervision that bears on the care; never a general record."""

    kind: str = "probation"
    words: str = ""
    officer: str = ""
    agency: str = ""
    phone: str = ""
    since: date | None = None
    next_date: date | None = None
    ended: date | None = None
    matter_id: UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this from being saved."""
        found = _too_long(self, "words", "officer", "agency", "phone")
        if self.kind not in LEGAL_KINDS:
            found.append(FieldProblem("kind", "Choose what it is."))
        if self.since and self.ended and self.ended < self.since:
            found.append(FieldProblem("ended", "It ends before it begins."))
        return found


@dataclass(frozen=True)
class LifeSituation:
    """Home, work, school and law on a day, coded as TEDS asks at admission and discharge."""

    day: date | None = None
    occasion: str = "admission"
    living: str = ""
    employment: str = ""
    education: str = ""
    marital: str = ""
    income: str = ""
    veteran: str = ""
    pregnant: str = ""
    arrests_30_days: int | None = None
    dependents: int | None = None
    note: str = ""
    situation_id: UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this from being saved."""
        found = _too_long(self, "note")
        if self.day is None:
            found.append(FieldProblem("day", "Set the day."))
        if self.occasion not in LIFE_OCCASIONS:
            found.append(FieldProblem("occasion", "Choose the occasion."))
        if self.education and not (self.education.isdecimal() and int(self.education) <= 25):
            found.append(FieldProblem("education", "Give the years of school, 0 to 25."))
        return found


@dataclass(frozen=True)
class LifeStory:
    """All of it for one chart, the newest first; `setback` is a return to use since the dates."""

    substances: tuple[SubstanceUse, ...] = ()
    sobriety: tuple[SobrietyDate, ...] = ()
    naloxone: tuple[NaloxoneOffer, ...] = ()
    treatments: tuple[PriorTreatment, ...] = ()
    matters: tuple[LegalMatter, ...] = ()
    situations: tuple[LifeSituation, ...] = ()
    setback: date | None = None
    has_more: bool = False


Part = SubstanceUse | SobrietyDate | NaloxoneOffer | PriorTreatment | LegalMatter | LifeSituation


def _too_long(part: object, *names: str) -> list[FieldProblem]:
    return [
        FieldProblem(name, "This is too long for the field.")
        for name in names
        if len(getattr(part, name)) > LONGEST_WORDS
    ]
