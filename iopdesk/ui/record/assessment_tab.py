"""A chart's assessment: questionnaires, six dimensions, history, drug screens, a page each."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from iopdesk.domain.staff import Right
from iopdesk.ui.desk import Desk
from iopdesk.ui.record.dimensions_page import DimensionsPage
from iopdesk.ui.record.life_page import LifePage
from iopdesk.ui.record.questionnaires_page import QuestionnairesPage
from iopdesk.ui.record.screens_page import ScreensPage
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.wording import _

_PAGES: dict[str, Callable[[Desk, QWidget], Screen]] = {
    "questionnaires": QuestionnairesPage,
    "dimensions": DimensionsPage,
    "life": LifePage,
    "screens": ScreensPage,
}


class AssessmentTab(Screen):
    """`about` chooses a page; each is made at its first visit and asks for itself."""

    scrolls = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._may_read = desk.services.signed_in.may(Right.VIEW_CLINICAL)
        self._built: dict[str, Screen] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(10))
        self.pages = Segmented([(name, words) for name, words in _titles() if name in _PAGES], self)
        self.pages.set_name(_("Assessment"))
        self.pages.setVisible(self._may_read and len(_PAGES) > 1)
        self._stack = QStackedWidget(self)
        words = _("Assessments are clinical records. Counselors and supervisors open them.")
        self._stack.addWidget(EmptyState(words, None, self))
        column.addWidget(self.pages)
        column.addWidget(self._stack, 1)
        self.pages.changed.connect(self._on_page)
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._on_step, step))

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Another client on the page that was shown last, or on the one that is asked for."""
        if record_id != self._client_id:
            self._client_id = record_id
            for page in self._built.values():
                page.open_record(record_id)
        self.pages.set_value(more.get("about"))
        self._show_page(more.get("chosen"))

    def reflow(self, narrow: bool) -> None:
        """Pages in one column."""
        for page in self._built.values():
            page.set_narrow(narrow)

    def has_unsaved(self) -> bool:
        """Whether any page has something unsaved."""
        return any(page.has_unsaved() for page in self._built.values())

    def keep_draft(self) -> None:
        """Let every page keep what is typed."""
        for page in self._built.values():
            page.keep_draft()

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the tab and of the page."""
        page = self.page()
        own = [("Ctrl+PgUp  Ctrl+PgDown", _("page before or after this one"))]
        return own + (page.keys() if page else [])

    def place(self) -> str:
        """Its name in back links."""
        return _("Assessment")

    def page(self) -> Screen | None:
        """The page that is shown."""
        return self._built.get(str(self.pages.value))

    def _show_page(self, chosen: object = None) -> None:
        if not self._may_read:
            return
        name = str(self.pages.value)
        if name not in self._built:
            page = _PAGES[name](self.desk, self._stack)
            page.set_narrow(self.is_narrow)
            self._built[name] = page
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(self._built[name])
        self._built[name].arrive(self._client_id, chosen=chosen)

    def _on_step(self, step: int) -> None:
        names = list(_PAGES)
        at = names.index(str(self.pages.value)) + step
        self.pages.set_value(names[at % len(names)])
        self._show_page()

    def _on_page(self, _name: object) -> None:
        self._show_page()


def _titles() -> list[tuple[str, str]]:
    return [
        ("questionnaires", _("Questionnaires")),
        ("dimensions", _("Six dimensions")),
        ("life", _("History and health")),
        ("screens", _("Drug screens")),
    ]
