"""How one line of a course of care reads: in the list, and in full beside it."""

from iopdesk.domain.episode import program_words
from iopdesk.domain.language import Language
from iopdesk.domain.placement import Change
from iopdesk.domain.setback import KIND_WORDS
from iopdesk.domain.step_down import step_down_options
from iopdesk.services.placement_records import CourseLine, Happening
from iopdesk.ui.course.course_words import change_words, dose_words, level_words, where_words
from iopdesk.ui.wording import _, screen_wording

_ICONS = {
    Happening.ADMITTED: "door-open",
    Happening.RETURNED: "door-open",
    Happening.PLACED: "route",
    Happening.SETBACK: "life-buoy",
    Happening.PLANNED_END: "flag",
    Happening.DISCHARGED: "footprints",
}
_STEP_ICONS = {
    Change.STEP_UP: "arrow-up",
    Change.STEP_DOWN: "arrow-down",
    Change.HOLD: "minus",
    Change.EXTEND: "calendar-plus",
}


def line_icon(line: CourseLine) -> str:
    """The drawing before a line."""
    if line.what is Happening.PLACED and line.placement is not None:
        change = line.placement.change
        return _STEP_ICONS.get(Change(change), "route") if change in list(Change) else "route"
    return _ICONS[line.what]


def line_tone(line: CourseLine) -> str:
    """Its colour; a setback is a call for support, never an alarm."""
    if line.is_open:
        return "warn"
    return "neutral" if line.is_ahead else "accent"


def line_words(line: CourseLine) -> str:
    """What happened, in a few words."""
    if line.what is Happening.SETBACK and line.setback_kind is not None:
        kind = _(KIND_WORDS[line.setback_kind])
        return _("{what} (open)", what=kind) if line.is_open else kind
    if line.what is Happening.PLACED and line.placement is not None:
        return _(
            "{change}: {phase}",
            change=change_words(line.placement),
            phase=where_words(line.placement),
        )
    if line.what is Happening.ADMITTED:
        return _("Admitted: {program}", program=program_words(line.words, _))
    if line.what is Happening.RETURNED:
        program = program_words(line.words, _)
        return _("Returned, stay {n}: {program}", n=line.stay, program=program)
    if line.what is Happening.PLANNED_END:
        return _("Planned end")
    return _("Discharged")


def detail_facts(line: CourseLine) -> list[tuple[str, str]]:
    """All of a line."""
    words = screen_wording()
    facts = [(_("When"), words.date_year(line.day)), (_("What"), line_words(line))]
    placed = line.placement
    if placed is not None:
        facts += [
            (_("Dose"), dose_words(placed)),
            (_("Level of care"), level_words(placed.level_of_care)),
        ]
        if placed.planned_end is not None:
            facts.append((_("Planned end set to"), words.date_year(placed.planned_end)))
    if line.what is Happening.DISCHARGED and line.words:
        options = step_down_options()
        reason = options.words(options.reasons, line.words, Language(words.language))
        facts.append((_("Reason"), reason or line.words))
    facts += [(_("Why"), line.reason), (_("Who"), line.by)]
    return [(name, fact) for name, fact in facts if fact]
