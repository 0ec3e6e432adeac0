"""Staff roles and rights: roles add up, rights are checked where the work is done."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from uuid import UUID

from iopdesk.domain.language import Language
from iopdesk.domain.problems import NotAllowed


class Role(StrEnum):
    """What a staff member does at the clinic; one person may have several."""

    FRONT_DESK = "front_desk"
    COUNSELOR = "counselor"
    SUPERVISOR = "supervisor"
    DIRECTOR = "director"
    PRIVACY_OFFICER = "privacy_officer"


class Right(StrEnum):
    """One thing that a person may or may not do."""

    VIEW_CLIENTS = "view_clients"
    EDIT_CLIENTS = "edit_clients"
    ADMIT = "admit"
    VIEW_CLINICAL = "view_clinical"
    MARK_ATTENDANCE = "mark_attendance"
    WRITE_NOTES = "write_notes"
    WRITE_PLANS = "write_plans"
    SIGN_CLINICAL = "sign_clinical"
    COSIGN = "cosign"
    CHANGE_LEVEL = "change_level"
    MERGE_RECORDS = "merge_records"
    EDIT_GROUPS = "edit_groups"
    IMPORT_MEETINGS = "import_meetings"
    REFER_TO_MEETINGS = "refer_to_meetings"
    DISCHARGE = "discharge"
    PRINT = "print"
    EXPORT = "export"
    SEE_REPORTS = "see_reports"
    MANAGE_STAFF = "manage_staff"
    MANAGE_CLINIC = "manage_clinic"
    BACK_UP = "back_up"
    SEE_ACCESS_LOG = "see_access_log"
    DISCLOSE = "disclose"
    DISCLOSE_WITHOUT_CONSENT = "disclose_without_consent"


_DESK = {
    Right.VIEW_CLIENTS,
    Right.EDIT_CLIENTS,
    Right.ADMIT,
    Right.MARK_ATTENDANCE,
    Right.IMPORT_MEETINGS,
    Right.REFER_TO_MEETINGS,
    Right.PRINT,
    Right.BACK_UP,
}
_COUNSELOR = _DESK | {
    Right.VIEW_CLINICAL,
    Right.WRITE_NOTES,
    Right.WRITE_PLANS,
    Right.SIGN_CLINICAL,
    Right.CHANGE_LEVEL,
    Right.EDIT_GROUPS,
    Right.DISCHARGE,
    Right.SEE_REPORTS,
    Right.DISCLOSE,
}
_RIGHTS: dict[Role, set[Right]] = {
    Role.FRONT_DESK: _DESK,
    Role.COUNSELOR: _COUNSELOR,
    Role.SUPERVISOR: _COUNSELOR
    | {Right.COSIGN, Right.EXPORT, Right.MERGE_RECORDS, Right.DISCLOSE_WITHOUT_CONSENT},
    Role.DIRECTOR: _DESK
    | {
        Right.EDIT_GROUPS,
        Right.EXPORT,
        Right.MERGE_RECORDS,
        Right.SEE_REPORTS,
        Right.MANAGE_STAFF,
        Right.MANAGE_CLINIC,
        Right.SEE_ACCESS_LOG,
    },
    Role.PRIVACY_OFFICER: {
        Right.VIEW_CLIENTS,
        Right.VIEW_CLINICAL,
        Right.PRINT,
        Right.EXPORT,
        Right.MANAGE_STAFF,
        Right.BACK_UP,
        Right.SEE_ACCESS_LOG,
        Right.DISCLOSE,
        Right.DISCLOSE_WITHOUT_CONSENT,
    },
}


@cache
def rights_of(roles: frozenset[Role]) -> frozenset[Right]:
    """All that these roles together allow."""
    return frozenset(right for role in roles for right in _RIGHTS[role])


@dataclass(frozen=True)
class SignedIn:
    """Who is at the keyboard, and what they may do."""

    staff_id: UUID
    login: str
    name: str
    credential: str
    roles: frozenset[Role]
    language: Language = Language.ENGLISH

    @property
    def printed_name(self) -> str:
        """The name with its credential, as papers and chips show it: "R. Alvarez, LCSW"."""
        return f"{self.name}, {self.credential}" if self.credential else self.name

    def may(self, right: Right) -> bool:
        """Whether any of this person's roles allows `right`."""
        return right in rights_of(self.roles)

    def require(self, right: Right) -> None:
        """Return, or raise NotAllowed with whom to ask."""
        if not self.may(right):
            raise NotAllowed(
                "Your roles don't include this.",
                "Ask a supervisor or the director to do it, or to add the role to your login.",
            )
