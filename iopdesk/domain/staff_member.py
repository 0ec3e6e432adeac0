"""Staff as the clinic's screens list and edit them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from iopdesk.domain.language import Language
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.staff import Role

LONGEST_LOGIN = 40
LONGEST_NAME = 80
LONGEST_LINE = 60


@dataclass(frozen=True)
class StaffDraft:
    """What a form about a staff member holds."""

    login: str = ""
    name: str = ""
    credential: str = ""
    license_number: str = ""
    roles: frozenset[Role] = frozenset()
    language: Language = Language.ENGLISH

    def problems(self) -> tuple[FieldProblem, ...]:
        """All that keeps this draft from being saved."""
        found = [login_problem(self.login)]
        if not self.name.strip():
            found.append(FieldProblem("name", "Type the person's name."))
        if not self.roles:
            found.append(FieldProblem("roles", "Choose at least one role."))
        for field, longest in (
            ("name", LONGEST_NAME),
            ("credential", LONGEST_LINE),
            ("license_number", LONGEST_LINE),
        ):
            if len(getattr(self, field)) > longest:
                found.append(FieldProblem(field, "This is too long."))
        return tuple(problem for problem in found if problem is not None)


@dataclass(frozen=True)
class StaffMember:
    """One staff member; `has_temporary_password` until the first own password is set."""

    staff_id: UUID
    draft: StaffDraft
    active: bool
    can_sign_in: bool
    has_temporary_password: bool


@dataclass(frozen=True)
class StaffName:
    """A person to choose in a form: "R. Alvarez, LCSW"."""

    staff_id: UUID
    name: str
    roles: frozenset[Role]
    login: str = ""


@dataclass(frozen=True)
class TemporaryPassword:
    """Shown once to whoever added the person, who hands it over."""

    staff_id: UUID
    password: str


def login_problem(login: str) -> FieldProblem | None:
    """What is wrong with a login name: letters, digits, dot, dash and underscore only."""
    plain = login.strip()
    if not plain:
        return FieldProblem("login", "Type a login, such as the last name.")
    if len(plain) > LONGEST_LOGIN:
        return FieldProblem("login", "This login is too long.")
    if not all(letter.isalnum() or letter in ".-_@" for letter in plain):
        return FieldProblem("login", "Use letters, digits, dots and dashes only.")
    return None


def roles_as_text(roles: Sequence[Role] | frozenset[Role]) -> str:
    """Roles as the store keeps them."""
    return ",".join(sorted(role.value for role in roles))


def roles_from_text(text: str) -> frozenset[Role]:
    """Roles as the store kept them; one that this program doesn't know gives no right."""
    known = {role.value: role for role in Role}
    return frozenset(known[name] for name in text.split(",") if name in known)
