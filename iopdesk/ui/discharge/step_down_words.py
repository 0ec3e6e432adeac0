"""How step-downs read on the screen."""

from collections.abc import Sequence

from iopdesk.domain.check import Check
from iopdesk.domain.episode import LEVEL_WORDS
from iopdesk.domain.language import Language
from iopdesk.domain.step_down import STEP_STATUS_WORDS, NextStep, Option, StepStatus
from iopdesk.ui.wording import _, screen_wording

Choices = list[tuple[object, str]]

STATUS_TONES = {
    StepStatus.BOOKED: "good",
    StepStatus.TO_BOOK: "warn",
    StepStatus.DECLINED: "neutral",
    StepStatus.NO_APPOINTMENT_NEEDED: "neutral",
}


def option_choices(options: Sequence[Option]) -> Choices:
    """Codes with their words in the screen's language, an empty choice first."""
    language = Language(screen_wording().language)
    return [("", _("Not yet chosen")), *((o.code, o.texts[language]) for o in options)]


def reason_choices(options: Sequence[Option]) -> Choices:
    """Reasons for discharge with their TEDS codes."""
    language = Language(screen_wording().language)
    named = [
        (o.code, _("{reason} (TEDS {code})", reason=o.texts[language], code=o.teds))
        for o in options
    ]
    return [("", _("Not yet chosen")), *named]


def level_choices() -> Choices:
    """Levels of care by name."""
    return [("", _("Not yet chosen")), *((code, _(words)) for code, words in LEVEL_WORDS.items())]


def status_choices() -> Choices:
    """How far an appointment has come."""
    return [(status.value, _(words)) for status, words in STEP_STATUS_WORDS.items()]


def when_words(step: NextStep) -> str:
    """Such as "Mon, Nov 30, 6:00 PM"; says so where no day is set."""
    words = screen_wording()
    if step.day is None:
        return "" if step.status == StepStatus.NO_APPOINTMENT_NEEDED else _("No day yet")
    day = words.date(step.day)
    return f"{day}, {words.time(step.start)}" if step.start else day


def option_about(code: str) -> str:
    """The soft words under the name of a next step's card."""
    return {
        "1": _("1–2 groups a week"),
        "MH_OP": _("community provider"),
        "AFTERCARE": _("every week, for years"),
        "STEP_UP": _("2.5, 3.1, 3.7 or withdrawal care"),
        "MUTUAL": _("12-step or secular"),
        "RR": _("a home without drugs"),
        "OBOT": _("with the prescriber"),
        "RECOVERY_SERVICES": _("someone who was there"),
        "VOCATIONAL": _("job search, interview, classes"),
        "PCP": _("doctor, dentist"),
        "NONE": _("the door stays open"),
    }.get(code, "")


def check_words(check: Check) -> str:
    """A line of the checklist; what is missing is said as missing."""
    missing = {
        "reason": _("No reason for discharge: needed"),
        "next": _("No next step chosen"),
        "level": _("Other level accepted: why?"),
        "appointment": _("No booked appointment within 7 days"),
        "signs": _("No warning signs written"),
        "actions": _("What the client will do is not written"),
        "people": _("Fewer than two people with a phone number"),
        "medications": _("No medications listed"),
        "naloxone": _("Naloxone: given, referred or declined?"),
        "meetings": _("No meetings chosen"),
        "summary": _("Course of treatment not written"),
        "signature": _("Client has not signed: print, then sign"),
    }
    return _(check.text) if check.is_met else missing.get(check.code, _(check.text))


def field_names() -> dict[str, str]:
    """Names of the fields that two people may have changed."""
    return {
        "reason": _("Reason for discharge"),
        "progress": _("Progress"),
        "summary": _("Course of treatment"),
        "level_recommended": _("Recommended level"),
        "level_accepted": _("Accepted level"),
        "reason_level_differs": _("Why they differ"),
        "home_work_ride": _("Home, work, ride"),
        "naloxone": _("Naloxone"),
        "naloxone_day": _("Day of the kit"),
        "my_reasons": _("My reasons"),
        "if_i_use": _("If I use"),
        "option": _("Next step"),
        "words": _("What"),
        "who": _("With whom"),
        "place": _("Place"),
        "phone": _("Phone"),
        "day": _("Day"),
        "start": _("Time"),
        "status": _("Status"),
        "text": _("Staying well"),
        "position": _("Order"),
    }
