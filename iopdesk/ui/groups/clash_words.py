"""What a group's times run into, in words; and asking before something is saved all the same."""

from collections.abc import Sequence

from iopdesk.domain.group_clash import GroupClash, GroupClashKind
from iopdesk.domain.week import WeekBlock
from iopdesk.ui.messages import Messages
from iopdesk.ui.wording import _, ngettext_, screen_wording

_MOST_SHOWN = 6


def clash_words(clash: GroupClash) -> str:
    """One clash: "Room B is taken by Skills, Thu 2:00 – 3:30 PM, 8 times from Nov 19 on"."""
    wording = screen_wording()
    block = WeekBlock(clash.first.weekday(), clash.start, clash.minutes, "")
    values = {
        "what": clash.what,
        "other": clash.other,
        "span": f"{wording.weekday(block.weekday)} {wording.time_span(block.start, block.end)}",
        "day": wording.day_month(clash.first),
    }
    if clash.kind is GroupClashKind.ROOM:
        words = _("Room {what} is taken by {other}, {span}, first on {day}", **values)
    elif clash.kind is GroupClashKind.LEADER:
        words = _("{what} is in {other}, {span}, first on {day}", **values)
    else:
        words = _("{what} has an appointment, {span}, on {day}", **values)
    if clash.times == 1:
        return words
    return ngettext_("{words} ({n} time)", "{words} ({n} times)", clash.times, words=words)


def goes_on_despite(messages: Messages, clashes: Sequence[GroupClash]) -> bool:
    """Whether a person saves all the same; nothing is asked where nothing clashes."""
    if not clashes:
        return True
    told = [clash_words(clash) for clash in clashes[:_MOST_SHOWN]]
    return messages.ask(
        ngettext_("This is wanted twice", "These are wanted twice", len(clashes)),
        "\n".join(told),
        _("Save &all the same"),
        _("&Go back"),
    )
