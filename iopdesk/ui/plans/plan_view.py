"""Lays out the plan screen: side, the page that is written, and what prints."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from iopdesk.ui.plans.about_form import AboutForm
from iopdesk.ui.plans.library_panel import LibraryPanel
from iopdesk.ui.plans.page_preview import PagePreview
from iopdesk.ui.plans.plan_side import PlanSide
from iopdesk.ui.plans.problem_editor import ProblemEditor
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.label import set_property
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.wording import _

_SIDE_UNITS, _LIST_UNITS, _EDITOR_UNITS, _PAGE_UNITS = 230, 320, 560, 560


class Page(QScrollArea):
    """A page that scrolls up and down, never sideways."""

    def __init__(self, inside: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget(self)
        holder.setProperty("bare", "true")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, current_theme().px(4), 0)
        column.addWidget(inside)
        self.setWidget(holder)


class PlanView(QWidget):
    """Widgets by name; no decisions here."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setProperty("canvas", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(18), theme.px(14), theme.px(18), theme.px(16))
        column.setSpacing(theme.px(12))
        self.title = TitleBar(_("Treatment plan"), self)
        self.library_button = self.title.add_action(
            plain_button(_("&Add from library…"), "book-open", self)
        )
        self.print_button = self.title.add_action(plain_button(_("P&rint…"), "printer", self))
        self.main_button = self.title.add_action(
            primary_button(_("S&ign and lock"), "pencil", self)
        )
        self.notice, self.notice_words, self.notice_button = self._notice()
        self.stack = QStackedWidget(self)
        self.start = primary_button(_("&Start the plan"), "plus", self)
        self.empty = EmptyState("", self.start, self.stack)
        self.body = self._body()
        self._area = QScrollArea(self.stack)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self.body)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self._area)
        for widget in (self.title, self.notice):
            column.addWidget(widget)
        column.addWidget(self.stack, 1)

    def show_empty(self, words: str, *, can_start: bool) -> None:
        """Say what to do, in place of a plan."""
        self.empty.set_words(words)
        self.start.setVisible(can_start)
        self.stack.setCurrentWidget(self.empty)
        self.title.set_chips([])
        for button in (self.library_button, self.print_button, self.main_button):
            button.hide()
        self.say("")

    def show_body(self) -> None:
        """Show the three columns."""
        self.stack.setCurrentWidget(self._area)

    def say(self, words: str, button: str = "", tone: str = "warn") -> None:
        """Say something above the columns that stays until it is mended; empty takes it away."""
        self.notice_words.setText(words)
        self.notice_button.setText(button)
        self.notice_button.setVisible(bool(button))
        set_property(self.notice, "notice", tone)
        self.notice.setVisible(bool(words))

    def reflow(self, narrow: bool) -> None:
        """Columns under each other in narrow windows."""
        theme = current_theme()
        ways = QBoxLayout.Direction
        self.title.reflow(narrow)
        self._columns.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        if narrow:
            self.side.setMinimumWidth(0)
            self.side.setMaximumWidth(16_777_215)
            self.side.setMinimumHeight(theme.px(_LIST_UNITS))
        else:
            self.side.setFixedWidth(theme.px(_SIDE_UNITS))
            self.side.setMinimumHeight(0)
        self.middle.setMinimumHeight(theme.px(_EDITOR_UNITS) if narrow else 0)
        self.preview.setMinimumHeight(theme.px(_PAGE_UNITS) if narrow else 0)

    def _body(self) -> QWidget:
        theme = current_theme()
        body = QWidget(self)
        body.setProperty("bare", "true")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(theme.px(12))
        self.side = PlanSide(body)
        self.middle = Card("", body)
        self.pages = QStackedWidget(self.middle)
        self.editor = ProblemEditor(self.pages)
        self.about = AboutForm(self.pages)
        self.library = LibraryPanel(self.pages)
        self.editor_page = Page(self.editor, self.pages)
        self.about_page = Page(self.about, self.pages)
        for page in (self.editor_page, self.about_page, self.library):
            self.pages.addWidget(page)
        self.middle.body.addWidget(self.pages, 1)
        self.preview = PagePreview(body)
        self._columns.addWidget(self.side)
        self._columns.addWidget(self.middle, 5)
        self._columns.addWidget(self.preview, 4)
        return body

    def _notice(self) -> tuple[QFrame, QLabel, QPushButton]:
        notice = QFrame(self)
        notice.setProperty("notice", "warn")
        line = QHBoxLayout(notice)
        words = QLabel(notice)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        button = plain_button("", "", notice)
        line.addWidget(words, 1)
        line.addWidget(button)
        notice.hide()
        return notice, words, button
