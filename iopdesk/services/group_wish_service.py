"""Which specialised groups a client asked to be in; only clinicians see and note it."""

import uuid
from collections.abc import Collection

from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.client_queries import client_row
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.store import Store


class GroupWishService:
    """Wishes are populations as groups name them; without one a client is offered no such group."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def wishes(self, client_id: uuid.UUID) -> frozenset[str]:
        """The populations for whose groups the client asked."""
        self._signed_in.require(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            return _wishes(client_row(db, client_id))

    def save(self, client_id: uuid.UUID, *, base: Collection[str], mine: Collection[str]) -> None:
        """Keep what was added and taken back; what others changed meanwhile stays as well."""
        self._signed_in.require(Right.VIEW_CLINICAL)
        self._signed_in.require(Right.EDIT_CLIENTS)
        added, taken = set(mine) - set(base), set(base) - set(mine)
        with self._store.write("client.group_wishes", self._signed_in.staff_id) as db:
            client = client_row(db, client_id)
            wished = (_wishes(client) | added) - taken
            joined = ",".join(sorted(wished))
            if client.populations != joined:
                client.populations = joined


def _wishes(client: ClientRow) -> frozenset[str]:
    return frozenset(each.strip() for each in client.populations.split(",") if each.strip())
