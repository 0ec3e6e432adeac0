"""What a duty says beside whom it is about: what, by when, and what its button does."""

from collections.abc import Callable
from datetime import date

from iopdesk.domain.consent_library import consent_library
from iopdesk.domain.duty import Duty, DutyGroup, DutyKind, Urgency
from iopdesk.domain.duty_rule import Unit
from iopdesk.domain.eligibility import criterion
from iopdesk.domain.evaluation import EVALUATIONS, UNIT_KINDS, EvaluationKind
from iopdesk.domain.help import HELP_KINDS
from iopdesk.domain.inquiry import STATE_WORDS as INQUIRY_STATES
from iopdesk.domain.inquiry import InquiryState
from iopdesk.domain.wording import Wording, later

Tell = Callable[[Duty, Wording], str]

ICONS = {
    DutyKind.CRITICAL: "shield-alert",
    DutyKind.SETBACK: "life-buoy",
    DutyKind.ABSENCE_CALL: "phone-missed",
    DutyKind.FIRST_CONTACT: "phone",
    DutyKind.CONDITION: "list-checks",
    DutyKind.HELP: "hand-heart",
    DutyKind.CARRIED: "rotate-ccw",
    DutyKind.NETWORK: "users",
    DutyKind.MARKS: "clipboard-list",
    DutyKind.NOTE: "signature",
    DutyKind.COSIGN: "user-check",
    DutyKind.PLAN: "file-plus",
    DutyKind.REVIEW: "file-clock",
    DutyKind.EVALUATION: "stethoscope",
    DutyKind.AUTHORIZATION: "hourglass",
    DutyKind.CONSENT: "shield-alert",
    DutyKind.CARD: "id-card",
    DutyKind.PATIENT_NOTICE: "file-text",
    DutyKind.EMERGENCY: "circle-alert",
    DutyKind.OF_AGE: "pencil",
    DutyKind.TAKEN_BACK: "shield-alert",
    DutyKind.SCREEN: "flask-conical",
    DutyKind.INSTRUMENT: "clipboard-check",
    DutyKind.FOLLOW_UP: "phone",
    DutyKind.DOSE: "trending-down",
}
_BUTTONS = {
    DutyKind.CRITICAL: later("Say what was done"),
    DutyKind.SETBACK: later("Go on"),
    DutyKind.ABSENCE_CALL: later("Record call"),
    DutyKind.FIRST_CONTACT: later("Get in touch"),
    DutyKind.CONDITION: later("Look"),
    DutyKind.HELP: later("Look"),
    DutyKind.CARRIED: later("Ask"),
    DutyKind.NETWORK: later("Ask who"),
    DutyKind.MARKS: later("Mark"),
    DutyKind.NOTE: later("Sign notes"),
    DutyKind.COSIGN: later("Co-sign"),
    DutyKind.PLAN: later("Start plan"),
    DutyKind.REVIEW: later("Start review"),
    DutyKind.EVALUATION: later("Record it"),
    DutyKind.AUTHORIZATION: later("Request more"),
    DutyKind.CONSENT: later("Renew"),
    DutyKind.CARD: later("Record it"),
    DutyKind.SCREEN: later("Record it"),
    DutyKind.PATIENT_NOTICE: later("Give the notice"),
    DutyKind.EMERGENCY: later("Look at it"),
    DutyKind.OF_AGE: later("Ask to sign"),
    DutyKind.TAKEN_BACK: later("Tell them"),
    DutyKind.INSTRUMENT: later("Fill in"),
    DutyKind.FOLLOW_UP: later("Record call"),
    DutyKind.DOSE: later("Make-up session"),
}
_KINDS = {
    DutyKind.CRITICAL: later("results that ask for something today"),
    DutyKind.SETBACK: later("setbacks to go on with"),
    DutyKind.ABSENCE_CALL: later("calls after an absence"),
    DutyKind.FIRST_CONTACT: later("first contacts to go on with"),
    DutyKind.CONDITION: later("conditions of an admission"),
    DutyKind.HELP: later("help to look after"),
    DutyKind.CARRIED: later("records of people who came back"),
    DutyKind.NETWORK: later("clients with few people to call"),
    DutyKind.MARKS: later("sessions to be marked"),
    DutyKind.NOTE: later("notes to be signed"),
    DutyKind.COSIGN: later("notes to be co-signed"),
    DutyKind.PLAN: later("treatment plans"),
    DutyKind.REVIEW: later("plan reviews"),
    DutyKind.EVALUATION: later("evaluations"),
    DutyKind.AUTHORIZATION: later("authorizations"),
    DutyKind.CONSENT: later("consents"),
    DutyKind.CARD: later("meeting cards not back"),
    DutyKind.PATIENT_NOTICE: later("patient notices"),
    DutyKind.EMERGENCY: later("emergency disclosures"),
    DutyKind.OF_AGE: later("consents of who came of age"),
    DutyKind.TAKEN_BACK: later("consents taken back"),
    DutyKind.SCREEN: later("drug screens"),
    DutyKind.INSTRUMENT: later("questionnaires"),
    DutyKind.FOLLOW_UP: later("follow-up calls"),
    DutyKind.DOSE: later("weeks below the hours"),
}
URGENCIES = {
    Urgency.NOW: later("urgent"),
    Urgency.SOON: later("soon"),
    Urgency.LATER: later("to know"),
}
_REVIEWS = {
    "intensive": later("treatment plan review is due"),
    "step_down": later("treatment plan review is due"),
    "level_change": later("plan is to be reviewed after the change of level"),
    "setback": later("plan is to be reviewed after the setback"),
}


