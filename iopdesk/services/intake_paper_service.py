"""Papers of the way in: outcome letter, program agreement, program guide; what was handed over."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.documents import outcome_letter, program_paper
from iopdesk.documents.outcome_letter import OutcomeLetter
from iopdesk.documents.program_paper import ProgramPaperRecord
from iopdesk.documents.record_texts import missing_letters
from iopdesk.domain.eligibility import Eligibility, Outcome, Result, conditions_of, criterion
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.problems import InvalidDraft, NotFound, UserProblem
from iopdesk.domain.program_paper import GivenPaper, ProgramPaper, Signing, paper_text
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.wording import Wording
from iopdesk.services.client_queries import client_row
from iopdesk.services.eligibility_records import eligibilities
from iopdesk.services.episode_queries import open_episode, programs_of
from iopdesk.services.paper_facts import Dose, PaperFacts, paper_facts, paper_setting
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.consent_tables import PaperGivenRow
from iopdesk.storage.journal import void_row
from iopdesk.storage.store import Store

_KINDS = tuple(kind.value for kind in ProgramPaper)
_PRINTED = {
    ProgramPaper.AGREEMENT: "print program agreement",
    ProgramPaper.GUIDE: "print program guide",
}


class IntakePaperService:
    """Prints for the client; every print is in the access log, agreement and guide in the chart."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def letter(self, client_id: UUID, language: Language) -> Paper:
        """The newest decision about eligibility, told to the client; nothing is logged."""
        self._signed_in.require(Right.PRINT)
        self._signed_in.require(Right.VIEW_CLINICAL)
        clock = self._store.clock
        with self._store.read() as db:
            facts = paper_facts(db, client_id, clock.today())
            setting = paper_setting(db, clock, self._signed_in, language)
            found = eligibilities(db, client_id, clock.now().tzinfo)
        decided = [one for one in found if one.decided_at is not None]
        if not decided:
            raise NotFound("Nothing was decided yet.", "Go through the tests first.")
        record = _letter(facts, decided[-1], language)
        pdf = outcome_letter.render(record, setting)
        title = setting.words("About coming to us")
        return Paper("outcome-letter", title, pdf, _warnings(record, setting.words))

    def note_letter_printed(self, client_id: UUID) -> None:
        """Keep in the access log that the letter left the program."""
        self._log("print outcome letter", client_id)

    def paper(self, paper: ProgramPaper, client_id: UUID, language: Language) -> Paper:
        """The agreement or the guide as it would be printed; nothing is logged."""
        self._signed_in.require(Right.PRINT)
        clock = self._store.clock
        with self._store.read() as db:
            facts = paper_facts(db, client_id, clock.today())
            setting = paper_setting(db, clock, self._signed_in, language)
            dose, days = _dose(db, facts)
        text = paper_text(paper, language)
        names = {
            "clinic": setting.clinic_name,
            "phone": setting.clinic_phone,
            "hours": setting.words.hours(dose.minutes_a_week),
            "days": dose.days_a_week,
            "length": days,
        }
        signers: tuple[tuple[str, str], ...] = ()
        if paper is ProgramPaper.AGREEMENT:
            signers = (
                (setting.words("Client"), facts.legal_name),
                (setting.words("For the clinic"), ""),
            )
        record = ProgramPaperRecord(
            facts.name,
            facts.chart_number,
            text.title,
            text.lead,
            tuple(
                (head.format(**names), tuple(line.format(**names) for line in lines))
                for head, lines in text.sections
            ),
            signers,
            text.version,
        )
        pdf = program_paper.render(record, setting)
        name = f"program-{paper.value}"
        return Paper(name, text.title, pdf, _warnings(record, setting.words))

    def give(self, paper: ProgramPaper, client_id: UUID, language: Language) -> UUID:
        """The paper was printed and handed over: note it in the chart and in the access log."""
        self._signed_in.require(Right.PRINT)
        with self._store.write("paper.give", self._signed_in.staff_id) as db:
            client_row(db, client_id)
            episode = open_episode(db, client_id)
            row = PaperGivenRow(
                id=self._store.new_id(),
                client_id=client_id,
                episode_id=episode.id if episode else None,
                kind=paper.value,
                version=paper_text(paper, language).version,
                language=language.value,
                day=self._store.clock.today(),
                given_by=self._signed_in.staff_id,
            )
            db.add(row)
            given = row.id
        self._log(_PRINTED[paper], client_id)
        return given

    def given(self, client_id: UUID) -> tuple[GivenPaper, ...]:
        """Agreements and guides that were handed over, the newest first."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        row = PaperGivenRow
        with self._store.read() as db:
            rows = db.execute(
                select(
                    row.id,
                    row.kind,
                    row.version,
                    row.language,
                    row.day,
                    StaffRow.name,
                    row.signed,
                    row.why_not_signed,
                )
                .join(StaffRow, StaffRow.id == row.given_by)
                .where(row.client_id == client_id, row.kind.in_(_KINDS), row.void == 0)
                .order_by(row.day.desc(), row.op.desc())
            )
            return tuple(GivenPaper(*each) for each in rows)

    def sign(self, given_id: UUID, signing: Signing) -> None:
        """What became of the signature on paper; said once, else someone takes it back first."""
        self._signed_in.require(Right.EDIT_CLIENTS)
        if problems := signing.problems(self._store.clock.today()):
            raise InvalidDraft(problems)
        with self._store.write("paper.sign", self._signed_in.staff_id) as db:
            row = self._given(db, given_id)
            if row.signed is not None or row.why_not_signed:
                raise UserProblem(
                    "Someone noted this signature meanwhile.", "What they noted was kept."
                )
            row.signed = signing.signed
            row.signed_how = "paper" if signing.signed else ""
            row.why_not_signed = "" if signing.signed else signing.why_not_signed.strip()

    def take_back(self, given_id: UUID, reason: str) -> None:
        """It was noted by mistake; the history keeps it with the reason."""
        self._signed_in.require(Right.EDIT_CLIENTS)
        with self._store.write("paper.take_back", self._signed_in.staff_id, reason=reason) as db:
            void_row(self._given(db, given_id))

    def _given(self, db: Session, given_id: UUID) -> PaperGivenRow:
        row = db.get(PaperGivenRow, given_id)
        if row is None or row.void or row.kind not in _KINDS:
            raise NotFound("This paper is not noted any more.", "Load the page again.")
        return row

    def _log(self, action: str, client_id: UUID) -> None:
        self._store.log_access(action, by=self._signed_in.staff_id, client_id=client_id)


def _letter(facts: PaperFacts, found: Eligibility, language: Language) -> OutcomeLetter:
    outcome = Outcome(found.conclusion.outcome)
    is_yes = outcome in (Outcome.ELIGIBLE, Outcome.CONDITIONAL)
    decided = found.decided_at
    assert decided is not None  # noqa: S101 -- only decided ones are told
    conditions = _in_language(found, language)
    return OutcomeLetter(
        facts.name,
        facts.chart_number,
        outcome,
        decided.date(),
        found.decided_by,
        conditions,
        found.conclusion.conditional_until,
        "" if is_yes else found.conclusion.note,
        () if is_yes else _referrals(found, language),
    )


def _in_language(found: Eligibility, language: Language) -> tuple[str, ...]:
    """The conditions, a line each: remedies in the paper's language, the rest as it was typed."""
    tests = [test.draft for test in found.tests]
    known = {
        conditions_of([test], other).strip(): conditions_of([test], language).strip()
        for test in tests
        for other in Language
    }
    lines = (line.strip() for line in found.conclusion.conditions.splitlines())
    return tuple(known.get(line, line) for line in lines if line)


