"""The key ring on disk: read with its fall-backs, and changed together with the database.

Order of a change, so that a crash at any point leaves a working ring: within one writing
transaction (which every other process waits for) the ring is read again, the copy inside the
database is written but not committed, ``.prev`` and then the ring file are replaced, and the
transaction commits. A ring newer than the copy is the truth and is copied at the next sign-in; a
ring older than the copy was put back by someone, and the copy is the truth.
"""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from iopdesk.domain.problems import UserProblem
from iopdesk.storage.access_tables import KeyRingCopy
from iopdesk.storage.atomic_file import sweep_leftovers, write_atomically
from iopdesk.storage.clinic_files import ClinicFiles
from iopdesk.storage.key_cost import STRICT, KeyCost
from iopdesk.storage.key_ring import KeyRing, MasterKey, read_ring
from iopdesk.storage.key_slot import RingDamagedError


class RingLost(UserProblem):
    """Neither the key ring nor a copy of it can be read."""

    def __init__(self) -> None:
        super().__init__(
            "The clinic's key file is missing or damaged, so the clinic can't be opened.",
            "The database is untouched. Each backup carries a copy of the key file: restore the "
            "newest backup into a new folder.",
        )


@dataclass(frozen=True)
class RingFile:
    """The ring of one clinic folder; `floor` is the least that a password guess must cost."""

    files: ClinicFiles
    floor: KeyCost = STRICT

    def candidates(self) -> list[KeyRing]:
        """The rings in the folder that can be read, the newest first; none is proved genuine."""
        rings = []
        for path in (self.files.ring, self.files.previous_ring):
            with contextlib.suppress(OSError, RingDamagedError):
                rings.append(read_ring(path.read_bytes(), floor=self.floor))
        return sorted(rings, key=lambda ring: ring.ring_seq, reverse=True)

    def change(
        self,
        connection: Connection,
        master: MasterKey,
        altered: Callable[[KeyRing], KeyRing],
    ) -> KeyRing:
        """Replace the ring within the caller's writing transaction; call it just before commit."""
        current = self.genuine(connection, master)
        ring = altered(current)
        if ring.ring_seq <= current.ring_seq:
            return current
        self._copy_into(connection, ring)
        write_atomically(self.files.previous_ring, current.to_bytes())
        write_atomically(self.files.ring, ring.to_bytes())
        return ring

    def genuine(self, connection: Connection, master: MasterKey) -> KeyRing:
        """The newest ring that a holder of the master key wrote; RingLost when there is none."""
        rings = [*self.candidates(), *self._copies(connection)]
        genuine = [ring for ring in rings if ring.is_genuine(master)]
        if not genuine:
            raise RingLost
        return max(genuine, key=lambda ring: ring.ring_seq)

    def settle(self, connection: Connection, master: MasterKey) -> KeyRing:
        """Make file and copy agree on the newest ring, within the caller's writing transaction."""
        # nobody else can be writing them now: what is there was left by a crash
        for path in (self.files.ring, self.files.previous_ring, self.files.last_head):
            sweep_leftovers(path)
        ring = self.genuine(connection, master)
        content = ring.to_bytes()
        if self._copies(connection) != [ring]:
            self._copy_into(connection, ring)
        if not self._is_on_disk(content):
            write_atomically(self.files.ring, content)
        return ring

    def _is_on_disk(self, content: bytes) -> bool:
        try:
            return self.files.ring.read_bytes() == content
        except OSError:
            return False

    def _copies(self, connection: Connection) -> list[KeyRing]:
        rings = []
        for content in connection.execute(select(KeyRingCopy.ring)).scalars():
            with contextlib.suppress(RingDamagedError):
                rings.append(read_ring(content, floor=self.floor))
        return rings

    def _copy_into(self, connection: Connection, ring: KeyRing) -> None:
        connection.execute(delete(KeyRingCopy))
        connection.execute(
            insert(KeyRingCopy), {"ring_seq": ring.ring_seq, "ring": ring.to_bytes()}
        )