def what_words(duty: Duty, words: Wording) -> str:
    """What needs someone, after whom it is about."""
    return _WHAT[duty.kind](duty, words)


def button_words(duty: Duty, words: Wording) -> str:
    """What the button of a line does."""
    if duty.kind is DutyKind.PLAN and duty.what == "draft":
        return words("Open plan")
    return words(_BUTTONS[duty.kind])


def kind_words(kind: DutyKind, words: Wording) -> str:
    """A kind in general: "plan reviews"."""
    return words(_KINDS[kind])


def more_words(group: DutyGroup, words: Wording) -> str:
    """What a folded line says: "37 more: notes to be signed", "17 lines: people to call"."""
    what = kind_words(group.kind, words)
    if group.is_whole:
        return words.plural("{n} line: {what}", "{n} lines: {what}", group.count, what=what)
    return words("{n} more: {what}", n=group.count, what=what)


def when_words(duty: Duty, today: date, words: Wording) -> str:
    """By when, or what is left; why, where it was put off and is back."""
    if duty.until is not None:
        return words("Until {day}: {why}", day=words.date(duty.until), why=duty.put_off)
    if duty.put_off:
        return words("Put off: {why}", why=duty.put_off)
    tell = _WHEN.get(duty.kind)
    own = tell(duty, words) if tell else ""
    return own or _due(duty, today, words)


def _due(duty: Duty, today: date, words: Wording) -> str:
    # a call may be due since last year
    is_near = abs((duty.due - today).days) < 300
    day = words.date(duty.due) if is_near else words.date_year(duty.due)
    if duty.due < today:
        return words("Was due {day}", day=day)
    if duty.due == today:
        return words("Due today")
    return words("Due {day}", day=day)


def _absence(duty: Duty, words: Wording) -> str:
    if duty.what == "appointment":
        return words("did not come to the appointment")
    if duty.count > 1:
        return words.plural("missed {n} group in a row", "missed {n} groups in a row", duty.count)
    return words("missed the last group day")


def _absence_when(duty: Duty, words: Wording) -> str:
    if duty.of:
        return words.plural("{n} try so far", "{n} tries so far", duty.of)
    return words("Call today") if duty.urgency is not Urgency.NOW else ""


def _plan(duty: Duty, words: Wording) -> str:
    if duty.what == "draft":
        return words("treatment plan is not signed")
    return words("has no treatment plan yet")


def _day_of(duty: Duty, words: Wording) -> str:
    if duty.urgency is Urgency.NOW:
        return ""
    if duty.what in (Unit.TREATMENT_DAYS.value, Unit.SESSIONS.value):
        return words("Treatment day {n} of {of}", n=duty.count, of=duty.of)
    return words("Day {n} of {of}", n=duty.count, of=duty.of)


def _evaluation(duty: Duty, words: Wording) -> str:
    which = words(EVALUATIONS[EvaluationKind(duty.what)])
    return words("{evaluation} is due", evaluation=which)


def _note(duty: Duty, words: Wording) -> str:
    day = words.date(duty.day or duty.due)
    if duty.client_id is None:
        return words("notes of {day} are not signed", day=day)
    return words("note of {day} is not signed", day=day)


def _cosign(duty: Duty, words: Wording) -> str:
    return words.plural(
        "{n} note waits for a co-signature", "{n} notes wait for a co-signature", duty.count
    )


def _first_contact(duty: Duty, words: Wording) -> str:
    state = words(INQUIRY_STATES[InquiryState(duty.what)])
    return words("{state}: someone was to be in touch", state=state)


def _condition(duty: Duty, words: Wording) -> str:
    key, _, remedy = duty.what.partition("/")
    known = criterion(key)
    if known is None:
        return words("conditions are to be met")
    if not remedy:
        return words("remedy is due: {what}", what=known.words[words.language])
    return words("remedy is due: {what}", what=known.remedy_words(remedy, words.language))


def _help(duty: Duty, words: Wording) -> str:
    what = words(HELP_KINDS.get(duty.what, duty.what))
    return words("look again: {what}", what=what)


def _network(duty: Duty, words: Wording) -> str:
    return words("has {n} of {of} people who can be reached when at risk", n=duty.count, of=duty.of)


def _marks_when(duty: Duty, words: Wording) -> str:
    return words("{marked} of {all} marked", marked=duty.count, all=duty.of)


