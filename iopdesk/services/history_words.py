"""One changed row of a client's record in plain words, in either language."""

from dataclasses import replace
from datetime import date

from iopdesk.domain.client import EMPLOYMENT, GENDERS, LIVING, PHONE_KINDS
from iopdesk.domain.episode import program_words
from iopdesk.domain.health import MEDICINE_STATES, TAKEN
from iopdesk.domain.inquiry import CALLERS, CHANNELS, REFERRAL_SOURCES, TRACKS
from iopdesk.domain.wording import Wording
from iopdesk.services import (
    history_attendance_words,
    history_calendar_words,
    history_consent_words,
    history_course_words,
    history_duty_words,
    history_group_words,
    history_intake_words,
    history_meeting_words,
    history_note_words,
    history_record_words,
)
from iopdesk.services.history_change import Plain, RowChange, Tell

LONGEST_VALUE = 80


def told(change: RowChange, words: Wording) -> list[str]:
    """Sentences for one row; none where a row only belongs to a larger piece of writing."""
    tell = _TELLERS.get(change.table)
    if tell is None:
        return []
    if change.is_new or change.is_taken_back or change.table in _ALWAYS_WHOLE:
        sentence = tell(change, words)
        return [sentence] if sentence else []
    return [line for field in change.changed if (line := field_line(change, field, words))]


def field_line(change: RowChange, field: str, words: Wording) -> str:
    """One field: "City: Corona, before Norco"; nothing for fields that only serve the program."""
    labels = field_words(words)
    # A plan's or step-down's state is told by what was done; "State" is that of an address.
    if field not in labels or _ONLY_OF.get(field, change.table) != change.table:
        return ""
    now = _value(change, field, change.changed[field], words)
    if change.before is None:
        return words("{field}: {now}", field=labels[field], now=now or words("empty"))
    was = _value(change, field, change.before.get(field), words)
    return words(
        "{field}: {now}, before: {was}",
        field=labels[field],
        now=now or words("empty"),
        was=was or words("empty"),
    )


def _value(change: RowChange, field: str, value: Plain, words: Wording) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool) or field in _YES_NO:
        return words("yes") if value else words("no")
    text = str(value)
    if text in _CHOICES.get(field, {}):
        return words(_CHOICES[field][text])
    if field == "language":
        return {"en": words("English"), "es": words("Spanish")}.get(text, text)
    if field.endswith("_id"):
        return change.names.get(text, "")
    if field == "minutes_a_week" and isinstance(value, int):
        return words("{hours} hours a week", hours=words.hours(value))
    try:
        return words.day_month_year(date.fromisoformat(text)) if field in _DAYS else _short(text)
    except ValueError:
        return _short(text)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_VALUE else flat[: LONGEST_VALUE - 1] + "…"


_ONLY_OF = {"state": "client", "status": "medication", "day": "inquiry"}
_CHOICES: dict[str, dict[str, str]] = {
    "gender": GENDERS,
    "living_arrangement": LIVING,
    "employment": EMPLOYMENT,
    "status": MEDICINE_STATES,
    "taken_as_directed": TAKEN,
    "referral_source": REFERRAL_SOURCES,
    "channel": CHANNELS,
    "caller": CALLERS,
    "track": TRACKS,
}
_YES_NO = frozenset(
    {
        "may_leave_message",
        "is_sober",
        "is_encouraging",
        "is_reachable_at_risk",
        "knows_warning_signs",
        "is_for_substance_use",
    }
)
_DAYS = frozenset(
    {"born", "starts", "ends", "since", "ended", "started", "next_refill", "planned_end"}
    | {"admitted", "discharged", "next_review", "choice_offered", "no_allergies_known", "day"}
)
_ALWAYS_WHOLE = frozenset(
    {"attendance", "signature", "objective_status", *history_calendar_words.TELLERS}
    | {"setback", *history_duty_words.TELLERS, *history_meeting_words.TELLERS}
    | {*history_note_words.TELLERS, *history_intake_words.TELLERS} - {"inquiry"}
    | {*history_record_words.TELLERS, *history_consent_words.TELLERS}
)


