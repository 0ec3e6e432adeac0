"""What the two step-down papers say, made from a client's record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from iopdesk.documents import step_down_client_copy as copy
from iopdesk.documents.discharge_record import (
    AftercareStep,
    DiagnosisThenNow,
    DischargeRecord,
    GoalResult,
    MedicineAtDischarge,
    ThenAndNow,
)
from iopdesk.documents.marks import Mark as PaperMark
from iopdesk.documents.paper_setting import PaperSetting
from iopdesk.documents.signature_block import Signature
from iopdesk.documents.strip import StripDay, StripState
from iopdesk.domain.attendance import AttendanceStrip, Mark
from iopdesk.domain.diagnosis_codes import diagnosis_words
from iopdesk.domain.episode import LEVEL_WORDS, TRACK_WORDS, Track, phase_words
from iopdesk.domain.health import REMISSIONS, SEVERITIES, Diagnosis, Medication
from iopdesk.domain.language import Language
from iopdesk.domain.plan import Goal, ObjectiveStatus, Plan
from iopdesk.domain.step_down import (
    NALOXONE_WORDS,
    ItemKind,
    NextStep,
    StepDown,
    StepStatus,
    next_step_words,
    step_down_options,
)
from iopdesk.domain.support import RELATIONS, SupportPerson
from iopdesk.domain.wording import Wording
from iopdesk.services.meeting_search import MeetingLine
from iopdesk.services.paper_facts import PaperFacts
from iopdesk.services.record_figures import RecordFigures

# The strip has one square a day: a day with several groups shows the one that went worst.
_WORST_FIRST = (Mark.ABSENT, Mark.LEFT_EARLY, Mark.LATE, Mark.EXCUSED, Mark.PRESENT)
_STRIP_STATES = {
    Mark.PRESENT: StripState.PRESENT,
    Mark.LATE: StripState.LATE,
    Mark.LEFT_EARLY: StripState.LEFT_EARLY,
    Mark.EXCUSED: StripState.EXCUSED,
    Mark.ABSENT: StripState.NO_NOTICE,
}
# Nobody releases records to an alumni group or to meetings.
_NO_RELEASE = frozenset({"AFTERCARE", "MUTUAL", "NONE"})


@dataclass(frozen=True)
class StepDownMaterial:
    """All that both papers are made of; `hours` are the weekly minutes of first and last phase."""

    step_down: StepDown
    facts: PaperFacts
    setting: PaperSetting
    diagnoses: tuple[Diagnosis, ...]
    medicines: tuple[Medication, ...]
    plan: Plan | None
    strip: AttendanceStrip
    people: tuple[SupportPerson, ...]
    meetings: tuple[MeetingLine, ...]
    calls: tuple[date, ...]
    signed: Signature | None
    hours: tuple[int, int] | None
    today: date
    figures: RecordFigures = RecordFigures()

    @property
    def is_draft(self) -> bool:
        """Whether the client is not discharged yet."""
        return self.step_down.state == "draft"

    @property
    def last_day(self) -> date:
        """The day of discharge; today while it is a draft."""
        return self.facts.discharged or self.today


def discharge_record(material: StepDownMaterial, words: Wording) -> DischargeRecord:
    """The clinical summary, in the reader's words."""
    facts, step_down = material.facts, material.step_down
    dose = facts.dose
    accepted = _level(step_down.level_accepted, words)
    return DischargeRecord(
        client_name=facts.legal_name,
        chart=facts.chart_number,
        discharged=material.last_day,
        reason=reason_words(step_down, words),
        is_here=facts.discharged is None,
        is_draft=material.is_draft,
        next_level=words("Next level: {level}", level=accepted) if accepted else "",
        born=facts.born,
        episode_number=facts.episode_number,
        referred_by=facts.referral_source,
        counselor=facts.counselor,
        admitted=facts.admitted,
        last_service=facts.last_service or _last_attended(material.strip),
        level=_level(dose.level_of_care, words) if dose else "",
        track=_track(material, words),
        summary=step_down.summary.strip(),
        diagnoses=_diagnoses(material.diagnoses, words),
        scores=material.figures.scores,
        score_notes=material.figures.score_notes,
        score_credits=material.figures.score_credits,
        ratings=material.figures.ratings,
        screens=material.figures.screens,
        attendance=_strip_days(material.strip),
        attendance_share=share_words(material.strip, words),
        attendance_words=hours_words(material.strip, words),
        goals=_goals(material.plan),
        then_and_now=_then_and_now(material, words),
        medicines=tuple(
            MedicineAtDischarge(m.name, m.dose, m.prescriber, m.next_refill)
            for m in material.medicines
        ),
        safety=_safety(step_down, words),
        aftercare=tuple(_aftercare(step, words) for step in step_down.next_steps),
        level_recommended=_level(step_down.level_recommended, words),
        level_accepted=accepted,
        reason_level_differs=_option("level_differs", step_down.reason_level_differs, words),
        outlook=_option("progress", step_down.progress, words),
        follow_up=material.calls,
        how_to_return=words("May come back any time: call or walk in"),
        client_copy_given=step_down.client_copy_given,
        signatures=(material.signed,) if material.signed else (),
    )