def _authorization(duty: Duty, words: Wording) -> str:
    if duty.of:
        return words(
            "has {left} of {all} authorized {units} left",
            left=duty.count,
            all=duty.of,
            units=words(UNIT_KINDS.get(duty.what, duty.what)),
        )
    if duty.urgency is Urgency.NOW:
        return words("authorization has ended")
    return words("authorization runs out")


def _authorization_when(duty: Duty, words: Wording) -> str:
    return words("{payer}, to {day}", payer=duty.detail, day=words.day_month(duty.due))


def _consent(duty: Duty, words: Wording) -> str:
    if duty.what != "release":
        name = consent_library().kind_words(duty.what, words.language)
        if duty.count < 0:
            return words("{consent} has expired", consent=name)
        return words("{consent} expires", consent=name)
    if duty.count < 0:
        return words("release to {whom} has expired", whom=duty.detail)
    return words("release to {whom} expires", whom=duty.detail)


def _consent_when(duty: Duty, words: Wording) -> str:
    if duty.count < 0:
        return ""
    if not duty.count:
        return words("Today")
    return words.plural("In {n} day", "In {n} days", duty.count)


def _screen(duty: Duty, words: Wording) -> str:
    day = words.date(duty.day or duty.due)
    if duty.what == "drawn":
        return words("drawn for a drug screen on {day}, not done yet", day=day)
    if duty.what == "missed":
        return words("did not come to the drug screen of {day}", day=day)
    return words.plural(
        "has {done} of {n} drug screen this week",
        "has {done} of {n} drug screens this week",
        duty.of,
        done=duty.count,
    )


def _card(duty: Duty, words: Wording) -> str:
    if duty.count > 1:
        return words.plural(
            "meeting card of {n} week is not back",
            "meeting cards of {n} weeks are not back",
            duty.count,
        )
    return words(
        "meeting card of the week of {day} is not back", day=words.date(duty.day or duty.due)
    )


def _dose(duty: Duty, words: Wording) -> str:
    told = {"done": words.hours(duty.count), "all": words.hours(duty.of)}
    return words("{done} of {all} hours so far this week", **told)


def _critical(duty: Duty, words: Wording) -> str:
    day = words.date(duty.day or duty.due)
    return words("{form} of {day}: someone is to look today", form=duty.detail, day=day)


_WHAT: dict[DutyKind, Tell] = {
    DutyKind.CRITICAL: _critical,
    DutyKind.INSTRUMENT: lambda duty, words: words("{form} is due", form=duty.detail),
    DutyKind.SETBACK: lambda duty, words: words("setback: the steps are not all taken"),
    DutyKind.ABSENCE_CALL: _absence,
    DutyKind.FIRST_CONTACT: _first_contact,
    DutyKind.CONDITION: _condition,
    DutyKind.HELP: _help,
    DutyKind.CARRIED: lambda duty, words: words.plural(
        "what the record says is to be confirmed: {n} left",
        "what the record says is to be confirmed: {n} left",
        duty.count,
    ),
    DutyKind.NETWORK: _network,
    DutyKind.MARKS: lambda duty, words: words(
        "attendance of {day} is not complete", day=words.date(duty.day or duty.due)
    ),
    DutyKind.NOTE: _note,
    DutyKind.COSIGN: _cosign,
    DutyKind.PLAN: _plan,
    DutyKind.REVIEW: lambda duty, words: words(_REVIEWS[duty.what]),
    DutyKind.EVALUATION: _evaluation,
    DutyKind.AUTHORIZATION: _authorization,
    DutyKind.CONSENT: _consent,
    DutyKind.CARD: _card,
    DutyKind.PATIENT_NOTICE: lambda duty, words: words("the patient notice was not given yet"),
    DutyKind.EMERGENCY: lambda duty, words: words(
        "told to {whom} in an emergency: look at it", whom=duty.detail
    ),
    DutyKind.OF_AGE: lambda duty, words: words.plural(
        "turned 18: {n} consent to sign again",
        "turned 18: {n} consents to sign again",
        duty.count,
    ),
    DutyKind.TAKEN_BACK: lambda duty, words: words(
        "consent taken back: tell {whom}, who received under it", whom=duty.detail
    ),
    DutyKind.SCREEN: _screen,
    DutyKind.FOLLOW_UP: lambda duty, words: words("call {n} days after discharge", n=duty.count),
    DutyKind.DOSE: _dose,
}
_WHEN: dict[DutyKind, Tell] = {
    DutyKind.CRITICAL: lambda duty, words: words("Now"),
    DutyKind.ABSENCE_CALL: _absence_when,
    DutyKind.MARKS: _marks_when,
    DutyKind.PLAN: _day_of,
    DutyKind.REVIEW: _day_of,
    DutyKind.AUTHORIZATION: _authorization_when,
    DutyKind.CONSENT: _consent_when,
    DutyKind.DOSE: lambda duty, words: words("Below level 2.1"),
}
