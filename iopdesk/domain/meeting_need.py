"""What people look for in a meeting, in words that hold across fellowships."""

from enum import StrEnum
from functools import cache

from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting_codes import code_book


class MeetingNeed(StrEnum):
    """A wish for a kind of meeting; each fellowship has its own codes for it, or none."""

    WOMEN = "women"
    MEN = "men"
    LGBTQ = "lgbtq"
    YOUNG = "young"
    NEWCOMER = "newcomer"
    SECULAR = "secular"
    OPEN = "open"
    SPEAKER = "speaker"
    STEPS = "steps"
    WHEELCHAIR = "wheelchair"
    CHILDREN = "children"
    SIGN_LANGUAGE = "sign_language"
    DUAL_DIAGNOSIS = "dual_diagnosis"
    PEOPLE_OF_COLOR = "people_of_color"
    PROOF_OF_ATTENDANCE = "proof_of_attendance"


_NAMES: dict[MeetingNeed, frozenset[str]] = {
    MeetingNeed.WOMEN: frozenset({"Women"}),
    MeetingNeed.MEN: frozenset({"Men"}),
    MeetingNeed.LGBTQ: frozenset(
        {"LGBTQ", "LGBTQ+", "LGBTQIA+", "LGBTQI+", "Gay", "Lesbian", "Gay/Lesbian", "Transgender"}
        | {"Bisexual", "Non-Binary", "Genderqueer"}
    ),
    MeetingNeed.YOUNG: frozenset(
        {"Young People", "Young Adults", "Young Adult (Ages 18 to 26)", "Teens", "Teen Friendly"}
    ),
    MeetingNeed.NEWCOMER: frozenset(
        {"Newcomer", "Newcomers", "Beginner", "Beginners", "Beginners'", "Beginner/Newcomer"}
        | {"20 Questions/Beginner Focus"}
    ),
    MeetingNeed.SECULAR: frozenset({"Secular", "Atheist / Agnostic"}),
    MeetingNeed.OPEN: frozenset(
        {"Open", "Open to Non-Addicts", "Families Friends and Observers Welcome"}
    ),
    MeetingNeed.SPEAKER: frozenset({"Speaker", "Pitch/Speaker", "Speaker/Discussion"}),
    MeetingNeed.STEPS: frozenset(
        {"Step", "Steps", "Step Study", "Step Meeting", "Steps/Traditions"}
        | {"12 Steps & 12 Traditions", "Step Working Guide Study"}
    ),
    MeetingNeed.WHEELCHAIR: frozenset(
        {"Wheelchair Access", "Wheelchair Accessible", "Handicapped Accessible"}
        | {"Wheelchair-Accessible Bathroom"}
    ),
    MeetingNeed.CHILDREN: frozenset(
        {"Babysitting Available", "Child-Friendly", "Child Care Available", "Children Welcome"}
    ),
    MeetingNeed.SIGN_LANGUAGE: frozenset(
        {"American Sign Language", "Sign Language", "Sign Language ASL"}
    ),
    MeetingNeed.DUAL_DIAGNOSIS: frozenset({"Dual Diagnosis"}),
    MeetingNeed.PEOPLE_OF_COLOR: frozenset({"People of Color", "Persons of Color", "BIPOC"}),
    # AA's code for this is POA, which is "Parents of Alcoholics" at Al-Anon.
    MeetingNeed.PROOF_OF_ATTENDANCE: frozenset(
        {"Proof of Attendance", "Attendance Voucher", "Court"}
    ),
}


@cache
def codes_for(need: MeetingNeed, fellowship: Fellowship) -> frozenset[str]:
    """The codes by which `fellowship` says that a meeting meets `need`."""
    kinds = code_book(fellowship).kinds
    return frozenset(code for code, name in kinds.items() if name in _NAMES[need])


def meets(need: MeetingNeed, fellowship: Fellowship, kinds: frozenset[str]) -> bool:
    """Whether a meeting with these kinds meets `need`."""
    if need is MeetingNeed.SECULAR and fellowship.is_secular:
        return True
    return not codes_for(need, fellowship).isdisjoint(kinds)
