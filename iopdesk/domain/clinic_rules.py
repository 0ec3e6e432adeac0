"""Rules that a clinic may set otherwise: attendance, capacity, notes and who follows up when.

What is due by when stands in resources/duty_rules.json; here are only the numbers a director sets.
"""

from dataclasses import dataclass

from iopdesk.domain.client import fold
from iopdesk.domain.problems import FieldProblem

LARGEST_GROUP_EVER = 15
LONGEST_CONTACT = 200
MOST_PEOPLE = 9
_DAYS_OF_WEEK = range(7)
_UP_TO_90 = (
    "absences_alert",
    "call_within_days",
    "no_contact_alert_days",
    "note_due_days",
    "cosign_due_days",
    "payer_hours_a_day",
    "payer_days_a_week",
    "authorization_warn_days",
    "authorization_warn_percent",
    "consent_warn_days",
    "card_days",
    "network_days",
    "carried_days",
)


@dataclass(frozen=True)
class ClinicRules:
    """The numbers behind duties and warnings; days are calendar days unless a name says otherwise.

    `state` chooses the preset of duty rules and of group sizes. `absences_alert` absences without
    notice in a row alert the counselor. Weekday 0 is Monday: from `below_dose_from` on, clients
    who can't reach their week are listed. Of `plan_days`, `review_days` and `evaluation_days` 0
    means the state's own. From `minor_consent_age` on the state lets a minor consent to treatment
    alone (42 CFR 2.14; California Family Code 6929: 12). `privacy_contact` is whom the patient
    notice names: a title, a phone, an email. `team_opinions` of the team are heard before
    eligibility is decided. `network_days` after the admission a client has `network_people` to call
    when it gets risky; `carried_days` after a return all that the record says is asked again.
    Defaults follow TIP 47 practice.
    """

    state: str = "CA"
    absences_alert: int = 3
    call_within_days: int = 1
    no_contact_alert_days: int = 7
    below_dose_from: int = 2
    least_hours_adult: int = 9
    least_hours_adolescent: int = 6
    most_hours: int = 19
    payer_hours_a_day: int = 3
    payer_days_a_week: int = 3
    smallest_group: int = 2
    largest_group: int = 12
    note_due_days: int = 1
    cosign_due_days: int = 7
    copied_share_alert: int = 60
    plan_days: int = 0
    review_days: int = 0
    evaluation_days: int = 0
    authorization_warn_days: int = 14
    authorization_warn_percent: int = 17
    consent_warn_days: int = 30
    card_days: int = 3
    counted_appointments: str = "individual,family"
    note_format: str = ""
    dimension_edition: str = "3"
    screens_least: int = 1
    screens_most: int = 3
    minor_consent_age: int = 12
    privacy_contact: str = ""
    team_opinions: int = 1
    network_people: int = 2
    network_days: int = 14
    carried_days: int = 7
    cosign_credentials: str = "RADT,SUDRC,RAC,ADCA,intern,trainee,student"

    @property
    def counted(self) -> frozenset[str]:
        """Kinds of appointments that count towards a week's treatment hours."""
        return frozenset(filter(None, self.counted_appointments.split(",")))

    def needs_cosign(self, credential: str) -> bool:
        """Whether notes signed with this credential wait for a supervisor's signature."""
        held = set(fold(credential).replace("-", " ").split())
        asked = [fold(each).split() for each in self.cosign_credentials.split(",")]
        return any(words and held.issuperset(words) for words in asked)

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps these rules from being saved."""
        found = []
        if not 2 <= self.smallest_group <= self.largest_group <= LARGEST_GROUP_EVER:
            found.append(FieldProblem("largest_group", "A group has 2 to 15 places."))
        if self.below_dose_from not in _DAYS_OF_WEEK:
            found.append(FieldProblem("below_dose_from", "Choose a day of the week."))
        if not 0 <= self.screens_least <= self.screens_most <= 7:
            found.append(FieldProblem("screens_most", "Give 0 to 7 screens a week, least to most."))
        if not 1 <= self.copied_share_alert <= 100:
            found.append(FieldProblem("copied_share_alert", "Give 1 to 100 percent."))
        found += [
            FieldProblem(name, "Give a number from 1 to 90.")
            for name in _UP_TO_90
            if not 1 <= getattr(self, name) <= 90
        ]
        found += [
            FieldProblem(name, "Give a number from 1 to 365, or nothing for the state's own.")
            for name in ("plan_days", "review_days", "evaluation_days")
            if not 0 <= getattr(self, name) <= 365
        ]
        found += [
            FieldProblem(name, "Give a number from 0 to 9.")
            for name in ("team_opinions", "network_people")
            if not 0 <= getattr(self, name) <= MOST_PEOPLE
        ]
        if not 0 <= self.minor_consent_age <= 18:
            found.append(FieldProblem("minor_consent_age", "Give an age from 0 to 18."))
        if len(self.privacy_contact) > LONGEST_CONTACT:
            found.append(FieldProblem("privacy_contact", "Keep this under 200 letters."))
        if not 0 < self.least_hours_adolescent <= self.least_hours_adult <= self.most_hours <= 60:
            found.append(FieldProblem("most_hours", "The hours must rise: 6, 9, 19."))
        return found
