"""The treatment plan as papers: the clinical one and the client's own copy."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.documents import fonts, plan_client_copy, treatment_plan
from iopdesk.documents.marks import Mark
from iopdesk.documents.paper_setting import PaperSetting
from iopdesk.documents.plan_client_copy import (
    ClientGoal,
    ClientProblem,
    ClientStep,
    PlanClientCopy,
    WeekLine,
)
from iopdesk.documents.signature_block import Assent, Signature
from iopdesk.documents.treatment_plan import (
    DeferredProblem,
    DiagnosisLine,
    PlanGoal,
    PlanObjective,
    PlanProblem,
    PlanService,
    TreatmentPlan,
)
from iopdesk.domain.diagnosis_codes import diagnosis_words
from iopdesk.domain.episode import LEVEL_WORDS, TRACK_WORDS, Track, phase_words, program_words
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.plan import ObjectiveStatus, Plan, PlanState, Problem, numbered_objectives
from iopdesk.domain.plan_library import plan_library
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.staff import Right, Role, SignedIn
from iopdesk.domain.week import WeekBlock
from iopdesk.domain.wording import Wording
from iopdesk.services.paper_facts import (
    PaperFacts,
    long_week_words,
    paper_facts,
    paper_setting,
    staff_name,
    week_words,
)
from iopdesk.services.roster_service import RosterService
from iopdesk.storage.client_tables import DiagnosisRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.plan_queries import load_plan, newest_plan_id
from iopdesk.storage.store import Store


@dataclass(frozen=True)
class _Material:
    """All that both papers are made of."""

    plan: Plan
    facts: PaperFacts
    setting: PaperSetting
    diagnoses: tuple[DiagnosisLine, ...]
    week: tuple[WeekBlock, ...]
    supervisors: tuple[str, ...] = ()


class PlanPaperService:
    """Prints plans; each print is in the access log."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._who = signed_in
        self._roster = RosterService(store, signed_in)

    def clinical(
        self, client_id: UUID, language: Language | None = None, *, draft: Plan | None = None
    ) -> Paper:
        """The clinical plan; `draft` shows a form's unsaved state and is not logged.

        The language is the client's unless another is asked for. UserProblem without a plan.
        """
        material = self._material(client_id, language, draft)
        words = material.setting.words
        pdf = treatment_plan.render(_clinical_record(material, words), material.setting)
        if draft is None:
            self._log("print treatment plan", client_id)
        return Paper(
            "treatment-plan",
            words("Treatment plan, version {number}", number=material.plan.version),
            pdf,
            _warnings(material),
        )

    def client_copy(
        self, client_id: UUID, language: Language | None = None, *, draft: Plan | None = None
    ) -> Paper:
        """The client's plain-language copy, in the client's language unless asked otherwise."""
        material = self._material(client_id, language, draft)
        words = material.setting.words
        pdf = plan_client_copy.render(_client_record(material, words), material.setting)
        if draft is None:
            self._log("print treatment plan, client copy", client_id)
        return Paper("my-plan", words("My plan"), pdf, _warnings(material))

    def note_printed(self, client_id: UUID, *, is_client_copy: bool) -> None:
        """Put into the access log that a page shown from a form left the store."""
        self._who.require(Right.PRINT)
        what = "print treatment plan, client copy" if is_client_copy else "print treatment plan"
        self._log(what, client_id)

    def _material(
        self, client_id: UUID, language: Language | None, draft: Plan | None
    ) -> _Material:
        self._who.require(Right.VIEW_CLINICAL)
        self._who.require(Right.PRINT)
        week = self._roster.client_week(client_id)
        clock = self._store.clock
        with self._store.read() as db:
            facts = paper_facts(db, client_id, clock.today())
            plan = draft or _newest(db, client_id)
            setting = paper_setting(db, clock, self._who, language or facts.language)
            found = _diagnoses(db, client_id, setting.words)
            return _Material(plan, facts, setting, found, week, _supervisors(db))

    def _log(self, what: str, client_id: UUID) -> None:
        self._store.log_access(what, by=self._who.staff_id, client_id=client_id)