def _referrals(found: Eligibility, language: Language) -> tuple[str, ...]:
    told = []
    for test in found.tests:
        known = criterion(test.draft.criterion)
        if known is None or test.draft.result != Result.NOT_MET:
            continue
        words = known.remedy_words(test.draft.remedy, language) if test.draft.remedy else ""
        told.append(": ".join(part for part in (words, test.draft.remedy_words) if part))
    return tuple(dict.fromkeys(line for line in told if line))


def _dose(db: Session, facts: PaperFacts) -> tuple[Dose, int]:
    """What is prescribed, or what a usual stay begins with."""
    if facts.dose is not None:
        return facts.dose, facts.program_days
    programs = programs_of(db)
    if not programs or not programs[-1].phases:
        return Dose("2.1", 1, "", "", 9 * 60, 3, 3), 90
    program = programs[-1]
    first = program.phases[0]
    dose = Dose(
        "2.1",
        1,
        first.name,
        program.track,
        first.minutes_a_week,
        first.days_a_week,
        first.meetings_a_week,
    )
    return dose, program.days


def _warnings(record: object, words: Wording) -> tuple[str, ...]:
    lost = missing_letters(record)
    if not lost:
        return ()
    return (words("No font here has these letters: {letters}", letters=" ".join(lost)),)
