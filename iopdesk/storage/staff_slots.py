"""Key slots follow the staff table: a slot whose person is gone or closed is taken away."""

from sqlalchemy import Connection, select

from iopdesk.storage.clinic_keys import ClinicKeys
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.key_ring import KeyRing


def sweep_slots(connection: Connection, keys: ClinicKeys) -> KeyRing:
    """Take leftover slots away within the caller's writing transaction; the ring as it is then.

    A crash between ring and commit leaves one; it opens nothing, but blocks its login.
    """
    active = set(
        connection.execute(select(StaffRow.id).where(StaffRow.void == 0, StaffRow.active)).scalars()
    )

    def swept(ring: KeyRing) -> KeyRing:
        users = {slot.user_id for slot in ring.slots if slot.user_id is not None}
        stale = users - active
        # without any active person the ring stays: the recovery code must still find its way in
        if not stale or stale == users:
            return ring
        return ring.without_users(keys.master, stale)

    return keys.ring_file.change(connection, keys.master, swept)
