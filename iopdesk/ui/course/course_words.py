"""How placements, doses and setbacks read on the screen."""

from iopdesk.domain.clinic_rules import ClinicRules
from iopdesk.domain.episode import LEVEL_WORDS, TRACK_WORDS, Track, phase_words
from iopdesk.domain.placement import CHANGE_WORDS, Change, PlacementDraft
from iopdesk.domain.program import AgeGroup, HoursRange, hours_range, least_hours
from iopdesk.services.episode_records import Placement
from iopdesk.ui.wording import _, ngettext_, screen_wording


def dose_words(placed: Placement | PlacementDraft) -> str:
    """Such as "15 hours on 5 days, 3 meetings, 1 screen a week"."""
    parts = [
        _(
            "{hours} hours on {days} days",
            hours=screen_wording().hours(placed.minutes_a_week),
            days=placed.days_a_week,
        )
    ]
    if placed.meetings_a_week:
        parts.append(ngettext_("{n} meeting", "{n} meetings", placed.meetings_a_week))
    if placed.screens_a_week:
        parts.append(ngettext_("{n} screen", "{n} screens", placed.screens_a_week))
    return _("{dose} a week", dose=", ".join(parts))


def short_dose(placed: Placement) -> str:
    """Such as "15 h, 5 days" for a narrow column."""
    hours = screen_wording().hours(placed.minutes_a_week)
    return _("{hours} h, {days} days", hours=hours, days=placed.days_a_week)


def where_words(placed: Placement | PlacementDraft) -> str:
    """Such as "Phase 1, evening"."""
    track = _(TRACK_WORDS[Track(placed.track)]).lower()
    return f"{phase_words(placed.phase_name, _)}, {track}"


def level_words(code: str) -> str:
    """A level by its number and name."""
    return _(LEVEL_WORDS[code]) if code in LEVEL_WORDS else code


def change_words(placed: Placement) -> str:
    """What the placement was against the one before; older ones don't say."""
    known = placed.change in list(Change)
    return _(CHANGE_WORDS[Change(placed.change)]) if known else _("Placement")


def range_words(minutes: int, age_group: AgeGroup, rules: ClinicRules, level: str = "2.1") -> str:
    """A plain warning where a week's hours leave the level's range; nothing within it."""
    found = hours_range(minutes, age_group, rules, level)
    if found is HoursRange.ABOVE:
        return _(
            "More than {most} hours a week is the next level, 2.5. It can be saved all the same.",
            most=rules.most_hours,
        )
    if found is HoursRange.BELOW:
        least = least_hours(age_group, rules)
        if age_group is AgeGroup.ADOLESCENT:
            return _(
                "Level 2.1 begins at {least} hours a week for adolescents. "
                "It can be saved all the same.",
                least=least,
            )
        return _(
            "Level 2.1 begins at {least} hours a week for adults. It can be saved all the same.",
            least=least,
        )
    return ""


def field_words() -> dict[str, str]:
    """Names of a placement's fields, where two people set one of them."""
    return {
        "level_of_care": _("Level of care"),
        "phase": _("Phase"),
        "phase_name": _("Name of the phase"),
        "track": _("Track"),
        "minutes_a_week": _("Minutes a week"),
        "days_a_week": _("Days a week"),
        "meetings_a_week": _("Meetings a week"),
        "screens_a_week": _("Screens a week"),
        "planned_end": _("Planned end"),
        "counselor_id": _("Primary counselor"),
    }
