"""A signed-in person's own password, and the clinic's recovery code."""

from sqlalchemy import select

from iopdesk.domain.password_rules import password_problem
from iopdesk.domain.problems import FieldProblem, InvalidDraft
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.wording import later
from iopdesk.storage import access_log, refused_tries
from iopdesk.storage.clinic_keys import ClinicKeys
from iopdesk.storage.clinic_tables import ClinicRow
from iopdesk.storage.connection import writing
from iopdesk.storage.key_ring import WrongPassword
from iopdesk.storage.key_slot import RingDamagedError
from iopdesk.storage.recovery_code import new_code
from iopdesk.storage.ring_file import RingLost
from iopdesk.storage.storage_errors import told_plainly
from iopdesk.storage.store import Store
from iopdesk.storage.throttle import Throttle

CHANGED = "password changed"
NEW_CODE = "recovery code replaced"


class PasswordService:
    """Changes touch the key ring only: the database is never encrypted anew."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def change(self, present: str, new: str) -> None:
        """Set one's own password; raises InvalidDraft or WrongPassword (counted like a sign-in)."""
        self._refuse_bad(present, new)
        self._prove(present)
        keys, now = self._keys, self._store.clock.now()
        with (
            told_plainly(),
            writing(self._store.engine).connect() as connection,
            connection.begin(),
        ):
            access_log.append(connection, now, self._signed_in.staff_id, CHANGED)
            keys.ring_file.change(
                connection,
                keys.master,
                lambda ring: ring.with_user(
                    keys.master,
                    self._signed_in.staff_id,
                    self._signed_in.login,
                    new,
                    created=now.isoformat(timespec="seconds"),
                ),
            )

    def new_recovery_code(self, password: str) -> str:
        """Replace the printed recovery code; the one before opens nothing from now on."""
        self._signed_in.require(Right.MANAGE_STAFF)
        self._prove(password)
        keys, now, code = self._keys, self._store.clock.now(), new_code()
        with (
            told_plainly(),
            writing(self._store.engine).connect() as connection,
            connection.begin(),
        ):
            access_log.append(connection, now, self._signed_in.staff_id, NEW_CODE)
            keys.ring_file.change(
                connection,
                keys.master,
                lambda ring: ring.with_recovery(
                    keys.master, code, created=now.isoformat(timespec="seconds")
                ),
            )
        return code

    def is_present_password(self, password: str) -> bool:
        """Whether this is the signed-in person's password, for unlocking again; counted."""
        try:
            self._prove(password)
        except WrongPassword:
            return False
        return True

    @property
    def _keys(self) -> ClinicKeys:
        if self._store.keys is None:
            raise RuntimeError("the store was not opened from a clinic folder")
        return self._store.keys

    def _refuse_bad(self, present: str, new: str) -> None:
        with self._store.read() as db:
            clinic = db.scalars(select(ClinicRow.name).where(ClinicRow.void == 0)).all()
        person = (self._signed_in.name, self._signed_in.login)
        words = password_problem(new, (*person, *clinic))
        if not words and new == present:
            words = later("This is the password you have now; choose another one.")
        if words:
            raise InvalidDraft([FieldProblem("password", words)])

    def _prove(self, password: str) -> None:
        keys, now = self._keys, self._store.clock.now()
        with told_plainly():
            with self._store.read() as db:
                ring = keys.ring_file.genuine(db.connection(), keys.master)
            slot = ring.slot_of_user(self._signed_in.staff_id)
            if slot is None:
                raise WrongPassword
            throttle = Throttle(keys.files.throttle)
            throttle.begin(slot.slot_id.hex, now)
            try:
                unlocked = ring.unlock(slot.login, password)
            except RingDamagedError as error:
                raise RingLost from error
            except WrongPassword:
                refused_tries.note(keys.files.refused_tries, now, self._signed_in.staff_id)
                raise
            unlocked.master.empty()
            throttle.succeeded(slot.slot_id.hex, now)
