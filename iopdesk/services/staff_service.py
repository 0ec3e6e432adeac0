"""Who works here and may sign in: the staff row and the key ring's slot move together.

Safe against a crash at any point: a person is added by writing the row, then the ring, then
committing; a crash between leaves a slot without a row, which signs nobody in. A person is closed
by committing the row first and taking the slot away after; a slot left over opens nothing, because
signing in asks the row.
"""

import secrets
from collections.abc import Callable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.language import Language
from iopdesk.domain.problems import FieldProblem, InvalidDraft, NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn, rights_of
from iopdesk.domain.staff_member import (
    StaffDraft,
    StaffMember,
    StaffName,
    TemporaryPassword,
    roles_as_text,
    roles_from_text,
)
from iopdesk.services.merge_edit import merge_edit
from iopdesk.storage import access_log
from iopdesk.storage.clinic_keys import ClinicKeys
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.connection import writing
from iopdesk.storage.key_ring import KeyRing
from iopdesk.storage.key_slot import folded_login
from iopdesk.storage.staff_slots import sweep_slots
from iopdesk.storage.storage_errors import told_plainly
from iopdesk.storage.store import Store
from iopdesk.storage.throttle import Throttle

# no letters that look alike: it is read from a screen or a slip of paper
_LETTERS = "abcdefghjkmnpqrstvwxyz23456789"
_NEW_PASSWORD = "temporary password made"


class StaffService:
    """Adding, editing and closing staff logins; directors and privacy officers only."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def names(self) -> tuple[StaffName, ...]:
        """Active staff by name, for choosing a counselor or leader; anyone may ask."""
        with self._store.read() as db:
            rows = db.execute(
                select(
                    StaffRow.id,
                    StaffRow.name,
                    StaffRow.credential,
                    StaffRow.roles,
                    StaffRow.login,
                )
                .where(StaffRow.void == 0, StaffRow.active)
                .order_by(StaffRow.name, StaffRow.id)
            ).all()
        return tuple(
            StaffName(
                row.id,
                f"{row.name}, {row.credential}" if row.credential else row.name,
                roles_from_text(row.roles),
                row.login,
            )
            for row in rows
        )

    def everyone(self) -> tuple[StaffMember, ...]:
        """All staff, closed logins too, active ones first."""
        self._signed_in.require(Right.MANAGE_STAFF)
        with self._store.read() as db:
            ring = self._ring(db)
            rows = db.scalars(
                select(StaffRow)
                .where(StaffRow.void == 0)
                .order_by(StaffRow.active.desc(), StaffRow.name, StaffRow.id)
            )
            return tuple(_member(row, ring) for row in rows)

    def add(self, draft: StaffDraft) -> TemporaryPassword:
        """Add a person, who signs in with the temporary password and then sets an own one."""
        self._signed_in.require(Right.MANAGE_STAFF)
        password = new_temporary_password()
        with self._store.write("staff.add", self._signed_in.staff_id) as db:
            _refuse_bad(db, draft, None)
            row = StaffRow(id=self._store.new_id(), active=True, **_values(draft))
            db.add(row)
            db.flush()
            self._give_password(db, row, password)
        return TemporaryPassword(row.id, password)

    def edit(self, staff_id: UUID, *, base: StaffDraft, mine: StaffDraft) -> None:
        """Change a person's facts, roles or login; the password stays."""
        self._signed_in.require(Right.MANAGE_STAFF)
        with self._store.write("staff.edit", self._signed_in.staff_id) as db:
            row = _row(db, staff_id)
            _refuse_bad(db, mine, staff_id)
            renamed = folded_login(mine.login) != folded_login(row.login)
            merge_edit(db, row, _values(base), _values(mine))
            db.flush()
            _refuse_no_manager(db)
            if renamed:
                self._change_ring(db, lambda ring: self._renamed(ring, row))

    def close_login(self, staff_id: UUID, reason: str = "") -> None:
        """Let a person no longer sign in; what they did stays under their name."""
        self._signed_in.require(Right.MANAGE_STAFF)
        if staff_id == self._signed_in.staff_id:
            raise UserProblem("You can't close your own login.", "Ask another director to do it.")
        with self._store.write("staff.close", self._signed_in.staff_id, reason=reason) as db:
            row = _row(db, staff_id)
            if row.active:
                row.active = False
            db.flush()
            _refuse_no_manager(db)
        with (
            told_plainly(),
            writing(self._store.engine).connect() as connection,
            connection.begin(),
        ):
            sweep_slots(connection, self._keys)

    def reopen_login(self, staff_id: UUID) -> TemporaryPassword:
        """Let a person who had left sign in again, with a temporary password."""
        self._signed_in.require(Right.MANAGE_STAFF)
        password = new_temporary_password()
        with self._store.write("staff.reopen", self._signed_in.staff_id) as db:
            row = _row(db, staff_id)
            if not row.active:
                row.active = True
            db.flush()
            self._give_password(db, row, password)
        return TemporaryPassword(staff_id, password)

    def give_temporary_password(self, staff_id: UUID) -> TemporaryPassword:
        """Replace a forgotten password; also ends a stop after wrong passwords."""
        self._signed_in.require(Right.MANAGE_STAFF)
        password = new_temporary_password()
        with self._store.write("staff.password", self._signed_in.staff_id) as db:
            row = _row(db, staff_id)
            if not row.active:
                raise UserProblem("This login is closed.", "Open it again first.")
            self._give_password(db, row, password)
        return TemporaryPassword(staff_id, password)

    @property
    def _keys(self) -> ClinicKeys:
        if self._store.keys is None:
            raise RuntimeError("the store was not opened from a clinic folder")
        return self._store.keys

    def _ring(self, db: Session) -> KeyRing | None:
        keys = self._store.keys
        return None if keys is None else keys.ring_file.genuine(db.connection(), keys.master)

    def _change_ring(self, db: Session, altered: Callable[[KeyRing], KeyRing]) -> KeyRing:
        return self._keys.ring_file.change(db.connection(), self._keys.master, altered)

    def _renamed(self, ring: KeyRing, row: StaffRow) -> KeyRing:
        if ring.slot_of_user(row.id) is None:
            return ring
        return ring.renamed(self._keys.master, row.id, row.login)

    def _give_password(self, db: Session, row: StaffRow, password: str) -> None:
        keys, now = self._keys, self._store.clock.now()
        access_log.append(
            db.connection(), now, self._signed_in.staff_id, _NEW_PASSWORD, purpose=row.login
        )
        sweep_slots(db.connection(), keys)
        ring = self._change_ring(
            db,
            lambda ring: ring.with_user(
                keys.master,
                row.id,
                row.login,
                password,
                created=now.isoformat(timespec="seconds"),
                temporary=True,
            ),
        )
        slot = ring.slot_of_user(row.id)
        if slot is not None:
            Throttle(keys.files.throttle).forgive(slot.slot_id.hex, now)


