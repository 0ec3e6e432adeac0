"""What a client makes of the meetings, and the weeks that are excused."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.mutual_help import ExcusedWeeks, RecoveryWork, WorkKind
from iopdesk.domain.problems import InvalidDraft, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.support import SPONSOR, SupportPerson
from iopdesk.domain.week import monday_of, sunday_of
from iopdesk.domain.wording import later
from iopdesk.services.client_queries import client_row
from iopdesk.services.part_edit import PartEdit, save_part, void_part
from iopdesk.services.support_service import people_of
from iopdesk.storage.meeting_tables import ExcusedWeekRow, RecoveryWorkRow
from iopdesk.storage.store import Store


@dataclass(frozen=True)
class MutualHelp:
    """Newest first; who lacks clinical rights sees home groups, and none of the other lines."""

    sponsors: tuple[SupportPerson, ...]
    work: tuple[RecoveryWork, ...]
    excused: tuple[ExcusedWeeks, ...]

    @property
    def home_group(self) -> str:
        """The newest home group, empty where none was noted."""
        return next((one.words for one in self.work if one.kind is WorkKind.HOME_GROUP), "")


class MutualHelpService:
    """Keeps these lines; the sponsor is one of the people around the client."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def of(self, client_id: UUID) -> MutualHelp:
        """All lines of a client."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        is_clinical = self._signed_in.may(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            people = people_of(db, client_id)
            work = [one for one in _work(db, client_id) if is_clinical or not one.kind.is_clinical]
            excused = _excused(db, client_id)
        sponsors = tuple(person for person in people if person.relation == SPONSOR)
        return MutualHelp(sponsors, tuple(work), tuple(excused))

    def save_work(
        self, client_id: UUID, mine: RecoveryWork, base: RecoveryWork | None = None
    ) -> UUID:
        """Add a line, or change one against what the form loaded; EditConflict as ever."""
        mine = replace(mine, kind=WorkKind(mine.kind), words=" ".join(mine.words.split()))
        for line in (mine, base or mine):
            self._require(line.kind)
        if problems := mine.problems():
            raise InvalidDraft(problems)
        with self._store.write("recovery_work.save", self._signed_in.staff_id) as db:
            client_row(db, client_id)
            return save_part(db, self._edit(RecoveryWorkRow, "work_id", client_id), base, mine)

    def remove_work(self, client_id: UUID, work: RecoveryWork) -> None:
        """Take a line back; the record keeps that it was."""
        self._require(work.kind)
        if work.work_id is None:
            return
        with self._store.write("recovery_work.remove", self._signed_in.staff_id) as db:
            void_part(db, self._edit(RecoveryWorkRow, "work_id", client_id), work.work_id)

    def excuse(self, client_id: UUID, mine: ExcusedWeeks, base: ExcusedWeeks | None = None) -> UUID:
        """Ask for no meeting in these weeks; UserProblem where one of them is excused already."""
        self._signed_in.require(Right.REFER_TO_MEETINGS)
        if problems := mine.problems():
            raise InvalidDraft(problems)
        assert mine.starts is not None
        last = sunday_of(mine.ends or mine.starts)
        mine = replace(mine, starts=monday_of(mine.starts), ends=last)
        mine = replace(mine, words=" ".join(mine.words.split()))
        with self._store.write("excused_week.save", self._signed_in.staff_id) as db:
            client_row(db, client_id)
            _refuse_twice(db, client_id, mine)
            return save_part(db, self._edit(ExcusedWeekRow, "excuse_id", client_id), base, mine)

    def take_excuse_back(self, client_id: UUID, excuse_id: UUID) -> None:
        """Expect the meetings of these weeks again."""
        self._signed_in.require(Right.REFER_TO_MEETINGS)
        with self._store.write("excused_week.take_back", self._signed_in.staff_id) as db:
            void_part(db, self._edit(ExcusedWeekRow, "excuse_id", client_id), excuse_id)

    def _require(self, kind: WorkKind) -> None:
        self._signed_in.require(Right.WRITE_NOTES if kind.is_clinical else Right.REFER_TO_MEETINGS)

    def _edit(self, row_class: type[object], id_field: str, client_id: UUID) -> PartEdit:
        return PartEdit(row_class, id_field, client_id, self._store.new_id)


def _work(db: Session, client_id: UUID) -> list[RecoveryWork]:
    row = RecoveryWorkRow
    rows = db.execute(
        select(row.kind, row.day, row.step, row.words, row.id)
        .where(row.client_id == client_id, row.void == 0)
        .order_by(row.day.desc(), row.id.desc())
    )
    return [
        RecoveryWork(WorkKind(kind), day, step, words, key) for kind, day, step, words, key in rows
    ]


def _excused(db: Session, client_id: UUID) -> list[ExcusedWeeks]:
    row = ExcusedWeekRow
    rows = db.execute(
        select(row.starts, row.ends, row.reason, row.words, row.id)
        .where(row.client_id == client_id, row.void == 0)
        .order_by(row.starts.desc(), row.id)
    )
    return [ExcusedWeeks(*each) for each in rows]


def _refuse_twice(db: Session, client_id: UUID, mine: ExcusedWeeks) -> None:
    taken = {
        monday
        for other in _excused(db, client_id)
        if other.excuse_id != mine.excuse_id
        for monday in other.mondays
    }
    if taken & set(mine.mondays):
        raise UserProblem(
            later("One of these weeks is excused already."),
            later("Nothing was changed. Open its line to change the reason."),
        )
