"""What a client attended: the last weeks against what was asked for, and each meeting."""

from PySide6.QtWidgets import QWidget

from iopdesk.domain.meeting_visit import PROOF_WORDS, Visit, WeekOfVisits
from iopdesk.domain.mutual_help import EXCUSES
from iopdesk.services.meeting_visit_service import VisitSummary
from iopdesk.ui.widgets.buttons import plain_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.chip import Chip
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.flow_layout import FlowLayout
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _, ngettext_, screen_wording

_WEEKS_TOLD = 6


class VisitsCard(Card):
    """Shows a VisitSummary; entering a card is the place "returned_card"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Meetings attended"), parent)
        self.enter = plain_button(_("Returned car&d…"), "id-card", self)
        self.tell = plain_button(_("&Note meetings…"), "plus", self)
        self.add_to_head(self.tell)
        self.add_to_head(self.enter)
        self.told = label("", "soft", self, wrap=True)
        self.weeks = QWidget(self)
        self.weeks.setProperty("bare", "true")
        self._chips = FlowLayout(self.weeks)
        self.visits: RowsModel[Visit] = RowsModel(_columns(), self, identity=lambda v: v.id)
        self.table = TableView(self.visits, "meetings-attended", self)
        self.table.setAccessibleName(_("Meetings attended"))
        self.nothing = EmptyState(_("No meeting has been noted yet."), None, self)
        for part in (self.told, self.weeks):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.nothing, 1)

    def show_summary(self, summary: VisitSummary) -> None:
        """Show the weeks and the list."""
        self.visits.set_rows(summary.visits)
        self.table.fit_columns()
        self.table.setVisible(bool(summary.visits))
        self.nothing.setVisible(not summary.visits)
        self.told.setText(_told(summary))
        self._chips.clear()
        for week in summary.weeks[:_WEEKS_TOLD]:
            self._chips.addWidget(Chip(_week(week), _tone(week), self.weeks))
        self.weeks.setVisible(bool(summary.visits))


def _told(summary: VisitSummary) -> str:
    parts = [
        ngettext_("{n} in the last 30 days", "{n} in the last 30 days", summary.last_30_days),
        _("TEDS self-help {code}", code=summary.self_help),
    ]
    if summary.in_a_row:
        weeks = summary.in_a_row
        parts.insert(1, ngettext_("{n} week in a row met", "{n} weeks in a row met", weeks))
    if summary.cards_out:
        out = summary.cards_out
        parts.append(ngettext_("card of {n} week not back", "cards of {n} weeks not back", out))
    return " · ".join(parts)


def _tone(week: WeekOfVisits) -> str:
    if not week.asked or (week.excuse and not week.is_met):
        return "neutral"
    return "good" if week.is_met else "warn"


def _week(week: WeekOfVisits) -> str:
    day = screen_wording().day_month(week.monday)
    if week.excuse and not week.is_met:
        why = _(EXCUSES.get(week.excuse, week.excuse))
        return _("{day}: {count}, excused ({why})", day=day, count=week.count, why=why)
    if not week.asked:
        return _("{day}: {count}, none asked for", day=day, count=week.count)
    if week.extra:
        return _(
            "{day}: {asked} of {asked}, and {extra} extra",
            day=day,
            asked=week.asked,
            extra=week.extra,
        )
    return _("{day}: {count} of {asked}", day=day, count=week.count, asked=week.asked)


def _columns() -> list[Column[Visit]]:
    words = screen_wording()
    return [
        Column(_("Day"), lambda v: words.date(v.draft.day), "day", order=lambda v: v.draft.day),
        Column(_("Meeting"), lambda v: v.name, "meeting", bold=True, stretch=True),
        Column(_("Proof"), lambda v: _(PROOF_WORDS[v.draft.proof]), "proof", soft=True),
        Column(_("Noted by"), lambda v: v.entered_by, "noted_by", soft=True, minor=True),
        Column(
            "",
            lambda v: _("In doubt") if v.dispute else "",
            "dispute",
            kind=Kind.CHIP,
            tone=lambda v: "warn",
            when_used=True,
        ),
    ]
