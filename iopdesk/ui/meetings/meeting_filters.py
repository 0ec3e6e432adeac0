"""The row of filters above the list of meetings."""

from collections.abc import Sequence
from datetime import time
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from iopdesk.domain.distance import Point
from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting import MIDNIGHT, TimeOfDay
from iopdesk.domain.meeting_need import MeetingNeed
from iopdesk.services.meeting_search import MeetingFilter
from iopdesk.ui.meetings.check_menu import CheckMenu
from iopdesk.ui.meetings.meeting_words import LANGUAGES, need_words, time_of_day_words
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.fields import ChoiceField, TimeField
from iopdesk.ui.widgets.flow_layout import FlowLayout
from iopdesk.ui.widgets.search_field import SearchField
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.wording import _, ngettext_, screen_wording

SIGNS = "signs_cards"
_TIME_WIDE = 104
_MILES = (1, 3, 5, 10, 25)
_OFFERED_LANGUAGES = ("es", "vi", "ko", "tl", "fa", "ru", "pa")


class MeetingFilters(QWidget):
    """Says what is looked for; `changed` at each change, `place_asked` with a typed place."""

    changed = Signal()
    place_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self._window: tuple[time, time] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.search = SearchField(_("Name or street"), self)
        self.fellowships = CheckMenu(_("All fellowships"), parent=self, name=_("Fellowship"))
        self.days = Segmented(_day_choices(), self)
        self.days.set_name(_("Day"))
        self.times = Segmented(
            [(None, _("Any time")), *((part, time_of_day_words(part)) for part in TimeOfDay)], self
        )
        self.times.set_name(_("Time of day"))
        self.first = self._time(_("from, as 5 PM"), _("Earliest start"))
        self.last = self._time(_("to, as 8 PM"), _("Latest start"))
        self.distance = ChoiceField(_distance_choices(), self)
        self.distance.setAccessibleName(_("Distance"))
        self.place = SearchField(_("From: ZIP code or town"), self)
        self.place.setToolTip(_("Distances are measured from here; empty: home or clinic"))
        self.kinds = CheckMenu(_("All kinds"), "accessibility", self, name=_("Kind"))
        self.kinds.set_choices(_kind_choices())
        flow = FlowLayout(self, gap=8)
        for widget in (
            self.search,
            self.fellowships,
            self.days,
            self.times,
            self.first,
            self.last,
            self.distance,
            self.place,
            self.kinds,
        ):
            flow.addWidget(widget)
        self._connect()

    def _connect(self) -> None:
        self.place.asked.connect(self.place_asked)
        self.search.asked.connect(self._on_changed)
        self.fellowships.changed.connect(self._on_changed)
        self.kinds.changed.connect(self._on_changed)
        self.days.changed.connect(self._on_changed)
        self.times.changed.connect(self._on_changed)
        self.distance.currentIndexChanged.connect(self._on_changed)

    def offer_fellowships(self, fellowships: Sequence[Fellowship]) -> None:
        """Offer those that the directories hold."""
        self.fellowships.set_choices([(each, each.short_name) for each in fellowships])

    def offer_distance(self, offered: bool) -> None:
        """Distance can only be asked for where a place to measure from is known."""
        self.distance.setVisible(offered)
        if not offered:
            self.distance.set_value(None)

    def clear(self) -> None:
        """Look for everything again, without telling."""
        self._window = None
        for field in (self.search, self.place, self.first, self.last):
            field.blockSignals(True)
            field.clear()
            field.blockSignals(False)
        self.days.set_value(None)
        self.times.set_value(None)
        self.distance.blockSignals(True)
        self.distance.set_value(None)
        self.distance.blockSignals(False)
        self.kinds.set_values(frozenset())
        self.fellowships.set_values(frozenset())

    def wanted(self, near: Point | None) -> MeetingFilter:
        """What is looked for, measured from `near`."""
        kinds = self.kinds.values()
        miles = self.distance.value
        day = self.days.value
        return MeetingFilter(
            text=self.search.text(),
            days=frozenset() if day is None else frozenset({cast(int, day)}),
            time_of_day=cast("TimeOfDay | None", self.times.value),
            begins=self._begins(),
            fellowships=cast("frozenset[Fellowship]", self.fellowships.values()),
            needs=frozenset(kind for kind in kinds if isinstance(kind, MeetingNeed)),
            languages=frozenset(
                kind.removeprefix("language:")
                for kind in kinds
                if isinstance(kind, str) and kind.startswith("language:")
            ),
            in_person={"in_person": True, "online": False}.get(_attend(kinds)),
            near=near,
            signs_cards=SIGNS in kinds,
            within_miles=float(miles) if isinstance(miles, int) else None,
        )

    def _time(self, example: str, name: str) -> TimeField:
        field = TimeField(self)
        field.setPlaceholderText(example)
        field.setAccessibleName(name)
        field.setToolTip(name)
        field.setFixedWidth(current_theme().px(_TIME_WIDE))
        field.editingFinished.connect(self._on_window)
        return field

    def _begins(self) -> tuple[time, time] | None:
        """The typed window of starts; where one end is left open, it is that of the day."""
        first, last = self.first.value, self.last.value
        if first is None and last is None:
            return None
        return time(0, 1) if first is None else first, MIDNIGHT if last is None else last

    def _on_window(self) -> None:
        for field in (self.first, self.last):
            field.setProperty("wrong", str(field.is_wrong).lower())
            field.style().polish(field)
            wrong = _("This is no time: type 5 PM or 17:00.") if field.is_wrong else ""
            field.setToolTip(wrong or field.accessibleName())
        window = self._begins()
        if window != self._window:
            self._window = window
            self.changed.emit()

    def _on_changed(self, *_what: object) -> None:
        self.changed.emit()


def _attend(kinds: frozenset[object]) -> str:
    here, online = "attend:in_person" in kinds, "attend:online" in kinds
    if here == online:
        return ""
    return "in_person" if here else "online"


def _day_choices() -> list[tuple[object, str]]:
    words = screen_wording()
    letters = [(day, words.long_weekday(day)[0].upper()) for day in range(7)]
    return [(None, _("Any day")), *letters]


def _distance_choices() -> list[tuple[object, str]]:
    within = [(miles, ngettext_("Within {n} mi", "Within {n} mi", miles)) for miles in _MILES]
    return [(None, _("Any distance")), *within]


def _kind_choices() -> list[tuple[object, str]]:
    attend = [("attend:in_person", _("In person")), ("attend:online", _("Online"))]
    languages = [(f"language:{code}", _(LANGUAGES[code])) for code in _OFFERED_LANGUAGES]
    needs = [(need, need_words(need)) for need in MeetingNeed]
    return [*needs, (SIGNS, _("Known to sign cards")), *attend, *languages]
