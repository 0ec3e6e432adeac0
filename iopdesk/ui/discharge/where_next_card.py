"""Where next: one or several next steps as cards, and the levels recommended and accepted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from iopdesk.domain.step_down import NEXT_STEP_WORDS, NextStep, StepDown, step_down_options
from iopdesk.ui.discharge.option_card import OptionCard
from iopdesk.ui.discharge.step_down_words import level_choices, option_about, option_choices
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.fields import ChoiceField
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.wording import _

_FIRST = ("1", "MH_OP", "AFTERCARE", "STEP_UP")
_MORE = ("MUTUAL", "RR", "OBOT", "RECOVERY_SERVICES", "VOCATIONAL", "PCP", "NONE")


class WhereNextCard(Card):
    """`toggled` carries (code, on); the screen keeps the lines behind the cards."""

    edited = Signal()
    toggled = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Where next"), parent, note=_("one or several together"))
        self._narrow = False
        self.more = quiet_button(_("&More next steps"), "", self)
        self.more.clicked.connect(self._on_more)
        self.add_to_head(self.more)
        self._grid = QGridLayout()
        self._grid.setSpacing(current_theme().px(12))
        self.body.addLayout(self._grid)
        self.options = {code: self._option(code) for code in (*_FIRST, *_MORE)}
        self._shows_more = False
        self._read_only = False
        self._chosen: set[str] = set()
        self.body.addSpacing(current_theme().px(2))
        self.levels = self._levels()
        self.body.addWidget(self.levels)
        self.body.addWidget(self.because)
        self._lay_out()

    def show_choices(self, step_down: StepDown) -> None:
        """Show what is chosen."""
        chosen = {step.option for step in step_down.next_steps if step.option}
        for code, card in self.options.items():
            card.setChecked(code in chosen)
        self._chosen = chosen
        with self.levels.loading(), self.because.loading():
            for field, value in (
                (self.recommended, step_down.level_recommended),
                (self.accepted, step_down.level_accepted),
                (self.why, step_down.reason_level_differs),
            ):
                field.set_value(value)
        self._lay_out()
        self._show_why()

    def level_values(self) -> dict[str, str]:
        """The levels and why they differ, by the record's field names."""
        return {
            "level_recommended": str(self.recommended.value or ""),
            "level_accepted": str(self.accepted.value or ""),
            "reason_level_differs": str(self.why.value or "") if self._differs() else "",
        }

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting anyone choose."""
        self._read_only = read_only
        for card in self.options.values():
            card.set_read_only(read_only)
        self.levels.setEnabled(not read_only)
        self.because.setEnabled(not read_only)
        self._lay_out()

    def reflow(self, narrow: bool) -> None:
        """Two cards a line in narrow windows."""
        self._narrow = narrow
        self._lay_out()

    def _option(self, code: str) -> OptionCard:
        card = OptionCard(code, _(NEXT_STEP_WORDS[code]), option_about(code), self)
        card.clicked.connect(lambda on: self.toggled.emit(code, on))
        return card

    def _levels(self) -> Form:
        form = Form(self)
        self.recommended = form.add(
            "level_recommended", _("Le&vel recommended"), ChoiceField(level_choices())
        )
        self.accepted = form.add(
            "level_accepted", _("Level a&ccepted"), ChoiceField(level_choices()), beside=True
        )
        reasons = option_choices(step_down_options().level_differs)
        self.because = Form(self)
        self.why = self.because.add(
            "reason_level_differs", _("Why they differ"), ChoiceField(reasons)
        )
        self.because.edited.connect(self.edited)
        form.edited.connect(self._show_why)
        form.edited.connect(self.edited)
        return form

    def _differs(self) -> bool:
        return self.recommended.value != self.accepted.value

    def _show_why(self) -> None:
        self.because.setVisible(self._differs())

    def _on_more(self) -> None:
        self._shows_more = True
        self._lay_out()
        self.options[_MORE[0]].setFocus()

    def _lay_out(self) -> None:
        columns = 2 if self._narrow else 4
        offered = () if self._read_only else (*_FIRST, *(_MORE if self._shows_more else ()))
        shown = [code for code in self.options if code in offered or code in self._chosen]
        for at, code in enumerate(shown):
            self._grid.addWidget(self.options[code], at // columns, at % columns)
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for code, card in self.options.items():
            card.setVisible(code in shown)
        self.more.setVisible(not self._shows_more and not self._read_only)


def new_step(code: str) -> NextStep:
    """The line behind a card that was just chosen."""
    status = "not_needed" if code in ("MUTUAL", "NONE", "STEP_UP") else "to_book"
    return NextStep(option=code, status=status)
