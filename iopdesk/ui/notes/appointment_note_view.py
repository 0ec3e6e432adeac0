"""Lays out the note of an appointment: its facts, the note in its format, the one before."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from iopdesk.domain.note import Participation
from iopdesk.ui.notes.note_words import participation_words
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.chip import Chip
from iopdesk.ui.widgets.concerns_card import ConcernsCard
from iopdesk.ui.widgets.fields import ChoiceField
from iopdesk.ui.widgets.flow_layout import FlowLayout
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.sections_field import SectionsField
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.wording import _

CHOICES = [each for each in Participation if each is not Participation.UNKNOWN]
_LINES = 8


class AppointmentNoteView(QWidget):
    """Widgets only; appointment_note_screen.py connects them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        self.title = TitleBar("", self)
        self.chart = self.title.add_action(plain_button(_("Open &chart"), "user", self))
        self.kept = self.title.add_action(plain_button(_("It took &place"), "check", self))
        self.sign = self.title.add_action(primary_button(_("&Sign"), "pencil", self))
        column.addWidget(self.title)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget(scroll)
        scroll.setWidget(page)
        self._panes = QBoxLayout(QBoxLayout.Direction.LeftToRight, page)
        self._panes.setContentsMargins(0, 0, 0, 0)
        self._panes.setSpacing(current_theme().px(12))
        self._panes.addWidget(self._build_note(page), 3)
        side = QVBoxLayout()
        side.setSpacing(current_theme().px(12))
        self.concerns = ConcernsCard(page)
        side.addWidget(self.concerns)
        side.addWidget(self._build_earlier(page))
        side.addStretch(1)
        self._panes.addLayout(side, 2)
        column.addWidget(scroll, 1)

    def reflow(self, narrow: bool) -> None:
        """One column in narrow windows."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._panes.setDirection(way)
        self.title.reflow(narrow)

    def show_guests(self, relations: tuple[str, ...]) -> None:
        """Offer who may have come, by their relation to the client; never by name."""
        while self._guests.count():
            item = self._guests.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.guest_box.setVisible(bool(relations))
        for relation in relations:
            button = quiet_button(relation, "plus", self.guest_box)
            button.clicked.connect(lambda _checked=False, who=relation: self._add_guest(who))
            self._guests.addWidget(button)

    def _add_guest(self, relation: str) -> None:
        box = self.text.first
        there = box.toPlainText().strip()
        if relation not in [each.strip() for each in there.split(",")]:
            box.setPlainText(f"{there}, {relation}" if there else relation)

    def _build_note(self, page: QWidget) -> Card:
        card = Card(_("Note"), page)
        self.state = Chip("", "neutral", card)
        card.add_to_head(self.state)
        self.text = SectionsField(_("&Note"), card, free_lines=_LINES)
        card.add_to_head(self.text.chooser)
        self.guest_box = QWidget(card)
        self.guest_box.setProperty("bare", "true")
        self._guests = FlowLayout(self.guest_box)
        card.body.addWidget(label(_("Participation"), "label", card))
        self.participation = Segmented(
            [(each, participation_words(each)) for each in CHOICES], card
        )
        self.participation.clear()
        self.participation.set_name(_("Participation"))
        card.body.addWidget(self.participation)
        head = QLabel(_("Plan &objective worked on"), card)
        head.setProperty("role", "label")
        self.objective = ChoiceField([], card)
        self.objective.setAccessibleName(_("Plan objective worked on"))
        head.setBuddy(self.objective)
        card.body.addWidget(head)
        card.body.addWidget(self.objective)
        card.body.addWidget(self.guest_box)
        card.body.addWidget(self.text)
        self.copied = Chip("", "warn", card)
        self.copied.hide()
        card.body.addWidget(self.copied)
        self.addenda = label("", "hint", card, wrap=True)
        self.add = quiet_button(_("Add to this note"), "plus", card)
        self.kept_words = label("", "hint", card)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        foot.addWidget(self.kept_words)
        card.body.addWidget(self.addenda)
        card.body.addLayout(foot)
        card.body.addStretch(1)
        return card

    def _build_earlier(self, page: QWidget) -> Card:
        self.earlier_card = Card(_("The note before"), page)
        self.earlier = label("", "", self.earlier_card, wrap=True)
        self.earlier_card.body.addWidget(self.earlier)
        return self.earlier_card