def field_words(words: Wording) -> dict[str, str]:
    """What each field is called."""
    return {
        "first_name": words("First name"),
        "middle_name": words("Middle name"),
        "last_name": words("Last name"),
        "name_to_use": words("Name to use"),
        "born": words("Birth date"),
        "gender": words("Gender"),
        "pronouns": words("Pronouns"),
        "language": words("Language of papers"),
        "other_languages": words("Other languages"),
        "email": words("E-mail"),
        "street": words("Street"),
        "city": words("City"),
        "state": words("State"),
        "postal_code": words("Postal code"),
        "safe_contact": words("Safe ways to reach"),
        "referral_source": words("Referred by"),
        "living_arrangement": words("Living arrangement"),
        "employment": words("Work"),
        "transport": words("Transport"),
        "note": words("Note"),
        "number": words("Number"),
        "may_leave_message": words("May leave a message"),
        "safe_times": words("When it is safe to call"),
        "say_we_are": words("Who we say we are"),
        "name": words("Name"),
        "relation": words("Relation"),
        "phone": words("Phone"),
        "is_sober": words("Sober"),
        "is_encouraging": words("Encouraging"),
        "is_reachable_at_risk": words("Reachable when at risk"),
        "knows_warning_signs": words("Knows the warning signs"),
        "code": words("Code"),
        "words": words("Words"),
        "severity": words("Severity"),
        "remission": words("Remission"),
        "since": words("Since"),
        "ended": words("Ended"),
        "dose": words("Dose"),
        "taken_for": words("Taken for"),
        "prescriber": words("Prescriber"),
        "started": words("Started"),
        "next_refill": words("Next refill"),
        "reaction": words("Reaction"),
        "generic": words("Generic name"),
        "frequency": words("How often, as ordered"),
        "pharmacy": words("Pharmacy"),
        "status": words("What became of it"),
        "taken_as_directed": words("Taken as directed"),
        "no_allergies_known": words("No allergies known, asked"),
        "planned_end": words("Planned end"),
        "counselor_id": words("Primary counselor"),
        "discharged": words("Discharged"),
        "ends": words("Last day"),
        "a_week": words("Meetings a week"),
        "chosen_path": words("Path chosen"),
        "next_review": words("Next review"),
        **history_intake_words.field_words(words),
    }


def _episode(change: RowChange, words: Wording) -> str:
    return words(
        "Admitted to {program} on {day}, planned to {end}",
        program=program_words(change.name("program_id"), words),
        day=change.day("admitted", words),
        end=change.day("planned_end", words),
    )


def _referral(change: RowChange, words: Wording) -> str:
    meeting = change.name("meeting_id")
    if change.is_taken_back:
        return words("Referral taken back: {meeting}", meeting=meeting)
    return words("Referred to {meeting}", meeting=meeting)


def _phone(change: RowChange, words: Wording) -> str:
    if change.is_taken_back:
        return words("Phone taken away: {number}", number=change.text("number"))
    kind = words(PHONE_KINDS.get(change.text("kind"), "Other"))
    return words("Phone added: {number} ({kind})", number=change.text("number"), kind=kind)


def _signature(change: RowChange, words: Wording) -> str:
    how = {
        "screen": words("on screen"),
        "paper": words("on paper"),
        "refused": words("refused"),
    }.get(change.text("how"), change.text("how"))
    return words("Signature of {name}: {how}", name=change.text("name"), how=how)


def _requirement(change: RowChange, words: Wording) -> str:
    return words("{n} meetings a week asked for", n=change.text("a_week"))


def _plan(change: RowChange, words: Wording) -> str:
    return words("Treatment plan, version {n}", n=change.text("version"))


def _with_name(added: str, taken: str) -> Tell:
    def tell(change: RowChange, words: Wording) -> str:
        name = change.text("name") or change.text("words")
        code = change.text("code")
        return words(taken if change.is_taken_back else added, name=f"{code} {name}".strip())

    return tell


def _when_new(text: str) -> Tell:
    def tell(change: RowChange, words: Wording) -> str:
        return words(text) if change.is_new else ""

    return tell


