"""An invented clinic, made through the services as its staff would have made it, day by day."""

import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from functools import partial
from pathlib import Path
from uuid import UUID

from iopdesk.domain.clinic import ClinicDraft
from iopdesk.domain.clock import FixedClock
from iopdesk.domain.staff import Role, SignedIn
from iopdesk.domain.staff_member import StaffDraft, StaffMember
from iopdesk.domain.step_down import DEFAULT_FOLLOW_UPS
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.demo_calendar import WEEKS_BACK, DemoCalendar
from iopdesk.services.demo_care import DemoCare, DemoClient
from iopdesk.services.demo_checks import check_course, put_off_some
from iopdesk.services.demo_course import course_steps
from iopdesk.services.demo_groups import PLACES, make_groups
from iopdesk.services.demo_intake import intake_steps
from iopdesk.services.demo_meetings import demo_directories
from iopdesk.services.demo_notes import NOTED_WEEKS, ask_for_cosignatures, finish_day
from iopdesk.services.demo_people import invent
from iopdesk.services.demo_record import draw_screens, plan_questionnaires, record_course
from iopdesk.services.demo_rosters import add_topics, close_holidays, finishing_steps
from iopdesk.services.demo_visits import meeting_course
from iopdesk.services.meeting_import import ImportRequest
from iopdesk.services.password_service import PasswordService
from iopdesk.services.sign_in_service import FirstRunDraft, SignedInClinic, SignInService
from iopdesk.storage.key_cost import STRICT, KeyCost
from iopdesk.storage.new_clinic import built_beside, waiting_once
from iopdesk.storage.storage_errors import told_plainly
from iopdesk.storage.store import Store

WEEKS_OF_ATTENDANCE = 8
LONGEST_STAY = 88
_LISTS_WEEKS = 3
ARCHIVE_YEARS = 3

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class DemoLogin:
    """A login of the demo clinic; its password is no secret."""

    login: str
    name: str
    roles: tuple[Role, ...]
    password: str


@dataclass(frozen=True)
class _Member:
    login: str
    name: str
    credential: str
    roles: tuple[Role, ...]


_STAFF = (
    _Member("lind", "S. Lind", "MD", (Role.DIRECTOR, Role.SUPERVISOR, Role.PRIVACY_OFFICER)),
    _Member("reyes", "D. Reyes", "", (Role.FRONT_DESK,)),
    _Member("alvarez", "R. Alvarez", "LCSW", (Role.COUNSELOR,)),
    _Member("okafor", "T. Okafor", "LAADC", (Role.SUPERVISOR, Role.COUNSELOR)),
    _Member("ruiz", "M. Ruiz", "CADC II", (Role.COUNSELOR,)),
    _Member("wu", "J. Wu", "", (Role.PRIVACY_OFFICER,)),
)
CLINIC_NAME = "Harbor Light IOP"
_CLINIC = ClinicDraft(
    CLINIC_NAME,
    "210 Harbor Way, Corona, CA",
    "951-555-0100",
    daytime_line="951-555-0101",
    county_crisis_line="Riverside County crisis line (invented) 951-555-0199",
)
_PASSWORD_WORDS = ("maple", "walnut", "cedar", "juniper", "willow", "aspen")


@dataclass(frozen=True)
class DemoSize:
    """How large the invented clinic is."""

    in_program: int = 40
    archive: int = 200
    seed: int = 1


def make_demo_clinic(
    folder: Path,
    now: datetime,
    size: DemoSize,
    *,
    cost: KeyCost = STRICT,
    progress: Progress = lambda done, of: None,
) -> tuple[DemoLogin, ...]:
    """Make the clinic in a new or empty folder; the same for the same seed, size and day.

    `progress` hears how many of how many steps are done. UserProblem as for any new clinic; then,
    or when it is interrupted, no half of a demo is left.
    """
    chance = random.Random(size.seed)
    clock = FixedClock(now - timedelta(days=365 * ARCHIVE_YEARS + 120))
    with told_plainly(), built_beside(folder) as unfinished:
        opened, logins = _open(unfinished, clock, size.seed, cost)
        try:
            with waiting_once(opened.store):
                maker = _Maker(opened.store, clock, opened.signed_in, now, chance)
                maker.run(size, progress)
        finally:
            opened.close()
    return logins


def demo_password(login: str) -> str:
    """The well-known password of a demo login; KeyError for anyone else."""
    words = dict(zip((m.login for m in _STAFF), _PASSWORD_WORDS, strict=True))
    return f"copper {words[login]} lantern"


