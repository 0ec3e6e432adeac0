"""Whether a clinic is sound: file, journal, the tables made from it, access log, files."""

from dataclasses import dataclass

from sqlalchemy import func, select

from iopdesk.domain.problems import UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.client_search import rebuild_index
from iopdesk.storage import open_guard
from iopdesk.storage.access_log import verify_access_chain
from iopdesk.storage.access_tables import AccessRow
from iopdesk.storage.attachment_check import AttachmentFault, verify_attachments
from iopdesk.storage.attachment_tables import AttachmentRow
from iopdesk.storage.journal_check import ChainFault, RowFault, compare_rows, verify_chain
from iopdesk.storage.journal_tables import ChangeRow
from iopdesk.storage.storage_errors import told_plainly
from iopdesk.storage.store import Store


@dataclass(frozen=True)
class ClinicCheck:
    """What a check of the whole clinic found; counts tell how much was looked at."""

    file_fault: str
    journal_entries: int
    journal_faults: tuple[ChainFault, ...]
    row_faults: tuple[RowFault, ...]
    access_rows: int
    access_fault: int | None
    attachments: int = 0
    attachment_faults: tuple[AttachmentFault, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing at all is wrong."""
        return not (
            self.file_fault
            or self.journal_faults
            or self.row_faults
            or self.access_fault is not None
            or self.attachment_faults
        )


class CheckService:
    """Looks whether everything stored is still what was written."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def check(self) -> ClinicCheck:
        """Read everything and compare it; changes nothing. Takes minutes for a large clinic."""
        self._signed_in.require(Right.BACK_UP)
        with told_plainly():
            file_fault = self._file_fault()
            with self._store.engine.connect() as connection, connection.begin():
                entries = connection.scalar(select(func.count()).select_from(ChangeRow))
                looked_at = connection.scalar(select(func.count()).select_from(AccessRow))
                attached = connection.scalar(select(func.count()).select_from(AttachmentRow))
                return ClinicCheck(
                    file_fault=file_fault,
                    journal_entries=entries or 0,
                    journal_faults=tuple(verify_chain(connection)),
                    row_faults=tuple(compare_rows(connection)),
                    access_rows=looked_at or 0,
                    access_fault=verify_access_chain(connection),
                    attachments=attached or 0,
                    attachment_faults=tuple(verify_attachments(connection)),
                )

    def repair_search(self) -> int:
        """Make the index that searches walk anew from the clients; how many it has."""
        self._signed_in.require(Right.BACK_UP)
        with self._store.write("search.repair", self._signed_in.staff_id) as db:
            return rebuild_index(db)

    def _file_fault(self) -> str:
        try:
            with self._store.engine.connect() as connection:
                open_guard.check_triggers(connection)
                # looking at the triggers began a transaction
                connection.rollback()
                open_guard.refuse_damaged(connection)
        except UserProblem as problem:
            return problem.title
        return ""
