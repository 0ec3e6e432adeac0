"""Lines of a client's story in a reader's language."""

from datetime import date

from iopdesk.domain.life import (
    LEGAL_KINDS,
    LIFE_OCCASIONS,
    NALOXONE_OUTCOMES,
    PRIOR_KINDS,
    PRIOR_OUTCOMES,
    LegalMatter,
    LifeSituation,
    NaloxoneOffer,
    PriorTreatment,
    SobrietyDate,
    SubstanceUse,
)
from iopdesk.domain.teds import teds_words
from iopdesk.domain.wording import Wording


def substance_words(one: SubstanceUse, words: Wording) -> str:
    """As "1. Alcohol (beer), oral, 12 of 30 days, first at 15, last use Oct 30, 2026"."""
    name = teds_words("substance", one.substance, words.language)
    parts = [f"{one.rank}. {name} ({one.words})" if one.words else f"{one.rank}. {name}"]
    if one.route:
        parts.append(teds_words("route", one.route, words.language))
    if one.days_in_30 is not None:
        parts.append(words("{n} of 30 days", n=one.days_in_30))
    elif one.frequency:
        parts.append(teds_words("frequency", one.frequency, words.language))
    if one.age_first is not None:
        parts.append(words("first at {age}", age=one.age_first))
    if one.last_use is not None:
        parts.append(words("last use {day}", day=words.day_month_year(one.last_use)))
    return ", ".join(parts)


def sobriety_words(one: SobrietyDate, today: date, words: Wording) -> str:
    """As "Since Sep 4, 2026: 76 days", or "Sep 4 to Oct 1, 2026: 27 days"."""
    if one.since is None:
        return ""
    days = words.plural("{n} day", "{n} days", one.days_on(today))
    of = teds_words("substance", one.substance, words.language) if one.substance else ""
    since = words.day_month_year(one.since)
    if one.ended is None:
        told = words("Since {day}: {days}", day=since, days=days)
    else:
        ended = words.day_month_year(one.ended)
        told = words("{first} to {last}: {days}", first=since, last=ended, days=days)
    return f"{told} ({of})" if of else told


def naloxone_words(one: NaloxoneOffer, words: Wording) -> str:
    """As "Nov 2, 2026: kit given, use shown"."""
    day = words.day_month_year(one.day) if one.day else ""
    told = f"{day}: {words(NALOXONE_OUTCOMES[one.outcome])}"
    return words("{told}, use shown", told=told) if one.taught else told


def treatment_words(one: PriorTreatment, words: Wording) -> str:
    """As "Residential, Harbor House, 2024, Completed"."""
    when = one.when_words or (words.day_month_year(one.started) if one.started else "")
    outcome = words(PRIOR_OUTCOMES[one.outcome]) if one.outcome else ""
    parts = (words(PRIOR_KINDS[one.kind]), one.place, when, outcome)
    return ", ".join(part for part in parts if part)


def matter_words(one: LegalMatter, words: Wording) -> str:
    """As "Probation, Riverside County, next Dec 3, 2026"."""
    parts = [words(LEGAL_KINDS[one.kind]), one.agency, one.words]
    if one.next_date is not None:
        parts.append(words("next on {day}", day=words.day_month_year(one.next_date)))
    if one.ended is not None:
        parts.append(words("ended {day}", day=words.day_month_year(one.ended)))
    return ", ".join(part for part in parts if part)


def situation_words(one: LifeSituation, words: Wording) -> str:
    """As "Admission, Oct 22, 2026: Independent living, Full-time"."""
    day = words.day_month_year(one.day) if one.day else ""
    parts = [
        teds_words(element, code, words.language)
        for element, code in (("living_arrangement", one.living), ("employment", one.employment))
        if code
    ]
    occasion = words(LIFE_OCCASIONS[one.occasion])
    return f"{occasion}, {day}: {', '.join(parts)}" if parts else f"{occasion}, {day}"
