"""Before a clinic is open: first run, signing in, and the recovery code."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.clock import Clock
from iopdesk.domain.language import Language
from iopdesk.domain.password_rules import password_problem
from iopdesk.domain.problems import FieldProblem, InvalidDraft, UserProblem
from iopdesk.domain.staff import Role, SignedIn
from iopdesk.domain.staff_member import login_problem, roles_from_text
from iopdesk.domain.wording import call_clients
from iopdesk.services.program_defaults import add_programs
from iopdesk.storage import access_log
from iopdesk.storage.clinic_files import ClinicFiles, looks_like_clinic
from iopdesk.storage.clinic_folder import OpenClinic, unlock, unlock_with_recovery
from iopdesk.storage.clinic_tables import ClinicRow, StaffRow
from iopdesk.storage.key_cost import STRICT, KeyCost
from iopdesk.storage.key_slot import folded_login
from iopdesk.storage.new_clinic import FIRST_ROLES, FirstPerson, create_clinic
from iopdesk.storage.recovery_code import groups_of
from iopdesk.storage.store import Store
from iopdesk.storage.throttle import Throttle


@dataclass(frozen=True)
class FirstRunDraft:
    """What the first-run form asks: the clinic, and who sets it up."""

    clinic_name: str = ""
    name: str = ""
    login: str = ""
    password: str = ""
    credential: str = ""
    language: Language = Language.ENGLISH
    roles: tuple[Role, ...] = FIRST_ROLES

    def problems(self) -> tuple[FieldProblem, ...]:
        """All that keeps the clinic from being made."""
        found = [login_problem(self.login)]
        if not self.clinic_name.strip():
            found.append(FieldProblem("clinic_name", "Type the clinic's name."))
        if not self.name.strip():
            found.append(FieldProblem("name", "Type your name."))
        words = password_problem(self.password, (self.clinic_name, self.name, self.login))
        if words:
            found.append(FieldProblem("password", words))
        return tuple(problem for problem in found if problem is not None)


@dataclass(frozen=True)
class SignedInClinic:
    """An open clinic and who is at the keyboard; `close()` locks it."""

    clinic: OpenClinic
    signed_in: SignedIn
    clinic_name: str

    @property
    def store(self) -> Store:
        """The open store."""
        return self.clinic.store

    @property
    def must_change_password(self) -> bool:
        """Whether the password was a temporary one, to be replaced before anything else."""
        return self.clinic.must_change_password

    @property
    def was_put_back(self) -> bool:
        """Whether an older copy of the database was found, without the newest work: say so."""
        return self.clinic.was_put_back

    def close(self) -> None:
        """Close the store and empty the keys."""
        self.clinic.close()


class SignInService:
    """Opens clinics. `floor` is the least cost of a password guess; only tests give another."""

    def __init__(self, clock: Clock, *, floor: KeyCost = STRICT) -> None:
        self._clock = clock
        self._floor = floor

    def is_clinic(self, folder: Path) -> bool:
        """Whether there is a clinic to sign in to; says nothing about its health."""
        return looks_like_clinic(folder)

    def first_run(
        self,
        folder: Path,
        draft: FirstRunDraft,
        *,
        cost: KeyCost | None = None,
        seed: int | None = None,
    ) -> tuple[SignedInClinic, str]:
        """Make a clinic and sign in; also gives the recovery code, which is kept nowhere.

        Raises InvalidDraft with all fields to mend, or the UserProblem of the folder.
        """
        problems = draft.problems()
        if problems:
            raise InvalidDraft(problems)
        person = FirstPerson(
            draft.name, draft.login, draft.password, draft.credential, draft.language, draft.roles
        )
        clinic, code = create_clinic(
            folder, draft.clinic_name.strip(), person, self._clock, cost=cost, seed=seed
        )
        with clinic.store.write("clinic.programs", clinic.staff_id) as db:
            add_programs(db, clinic.store.new_id)
        return _signed_in(clinic), code

    def sign_in(
        self, folder: Path, login: str, password: str, *, seed: int | None = None
    ) -> SignedInClinic:
        """Sign in; raises WrongPassword, SignInHeld (with `until`), SignInStopped, or a UserProblem
        that says why the clinic can't be opened.
        """
        clinic = unlock(
            ClinicFiles(folder), login, password, self._clock, floor=self._floor, seed=seed
        )
        return _signed_in(clinic)

    def recover(self, folder: Path, code: str, login: str, new_password: str) -> SignedInClinic:
        """Set a new password with the printed recovery code, and sign in with it.

        Only for people who may manage staff: they give the others new passwords.
        """
        opened = unlock_with_recovery(ClinicFiles(folder), code, self._clock, floor=self._floor)
        try:
            _set_recovered_password(opened, login, new_password)
        finally:
            opened.close()
        return self.sign_in(folder, login, new_password)


def is_group_right(code: str, group: int, typed: str) -> bool:
    """Whether group number `group` (from 1) of a recovery code was typed back rightly."""
    return groups_of(typed) == [groups_of(code)[group - 1]]


def _signed_in(clinic: OpenClinic) -> SignedInClinic:
    try:
        with clinic.store.read() as db:
            row = db.get_one(StaffRow, clinic.staff_id)
            named = select(ClinicRow.name, ClinicRow.client_term).where(ClinicRow.void == 0)
            name, term = db.execute(named.limit(1)).one_or_none() or ("", "client")
            person = _person(row)
        clinic.store.serve(person.staff_id, person.roles)
        call_clients(term)
        return SignedInClinic(clinic, person, name)
    except BaseException:
        clinic.close()
        raise


def _person(row: StaffRow) -> SignedIn:
    return SignedIn(
        staff_id=row.id,
        login=row.login,
        name=row.name,
        credential=row.credential,
        roles=roles_from_text(row.roles),
        language=Language(row.language),
    )


def _set_recovered_password(opened: OpenClinic, login: str, new_password: str) -> None:
    store, keys, now = opened.store, opened.keys, opened.store.clock.now()
    with store.write("staff.recover", None) as db:
        row = _manager(db, login)
        words = password_problem(new_password, (row.name, row.login))
        if words:
            raise InvalidDraft([FieldProblem("password", words)])
        access_log.append(db.connection(), now, row.id, "password set with recovery code")
        ring = keys.ring_file.change(
            db.connection(),
            keys.master,
            lambda ring: ring.with_user(
                keys.master, row.id, row.login, new_password, created=_stamp(now)
            ),
        )
        slot = ring.slot_of_user(row.id)
    if slot is not None:
        Throttle(keys.files.throttle).forgive(slot.slot_id.hex, now)


def _manager(db: Session, login: str) -> StaffRow:
    for row in db.scalars(select(StaffRow).where(StaffRow.void == 0)):
        if row.active and folded_login(row.login) == folded_login(login):
            roles = roles_from_text(row.roles)
            if roles & {Role.DIRECTOR, Role.PRIVACY_OFFICER}:
                return row
    raise UserProblem(
        "The recovery code opens only for the director or the privacy officer.",
        "Type the login of one of them. Others get a new password from them.",
    )


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
