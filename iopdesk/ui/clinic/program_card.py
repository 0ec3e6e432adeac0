"""The form of one program, with its phases and what the range of hours says about them."""

from typing import cast

from PySide6.QtWidgets import QHBoxLayout, QWidget

from iopdesk.domain.clinic_rules import ClinicRules
from iopdesk.domain.episode import TRACK_WORDS, Track
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.program import (
    AGE_WORDS,
    LONGEST_NAME,
    AgeGroup,
    HoursRange,
    ProgramDraft,
    hours_range,
    least_hours,
)
from iopdesk.ui.clinic.phases_editor import PhasesEditor
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.fields import NumberField, text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.notice_list import Notice, NoticeList
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.wording import _


class ProgramCard(Card):
    """Load it with a draft; `save` and `undo` are the screen's to connect."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._rules = ClinicRules()
        self.form = Form(self)
        self.name = self.form.add("name", _("&Name"), text_field(LONGEST_NAME), stretch=3)
        self.days = self.form.add("days", _("&Days"), NumberField(1, 730), beside=True)
        ages = [(age, _(words)) for age, words in AGE_WORDS.items()]
        self.age = self.form.add("age_group", _("For"), Segmented(ages))
        tracks = [(track, _(words)) for track, words in TRACK_WORDS.items()]
        self.track = self.form.add("track", _("Track"), Segmented(tracks), beside=True)
        self.phases = self.form.add("phases", "", PhasesEditor())
        self.notices = NoticeList(self)
        self.kept = label(
            _("Clients keep what they were given: a change holds for new placements only."),
            "hint",
            self,
            wrap=True,
        )
        line = QHBoxLayout()
        self.undo = plain_button(_("C&ancel"), "", self)
        self.save = primary_button(_("&Save program"), "check", self)
        line.addStretch(1)
        line.addWidget(self.undo)
        line.addWidget(self.save)
        self.body.addWidget(self.form)
        self.body.addWidget(self.notices)
        self.body.addWidget(self.kept)
        self.body.addLayout(line)
        self.body.addStretch(1)
        self.phases.edited.connect(self._on_phases_edited)
        self.form.edited.connect(self._show_notices)

    def load(self, draft: ProgramDraft, rules: ClinicRules, *, may_change: bool) -> None:
        """Show a program; nothing of it counts as typed."""
        self._rules = rules
        with self.form.loading():
            self.name.setText(draft.name)
            self.days.set_value(draft.days)
            self.age.set_value(draft.age_group)
            self.track.set_value(draft.track)
            self.phases.load(draft.phases)
        self.form.clear_problems()
        for field in (self.name, self.days):
            field.setReadOnly(not may_change)
        for segments in (self.age, self.track):
            segments.setEnabled(may_change)
        self.phases.set_read_only(not may_change)
        self.save.setVisible(may_change)
        self.undo.setVisible(may_change)
        self.kept.setVisible(may_change)
        self._show_notices()

    def draft(self) -> ProgramDraft:
        """What is typed."""
        return ProgramDraft(
            self.name.text(),
            self.days.value or 0,
            cast(Track, self.track.value),
            cast(AgeGroup, self.age.value),
            self.phases.drafts(),
        )

    def show_problems(self, problems: tuple[FieldProblem, ...]) -> None:
        """All that is wrong, beside its field or phase."""
        self.form.show_problems([p for p in problems if "." not in p.field])
        self.phases.show_problems([p for p in problems if "." in p.field])

    def _on_phases_edited(self) -> None:
        self.form.is_dirty = True
        self._show_notices()

    def _show_notices(self) -> None:
        self.notices.show_notices(_notices(self.draft(), self._rules))


def _notices(draft: ProgramDraft, rules: ClinicRules) -> list[Notice]:
    found = []
    for phase in draft.phases:
        if phase.minutes_a_week < 0:
            continue
        stands = hours_range(phase.minutes_a_week, draft.age_group, rules)
        if stands is HoursRange.ABOVE:
            words = _(
                "{phase}: more than {most} hours a week is the next level, 2.5.",
                phase=phase.name,
                most=rules.most_hours,
            )
            found.append(Notice(words, "warn"))
        elif stands is HoursRange.BELOW:
            words = _(
                "{phase}: Level 2.1 begins at {least} hours a week.",
                phase=phase.name,
                least=least_hours(draft.age_group, rules),
            )
            found.append(Notice(words, "warn"))
    together = draft.days_of_phases
    if draft.phases and together != draft.days and draft.days > 0:
        words = _(
            "The phases last {together} days, the program {days}. The stay can be extended anyway.",
            together=together,
            days=draft.days,
        )
        found.append(Notice(words, "info"))
    return found