def client_record(material: StepDownMaterial, words: Wording) -> copy.StepDownClientRecord:
    """The client's own copy, in plain words."""
    facts, step_down = material.facts, material.step_down
    reason = next((o for o in step_down_options().reasons if o.code == step_down.reason), None)
    steps = [s for s in step_down.next_steps if s.status != StepStatus.DECLINED]
    days = (material.last_day - facts.admitted).days + 1 if facts.admitted else None
    return copy.StepDownClientRecord(
        client_name=facts.name,
        chart=facts.chart_number,
        days_here=days,
        finished=reason is not None and reason.is_planned,
        next_steps=tuple(copy.NextStep(next_step_words(s, words), _about(s, words)) for s in steps),
        appointments=tuple(_appointment(s, words) for s in steps if s.is_to_do),
        week=tuple(
            copy.WeekEntry(line.day, line.start, line.name, own=True)
            for line in material.meetings
            if line.day is not None and line.start is not None
        ),
        home_work_ride=step_down.home_work_ride.strip(),
        triggers=_texts(step_down, ItemKind.TRIGGER),
        warning_signs=_texts(step_down, ItemKind.SIGN),
        actions=_texts(step_down, ItemKind.ACTION),
        people=tuple(
            copy.PersonToCall(p.name, p.phone, words(RELATIONS[p.relation]) if p.relation else "")
            for p in sorted(
                material.people, key=lambda p: (not p.phone, not p.is_reachable_at_risk)
            )
        ),
        medicines=tuple(
            copy.Medicine(m.name, _how(m, words), m.prescriber, m.next_refill)
            for m in material.medicines
        ),
        naloxone=_naloxone_for_client(step_down, words),
        naloxone_day=step_down.naloxone_day if step_down.naloxone == "given" else None,
        if_i_use=step_down.if_i_use.strip(),
        follow_up=material.calls,
        my_reasons=step_down.my_reasons.strip(),
        is_draft=material.is_draft,
    )


def reason_words(step_down: StepDown, words: Wording) -> str:
    """Such as "Completed treatment, planned (TEDS 01)"; empty while no reason is chosen."""
    reason = next((o for o in step_down_options().reasons if o.code == step_down.reason), None)
    if reason is None:
        return step_down.reason
    kind = words("planned") if reason.is_planned else words("unplanned")
    text = reason.texts[Language(words.language)]
    return words("{reason}, {kind} (TEDS {code})", reason=text, kind=kind, code=reason.teds)


def share_words(strip: AttendanceStrip, words: Wording) -> str:
    """Such as "51 of 55 groups (93%),"; empty before the first mark."""
    if not strip.expected or strip.share is None:
        return ""
    there = sum(1 for m in strip.marks if m.mark is not None and m.mark.is_attended)
    percent = round(100 * strip.share)
    return words(
        "{there} of {all} groups ({percent}%),", there=there, all=strip.expected, percent=percent
    )


def hours_words(strip: AttendanceStrip, words: Wording) -> str:
    """Such as "176 of 186 hours." of the sessions that were marked."""
    marked = [m for m in strip.marks if m.mark is not None]
    if not marked:
        return ""
    came = words.hours(sum(m.minutes for m in marked))
    offered = words.hours(sum(m.slot_minutes for m in marked))
    return words("{came} of {offered} hours.", came=came, offered=offered)


def _level(code: str, words: Wording) -> str:
    return words(LEVEL_WORDS[code]) if code in LEVEL_WORDS else code


def _option(name: str, code: str, words: Wording) -> str:
    options = step_down_options()
    return options.words(getattr(options, name), code, Language(words.language)) if code else ""


def _track(material: StepDownMaterial, words: Wording) -> str:
    dose = material.facts.dose
    if dose is None:
        return ""
    phase = phase_words(dose.phase_name, words)
    return f"{words(TRACK_WORDS[Track(dose.track)])}, {phase}".rstrip(", ")


def _last_attended(strip: AttendanceStrip) -> date | None:
    days = [m.day for m in strip.marks if m.mark is not None and m.mark.is_attended]
    return max(days, default=None)


def _diagnoses(diagnoses: Sequence[Diagnosis], words: Wording) -> tuple[DiagnosisThenNow, ...]:
    main = next((one for one in diagnoses if one.is_main), None)
    return tuple(_diagnosis(one, words, is_main=one is main) for one in diagnoses)


def _diagnosis(diagnosis: Diagnosis, words: Wording, *, is_main: bool) -> DiagnosisThenNow:
    severity = words(SEVERITIES[diagnosis.severity]) if diagnosis.severity else words("Active")
    now = words(REMISSIONS[diagnosis.remission]) if diagnosis.remission else severity
    if diagnosis.ended:
        now = words("Ended {day}", day=words.day_month_year(diagnosis.ended))
    return DiagnosisThenNow(
        diagnosis.code,
        diagnosis_words(diagnosis.words, "", "", words),
        severity,
        now,
        is_primary=is_main,
    )


