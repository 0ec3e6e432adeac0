"""Pairs of clients to keep apart in groups; only clinicians see that there are any."""

import uuid
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from iopdesk.domain.group import shown_name
from iopdesk.domain.keep_apart import KeepApartDraft, KeptApart
from iopdesk.domain.problems import InvalidDraft, NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.client_queries import client_row
from iopdesk.storage import group_queries
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.group_tables import KeepApartRow
from iopdesk.storage.store import Store


class KeepApartService:
    """A pair holds until it is ended; what it kept from happening stays in the record."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def pairs(self, client_id: uuid.UUID) -> tuple[KeptApart, ...]:
        """Whom a client is kept apart from, by name."""
        self._signed_in.require(Right.VIEW_CLINICAL)
        today = self._store.clock.today()
        pair, other = KeepApartRow, aliased(ClientRow)
        with self._store.read() as db:
            rows = db.execute(
                select(
                    pair.id,
                    other.id,
                    other.first_name,
                    other.last_name,
                    other.name_to_use,
                    other.chart_number,
                    pair.reason,
                    pair.since,
                )
                .join(
                    other,
                    or_(
                        (pair.client_id == client_id) & (other.id == pair.other_client_id),
                        (pair.other_client_id == client_id) & (other.id == pair.client_id),
                    ),
                )
                .where(pair.void == 0, or_(pair.ends.is_(None), pair.ends > today))
                .order_by(other.sort_name)
            ).all()
        return tuple(
            KeptApart(pair_id, other_id, shown_name(first, last, used), chart, reason, since)
            for pair_id, other_id, first, last, used, chart, reason, since in rows
        )

    def add(self, client_id: uuid.UUID, draft: KeepApartDraft) -> tuple[str, ...]:
        """Keep two clients apart from today on; names of groups in which both still are."""
        self._require_both()
        problems = draft.problems()
        if problems or draft.other_id is None:
            raise InvalidDraft(problems)
        if draft.other_id == client_id:
            raise UserProblem("Choose another client than this one.", "Nothing was saved.")
        today = self._store.clock.today()
        with self._store.write("keep_apart.add", self._signed_in.staff_id) as db:
            client_row(db, client_id)
            client_row(db, draft.other_id)
            if draft.other_id in kept_apart_from(db, client_id, today):
                raise UserProblem("These two are kept apart already.", "Nothing was saved.")
            row = KeepApartRow(
                id=self._store.new_id(),
                client_id=client_id,
                other_client_id=draft.other_id,
                reason=draft.reason.strip(),
                since=today,
            )
            db.add(row)
            return _shared_groups(db, client_id, draft.other_id, today)

    def end(self, pair_id: uuid.UUID, reason: str) -> None:
        """They may share a group again from today on; the pair stays in the record."""
        self._require_both()
        if not reason.strip():
            raise UserProblem("Say why they may share a group again.", "Nothing was changed.")
        staff_id = self._signed_in.staff_id
        with self._store.write("keep_apart.end", staff_id, reason=reason.strip()) as db:
            row = db.get(KeepApartRow, pair_id)
            if row is None or row.void or row.ends is not None:
                raise NotFound("This pair was ended already.", "Load the chart again.")
            row.ends = self._store.clock.today()

    def _require_both(self) -> None:
        self._signed_in.require(Right.VIEW_CLINICAL)
        self._signed_in.require(Right.EDIT_CLIENTS)


def kept_apart_from(db: Session, client_id: uuid.UUID, day: date) -> set[uuid.UUID]:
    """The clients whom this one must not meet in a group on a day."""
    pair = KeepApartRow
    rows = db.execute(
        select(pair.client_id, pair.other_client_id).where(
            or_(pair.client_id == client_id, pair.other_client_id == client_id),
            pair.void == 0,
            pair.since <= day,
            or_(pair.ends.is_(None), pair.ends > day),
        )
    )
    return {other if one == client_id else one for one, other in rows.all()}


def _shared_groups(
    db: Session, client_id: uuid.UUID, other_id: uuid.UUID, today: date
) -> tuple[str, ...]:
    places = group_queries.places(db, today, date.max, client_ids=[client_id, other_id])
    mine = {place.group_id: place.group for place in places if place.client_id == client_id}
    theirs = {place.group_id for place in places if place.client_id == other_id}
    return tuple(sorted(mine[group_id] for group_id in mine.keys() & theirs))