def new_temporary_password() -> str:
    """Four groups of four letters: enough bits to stand until it is replaced."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def _row(db: Session, staff_id: UUID) -> StaffRow:
    row = db.get(StaffRow, staff_id)
    if row is None or row.void:
        raise NotFound("This staff member isn't in the clinic's records.")
    return row


def _refuse_bad(db: Session, draft: StaffDraft, staff_id: UUID | None) -> None:
    problems = list(draft.problems())
    others = db.execute(select(StaffRow.id, StaffRow.login).where(StaffRow.void == 0)).all()
    wanted = folded_login(draft.login)
    if any(other.id != staff_id and folded_login(other.login) == wanted for other in others):
        problems.append(FieldProblem("login", "Another person already signs in with this login."))
    if problems:
        raise InvalidDraft(problems)


def _refuse_no_manager(db: Session) -> None:
    active = db.scalars(select(StaffRow.roles).where(StaffRow.void == 0, StaffRow.active)).all()
    if not any(Right.MANAGE_STAFF in rights_of(roles_from_text(roles)) for roles in active):
        raise UserProblem(
            "Somebody must be able to manage staff.",
            "Make another person director or privacy officer first. Nothing was changed.",
        )


def _values(draft: StaffDraft) -> dict[str, object]:
    return {
        "login": draft.login.strip(),
        "name": draft.name.strip(),
        "credential": draft.credential.strip(),
        "license_number": draft.license_number.strip(),
        "roles": roles_as_text(draft.roles),
        "language": draft.language.value,
    }


def _member(row: StaffRow, ring: KeyRing | None) -> StaffMember:
    slot = None if ring is None else ring.slot_of_user(row.id)
    draft = StaffDraft(
        login=row.login,
        name=row.name,
        credential=row.credential,
        license_number=row.license_number,
        roles=roles_from_text(row.roles),
        language=Language(row.language),
    )
    return StaffMember(
        staff_id=row.id,
        draft=draft,
        active=row.active,
        can_sign_in=row.active and slot is not None,
        has_temporary_password=slot is not None and slot.temporary,
    )