def _strip_days(strip: AttendanceStrip) -> tuple[StripDay, ...]:
    marked = sorted((m for m in strip.marks if m.mark is not None), key=lambda m: m.day)
    found = []
    for day, marks in groupby(marked, key=lambda m: m.day):
        given = {m.mark for m in marks}
        worst = next(mark for mark in _WORST_FIRST if mark in given)
        found.append(StripDay(day, _STRIP_STATES[worst]))
    return tuple(found)


def _goals(plan: Plan | None) -> tuple[GoalResult, ...]:
    if plan is None:
        return ()
    goals = [
        goal for problem in plan.problems if not problem.deferred_because for goal in problem.goals
    ]
    return tuple(
        GoalResult(
            number,
            goal.text,
            sum(o.status is ObjectiveStatus.MET for o in goal.objectives),
            len(goal.objectives),
            _result(goal),
            "; ".join(o.proof.strip() for o in goal.objectives if o.proof.strip()),
        )
        for number, goal in enumerate(goals, start=1)
    )


def _result(goal: Goal) -> PaperMark:
    found = {objective.status for objective in goal.objectives}
    if len(found) == 1:
        return PaperMark(found.pop().value)
    if not found:
        return PaperMark.NOT_STARTED
    if found & {ObjectiveStatus.MET, ObjectiveStatus.PARTLY}:
        return PaperMark.PARTLY
    return PaperMark.WORKING if ObjectiveStatus.WORKING in found else PaperMark.NOT_MET


def _then_and_now(material: StepDownMaterial, words: Wording) -> tuple[ThenAndNow, ...]:
    if material.hours is None:
        return ()
    first, last = (words("{hours} h", hours=words.hours(minutes)) for minutes in material.hours)
    return (ThenAndNow(words("Hours a week"), first, last),)


def _safety(step_down: StepDown, words: Wording) -> str:
    parts = []
    if step_down.naloxone in NALOXONE_WORDS:
        told = words(NALOXONE_WORDS[step_down.naloxone])
        day = step_down.naloxone_day
        parts.append(f"{told}, {words.day_month_year(day)}." if day else f"{told}.")
    if step_down.home_work_ride.strip():
        home = step_down.home_work_ride.strip()
        parts.append(words("Home, work and rides: {home}", home=home))
    return " ".join(parts)


def _aftercare(step: NextStep, words: Wording) -> AftercareStep:
    whom = ", ".join(part.strip() for part in (step.who, step.place, step.phone) if part.strip())
    is_elsewhere = bool(step.place.strip() or step.phone.strip())
    return AftercareStep(
        what=next_step_words(step, words),
        with_whom=whom,
        day=step.day,
        start=step.start,
        status=StepStatus(step.status),
        release_needed=is_elsewhere and step.option not in _NO_RELEASE,
    )


def _about(step: NextStep, words: Wording) -> str:
    parts = []
    if step.who.strip():
        parts.append(words("With {who}.", who=step.who.strip().rstrip(".")))
    if step.day is not None:
        parts.append(words("Starts {day}.", day=words.long_day(step.day)))
    return " ".join(parts)


def _appointment(step: NextStep, words: Wording) -> copy.Appointment:
    what = next_step_words(step, words)
    who = step.who.strip()
    return copy.Appointment(
        who=who or what,
        purpose=what if who else "",
        day=step.day,
        start=step.start,
        where=step.place.strip(),
        phone=step.phone.strip(),
    )


def _texts(step_down: StepDown, kind: ItemKind) -> tuple[str, ...]:
    return tuple(item.text.strip() for item in step_down.of_kind(kind) if item.text.strip())


def _people(people: Iterable[SupportPerson], words: Wording) -> tuple[copy.PersonToCall, ...]:
    nearest = sorted(people, key=lambda p: (not p.phone, not p.is_reachable_at_risk))
    return tuple(
        copy.PersonToCall(p.name, p.phone, words(RELATIONS[p.relation]) if p.relation else "")
        for p in nearest
    )


def _how(medicine: Medication, words: Wording) -> str:
    use = words("for {use}", use=medicine.taken_for) if medicine.taken_for else ""
    return ", ".join(part for part in (medicine.dose, use) if part)


def _naloxone_for_client(step_down: StepDown, words: Wording) -> str:
    if step_down.naloxone == "given" and step_down.naloxone_day is None:
        return words("I have a kit.")
    return {
        "referred": words("I know where to get a kit."),
        "declined": words("I did not want a kit now. I can ask for one any time."),
    }.get(step_down.naloxone, "")


def open_medicines(medicines: Iterable[Medication], day: date) -> tuple[Medication, ...]:
    """Those that are still taken on a day."""
    return tuple(m for m in medicines if m.ended is None or m.ended >= day)
