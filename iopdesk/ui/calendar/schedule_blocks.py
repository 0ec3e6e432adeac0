"""A client's week as blocks of the week picture."""

from iopdesk.domain.calendar import CalendarEntry
from iopdesk.domain.week import WeekBlock
from iopdesk.services.schedule_service import ClientWeek
from iopdesk.ui.calendar.calendar_words import busy_words, kind_words
from iopdesk.ui.widgets.week_picture import BlockKind, PictureBlock


def week_blocks(week: ClientWeek) -> list[PictureBlock]:
    """Groups, appointments, busy hours and meetings; what is at the time of a group is marked."""
    groups = [_entry(entry) for entry in week.entries if entry.is_group]
    others = [_entry(entry) for entry in week.entries if not entry.is_group]
    busy = [
        WeekBlock(each.weekday, each.start, each.minutes, busy_words(each)) for each in week.busy
    ]
    meetings = [block for line in week.meetings if (block := line.block()) is not None]
    taken = [*groups, *others]
    found = [PictureBlock(block, BlockKind.GROUP) for block in groups]
    found += [_marked(block, BlockKind.APPOINTMENT, [*groups, *busy]) for block in others]
    found += [_marked(block, BlockKind.MEETING, taken) for block in meetings]
    return found + [PictureBlock(block, BlockKind.BUSY) for block in busy]


def _entry(entry: CalendarEntry) -> WeekBlock:
    words = entry.title if entry.is_group else kind_words(entry.kind)
    return WeekBlock(entry.day.weekday(), entry.start, entry.minutes, words)


def _marked(block: WeekBlock, kind: BlockKind, others: list[WeekBlock]) -> PictureBlock:
    return PictureBlock(block, kind, any(block.clashes_with(other) for other in others))
