"""Groups to join on the first day: those of the track that have a place, to be ticked."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from iopdesk.domain.episode import GroupPlace
from iopdesk.services.admission_groups import GroupOffer
from iopdesk.services.draft_service import Value
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _, ngettext_, screen_wording


class AdmitGroups(Card):
    """`changed` is sent when a group was ticked or taken away."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Groups from the first day"), parent)
        self._offers: tuple[GroupOffer, ...] = ()
        self._boxes: dict[GroupOffer, QCheckBox] = {}
        self._hours = label("", "soft", self, wrap=True)
        self.body.addWidget(self._hours)

    def offer(self, offers: Sequence[GroupOffer], track: str) -> None:
        """Offer those that suit the track; what was ticked and still suits stays ticked."""
        chosen = {offer.group_id for offer in self._chosen()}
        fitting = [offer for offer in offers if offer.track in ("", track)]
        for box in self._boxes.values():
            box.hide()
            box.deleteLater()
        self._boxes = {}
        for at, offer in enumerate(fitting):
            box = QCheckBox(_words(offer), self)
            box.setChecked(offer.group_id in chosen)
            box.toggled.connect(self._on_toggled)
            self.body.insertWidget(at, box)
            self._boxes[offer] = box

    def show_hours(self, prescribed: int) -> None:
        """How far the ticked groups fill the week."""
        hours = screen_wording().hours
        minutes = sum(offer.minutes_a_week for offer in self._chosen())
        if not self._boxes:
            self._hours.setText(_("No group of this track has a free place."))
        else:
            self._hours.setText(
                _(
                    "{hours} of {prescribed} hours a week are in the groups chosen.",
                    hours=hours(minutes),
                    prescribed=hours(prescribed),
                )
            )

    def places(self, starts: date | None) -> tuple[GroupPlace, ...]:
        """The places that are wanted, from the day of admission on."""
        if starts is None:
            return ()
        return tuple(GroupPlace(offer.group_id, starts) for offer in self._chosen())

    def boxes(self) -> list[QCheckBox]:
        """The boxes, top to bottom."""
        return list(self._boxes.values())

    def typed(self) -> Value:
        """The groups that are ticked, to be kept."""
        return [*sorted(offer.group_id.hex for offer in self._chosen())]

    def type_again(self, value: Value) -> None:
        """Tick those that are still offered."""
        ticked = value if isinstance(value, list) else []
        for offer, box in self._boxes.items():
            box.setChecked(offer.group_id.hex in ticked)

    def _chosen(self) -> list[GroupOffer]:
        return [offer for offer, box in self._boxes.items() if box.isChecked()]

    def _on_toggled(self, _is_on: bool) -> None:
        self.changed.emit()


def _words(offer: GroupOffer) -> str:
    words = screen_wording()
    by_span: dict[str, list[int]] = {}
    for block in offer.weekly:
        by_span.setdefault(words.time_span(block.start, block.end), []).append(block.weekday)
    times = "; ".join(
        ", ".join(words.weekday(day) for day in sorted(set(days))) + " " + span
        for span, days in by_span.items()
    )
    places = ngettext_("{n} place left", "{n} places left", offer.places_left)
    return f"{offer.title}\n{times}, {places}"
