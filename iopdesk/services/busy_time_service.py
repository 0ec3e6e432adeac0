"""Weekly hours in which a client can't come: work, school, family."""

from dataclasses import replace
from uuid import UUID

from iopdesk.domain.appointment import BusyTime
from iopdesk.domain.problems import InvalidDraft
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.client_queries import client_row
from iopdesk.services.part_edit import PartEdit, save_part, void_part
from iopdesk.storage import appointment_queries
from iopdesk.storage.appointment_tables import BusyTimeRow
from iopdesk.storage.store import Store


class BusyTimeService:
    """What staff do with a client's busy hours."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def busy_times(self, client_id: UUID) -> tuple[BusyTime, ...]:
        """Hours that hold now or later, in the order of the week."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            return appointment_queries.busy_times(db, client_id, self._store.clock.today())

    def save(self, client_id: UUID, mine: BusyTime, base: BusyTime | None = None) -> UUID:
        """Add hours, or change them against what the form loaded; their id."""
        return self.save_days(client_id, (mine,), base)[0]

    def save_days(
        self, client_id: UUID, mine: tuple[BusyTime, ...], base: BusyTime | None = None
    ) -> tuple[UUID, ...]:
        """The same for the same hours of several weekdays, all or none of them."""
        self._signed_in.require(Right.EDIT_CLIENTS)
        problems = [problem for each in mine for problem in each.problems()]
        if problems:
            raise InvalidDraft(problems)
        with self._store.write("busy_time.save", self._signed_in.staff_id) as db:
            client_row(db, client_id)
            edit = PartEdit(BusyTimeRow, "busy_id", client_id, self._store.new_id)
            return tuple(
                save_part(
                    db,
                    edit,
                    base if base is not None and each.busy_id == base.busy_id else None,
                    replace(each, words=each.words.strip()),
                )
                for each in mine
            )

    def remove(self, client_id: UUID, busy_id: UUID, reason: str = "") -> None:
        """The client can come at this time again; the record keeps it."""
        self._signed_in.require(Right.EDIT_CLIENTS)
        staff_id = self._signed_in.staff_id
        with self._store.write("busy_time.remove", staff_id, reason=reason) as db:
            edit = PartEdit(BusyTimeRow, "busy_id", client_id, self._store.new_id)
            void_part(db, edit, busy_id)
