"""What groups, marks and hints are called on screens."""

from collections.abc import Sequence

from iopdesk.domain.attendance import MARK_WORDS, CameAs, Mark, MarkPast
from iopdesk.domain.group import NextSession, PlaceState, Slot
from iopdesk.domain.group_kinds import KIND_WORDS, MODALITY_WORDS, POPULATION_WORDS, STAGE_WORDS
from iopdesk.domain.group_session import SessionRow
from iopdesk.domain.note import Participation
from iopdesk.domain.week import WeekBlock
from iopdesk.services.appointment_records import MissedSession
from iopdesk.ui.wording import _, ngettext_, screen_wording


def mark_words(mark: Mark) -> str:
    """A mark as its segment says it."""
    return _(MARK_WORDS[mark])


def short_mark_words(mark: Mark) -> str:
    """A mark for narrow windows."""
    return {
        Mark.PRESENT: _("Pres"),
        Mark.LATE: _("Late"),
        Mark.LEFT_EARLY: _("Left"),
        Mark.EXCUSED: _("Exc"),
        Mark.ABSENT: _("Abs"),
    }[mark]


def kind_words(kind: str) -> str:
    """What a group is."""
    return _(KIND_WORDS.get(kind, kind))


def modality_words(modality: str) -> str:
    """How a group works."""
    return _(MODALITY_WORDS.get(modality, modality))


def stage_words(stage: str) -> str:
    """For which stage of treatment it is; a clinic's own words stay as they are."""
    return _(STAGE_WORDS.get(stage, stage))


def population_words(population: str) -> str:
    """Whom a specialised group is for; a clinic's own words stay as they are."""
    return _(POPULATION_WORDS.get(population, population))


def track_words(track: str) -> str:
    """When a group meets."""
    return {"": _("Day or evening"), "day": _("Day"), "evening": _("Evening")}.get(track, track)


def state_words(state: PlaceState) -> str:
    """How a place on a roster stands."""
    return {
        PlaceState.HERE: _("On the roster"),
        PlaceState.COMING: _("Begins later"),
        PlaceState.WAITING: _("Waiting"),
        PlaceState.LEFT: _("Left"),
    }[state]


def participation_words(participation: Participation) -> str:
    """How a client took part."""
    return {
        Participation.UNKNOWN: "",
        Participation.MINIMAL: _("Minimal"),
        Participation.ACTIVE: _("Active"),
        Participation.SUPPORTIVE: _("Supportive"),
        Participation.DISRUPTIVE: _("Disruptive"),
    }[participation]


def span_words(block: WeekBlock, *, weekday: bool = True) -> str:
    """A weekly time: "Thu 1:00 – 2:30 PM"."""
    wording = screen_wording()
    span = wording.time_span(block.start, block.end)
    return f"{wording.weekday(block.weekday)} {span}" if weekday else span


def weekly_words(blocks: Sequence[WeekBlock]) -> str:
    """A group's times, days of the same time together: "Mon, Tue, Thu 1:00 – 2:30 PM"."""
    wording = screen_wording()
    by_span: dict[str, list[int]] = {}
    for block in blocks:
        by_span.setdefault(span_words(block, weekday=False), []).append(block.weekday)
    return "; ".join(
        ", ".join(wording.weekday(day) for day in sorted(set(days))) + " " + span
        for span, days in by_span.items()
    )


def slot_words(slot: Slot) -> str:
    """A slot with its rhythm."""
    words = span_words(slot.block(""))
    if slot.every_weeks == 1:
        return words
    return ngettext_(
        "{words}, every week", "{words}, every {n} weeks", slot.every_weeks, words=words
    )


def next_words(session: NextSession | None) -> str:
    """The next session: "Thu, Nov 19, 1:00 PM"."""
    if session is None:
        return _("None planned")
    wording = screen_wording()
    return f"{wording.date(session.day)}, {wording.time(session.start)}"


def hours_words(row: SessionRow) -> str:
    """Hours attended and prescribed this week: "7.5 / 9"."""
    hours = screen_wording().hours
    return f"{hours(row.week_minutes)} / {hours(row.week_prescribed)}"


def hint_words(row: SessionRow, slot_minutes: int) -> str:
    """What a counselor should notice: make-ups, reasons, minutes missed, absences in a row."""
    wording = screen_wording()
    found = []
    if row.is_walk_in:
        found.append(_("Walk-in"))
    if row.came_as is CameAs.REMOTE:
        found.append(_("Video"))
    if row.makes_up is not None:
        found.append(_("Makes up {day}", day=wording.day_month(row.makes_up)))
    if row.made_up is not None:
        found.append(_("Made up {day}", day=wording.day_month(row.made_up)))
    if row.reason:
        found.append(row.reason)
    if row.mark is Mark.EXCUSED and row.excused_by:
        found.append(_("by {name}", name=row.excused_by.partition(",")[0]))
    missed = slot_minutes - (row.minutes or 0)
    if row.absences_in_a_row > 1 and not (row.mark and row.mark.is_attended):
        found.append(ngettext_("{n} in a row", "{n} in a row", row.absences_in_a_row))
    elif row.mark is Mark.LATE and missed and not row.reason:
        found.append(ngettext_("{n} min late", "{n} min late", missed))
    elif row.mark in (Mark.LEFT_EARLY, Mark.PRESENT) and missed and not row.reason:
        found.append(ngettext_("{n} min short", "{n} min short", missed))
    return ", ".join(found)


def missed_words(missed: MissedSession) -> str:
    """A missed session in a choice: "Tue, Nov 17, Early recovery (excused)"."""
    return _(
        "{day}, {group} ({mark})",
        day=screen_wording().date(missed.day),
        group=missed.group,
        mark=mark_words(missed.mark).lower(),
    )


def past_words(past: MarkPast) -> str:
    """What a mark was after one entry, who wrote it and when."""
    wording = screen_wording()
    when = f"{wording.date(past.at.date())}, {wording.time(past.at.time())}"
    parts = [mark_words(past.mark) if past.mark else _("Not marked")]
    if past.mark is not None and past.mark.is_attended:
        parts.append(ngettext_("{n} minute", "{n} minutes", past.minutes))
    if past.excused_by:
        parts.append(_("by {name}", name=past.excused_by))
    if past.reason:
        parts.append(past.reason)
    told = f"{', '.join(parts)} ({past.by}, {when})" if past.by else f"{', '.join(parts)} ({when})"
    return _("{told}. Why: {why}", told=told, why=past.why) if past.why else told


def told_mark(row: SessionRow) -> str:
    """A row's mark as screen readers are told: "Dolores Quiñones: present, 90 minutes"."""
    if row.mark is None:
        return _("{name}: not marked", name=row.name)
    minutes = ngettext_("{n} minute", "{n} minutes", row.minutes or 0)
    return _(
        "{name}: {mark}, {minutes}",
        name=row.name,
        mark=mark_words(row.mark).lower(),
        minutes=minutes,
    )
