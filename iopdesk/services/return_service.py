"""A return after months or years: last time on one page, and what still holds of the record."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.documents import last_time
from iopdesk.documents.record_texts import missing_letters
from iopdesk.domain.attendance import ATTENDED_VALUES
from iopdesk.domain.carried import (
    CLINICAL_KINDS,
    CarriedAnswer,
    CarriedItem,
    CarriedKind,
    LastTime,
)
from iopdesk.domain.diagnosis_codes import diagnosis_words
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.problems import NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.step_down import ItemKind, StepDown, next_step_words
from iopdesk.domain.wording import Wording
from iopdesk.services.carried_items import end_item, item_words
from iopdesk.services.episode_queries import episodes_of, open_episode
from iopdesk.services.episode_records import Episode
from iopdesk.services.paper_facts import paper_facts, paper_setting
from iopdesk.services.step_down_parts import load_step_down, row_of
from iopdesk.services.step_down_records import reason_words
from iopdesk.storage.attendance_tables import AttendanceRow
from iopdesk.storage.client_tables import DiagnosisRow, MedicationRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.episode_tables import SetbackRow
from iopdesk.storage.intake_tables import CarriedItemRow
from iopdesk.storage.step_down_tables import FollowUpRow
from iopdesk.storage.store import Store


class ReturnService:
    """Items are asked by whoever may edit clients; the page of last time is clinical."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def items(self, client_id: UUID) -> tuple[CarriedItem, ...]:
        """What the open stay asks about; none where it is the first. Front desk: no medicine."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        is_clinical = self._signed_in.may(Right.VIEW_CLINICAL)
        zone = self._store.clock.now().tzinfo
        row = CarriedItemRow
        with self._store.read() as db:
            episode = open_episode(db, client_id)
            if episode is None:
                return ()
            rows = db.execute(
                select(
                    row.id,
                    row.kind,
                    row.subject_id,
                    row.answer,
                    StaffRow.name,
                    row.answered_at,
                    row.op,
                )
                .join(StaffRow, StaffRow.id == row.answered_by)
                .where(row.episode_id == episode.id, row.void == 0)
            ).all()
            words = item_words(db, client_id) if rows else {}
        found = [
            CarriedItem(
                each.id,
                CarriedKind(each.kind),
                each.subject_id,
                words.get(each.subject_id, ""),
                CarriedAnswer(each.answer),
                each.name,
                each.answered_at.astimezone(zone),
                each.op,
            )
            for each in rows
            if is_clinical or CarriedKind(each.kind) not in CLINICAL_KINDS
        ]
        order = list(CarriedKind)
        return tuple(sorted(found, key=lambda one: (order.index(one.kind), one.words)))

    def answer(self, item: CarriedItem, answer: CarriedAnswer) -> None:
        """Keep what the client says; what is not true any more ends in the record as well.

        UserProblem where someone else answered since the item was read.
        """
        self._signed_in.require(Right.EDIT_CLIENTS)
        with self._store.write("carried.answer", self._signed_in.staff_id) as db:
            row = db.get(CarriedItemRow, item.item_id)
            if row is None or row.void:
                raise NotFound("This item is not asked about any more.", "Load the page again.")
            if CarriedKind(row.kind) in CLINICAL_KINDS:
                self._signed_in.require(Right.VIEW_CLINICAL)
            if row.op != item.version:
                raise UserProblem(
                    "Someone else answered this meanwhile.", "Look at their answer first."
                )
            row.answer = answer.value
            row.answered_by = self._signed_in.staff_id
            row.answered_at = self._store.clock.now()
            if answer is CarriedAnswer.ENDED:
                end_item(db, row, self._store.clock.today())

    def last_time(self, client_id: UUID, words: Wording) -> LastTime | None:
        """The newest stay that has ended, in a reader's words; None where there is none."""
        self._signed_in.require(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            return self._last_time(db, client_id, words)

    def paper(self, client_id: UUID, language: Language) -> Paper:
        """The same on one page, as it would be printed; nothing is logged."""
        self._signed_in.require(Right.PRINT)
        self._signed_in.require(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            setting = paper_setting(db, self._store.clock, self._signed_in, language)
            record = self._last_time(db, client_id, setting.words)
        if record is None:
            raise NotFound("This client has no earlier stay.", "There is nothing to print.")
        lost = missing_letters(record)
        told = setting.words("No font here has these letters: {letters}", letters=" ".join(lost))
        pdf = last_time.render(record, setting)
        return Paper("last-time", setting.words("Last time"), pdf, (told,) if lost else ())

    def note_printed(self, client_id: UUID) -> None:
        """Keep in the access log that the page left the program."""
        by = self._signed_in.staff_id
        self._store.log_access("print last time", by=by, client_id=client_id)

    def _last_time(self, db: Session, client_id: UUID, words: Wording) -> LastTime | None:
        today = self._store.clock.today()
        ended = [one for one in episodes_of(db, client_id, today) if one.discharged is not None]
        if not ended:
            return None
        episode = ended[-1]
        facts = paper_facts(db, client_id, today)
        row = row_of(db, episode.episode_id)
        step_down = load_step_down(db, row) if row else None
        attended, marked = _attendance(db, episode)
        return LastTime(
            facts.name,
            facts.chart_number,
            episode.number,
            episode.admitted,
            episode.discharged or today,
            episode.program,
            episode.counselor,
            reason_words(step_down, words) if step_down else episode.discharge_reason,
            _level(episode, words),
            attended,
            marked,
            _setbacks(db, episode),
            _diagnoses(db, episode, words),
            _medicines(db, episode),
            _texts(step_down, ItemKind.TRIGGER),
            _texts(step_down, ItemKind.SIGN),
            _texts(step_down, ItemKind.ACTION),
            tuple(next_step_words(one, words) for one in step_down.next_steps) if step_down else (),
            step_down.my_reasons if step_down else "",
            step_down.summary if step_down else "",
            _calls(db, episode, words),
        )


def _attendance(db: Session, episode: Episode) -> tuple[int, int]:
    row = AttendanceRow
    marks = db.execute(
        select(row.mark, func.count())
        .where(
            row.client_id == episode.client_id,
            row.day.between(episode.admitted, episode.discharged),
            row.void == 0,
        )
        .group_by(row.mark)
    )
    counts = {mark: count for mark, count in marks}
    return sum(n for mark, n in counts.items() if mark in ATTENDED_VALUES), sum(counts.values())


def _level(episode: Episode, words: Wording) -> str:
    last = episode.placements[-1] if episode.placements else None
    if last is None:
        return ""
    return words(
        "Level {level}, {hours} hours a week at the end",
        level=last.level_of_care,
        hours=words.hours(last.minutes_a_week),
    )


def _setbacks(db: Session, episode: Episode) -> tuple[date, ...]:
    row = SetbackRow
    query = select(row.day).where(row.episode_id == episode.episode_id, row.void == 0)
    return tuple(db.scalars(query.order_by(row.day)))


def _diagnoses(db: Session, episode: Episode, words: Wording) -> tuple[str, ...]:
    row = DiagnosisRow
    rows = db.execute(
        select(row.code, row.words, row.severity, row.remission, row.ended)
        .where(row.client_id == episode.client_id, row.void == 0)
        .order_by(row.rank, row.code)
    )
    return tuple(
        f"{code} {diagnosis_words(name, severity, remission, words)}".strip()
        for code, name, severity, remission, ended in rows
        if ended is None or ended >= episode.admitted
    )


def _medicines(db: Session, episode: Episode) -> tuple[str, ...]:
    row = MedicationRow
    rows = db.execute(
        select(row.name, row.dose, row.started, row.ended)
        .where(row.client_id == episode.client_id, row.void == 0)
        .order_by(row.name)
    )
    last = episode.discharged or date.max
    return tuple(
        ", ".join(part for part in (name, dose) if part)
        for name, dose, started, ended in rows
        if (started is None or started <= last) and (ended is None or ended >= episode.admitted)
    )


def _texts(step_down: StepDown | None, kind: ItemKind) -> tuple[str, ...]:
    items: Sequence[str] = (
        [one.text.strip() for one in step_down.of_kind(kind)] if step_down else ()
    )
    return tuple(text for text in items if text)


def _calls(db: Session, episode: Episode, words: Wording) -> tuple[str, ...]:
    row = FollowUpRow
    rows = db.execute(
        select(row.days_after, row.done, row.note)
        .where(row.episode_id == episode.episode_id, row.done.is_not(None), row.void == 0)
        .order_by(row.days_after)
    )
    told = [
        (words("Call after {n} days, {day}", n=n, day=words.day_month_year(day)), note)
        for n, day, note in rows
        if day is not None
    ]
    return tuple(": ".join(part for part in each if part) for each in told)
