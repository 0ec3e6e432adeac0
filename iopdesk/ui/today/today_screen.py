"""The first screen: today's groups, what needs someone, where clients are, next discharges."""

from functools import partial

from PySide6.QtWidgets import QWidget

from iopdesk.domain.language import Language
from iopdesk.domain.staff import Right
from iopdesk.domain.today import ComingDischarge, GoTo, Today, TodayDuty, TodayGroup
from iopdesk.ui.desk import Desk
from iopdesk.ui.screen import Screen
from iopdesk.ui.today.today_view import TodayView
from iopdesk.ui.wording import _, ngettext_


class TodayScreen(Screen):
    """Every line names where to go; Enter goes there."""

    shows = frozenset(
        {
            "attendance",
            "closed_day",
            "episode",
            "group_note",
            "group_session",
            "group_slot",
            "next_step",
            "placement",
            "plan",
            "roster_place",
            "step_down",
            "treatment_group",
        }
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view = TodayView(self)
        self.page_layout().addWidget(self.view)
        self._today: Today | None = None
        view = self.view
        for table in (view.groups, view.duties, view.discharges):
            table.opened.connect(self._on_opened)
            table.pressed.connect(self._on_opened)
        view.new_client.clicked.connect(partial(desk.navigation.open, "new_client"))
        view.sheets.clicked.connect(self._on_sheets)
        view.new_client.setEnabled(desk.services.signed_in.may(Right.EDIT_CLIENTS))

    def refresh(self) -> None:
        """Ask for the day."""
        self.desk.background.run(self, self.desk.services.today.today, self._show, ticket="today")

    def reflow(self, narrow: bool) -> None:
        """One column in narrow windows."""
        self.view.reflow(narrow)

    def keys(self) -> list[tuple[str, str]]:
        """The keys of its lists."""
        return [("Enter", _("go where the line leads"))]

    def place(self) -> str:
        """Its name in back links."""
        return _("Today")

    def _show(self, today: Today) -> None:
        self._today = today
        self.view.show_today(today)

    def _on_opened(self, line: TodayGroup | TodayDuty | ComingDischarge) -> None:
        self._go(line.go_to)

    def _go(self, to: GoTo) -> None:
        more: dict[str, object] = {}
        if to.day is not None:
            more["date"] = to.day
        if to.tab:
            more["tab"] = to.tab
        self.desk.navigation.open(to.place, to.record_id, **more)

    def _on_sheets(self) -> None:
        groups = [g for g in (self._today.groups if self._today else ()) if g.expected]
        if not groups:
            self.desk.messages.say(_("No group with clients meets today."))
            return
        chosen = self._choose(groups)
        if chosen is not None:
            sheet = self.desk.services.sign_in_sheet.sheet
            self.desk.preview.show(
                partial(sheet, chosen.slot_id, chosen.day),
                languages=(Language.ENGLISH, Language.SPANISH),
            )

    def _choose(self, groups: list[TodayGroup]) -> TodayGroup | None:
        if len(groups) == 1:
            return groups[0]
        at = self.desk.messages.choose(
            _("Which sign-in sheet?"),
            ngettext_("{n} group meets today.", "{n} groups meet today.", len(groups)),
            [group.name for group in groups],
        )
        return groups[at] if at is not None else None
