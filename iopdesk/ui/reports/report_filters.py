"""Which days, and only whom: the row of choices above a report, remembered for each person."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from iopdesk.domain.episode import TRACK_WORDS
from iopdesk.domain.report import ReportAsk, ReportChoices, SpanChoice, span_of, usual_span
from iopdesk.domain.report_names import REPORTS, Narrowing, ReportName
from iopdesk.ui.settings import screen_settings
from iopdesk.ui.widgets.buttons import plain_button
from iopdesk.ui.widgets.fields import ChoiceField, DateField
from iopdesk.ui.widgets.flow_layout import FlowLayout
from iopdesk.ui.wording import _

_MOST_LETTERS = 18


class ReportFilters(QWidget):
    """`changed` at each change of what is asked; `ask` says it."""

    changed = Signal()

    def __init__(self, staff_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._kept = f"reports/{staff_id.hex}"
        self._client_id: UUID | None = None
        self.span = ChoiceField(_span_choices(), self)
        self.span.setAccessibleName(_("Which days"))
        _make_room(self.span)
        self.first, self.last = DateField(self), DateField(self)
        self.first.setAccessibleName(_("First day"))
        self.last.setAccessibleName(_("Last day"))
        self.group, self.leader = ChoiceField((), self), ChoiceField((), self)
        self.track, self.phase = ChoiceField((), self), ChoiceField((), self)
        self.client = plain_button("", "x", self)
        self._fields: dict[Narrowing, QWidget] = {
            Narrowing.GROUP: self.group,
            Narrowing.LEADER: self.leader,
            Narrowing.TRACK: self.track,
            Narrowing.PHASE: self.phase,
        }
        flow = FlowLayout(self, gap=8)
        for widget in (self.span, self.first, self.last, *self._fields.values(), self.client):
            flow.addWidget(widget)
        self.offer(ReportChoices((), (), ()))
        self.span.set_value(self._kept_span(SpanChoice.LAST_30_DAYS))
        self._name_fields()
        self._connect()

    def offer(self, choices: ReportChoices) -> None:
        """Offer these groups, leaders and phases; what was chosen stays where it is offered."""
        tracks = [(track.value, _(words)) for track, words in TRACK_WORDS.items()]
        for field, everything, offered, name in (
            (self.group, _("All groups"), choices.groups, "group"),
            (self.leader, _("All leaders"), choices.leaders, "leader"),
            (self.track, _("All tracks"), tracks, "track"),
            (self.phase, _("All phases"), choices.phases, "phase"),
        ):
            _offer(field, everything, offered, screen_settings().text(f"{self._kept}/{name}"))

    def show_for(self, name: ReportName) -> None:
        """Show what this report can be narrowed by, and its usual days where none were chosen."""
        self._show_usual_days(name)
        narrowings = REPORTS[name].narrowings
        for narrowing, field in self._fields.items():
            field.setVisible(narrowing in narrowings)
        self.client.setVisible(self._client_id is not None and Narrowing.CLIENT in narrowings)

    def ask(self, today: date) -> ReportAsk | None:
        """What is asked; None where a date is missing or wrong."""
        first, last = span_of(self._span(), today)
        if self._span() is SpanChoice.OWN:
            if self.first.value is None or self.last.value is None:
                return None
            first, last = self.first.value, self.last.value
        group, leader, phase = self.group.value, self.leader.value, self.phase.value
        return ReportAsk(
            first,
            last,
            group_id=group if isinstance(group, UUID) else None,
            leader_id=leader if isinstance(leader, UUID) else None,
            client_id=self._client_id,
            track=str(self.track.value or ""),
            phase=phase if isinstance(phase, int) else 0,
        )

    def narrow_to(self, client_id: UUID | None, name: str = "") -> None:
        """Ask about one client only, or about everyone again."""
        self._client_id = client_id
        self.client.setText(name)
        self.client.setToolTip(_("Show everyone again"))
        self.client.setAccessibleName(_("Only {name}: show everyone again", name=name))

    def _connect(self) -> None:
        self.span.currentIndexChanged.connect(self._on_span)
        for field in self._fields.values():
            assert isinstance(field, ChoiceField)
            field.currentIndexChanged.connect(self._on_choice)
        for day in (self.first, self.last):
            day.editingFinished.connect(self._on_day)
        self.client.clicked.connect(self._on_everyone)
        self._show_days()

    def _name_fields(self) -> None:
        self.group.setAccessibleName(_("Group"))
        self.leader.setAccessibleName(_("Leader"))
        self.track.setAccessibleName(_("Track"))
        self.phase.setAccessibleName(_("Phase"))
        for name, field in (("first", self.first), ("last", self.last)):
            kept = screen_settings().text(f"{self._kept}/{name}")
            field.setText(kept)

    def _span(self) -> SpanChoice:
        return SpanChoice(str(self.span.value))

    def _kept_span(self, usual: SpanChoice) -> SpanChoice:
        kept = screen_settings().text(f"{self._kept}/span")
        return SpanChoice(kept) if kept in set(SpanChoice) else usual

    def _show_usual_days(self, name: ReportName) -> None:
        self.span.blockSignals(True)
        try:
            self.span.set_value(self._kept_span(usual_span(name)))
        finally:
            self.span.blockSignals(False)

    def _show_days(self) -> None:
        for day in (self.first, self.last):
            day.setVisible(self._span() is SpanChoice.OWN)

    def _on_span(self) -> None:
        screen_settings().keep(f"{self._kept}/span", self._span().value)
        self._show_days()
        if self._span() is SpanChoice.OWN:
            self.first.setFocus()
        self.changed.emit()

    def _on_choice(self) -> None:
        for name, field in (
            ("group", self.group),
            ("leader", self.leader),
            ("track", self.track),
            ("phase", self.phase),
        ):
            value = field.value
            kept = value.hex if isinstance(value, UUID) else str(value or "")
            screen_settings().keep(f"{self._kept}/{name}", kept)
        self.changed.emit()

    def _on_day(self) -> None:
        for name, field in (("first", self.first), ("last", self.last)):
            screen_settings().keep(f"{self._kept}/{name}", field.text())
        self.changed.emit()

    def _on_everyone(self) -> None:
        self.narrow_to(None)
        self.client.hide()
        self.changed.emit()


def _offer(
    field: ChoiceField, everything: str, offered: Sequence[tuple[object, str]], kept: str
) -> None:
    """Offer these and choose what was kept; nobody is told, since nobody chose."""
    field.blockSignals(True)
    try:
        field.set_choices([(None, everything), *offered])
        _make_room(field)
        field.blockSignals(True)
        for value, _words in offered:
            if kept and kept == (value.hex if isinstance(value, UUID) else str(value)):
                field.set_value(value)
    finally:
        field.blockSignals(False)


def _make_room(field: ChoiceField) -> None:
    """Wide enough for its words; a long name of a group is cut rather than the row broken."""
    longest = max(len(field.itemText(at)) for at in range(field.count()))
    field.setMinimumContentsLength(min(longest, _MOST_LETTERS))


def _span_choices() -> list[tuple[object, str]]:
    return [
        (SpanChoice.THIS_WEEK, _("This week")),
        (SpanChoice.LAST_WEEK, _("Last week")),
        (SpanChoice.THIS_MONTH, _("This month")),
        (SpanChoice.LAST_30_DAYS, _("Last 30 days")),
        (SpanChoice.LAST_90_DAYS, _("Last 90 days")),
        (SpanChoice.LAST_12_MONTHS, _("Last 12 months")),
        (SpanChoice.THIS_YEAR, _("This year")),
        (SpanChoice.OWN, _("Own days…")),
    ]
