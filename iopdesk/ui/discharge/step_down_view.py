"""Everything the step-down screen and the chart's tab show of one client, asked for at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from iopdesk.domain.attendance import AttendanceStrip
from iopdesk.domain.clinic import ClinicDraft
from iopdesk.domain.language import Language
from iopdesk.domain.staff import Right
from iopdesk.domain.step_down import DEFAULT_FOLLOW_UPS, StepDown, Surroundings
from iopdesk.domain.support import RELATIONS, SupportPerson
from iopdesk.services.client_records import ChartHead
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.draft_service import Value
from iopdesk.services.episode_records import Episode
from iopdesk.services.meeting_search import MeetingLine
from iopdesk.services.step_down_service import ClientSignature, FollowUp
from iopdesk.ui.discharge.how_it_went_card import StartAndNow
from iopdesk.ui.wording import _, screen_wording

DRAFT = "step_down"
CALLS_DRAFT = "step_down_calls"


@dataclass(frozen=True)
class StepDownView:
    """`step_down` is None before it was begun, `episode` None for someone never admitted."""

    head: ChartHead
    may_see: bool
    today: date
    episode: Episode | None = None
    step_down: StepDown | None = None
    around: Surroundings | None = None
    strip: AttendanceStrip | None = None
    people: tuple[SupportPerson, ...] = ()
    meetings: tuple[MeetingLine, ...] = ()
    clinic: ClinicDraft | None = None
    calls: tuple[FollowUp, ...] = ()
    call_days: tuple[int, ...] = DEFAULT_FOLLOW_UPS
    signature: ClientSignature | None = None
    kept: Mapping[str, Value] | None = None

    @property
    def client_id(self) -> UUID:
        """Whose it is."""
        return self.head.client_id

    @property
    def language(self) -> Language:
        """The client's language, which their copy is printed in."""
        return Language.SPANISH if self.head.language == "es" else Language.ENGLISH

    @property
    def is_open(self) -> bool:
        """Whether the client is in program, so that there is something to end."""
        return self.episode is not None and self.episode.discharged is None


def load_view(services: ClinicServices, client_id: UUID) -> StepDownView:
    """Ask every service; only the name for those who may not see clinical records."""
    head = services.client.chart_head(client_id)
    today = services.store.clock.today()
    if not services.signed_in.may(Right.VIEW_CLINICAL):
        return StepDownView(head, False, today)
    episode = next(reversed(services.episode.episodes(client_id)), None)
    step_down = services.step_down.newest(client_id)
    kept = services.draft.load(DRAFT, str(client_id))
    days = services.draft.load(CALLS_DRAFT, str(client_id))
    return StepDownView(
        head=head,
        may_see=True,
        today=today,
        episode=episode,
        step_down=step_down,
        around=services.step_down.surroundings(step_down) if step_down else None,
        strip=services.attendance.strip(client_id),
        people=services.support.people(client_id),
        meetings=tuple(m.line for m in services.referral.referral(client_id).meetings),
        clinic=services.clinic.facts(),
        calls=tuple(
            call
            for call in services.step_down.follow_ups(client_id)
            if episode is not None and episode.discharged and call.due > episode.discharged
        ),
        call_days=_days(days.values.get("days")) if days else DEFAULT_FOLLOW_UPS,
        signature=services.step_down.client_signature(step_down.id) if step_down else None,
        kept=kept.values if kept else None,
    )


def start_and_now(view: StepDownView) -> list[StartAndNow]:
    """The lines of "How it went"; scores will stand first once a record has some."""
    lines = []
    words = screen_wording()
    strip = view.strip
    if strip is not None and strip.expected:
        marked = [m for m in strip.marks if m.mark is not None]
        came = sum(1 for m in marked if m.mark is not None and m.mark.is_attended)
        hours = words.hours(sum(m.minutes for m in marked))
        offered = words.hours(sum(m.slot_minutes for m in marked))
        lines += [
            StartAndNow(_("Groups attended"), "", _("{n} of {all}", n=came, all=len(marked))),
            StartAndNow(_("Hours"), "", _("{n} of {all}", n=hours, all=offered)),
        ]
    if view.episode is not None and view.episode.placements:
        first, last = view.episode.placements[0], view.episode.placements[-1]
        lines.append(
            StartAndNow(
                _("Hours a week"),
                words.hours(first.minutes_a_week),
                words.hours(last.minutes_a_week),
            )
        )
    if view.around is not None and view.around.goals:
        met, goals = view.around.goals_met, view.around.goals
        lines.append(StartAndNow(_("Objectives met"), "", _("{n} of {all}", n=met, all=goals)))
    return lines


def people_lines(people: tuple[SupportPerson, ...]) -> list[str]:
    """Such as "Jen (sponsor) 951-555-0143"; those without a number last."""
    return [
        " ".join(
            part
            for part in (
                person.name,
                f"({_(RELATIONS[person.relation]).lower()})" if person.relation else "",
                person.phone or _("no number yet"),
            )
            if part
        )
        for person in sorted(people, key=lambda p: (not p.phone, not p.is_reachable_at_risk))
    ]


def meeting_lines(meetings: tuple[MeetingLine, ...]) -> list[str]:
    """Such as "Thu 7:00 PM Step Sisters"."""
    words = screen_wording()
    return [
        " ".join(
            part
            for part in (
                words.weekday(line.day) if line.day is not None else "",
                words.time(line.start) if line.start else "",
                line.name,
            )
            if part
        )
        for line in meetings
    ]


def crisis_lines(clinic: ClinicDraft | None) -> list[str]:
    """Numbers that answer day and night, the county's if the clinic knows it."""
    county = clinic.county_crisis_line if clinic else ""
    found = [_("988 crisis line"), _("SAMHSA {number}", number="1-800-662-4357")]
    if not county:
        return found
    # a line that has its own name is called by it
    named = any(letter.isalpha() for letter in county)
    return [*found, county if named else _("County {number}", number=county)]


def _days(kept: object) -> tuple[int, ...]:
    found = kept if isinstance(kept, list) else []
    return tuple(int(days) for days in found if isinstance(days, int))