_TELLERS: dict[str, Tell] = {
    "client": _when_new("Record made"),
    "client_name": _with_name("Other name added: {name}", "Other name taken away: {name}"),
    "phone": _phone,
    "support_person": _with_name(
        "Support person added: {name}", "Support person taken away: {name}"
    ),
    "diagnosis": _with_name("Diagnosis added: {name}", "Diagnosis taken back: {name}"),
    "medication": _with_name("Medicine added: {name}", "Medicine taken back: {name}"),
    "allergy": _with_name("Allergy added: {name}", "Allergy taken back: {name}"),
    "episode": _episode,
    "meeting_requirement": _requirement,
    "meeting_referral": _referral,
    "meeting_card": _when_new("Attendance card printed"),
    "plan": _plan,
    "signature": _signature,
    "step_down": _when_new("Step-down plan begun"),
    **history_calendar_words.TELLERS,
    **history_consent_words.TELLERS,
    **history_attendance_words.TELLERS,
    **history_duty_words.TELLERS,
    **history_group_words.TELLERS,
    **history_course_words.TELLERS,
    **history_intake_words.TELLERS,
    **history_meeting_words.TELLERS,
    **history_note_words.TELLERS,
    **history_record_words.TELLERS,
}
#: What no history tells, not even that it is there (42 CFR 2.11): only its author reads it.
APART_TABLES = frozenset({"counseling_note"})
CLINICAL_TABLES = frozenset(
    {"diagnosis", "medication", "allergy", "client_note", "problem", "goal", "objective"}
    | {"objective_status", "planned_service", "plan", "signature", "step_down", "next_step"}
    | {"prevention_item", "addendum", "setback", "carried_item"}
    | history_consent_words.CLINICAL
    | history_duty_words.CLINICAL
    | history_group_words.CLINICAL
    | history_intake_words.CLINICAL
    | history_meeting_words.CLINICAL
    | history_record_words.CLINICAL
)


_CLINICAL_FIELDS = {"client": frozenset({"populations"}), **history_intake_words.CLINICAL_FIELDS}


def without_clinical(change: RowChange) -> RowChange | None:
    """A change for who lacks clinical rights; None where it is clinical altogether."""
    hidden = _CLINICAL_FIELDS.get(change.table, frozenset())
    changed = {name: value for name, value in change.changed.items() if name not in hidden}
    if change.table in CLINICAL_TABLES or not changed:
        return None
    state = {name: value for name, value in change.state.items() if name not in hidden}
    return replace(change, changed=changed, state=state)


_HEADLINES = (
    history_attendance_words.headline,
    history_consent_words.headline,
    history_course_words.headline,
    history_duty_words.headline,
    history_intake_words.headline,
    history_meeting_words.headline,
    history_note_words.headline,
    history_record_words.headline,
)


def headline(action: str, words: Wording) -> str:
    """What was done, where an entry is more than one sentence; empty for unknown actions."""
    for headline_of in _HEADLINES:
        if found := headline_of(action, words):
            return found
    return {
        "client.create": words("Record made"),
        "client.edit": words("Record changed"),
        "client.import": words("Record made from a file"),
        "client.merge": words("Another record became part of this one"),
        "client.undo_merge": words("A merge of two records undone"),
        "client.group_wishes": words("Wishes for groups noted"),
        "episode.admit": words("Admitted"),
        "episode.extend": words("Stay extended"),
        "plan.start": words("Treatment plan begun"),
        "plan.write": words("Treatment plan written"),
        "plan.sign": words("Treatment plan signed"),
        "plan.new_version": words("New version of the treatment plan"),
        "plan.objective_status": words("Progress on an objective noted"),
        "plan.client_signature": words("Client's signature on the plan noted"),
        "step_down.start": words("Step-down plan begun"),
        "step_down.write": words("Step-down plan written"),
        "step_down.discharge": words("Discharged"),
        "step_down.client_signature": words("Client's signature on the step-down plan noted"),
        "step_down.copy_given": words("Copy of the step-down plan given to the client"),
        "follow_up.record": words("Follow-up call noted"),
        "referral.save": words("Meetings chosen"),
        "referral.end": words("Meeting referrals ended"),
        "requirement.save": words("Meetings a week set"),
    }.get(action, "")


def tells_first(action: str) -> bool:
    """Whether the headline says more than a single row would: "Treatment plan signed"."""
    return action.partition(".")[0] in {"plan", "step_down", "follow_up", "note"}


_ICONS = {
    "episode": "door-open",
    "plan": "clipboard-list",
    "step_down": "footprints",
    "follow_up": "phone",
    "note": "sticky-note",
    "referral": "map-pin",
    "requirement": "map-pin",
    "meeting_card": "id-card",
    "meeting_visit": "map-pin",
    "roster": "users",
    "appointment": "calendar-days",
    "busy_time": "calendar-days",
    "instrument": "clipboard-check",
    "dimensions": "route",
    "diagnosis": "stethoscope",
    "medication": "pill",
    "support": "heart-handshake",
    **history_attendance_words.ICONS,
    **history_consent_words.ICONS,
    **history_duty_words.ICONS,
    **history_course_words.ICONS,
    **history_intake_words.ICONS,
}


def icon_of(action: str) -> str:
    """The drawing beside a line of history."""
    return _ICONS.get(action.partition(".")[0], "user")


IDS = ("session_id", "group_id", "program_id", "counselor_id", "meeting_id")
