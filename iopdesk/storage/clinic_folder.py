"""A clinic is a folder: made whole or not at all, and unlocked only when every check holds."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, Engine, select

from iopdesk.domain.clock import Clock
from iopdesk.domain.problems import UserProblem
from iopdesk.storage import access_log, open_guard, refused_tries, upgrade
from iopdesk.storage.backup import back_up_before_upgrade
from iopdesk.storage.clinic_files import ClinicFiles, refuse_unopenable
from iopdesk.storage.clinic_keys import ClinicKeys
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.connection import make_engine, writing
from iopdesk.storage.file_lock import FileLock, InUseError
from iopdesk.storage.key_cost import STRICT, KeyCost
from iopdesk.storage.key_ring import KeyRing, Unlocked, WrongPassword
from iopdesk.storage.key_slot import RingDamagedError, Slot, SlotKind
from iopdesk.storage.last_head import is_older_than_recorded, record_head
from iopdesk.storage.local_site import become_new_site
from iopdesk.storage.ring_file import RingFile, RingLost
from iopdesk.storage.staff_slots import sweep_slots
from iopdesk.storage.storage_errors import told_plainly
from iopdesk.storage.store import Store
from iopdesk.storage.throttle import UNKNOWN, Throttle

_RECOVERY = "recovery"
SIGNED_IN = "sign-in"
RECOVERED = "recovery code used"
PUT_BACK = "older database found, goes on as a new site"


@dataclass
class OpenClinic:
    """An unlocked clinic; `staff_id` is None after the recovery code was used.

    `must_change_password` is set for a temporary password, `was_put_back` when an older copy of the
    database was found in place of the newest: it goes on as a site of its own, and people should be
    told that the newest work is missing.
    """

    store: Store
    keys: ClinicKeys
    staff_id: UUID | None
    must_change_password: bool
    was_put_back: bool
    lock: FileLock

    def close(self) -> None:
        """Close the store, empty the keys and give the lock back."""
        record_head(self.store.engine, self.keys)
        self.store.close()
        self.keys.empty()
        self.lock.release()


def unlock(
    files: ClinicFiles,
    login: str,
    password: str,
    clock: Clock,
    *,
    floor: KeyCost = STRICT,
    seed: int | None = None,
) -> OpenClinic:
    """Open a clinic with a person's password.

    Raises WrongPassword, SignInHeld, SignInStopped, or the UserProblem of the check that failed;
    a refused clinic is left as it was but for the count of wrong tries.
    """

    def throttle_key(ring: KeyRing) -> tuple[str, UUID | None]:
        slot = ring.slot_of_login(login)
        return (slot.slot_id.hex, slot.user_id) if slot else (UNKNOWN, None)

    return _open(files, clock, floor, seed, throttle_key, lambda ring: ring.unlock(login, password))


def unlock_with_recovery(
    files: ClinicFiles, code: str, clock: Clock, *, floor: KeyCost = STRICT
) -> OpenClinic:
    """Open a clinic with its printed recovery code; UserProblem as `unlock`."""
    return _open(
        files,
        clock,
        floor,
        None,
        lambda _: (_RECOVERY, None),
        lambda ring: ring.unlock_with_recovery(code),
    )


def _open(
    files: ClinicFiles,
    clock: Clock,
    floor: KeyCost,
    seed: int | None,
    throttle_key: Callable[[KeyRing], tuple[str, UUID | None]],
    opened_by: Callable[[KeyRing], Unlocked],
) -> OpenClinic:
    with told_plainly():
        refuse_unopenable(files)
        ring_file = RingFile(files, floor)
        rings = ring_file.candidates()
        if not rings:
            raise RingLost
        lock = _shared_lock(files)
        try:
            unlocked = _try_rings(files, clock, rings, throttle_key, opened_by)
            keys = ClinicKeys(files, ring_file, unlocked.master)
            return _open_store(keys, unlocked, clock, lock, seed)
        except BaseException:
            lock.release()
            raise


def _try_rings(
    files: ClinicFiles,
    clock: Clock,
    rings: list[KeyRing],
    throttle_key: Callable[[KeyRing], tuple[str, UUID | None]],
    opened_by: Callable[[KeyRing], Unlocked],
) -> Unlocked:
    throttle, now = Throttle(files.throttle), clock.now()
    key, user_id = throttle_key(rings[0])
    throttle.begin(key, now)
    altered = False
    for ring in rings:
        try:
            unlocked = opened_by(ring)
        except RingDamagedError:
            # the next best ring is tried: only a whole and genuine one opens anything
            altered = True
            continue
        except WrongPassword:
            refused_tries.note(files.refused_tries, now, user_id)
            raise
        throttle.succeeded(key, now)
        return unlocked
    if altered:
        refused_tries.note(files.refused_tries, now, user_id, "key file altered")
    raise RingLost


def _open_store(
    keys: ClinicKeys, unlocked: Unlocked, clock: Clock, lock: FileLock, seed: int | None
) -> OpenClinic:
    engine = make_engine(keys.files.database, keys.master.database_key())
    try:
        if _is_old(engine, keys):
            _upgrade_alone(engine, keys, clock, lock)
        with engine.connect() as connection:
            open_guard.check_triggers(connection)
        store = Store(engine, clock, seed=seed)
        store.keys = keys
        was_put_back = _settle(store, keys, unlocked)
    except BaseException:
        engine.dispose()
        keys.empty()
        raise
    slot = unlocked.slot
    return OpenClinic(store, keys, slot.user_id, slot.temporary, was_put_back, lock)


def _is_old(engine: Engine, keys: ClinicKeys) -> bool:
    with engine.connect() as connection:
        return open_guard.check_identity(connection, keys.files.database, keys.master.file_id)


def _settle(store: Store, keys: ClinicKeys, unlocked: Unlocked) -> bool:
    """Bring ring, slots, site and access log up to date, and log this sign-in or its refusal.

    Tells whether an older database was found; it then writes as a new site.
    """
    now = store.clock.now()
    with writing(store.engine).connect() as connection, connection.begin():
        was_put_back = is_older_than_recorded(connection, keys)
        if was_put_back:
            become_new_site(connection, now)
            access_log.append(connection, now, None, PUT_BACK)
        ring = keys.ring_file.settle(connection, keys.master)
        merged = refused_tries.merge(keys.files.refused_tries, connection)
        sweep_slots(connection, keys)
        slot = unlocked.slot
        problem = _problem_of_person(connection, ring, slot)
        what = RECOVERED if slot.kind is SlotKind.RECOVERY else SIGNED_IN
        what = what if problem is None else refused_tries.FAILED
        access_log.append(connection, now, slot.user_id, what)
    if merged is not None:
        with contextlib.suppress(OSError):
            merged.unlink()
    record_head(store.engine, keys)
    if problem is not None:
        raise problem
    return was_put_back


def _problem_of_person(connection: Connection, ring: KeyRing, slot: Slot) -> UserProblem | None:
    if slot.kind is SlotKind.RECOVERY:
        return None if slot in ring.slots else WrongPassword()
    active = connection.execute(
        select(StaffRow.active).where(StaffRow.id == slot.user_id, StaffRow.void == 0)
    ).scalar_one_or_none()
    if not active:
        return UserProblem(
            "This login was closed.",
            "Ask the director or the privacy officer if you should still be able to sign in.",
        )
    # an older key file had been put back; the newest one has another password for this person
    return None if slot in ring.slots else WrongPassword()


def _shared_lock(files: ClinicFiles) -> FileLock:
    lock = FileLock(files.lock)
    try:
        lock.share()
    except InUseError as error:
        raise UserProblem(
            "The clinic is being upgraded or restored at this moment.",
            "Wait until it is done, then open it again. It is in use by: {holders}.",
            holders=error.holders,
        ) from error
    return lock


def _upgrade_alone(engine: Engine, keys: ClinicKeys, clock: Clock, lock: FileLock) -> None:
    lock.release()
    try:
        lock.take_alone()
    except InUseError as error:
        raise UserProblem(
            "The clinic must be upgraded, but other windows have it open.",
            "Close IOP Desk there, then open it here again: {holders}.",
            holders=error.holders,
        ) from error
    try:
        # another process may have upgraded it while this one waited for the lock
        if _is_old(engine, keys):
            engine.dispose()
            upgrade.upgrade(engine, before=lambda: back_up_before_upgrade(engine, keys, clock))
    finally:
        lock.release()
    lock.share()