def _newest(db: Session, client_id: UUID) -> Plan:
    plan_id = newest_plan_id(db, client_id)
    plan = load_plan(db, plan_id) if plan_id else None
    if plan is None:
        raise UserProblem(
            "This client has no treatment plan yet.", "Start the plan, then print it."
        )
    return plan


def _diagnoses(db: Session, client_id: UUID, words: Wording) -> tuple[DiagnosisLine, ...]:
    rows = db.scalars(
        select(DiagnosisRow)
        .where(
            DiagnosisRow.client_id == client_id,
            DiagnosisRow.void == 0,
            DiagnosisRow.ended.is_(None),
        )
        .order_by(DiagnosisRow.rank, DiagnosisRow.id)
    )
    return tuple(
        DiagnosisLine(
            row.code,
            diagnosis_words(row.words, row.severity, row.remission, words),
            row.since,
            row.given_by,
            # stores of old may hold two main ones: a paper names the first
            is_primary=at == 0 and row.rank == 1,
        )
        for at, row in enumerate(rows)
    )


def _supervisors(db: Session) -> tuple[str, ...]:
    rows = db.scalars(
        select(StaffRow)
        .where(StaffRow.void == 0, StaffRow.active.is_(True))
        .order_by(StaffRow.name)
    )
    return tuple(staff_name(row) for row in rows if Role.SUPERVISOR in row.roles.split(","))


def _clinical_record(material: _Material, words: Wording) -> TreatmentPlan:
    plan, facts = material.plan, material.facts
    dose = facts.dose
    hours = words("{hours} h", hours=words.hours(dose.minutes_a_week)) if dose else ""
    times = "; ".join(f"{days} {span}" for days, span in week_words(material.week, words))
    record = TreatmentPlan(
        client_name=facts.legal_name,
        chart_number=facts.chart_number,
        version=plan.version,
        made_on=plan.begun,
        is_draft=plan.state is PlanState.DRAFT,
        episode_number=facts.episode_number,
        born=facts.born,
        admitted=facts.admitted,
        counselor=facts.counselor,
        client_language=words("Spanish") if facts.language == "es" else words("English"),
        schedule=", ".join(part for part in (times, hours) if part),
        program=program_words(facts.program, words),
        replaces_version=plan.replaces,
        replaces_on=plan.replaces_day,
        diagnoses=material.diagnoses,
        strengths=plan.strengths,
        needs=plan.needs,
        abilities=plan.abilities,
        preferences=plan.preferences,
        problems=tuple(_problem(at, p, plan, words) for at, p in _active(plan)),
        deferred=tuple(
            DeferredProblem(p.title or p.client_words, p.deferred_because)
            for p in plan.problems
            if p.deferred_because
        ),
        next_review=plan.next_review,
        review_days=(plan.next_review - plan.begun).days if plan.next_review else None,
        reviewed_by=_reviewers(material),
        ready_to_step_down=plan.step_down_when,
        expected=words.date_year(facts.planned_end) if facts.planned_end else "",
        signatures=_signatures(material, words),
        assent=Assent(declined=any(s.how == "refused" for s in plan.signatures)),
    )
    if dose is None:
        return record
    return replace(
        record,
        level=words(LEVEL_WORDS.get(dose.level_of_care, dose.level_of_care)),
        phase=f"{phase_words(dose.phase_name, words)}, "
        f"{words(TRACK_WORDS[Track(dose.track)]).lower()}",
        meetings=words("{n} a week, own choice", n=dose.meetings_a_week),
    )


def _reviewers(material: _Material) -> str:
    """The counselor, and the supervisor where there is one to name."""
    supervisor = material.supervisors[0] if len(material.supervisors) == 1 else ""
    names = dict.fromkeys((material.facts.counselor, supervisor))
    return "; ".join(name for name in names if name)


def _active(plan: Plan) -> list[tuple[int, Problem]]:
    return [(at, p) for at, p in enumerate(plan.problems, start=1) if not p.deferred_because]


