"""Which questionnaire each program gives, and how often; everyone sees it, a director sets it."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from iopdesk.domain.episode import Program, program_words
from iopdesk.domain.instrument import instruments
from iopdesk.domain.instrument_result import MOST_DAYS, Schedule
from iopdesk.domain.problems import InvalidDraft
from iopdesk.domain.staff import Right
from iopdesk.ui.desk import Desk
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.fields import ChoiceField, NumberField
from iopdesk.ui.widgets.part_card import PartCard, PartField
from iopdesk.ui.wording import _, ngettext_, screen_wording


class InstrumentPlanCard(QWidget):
    """A line an instrument and program; without any, the usual plan is one click."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._programs: tuple[Program, ...] = ()
        forms = [(one.key, one.name) for one in instruments().values()]
        self.card = PartCard(
            _("Questionnaires by plan"),
            Schedule(),
            [
                PartField("instrument", _("Questionnaire"), lambda: ChoiceField(forms)),
                PartField("program_id", _("Program"), ChoiceField, True),
                PartField("every_days", _("Every … days"), lambda: NumberField(1, MOST_DAYS)),
                PartField("at_admission", _("At admission"), QCheckBox),
                PartField("at_discharge", _("At discharge"), QCheckBox, True),
            ],
            self._words,
            self,
        )
        self.usual = quiet_button(_("Take over the usual plan"), "list-checks", self.card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        self.card.body.addWidget(self.usual, 0, Qt.AlignmentFlag.AlignLeft)
        may = desk.services.signed_in.may(Right.MANAGE_CLINIC)
        self.card.setEnabled(may)
        self.usual.setVisible(may)
        self.usual.clicked.connect(self._on_usual)
        self.card.saved.connect(self._on_saved)
        self.card.removed.connect(self._on_removed)

    def refresh(self) -> None:
        """Ask for programs and plan."""
        self._desk.background.run(self, self._read, self._show, ticket="plan")

    def _read(self) -> tuple[tuple[Program, ...], tuple[Schedule, ...]]:
        services = self._desk.services
        return services.episode.programs(), services.instrument.schedules()

    def _show(self, found: tuple[tuple[Program, ...], tuple[Schedule, ...]]) -> None:
        self._programs, plan = found
        field = self.card.form.field("program_id")
        assert isinstance(field, ChoiceField)
        words = screen_wording()
        every: list[tuple[object, str]] = [(None, _("Every program"))]
        field.set_choices(
            every + [(one.program_id, program_words(one.name, words)) for one in self._programs]
        )
        self.card.show_parts(plan)

    def _words(self, one: Schedule) -> str:
        times = []
        if one.at_admission:
            times.append(_("at admission"))
        if one.every_days:
            times.append(ngettext_("every day", "every {n} days", one.every_days))
        if one.at_discharge:
            times.append(_("at discharge"))
        form = instruments().get(one.instrument)
        told = f"{form.name if form else one.instrument}: {', '.join(times)}"
        program = self._program(one.program_id)
        return f"{told} ({program})" if program else told

    def _program(self, program_id: UUID | None) -> str:
        named = (one.name for one in self._programs if one.program_id == program_id)
        return program_words(next(named, ""), screen_wording())

    def _on_saved(self, base: Schedule | None, mine: Schedule) -> None:
        plan = self._desk.services.instrument.plan
        call = partial(plan, [mine], [base] if base else [])
        self._desk.background.run(self, call, self._on_done, self._on_failed)

    def _on_removed(self, part: Schedule) -> None:
        call = partial(self._desk.services.instrument.plan, [], [part])
        self._desk.background.run(self, call, self._on_done)

    def _on_usual(self) -> None:
        self._desk.background.run(
            self, self._desk.services.instrument.plan_the_usual, self._on_done
        )

    def _on_done(self, _nothing: None) -> None:
        self.card.close_form()
        self.refresh()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            self.card.show_problems(error.problems)
        else:
            self._desk.messages.error(error)
