"""How meetings read on the screen: day, time, place, distance, kinds and wishes."""

from collections.abc import Sequence
from datetime import time

from iopdesk.domain.meeting import MIDNIGHT, MeetingMode, SignsCards, TimeOfDay
from iopdesk.domain.meeting_codes import kind_name
from iopdesk.domain.meeting_need import MeetingNeed
from iopdesk.domain.referral import RecoveryPath
from iopdesk.domain.week_suggestion import Why
from iopdesk.domain.wording import later
from iopdesk.services.meeting_search import MeetingLine
from iopdesk.services.referral_service import ClientReferral
from iopdesk.ui.wording import _, ngettext_, screen_wording

_NEEDS = {
    MeetingNeed.WOMEN: later("Women"),
    MeetingNeed.MEN: later("Men"),
    MeetingNeed.LGBTQ: later("LGBTQ"),
    MeetingNeed.YOUNG: later("Young people"),
    MeetingNeed.NEWCOMER: later("Newcomers"),
    MeetingNeed.SECULAR: later("Secular"),
    MeetingNeed.OPEN: later("Open to anyone"),
    MeetingNeed.SPEAKER: later("Speaker"),
    MeetingNeed.STEPS: later("Step study"),
    MeetingNeed.WHEELCHAIR: later("Wheelchair access"),
    MeetingNeed.CHILDREN: later("Children welcome"),
    MeetingNeed.SIGN_LANGUAGE: later("Sign language"),
    MeetingNeed.DUAL_DIAGNOSIS: later("Dual diagnosis"),
    MeetingNeed.PEOPLE_OF_COLOR: later("People of color"),
    MeetingNeed.PROOF_OF_ATTENDANCE: later("Gives proof of attendance"),
}
_TIMES = {
    TimeOfDay.MORNING: later("Morning"),
    TimeOfDay.NOON: later("Noon"),
    TimeOfDay.EVENING: later("Evening"),
}
_SIGNS = {
    SignsCards.UNKNOWN: later("Not known"),
    SignsCards.YES: later("Signs cards"),
    SignsCards.NO: later("Does not sign"),
}
_PATHS = {
    RecoveryPath.TWELVE_STEP: later("12-step meetings"),
    RecoveryPath.SECULAR: later("Secular meetings"),
    RecoveryPath.BOTH: later("Both kinds"),
    RecoveryPath.OTHER: later("Another path"),
}
_FIELDS = {
    "name": later("name"),
    "group_name": later("group"),
    "day": later("day"),
    "start": later("time"),
    "time": later("time"),
    "end_time": later("end"),
    "minutes": later("length"),
    "zone": later("time zone"),
    "timezone": later("time zone"),
    "mode": later("how to attend"),
    "kinds": later("kinds"),
    "types": later("kinds"),
    "other_kinds": later("other codes"),
    "languages": later("languages"),
    "fellowship": later("program"),
    "place": later("place"),
    "address": later("address"),
    "city": later("town"),
    "region": later("area"),
    "point": later("place on the map"),
    "latitude": later("place on the map"),
    "link": later("link"),
    "conference_url": later("link"),
    "link_notes": later("link notes"),
    "phone": later("phone"),
    "phone_notes": later("phone notes"),
    "notes": later("notes"),
    "place_notes": later("way in"),
    "listed": later("listed again"),
    "slug": later("key"),
    "row": later("row"),
}
_HERE_MILES = 0.05
LANGUAGES = {
    "es": later("Spanish"),
    "en": later("English"),
    "fr": later("French"),
    "vi": later("Vietnamese"),
    "ko": later("Korean"),
    "tl": later("Tagalog"),
    "fa": later("Persian"),
    "ru": later("Russian"),
    "pa": later("Punjabi"),
}


def need_words(need: MeetingNeed) -> str:
    """A wish as the menu says it."""
    return _(_NEEDS[need])


def time_of_day_words(part: TimeOfDay) -> str:
    """A part of the day."""
    return _(_TIMES[part])


def signs_words(known: SignsCards) -> str:
    """Whether a meeting signs attendance cards."""
    return _(_SIGNS[known])


def path_words(path: RecoveryPath) -> str:
    """The kind of meetings a client chose."""
    return _(_PATHS[path])


def field_words(name: str) -> str:
    """A field of a listing; the listing's own word where we have none."""
    return _(_FIELDS[name]) if name in _FIELDS else name


