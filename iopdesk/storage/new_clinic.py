"""A new clinic folder: built beside its place and renamed whole, so half a clinic never shows."""

import os
import secrets
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert

from iopdesk.domain.clock import Clock
from iopdesk.domain.language import Language
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.staff import Role
from iopdesk.storage import open_guard, upgrade
from iopdesk.storage.access_tables import KeyRingCopy, StoreFact
from iopdesk.storage.atomic_file import flush_folder, write_atomically
from iopdesk.storage.clinic_files import ClinicFiles
from iopdesk.storage.clinic_folder import OpenClinic, unlock
from iopdesk.storage.clinic_tables import ClinicRow, StaffRow
from iopdesk.storage.connection import APPLICATION_ID, connect, make_engine, writing
from iopdesk.storage.key_cost import STRICT, KeyCost, calibrated
from iopdesk.storage.key_ring import KeyRing, MasterKey, new_ring
from iopdesk.storage.local_site import found_site
from iopdesk.storage.place_check import refuse_unsafe_place
from iopdesk.storage.recovery_code import new_code
from iopdesk.storage.storage_errors import told_plainly
from iopdesk.storage.store import Store
from iopdesk.storage.throttle import Throttle

FIRST_ROLES = (Role.DIRECTOR, Role.PRIVACY_OFFICER, Role.SUPERVISOR)


@dataclass(frozen=True)
class FirstPerson:
    """Who sets the clinic up, and can do everything there."""

    name: str
    login: str
    password: str
    credential: str = ""
    language: Language = Language.ENGLISH
    roles: tuple[Role, ...] = FIRST_ROLES


def create_clinic(
    folder: Path,
    clinic_name: str,
    person: FirstPerson,
    clock: Clock,
    *,
    cost: KeyCost | None = None,
    seed: int | None = None,
) -> tuple[OpenClinic, str]:
    """Make a clinic in a new or empty folder and open it; also gives the recovery code.

    The code is shown once and stored nowhere. `cost` is measured on this computer when not given;
    tests and demos may give a cheaper one.
    """
    with told_plainly(), built_beside(folder) as unfinished:
        code = _build(ClinicFiles(unfinished), clinic_name, person, clock, cost, seed)
    # the store that was just closed used the seed's first ids
    next_seed = None if seed is None else seed + 1
    files, floor = ClinicFiles(folder), cost or STRICT
    return unlock(files, person.login, person.password, clock, floor=floor, seed=next_seed), code


def refuse_taken(folder: Path) -> None:
    """UserProblem unless a clinic can be made in this folder; nothing is touched."""
    refuse_unsafe_place(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserProblem(
            "This folder isn't empty.",
            "Choose a new or empty folder for the clinic. Nothing was changed.",
        )
    if folder.resolve() == Path.cwd():
        # the folder is replaced: whoever stands in it would be left in one that is gone
        raise UserProblem(
            "A clinic can't be made in the folder you are in.",
            "Go to the folder above and name this one. Nothing was changed.",
        )


@contextmanager
def built_beside(folder: Path) -> Iterator[Path]:
    """An unfinished folder that takes `folder`'s place when the block ends, or is gone again.

    UserProblem when the place is taken, also when somebody took it meanwhile: what stands there
    is never touched.
    """
    refuse_taken(folder)
    # a path such as "clinic/." has no name to build on
    place = folder.resolve()
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_name(f".{place.name}.new-{secrets.token_hex(4)}")
    unfinished.mkdir(mode=0o700)
    try:
        yield unfinished
        refuse_taken(place)
        _put_in_place(unfinished, place)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


@contextmanager
def waiting_once(store: Store) -> Iterator[None]:
    """Wait for the disk at the end of the block only, not at each commit.

    For a clinic that is built beside its place: until it stands there it can't be lost.
    """
    _set(store, "synchronous = OFF")
    yield
    _set(store, "synchronous = FULL")
    # copies what is left, and waits until all of the file is on the disk
    _set(store, "wal_checkpoint(TRUNCATE)")


def _set(store: Store, pragma: str) -> None:
    # by the driver: SQLAlchemy would begin a transaction, in which it can't be set
    connection = store.engine.raw_connection()
    try:
        connection.cursor().execute(f"PRAGMA {pragma}").fetchall()
    finally:
        connection.close()


def _put_in_place(unfinished: Path, folder: Path) -> None:
    if folder.exists():
        folder.rmdir()
    os.replace(unfinished, folder)
    flush_folder(folder.parent)


def _build(
    files: ClinicFiles,
    clinic_name: str,
    person: FirstPerson,
    clock: Clock,
    cost: KeyCost | None,
    seed: int | None,
) -> str:
    empty_ring, master = new_ring()
    key = master.database_key()
    raw = connect(files.database, key, create=True)
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    raw.close()
    engine = make_engine(files.database, key)
    try:
        upgrade.upgrade(engine)
        store = Store(engine, clock, seed=seed)
        code = new_code()
        user_id = store.new_id()
        ring = _first_ring(empty_ring, master, user_id, person, code, clock, cost or calibrated())
        _write_facts(store, clinic_name, ring)
        with store.write("clinic.create", user_id) as db:
            db.add(ClinicRow(id=store.new_id(), name=clinic_name))
            db.add(_first_row(user_id, person))
    finally:
        engine.dispose()
        key.empty()
        master.empty()
    write_atomically(files.ring, ring.to_bytes())
    Throttle(files.throttle).create()
    files.backups.mkdir(mode=0o700)
    return code


def _first_ring(
    ring: KeyRing,
    master: MasterKey,
    user_id: uuid.UUID,
    person: FirstPerson,
    code: str,
    clock: Clock,
    cost: KeyCost,
) -> KeyRing:
    created = clock.now().isoformat(timespec="seconds")
    ring = ring.with_user(
        master, user_id, person.login, person.password, created=created, cost=cost
    )
    return ring.with_recovery(master, code, created=created, cost=cost)


def _first_row(user_id: uuid.UUID, person: FirstPerson) -> StaffRow:
    return StaffRow(
        id=user_id,
        login=person.login.strip(),
        name=person.name.strip(),
        credential=person.credential.strip(),
        roles=",".join(sorted(role.value for role in person.roles)),
        language=person.language.value,
        active=True,
    )


def _write_facts(store: Store, site_name: str, ring: KeyRing) -> None:
    with writing(store.engine).connect() as connection, connection.begin():
        found_site(connection, site_name, store.clock.now(), site_id=store.new_id())
        connection.execute(
            insert(StoreFact), {"name": open_guard.FILE_ID, "value": ring.file_id.hex}
        )
        connection.execute(
            insert(KeyRingCopy), {"ring_seq": ring.ring_seq, "ring": ring.to_bytes()}
        )