def _open(
    folder: Path, clock: FixedClock, seed: int, cost: KeyCost
) -> tuple[SignedInClinic, tuple[DemoLogin, ...]]:
    first = _STAFF[0]
    service = SignInService(clock, floor=cost)
    draft = FirstRunDraft(
        CLINIC_NAME,
        first.name,
        first.login,
        demo_password(first.login),
        first.credential,
        roles=first.roles,
    )
    made, _ = service.first_run(folder, draft, cost=cost, seed=seed)
    services = ClinicServices(made.store, made.signed_in)
    services.clinic.save(base=services.clinic.facts(), mine=_CLINIC)
    temporary = {
        member.login: services.staff.add(
            StaffDraft(member.login, member.name, member.credential, roles=frozenset(member.roles))
        ).password
        for member in _STAFF[1:]
    }
    for member in services.staff.everyone():
        login = member.draft.login
        if login in temporary:
            own = PasswordService(made.store, _person(member))
            own.change(temporary[login], demo_password(login))
    made.close()
    opened = service.sign_in(folder, first.login, demo_password(first.login), seed=seed + 2)
    logins = tuple(DemoLogin(m.login, m.name, m.roles, demo_password(m.login)) for m in _STAFF)
    return opened, logins


def _person(member: StaffMember) -> SignedIn:
    draft = member.draft
    return SignedIn(
        member.staff_id, draft.login, draft.name, draft.credential, draft.roles, draft.language
    )


Step = tuple[datetime, int, Callable[[], None]]


