"""The window before the clinic: pages in a stack, one thread behind, the language at its foot."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from iopdesk.domain.language import Language
from iopdesk.ui.background import Background
from iopdesk.ui.settings import screen_settings
from iopdesk.ui.sign_in.front_page import FrontPage
from iopdesk.ui.sign_in.gate import LoadGate, Opened
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.wording import _, screen_wording

_USUAL_SIZE = (1366, 768)
_SMALLEST = (640, 400)


class FrontWindow(QMainWindow):
    """`opened` carries the open clinic; the caller makes the main window and closes this one."""

    opened = Signal(object)
    language_chosen = Signal(str)

    def __init__(self, load_gate: LoadGate, background: Background | None = None) -> None:
        super().__init__()
        self.setWindowTitle("IOP Desk")
        self.setMinimumSize(*_SMALLEST)
        self.load_gate = load_gate
        self.background = background or Background(self._on_error, self)
        self._is_handed_over = False
        body = QWidget(self)
        body.setProperty("canvas", "true")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget(body)
        self._stack.setProperty("canvas", "true")
        column.addWidget(self._stack, 1)
        column.addLayout(self._foot(body))
        self.setCentralWidget(body)
        if not self.restoreGeometry(screen_settings().place("window/place")):
            self.resize(*_USUAL_SIZE)

    def show_page(self, page: FrontPage) -> None:
        """Show a page; the one before stays below it."""
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def leave_page(self) -> None:
        """Go back to the page before."""
        page = self.page()
        if self._stack.count() > 1:
            self._stack.removeWidget(page)
            page.deleteLater()

    def page(self) -> FrontPage:
        """The page that is shown."""
        page = self._stack.currentWidget()
        assert isinstance(page, FrontPage)
        return page

    def hand_over(self, clinic: Opened) -> None:
        """Give the open clinic to whoever made this window."""
        self._is_handed_over = True
        self.opened.emit(clinic)

    def preload(self, load: Callable[[], object]) -> None:
        """Import the heavy layers while the person types."""
        self.background.run(self, load)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Remember the place; the thread ends by itself."""
        if not self._is_handed_over:
            screen_settings().keep("window/place", self.saveGeometry())
            screen_settings().sync()
        self.background.close()
        super().closeEvent(event)

    def _foot(self, body: QWidget) -> QHBoxLayout:
        theme = current_theme()
        line = QHBoxLayout()
        line.setContentsMargins(theme.px(16), 0, theme.px(16), theme.px(12))
        choices = [(Language.ENGLISH, "English"), (Language.SPANISH, "Español")]
        self._languages = Segmented(choices, body)
        self._languages.set_name(_("Language"))
        self._languages.set_value(screen_wording().language)
        self._languages.changed.connect(self._on_language)
        line.addStretch(1)
        line.addWidget(self._languages)
        return line

    def _on_language(self, language: object) -> None:
        self.language_chosen.emit(str(language))

    def _on_error(self, error: BaseException) -> None:
        self.page().busy("")
        self.page().refuse(error)
