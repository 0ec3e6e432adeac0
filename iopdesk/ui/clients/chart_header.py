"""The top of a chart: who it is, where they stand, what can be done."""

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from iopdesk.domain.client import ClientState
from iopdesk.services.client_records import ChartHead
from iopdesk.ui.clients.client_words import facts_words, placement_words, program_chip
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import menu_button, primary_button
from iopdesk.ui.widgets.chip import Chip
from iopdesk.ui.widgets.elided import ElidedLabel
from iopdesk.ui.widgets.flow_layout import FlowLayout
from iopdesk.ui.widgets.initials_disc import InitialsDisc
from iopdesk.ui.wording import _, screen_wording


class ChartHeader(QWidget):
    """Disc, name with its facts under it, chips, and two actions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setProperty("bare", "true")
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.px(12))
        who = QHBoxLayout()
        who.setSpacing(theme.px(12))
        self._disc = InitialsDisc(self)
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        self._name = ElidedLabel("", self, role="title")
        self._facts = ElidedLabel("", self, role="soft")
        for widget in (self._name, self._facts):
            # of two labels in a column the shorter one would limit the other
            widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        words.addWidget(self._name)
        words.addWidget(self._facts)
        who.addWidget(self._disc)
        who.addLayout(words, 1)
        self._chips = QWidget(self)
        self._chips.setProperty("bare", "true")
        self._flow = FlowLayout(self._chips)
        actions = QHBoxLayout()
        actions.setSpacing(theme.px(12))
        self.print = menu_button(_("&Print…"), "printer", self)
        self.add = primary_button(_("&Add…"), "plus", self)
        self.admit = primary_button(_("Ad&mit"), "user-check", self)
        for button in (self.print, self.add, self.admit):
            actions.addWidget(button)
        rest = QHBoxLayout()
        rest.setSpacing(theme.px(12))
        rest.addWidget(self._chips, 1)
        rest.addLayout(actions)
        self._line.addLayout(who)
        self._line.addLayout(rest, 1)

    def clear(self) -> None:
        """Show nobody while the next chart is fetched."""
        self._name.setText("")
        self._facts.setText("")
        self._disc.show_letters("")
        self._flow.clear()
        self.add.hide()
        self.admit.hide()

    def show_head(self, head: ChartHead, *, may_admit: bool) -> None:
        """Show who this chart belongs to."""
        self._name.setText(head.name)
        self._facts.setText(facts_words(head))
        self._disc.show_letters(head.initials)
        self._flow.clear()
        for words, tone in self._facts_as_chips(head):
            self._flow.addWidget(Chip(words, tone, self._chips))
        self._chips.updateGeometry()
        is_in_program = head.state is ClientState.IN_PROGRAM
        self.add.setVisible(is_in_program)
        self.admit.setVisible(not is_in_program and may_admit)

    def texts(self) -> list[str]:
        """Name, facts and chips as shown."""
        chips = [
            widget.text()
            for at in range(self._flow.count())
            if (item := self._flow.itemAt(at)) and isinstance(widget := item.widget(), Chip)
        ]
        return [self._name.text(), self._facts.text(), *chips]

    def reflow(self, narrow: bool) -> None:
        """Chips and actions share the line under the name: the page below needs the height."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._line.setDirection(way)

    def _facts_as_chips(self, head: ChartHead) -> list[tuple[str, str]]:
        chips = [program_chip(head)]
        placed = placement_words(head.stay)
        if placed:
            chips.append((placed, "neutral"))
        if head.open_setback is not None:
            day = screen_wording().day_month(head.open_setback)
            chips.append((_("Setback of {day} open", day=day), "warn"))
        return chips