class _Maker:
    """Plays what happened at the clinic in the order of its days."""

    def __init__(
        self,
        store: Store,
        clock: FixedClock,
        director: SignedIn,
        now: datetime,
        chance: random.Random,
    ) -> None:
        self._clock = clock
        self._now = now
        self._chance = chance
        self._zone: tzinfo | None = now.tzinfo
        self._order = itertools.count()
        self._steps: list[Step] = []
        self._staff = {
            m.draft.login: ClinicServices(store, _person(m))
            for m in ClinicServices(store, director).staff.everyone()
        }
        self._counselors = [self._staff[login] for login in ("alvarez", "okafor", "ruiz")]
        self._care = DemoCare(chance)
        self._calendar = DemoCalendar(chance)
        self._taken: set[tuple[str, str]] = set()
        self._lists: tuple[ImportRequest, ...] = ()

    def run(self, size: DemoSize, progress: Progress) -> None:
        """Plan every step, then take them one after the other."""
        self._plan_archive(size.archive)
        self._plan_program(size.in_program)
        self._steps.sort(key=lambda step: step[:2])
        for done, (at, _, act) in enumerate(self._steps):
            # nothing in the demo happens later than the moment it is made
            self._clock.set(min(at, self._now))
            act()
            if done % 20 == 0:
                progress(done, len(self._steps))
        progress(len(self._steps), len(self._steps))

    def _at(self, day: date, hour: int, minute: int = 0) -> datetime:
        return datetime.combine(day, time(hour, minute), self._zone)

    def _add(self, at: datetime, act: Callable[[], None]) -> None:
        self._steps.append((at, next(self._order), act))

    def _plan_archive(self, count: int) -> None:
        desk = self._staff["reyes"]
        for _ in range(count):
            stay = self._chance.randrange(20, 100)
            back = self._chance.randrange(5, 365 * ARCHIVE_YEARS)
            discharged = self._now.date() - timedelta(days=back)
            admitted = discharged - timedelta(days=stay)
            counselor = self._chance.choice(self._counselors)
            person = invent(self._chance, self._taken, admitted)
            client = DemoClient(person)
            track = self._chance.choice(("day", "evening"))
            arrive = partial(self._care.arrive, client, desk, counselor, track, admitted)
            self._add(self._at(admitted, 9), arrive)
            if self._chance.random() < 0.3:
                write = partial(self._care.write_plan, client, counselor)
                self._add(self._at(admitted + timedelta(days=5), 15), write)
            # calls of long ago would only fill Today with names that nobody knows any more
            calls = DEFAULT_FOLLOW_UPS if back < min(DEFAULT_FOLLOW_UPS) + 4 else ()
            leave = partial(self._care.leave, client, counselor, discharged, calls)
            self._add(self._at(discharged, 16), leave)

    def _plan_program(self, count: int) -> None:
        if not count:
            return
        today = self._now.date()
        first_day = today - timedelta(days=max(LONGEST_STAY, WEEKS_OF_ATTENDANCE * 7) + 7)
        tracks = {"day": (count + 1) // 2 + count // 10, "evening": 0}
        tracks["day"] = min(tracks["day"], count)
        tracks["evening"] = count - tracks["day"]
        cohorts = {track: max(1, -(-n // PLACES)) for track, n in tracks.items()}
        self._add(self._at(first_day, 8), partial(self._set_up, cohorts, first_day))
        for track, number in tracks.items():
            for at in range(number):
                self._plan_client(track, at % cohorts[track])
        lists_day = today - timedelta(weeks=_LISTS_WEEKS)
        self._add(self._at(lists_day, 9, 15), self._bring_lists_up_to_date)
        for back, act in course_steps(self._staff["okafor"]):
            self._add(self._at(today - timedelta(days=back), 16, 30), act)
        # a chance of their own: who calls changes nothing about who is in program
        callers = random.Random()
        callers.setstate(self._chance.getstate())
        desk, counselor = self._staff["reyes"], self._staff["alvarez"]
        for back, act in intake_steps(desk, counselor, self._taken, today, callers):
            self._add(self._at(today - timedelta(days=back), 10, 15), act)
        for counselor in self._counselors:
            self._add(self._at(today, 9, 45), partial(put_off_some, counselor))
        self._add(self._at(today, 9, 40), partial(draw_screens, self._staff["okafor"]))
        cosigned_from = self._at(today - timedelta(weeks=NOTED_WEEKS), 8)
        self._add(cosigned_from, partial(ask_for_cosignatures, self._staff["lind"]))
        for back in range(WEEKS_OF_ATTENDANCE * 7, -1, -1):
            day = today - timedelta(days=back)
            self._add(self._at(day, 20, 45), partial(self._hold_groups, day))
            if 0 < back <= NOTED_WEEKS * 7:
                finish = partial(finish_day, self._counselors, self._staff["okafor"], self._chance)
                self._add(self._at(day, 21), finish)
            if 0 < back <= WEEKS_BACK * 7:
                self._add(self._at(day, 20, 30), partial(self._calendar.mark, day))
        self._add(self._at(today, 20, 50), self._finish_groups)

    def _finish_groups(self) -> None:
        groups, chance = self._care.groups, self._chance
        for act in finishing_steps(self._staff["okafor"], groups, chance):
            act()

    def _set_up(self, cohorts: dict[str, int], day: date) -> None:
        supervisor = self._staff["okafor"]
        leaders = [services.signed_in.staff_id for services in self._counselors]
        self._care.groups = make_groups(supervisor.group, leaders, cohorts, day)
        self._care.topics = add_topics(supervisor, self._care.groups)
        close_holidays(self._staff["lind"], day, self._now.date())
        plan_questionnaires(self._staff["lind"])
        desk = self._staff["reyes"]
        self._lists = demo_directories(self._chance, day)
        for request in self._lists:
            desk.meeting.import_directory(request)

    def _bring_lists_up_to_date(self) -> None:
        for request in self._lists:
            file = replace(request.file, day=self._clock.today())
            self._staff["reyes"].meeting.import_directory(replace(request, file=file))

    def _plan_client(self, track: str, cohort: int) -> None:
        today = self._now.date()
        admitted = today - timedelta(days=self._chance.randrange(1, LONGEST_STAY))
        while admitted.weekday() > 4:
            admitted -= timedelta(days=1)
        counselor = self._chance.choice(self._counselors)
        person = invent(self._chance, self._taken, admitted)
        client = DemoClient(person)
        desk = self._staff["reyes"]
        arrive = partial(self._care.arrive, client, desk, counselor, track, admitted)
        self._add(self._at(admitted, 8, 30), arrive)
        join = partial(self._care.join_groups, client, counselor, track, cohort)
        self._add(self._at(admitted, 8, 45), join)
        since = max(admitted, today - timedelta(weeks=WEEKS_BACK))
        self._add(self._at(since, 8, 50), partial(self._book, client, counselor, track))
        for days, act in self._care.course(client, desk, counselor):
            day = admitted + timedelta(days=days)
            if day <= today:
                self._add(self._at(day, 15), act)
        checks = check_course(client, desk, counselor, admitted, today, self._chance)
        record = record_course(client, counselor, admitted, today, self._chance)
        meetings = meeting_course(client, desk, counselor, admitted, today, self._chance)
        for day, act in (*checks, *record, *meetings):
            if day <= today:
                self._add(self._at(day, 9, 30), act)

    def _book(self, client: DemoClient, counselor: ClinicServices, track: str) -> None:
        desk, doctor = self._staff["reyes"], self._staff["lind"]
        self._calendar.book(client.id, desk, counselor, doctor, track)

    def _hold_groups(self, day: date) -> None:
        today = self._now.date()
        working_day = today - timedelta(days={0: 3, 6: 2}.get(today.weekday(), 1))
        calls_left = 1 if day >= working_day else 0
        by_id: dict[UUID, ClinicServices] = {
            services.signed_in.staff_id: services for services in self._counselors
        }
        self._care.hold_groups(day, by_id, self._counselors[0], day == today, calls_left)