def _problem(number: int, problem: Problem, plan: Plan, words: Wording) -> PlanProblem:
    library = plan_library()
    numbers = {objective.id: text for text, objective in numbered_objectives(plan)}
    goals = tuple(
        PlanGoal(
            goal.text,
            tuple(
                PlanObjective(
                    numbers[o.id],
                    o.text,
                    library.measure_words(o.measure, words.language),
                    o.target,
                    Mark(o.status.value),
                    o.status_day,
                    o.proof,
                )
                for o in goal.objectives
            ),
        )
        for goal in problem.goals
    )
    return PlanProblem(
        number=number,
        client_words=problem.client_words,
        name=problem.title,
        dimension=_dimension(problem, words),
        diagnosis_code=problem.diagnosis_code,
        since=problem.since,
        goals=goals,
        services=tuple(PlanService(s.text, s.dose, s.who) for s in problem.services),
    )


def _dimension(problem: Problem, words: Wording) -> str:
    if problem.dimension is None:
        return ""
    name = plan_library().dimensions[3].get(problem.dimension, "")
    return words("{name} (dimension {number})", name=words(name), number=problem.dimension)


def _signatures(material: _Material, words: Wording) -> tuple[Signature, ...]:
    plan, facts = material.plan, material.facts
    zone = material.setting.printed_at.tzinfo
    client = next((s for s in reversed(plan.signatures) if s.signer == "client"), None)
    day = client.signed_at.astimezone(zone).date() if client else None
    lines = [
        Signature(
            words("Client"),
            facts.legal_name,
            paper_signed_on=day if client and client.how == "paper" else None,
            refused_on=day if client and client.how == "refused" else None,
            reason=client.note if client else "",
        )
    ]
    staff = [s for s in plan.signatures if s.signer == "staff"]
    lines += [
        Signature(words("Counselor"), s.name, s.signed_at.astimezone(zone), s.code) for s in staff
    ]
    if not staff:
        lines.append(Signature(words("Counselor"), facts.counselor))
    others = [name for name in material.supervisors if name not in {s.name for s in staff}]
    if others:
        # Who of several supervisors co-signs is not known before the line is signed.
        lines.append(Signature(words("Supervisor"), others[0] if len(others) == 1 else ""))
    return tuple(lines)


def _client_record(material: _Material, words: Wording) -> PlanClientCopy:
    plan, facts = material.plan, material.facts
    problems = tuple(
        ClientProblem(
            number=at,
            client_words=problem.client_words,
            goals=tuple(
                ClientGoal(
                    goal.text,
                    tuple(
                        ClientStep(o.text, o.target, o.status is ObjectiveStatus.MET)
                        for o in goal.objectives
                    ),
                )
                for goal in problem.goals
            ),
            team=tuple(
                ", ".join(part for part in (s.text.rstrip("."), s.dose) if part)
                for s in problem.services
            ),
        )
        for at, problem in _active(plan)
    )
    return PlanClientCopy(
        client_name=facts.name,
        chart_number=facts.chart_number,
        made_on=plan.begun,
        is_draft=plan.state is PlanState.DRAFT,
        counselor=facts.counselor,
        strengths=plan.strengths,
        problems=problems,
        later=tuple(p.title or p.client_words for p in plan.problems if p.deferred_because),
        week=tuple(
            WeekLine(days, words("Group, {time}", time=span))
            for days, span in long_week_words(material.week, words)
        ),
        next_review=plan.next_review,
    )


def _warnings(material: _Material) -> tuple[str, ...]:
    plan, words = material.plan, material.setting.words
    texts = [material.facts.legal_name, plan.strengths, plan.needs, plan.abilities]
    texts += [plan.preferences, plan.step_down_when]
    for problem in plan.problems:
        texts += [problem.title, problem.client_words, problem.deferred_because]
        texts += [goal.text for goal in problem.goals]
        texts += [o.text for o in problem.objectives]
        texts += [f"{s.text} {s.dose} {s.who}" for s in problem.services]
    lost = fonts.missing_glyphs(texts)
    if not lost:
        return ()
    return (words("No font here has these letters: {letters}", letters=" ".join(lost)),)