def day_words(day: int | None) -> str:
    """A short weekday; by appointment where there is none."""
    return _("Ask") if day is None else screen_wording().weekday(day).capitalize()


def start_words(start: time | None) -> str:
    """When it starts; midnight is the end of its evening."""
    if start is None:
        return _("By appointment")
    return _("Midnight") if start == MIDNIGHT else screen_wording().time(start)


def line_start_words(line: MeetingLine) -> str:
    """When a meeting starts, with whose clock where it is not the clinic's."""
    start = start_words(line.start)
    return f"{start} {line.elsewhere}" if line.elsewhere else start


def line_when_words(line: MeetingLine) -> str:
    """Day and time of a meeting, with whose clock where it is not the clinic's."""
    return when_words(line.day, line.start) + (f" {line.elsewhere}" if line.elsewhere else "")


def when_words(day: int | None, start: time | None) -> str:
    """Day and time on one line."""
    if day is None:
        return _("By appointment")
    return f"{day_words(day)} {start_words(start)}"


def place_words(line: MeetingLine) -> str:
    """Where it is: place and street, online, or both."""
    where = ", ".join(part for part in (line.place, line.street) if part)
    if line.mode is MeetingMode.ONLINE:
        return _("Online")
    if line.mode is MeetingMode.HYBRID:
        return _("Online and {place}", place=where) if where else _("Online")
    if line.mode is MeetingMode.CLOSED:
        return _("Closed for now: {place}", place=where)
    return where or _("Address not listed")


def direction_words(bearing: float) -> str:
    """A direction of the compass: north, north-east and so on."""
    names = (_("N"), _("NE"), _("E"), _("SE"), _("S"), _("SW"), _("W"), _("NW"))
    return names[round(bearing / 45) % 8]


def away_words(line: MeetingLine) -> str:
    """How far and in which direction; empty where it isn't known."""
    miles = line_miles_words(line)
    if line.bearing is None or (line.miles or 0) < _HERE_MILES:
        return miles
    return f"{miles} {direction_words(line.bearing)}"


def line_miles_words(line: MeetingLine) -> str:
    """How far a meeting is; "about" where only the middle of its ZIP code or town is known."""
    if line.is_about and line.miles is not None:
        return _("about {miles} mi", miles=f"{max(1, line.miles):.0f}")
    return miles_words(line.miles)


def miles_words(miles: float | None) -> str:
    """How far; empty where it isn't known."""
    return "" if miles is None else _("{miles} mi", miles=f"{miles:.1f}")


def kinds_words(line: MeetingLine) -> str:
    """Kinds and languages in words; codes that nobody explains as they were written."""
    language = screen_wording().language
    said = [_(LANGUAGES.get(code, code)) for code in line.languages if code != "en"]
    said += [kind_name(line.fellowship, code, language) for code in line.kinds]
    said += list(line.other_kinds)
    return ", ".join(said)


def kinds_and_sources_words(line: MeetingLine) -> str:
    """The kinds, before them the directories that list it where there is more than one."""
    kinds = kinds_words(line)
    return " · ".join(filter(None, (", ".join(line.sources), kinds))) if line.also else kinds


def why_words(why: Sequence[Why]) -> str:
    """Why a meeting was suggested, in a few words; empty for one that a person picked."""
    words = {
        Why.NEAR: _("near"),
        Why.FROM_HOME: _("from home"),
        Why.LANGUAGE: _("in the client's language"),
        Why.PEOPLE: _("among the people asked for"),
        Why.NEWCOMERS: _("for newcomers"),
        Why.FREE_DAY: _("on a day without groups"),
        Why.OTHER_PATH: _("shows the other path"),
        Why.SIGNS_CARDS: _("signs cards"),
        Why.HOME_GROUP: _("may become the home group"),
    }
    return _("Suggested: {reasons}", reasons=", ".join(words[each] for each in why)) if why else ""


def asked_words(referral: ClientReferral) -> str:
    """How many meetings a week are asked for, by a requirement or else by the placement."""
    now = referral.requirement
    if now is not None and not now.goes_by_placement:
        return ngettext_("{n} a week", "{n} a week", now.a_week)
    number = now.a_week if now is not None else referral.prescribed_a_week
    if not number:
        return ""
    return ngettext_("{n} a week by the placement", "{n} a week by the placement", number)
