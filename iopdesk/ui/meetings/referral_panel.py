"""The panel beside the list: what a client picked, the week, the requirement, the handout."""

from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from iopdesk.domain.language import Language
from iopdesk.services.referral_service import ClientReferral
from iopdesk.ui.meetings.chosen_list import ChosenList
from iopdesk.ui.meetings.meeting_words import asked_words, path_words
from iopdesk.ui.meetings.refer_presenter import ReferPresenter
from iopdesk.ui.meetings.requirement_form import RequirementForm
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.widgets.week_picture import WeekPicture
from iopdesk.ui.wording import _, ngettext_, screen_wording

_LANGUAGES = [(Language.ENGLISH, "English"), (Language.SPANISH, "Español")]


class ReferralPanel(Card):
    """Shows a ReferPresenter; asks for nothing itself."""

    preview_asked = Signal()
    refer_asked = Signal()
    suggest_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Referral"), parent)
        theme = current_theme()
        self.asked = label("", "soft", self, wrap=True)
        self.change = quiet_button(_("C&hange…"), "", self)
        self.change.setCheckable(True)
        self.requirement = RequirementForm(self)
        self.requirement.hide()
        self.chosen = ChosenList(self)
        self.suggest = quiet_button(_("Suggest a wee&k"), "list-checks", self)
        self.week = WeekPicture(self)
        self.language = Segmented(_LANGUAGES, self)
        self.language.set_name(_("Language of the handout"))
        self.card = QCheckBox(_("&Attendance card"), self)
        self.more = QCheckBox(_("&Other meetings of this list"), self)
        self.ways = QCheckBox(_("Bus and &walk notes"), self)
        self.preview = plain_button(_("Pre&view"), "eye", self)
        self.refer = primary_button(_("&Refer and print"), "printer", self)
        self._lay_out(theme.px(8))
        self.change.toggled.connect(self._on_change)
        self.preview.clicked.connect(self.preview_asked)
        self.refer.clicked.connect(self.refer_asked)
        self.suggest.clicked.connect(self.suggest_asked)

    def load(self, referral: ClientReferral) -> None:
        """Show another client, or the same one after saving."""
        self.set_title(_("Referral for {name}", name=referral.client_name))
        self.asked.setText(_requirement_words(referral))
        self.change.setVisible(referral.is_in_program)
        self.change.setChecked(False)
        self.language.set_value(referral.language)

    def show_choice(self, choice: ReferPresenter) -> None:
        """Show what is picked now."""
        self.chosen.show_chosen(choice.chosen, with_ways=self.ways.isChecked())
        self.week.show_week(choice.groups, choice.blocks)
        self.refer.setEnabled(bool(choice.chosen) or choice.has_unsaved)
        self.preview.setEnabled(bool(choice.chosen))

    def handout_language(self) -> Language:
        """The language to print in."""
        return cast(Language, self.language.value)

    def changes_requirement(self) -> bool:
        """Whether the requirement's form is open and was edited."""
        return self.change.isChecked() and self.requirement.is_dirty

    def _lay_out(self, gap: int) -> None:
        inside = QWidget(self)
        inside.setProperty("bare", "true")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        asked = QHBoxLayout()
        asked.addWidget(self.asked, 1)
        asked.addWidget(self.change)
        column.addLayout(asked)
        column.addWidget(self.requirement)
        column.addWidget(self.chosen)
        column.addWidget(self.suggest, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(label(_("A week at a glance"), "label", inside))
        column.addWidget(self.week)
        column.addWidget(label(_("Handout"), "label", inside))
        column.addWidget(self.language)
        boxes = QVBoxLayout()
        boxes.setSpacing(0)
        for box in (self.card, self.ways, self.more):
            boxes.addWidget(box)
        column.addLayout(boxes)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self.body.addWidget(area, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.preview)
        buttons.addStretch(1)
        buttons.addWidget(self.refer)
        self.body.addLayout(buttons)

    def _on_change(self, shown: bool) -> None:
        self.requirement.setVisible(shown)
        if shown:
            self.requirement.a_week.setFocus()


def _requirement_words(referral: ClientReferral) -> str:
    now = referral.requirement
    if now is None and not referral.is_in_program:
        return _("Not in program: meetings can be recommended, not asked for.")
    words = asked_words(referral)
    if not words:
        return _("No number of meetings is asked for yet.")
    if now is None:
        return words
    if not now.goes_by_placement:
        words = ngettext_("{n} meeting a week", "{n} meetings a week", now.a_week)
    if now.ends:
        day = screen_wording().day_month(now.ends)
        words = _("{meetings}, through {day}", meetings=words, day=day)
    if now.chosen_path:
        words = f"{words} · {path_words(now.chosen_path)}"
    return words
