"""How clients read on the screen: states, days, phases, ages."""

from datetime import date

from iopdesk.domain.client import STATE_WORDS, ClientState, age_on
from iopdesk.domain.episode import TRACK_WORDS, DayOfStay, Track, phase_words
from iopdesk.services.client_records import ChartHead, ClientLine, Stay
from iopdesk.ui.wording import _, screen_wording

_TONES = {
    ClientState.IN_PROGRAM: "good",
    ClientState.WAITING: "info",
    ClientState.DISCHARGED: "neutral",
}


def state_tone(state: ClientState) -> str:
    """The colour of a state's chip."""
    return _TONES[state]


def state_words(state: ClientState) -> str:
    """A state in a word or two."""
    return _(STATE_WORDS[state])


def day_words(day: DayOfStay | None) -> str:
    """Such as "29 of 90"; nothing before the admission."""
    return _("{day} of {of}", day=day.day, of=day.of) if day else ""


def born_words(born: date | None, today: date) -> str:
    """Such as "Mar 3, 1988 (38)"."""
    if born is None:
        return ""
    day = screen_wording().day_month_year(born)
    return _("{date} ({age})", date=day, age=age_on(born, today))


def placement_words(stay: Stay | None) -> str:
    """Such as "Phase 1, evening"."""
    if stay is None or not stay.phase_name:
        return ""
    track = _(TRACK_WORDS[Track(stay.track)]).lower() if stay.track else ""
    return ", ".join(part for part in (phase_words(stay.phase_name, _), track) if part)


def program_chip(head: ChartHead) -> tuple[str, str]:
    """The first chip of a chart: state and day of stay."""
    tone = state_tone(head.state)
    if head.stay is not None and head.stay.day is not None:
        day = head.stay.day
        if day.is_over:
            return _("In program, {days} days past the planned end", days=day.day - day.of), "warn"
        return _("In program, day {day} of {of}", day=day.day, of=day.of), tone
    if head.stay is not None:
        starts = screen_wording().day_month(head.stay.admitted)
        return _("Starts {date}", date=starts), "info"
    if head.state is ClientState.DISCHARGED and head.last_discharged is not None:
        ended = screen_wording().day_month_year(head.last_discharged)
        return _("Discharged {date}", date=ended), tone
    return state_words(head.state), tone


def facts_words(head: ChartHead) -> str:
    """The soft line under a name: chart number, birth date, pronouns, language."""
    words = screen_wording()
    parts = [_("Chart {number}", number=head.chart_number)]
    if head.born is not None:
        born = words.day_month_year(head.born)
        parts.append(_("born {date} ({age})", date=born, age=head.age))
    if head.pronouns:
        parts.append(head.pronouns)
    if head.language:
        language = {"en": _("English"), "es": _("Spanish")}.get(head.language, head.language)
        parts.append(_("prefers {language}", language=language))
    return ", ".join(parts)


def line_state(line: ClientLine) -> str:
    """The chip of a client in a list."""
    return state_words(line.state)
