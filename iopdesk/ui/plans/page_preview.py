"""What prints: the pages of the plan as it is being written, in either language."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.ui.pdf_view import PdfView
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.elided import ElidedLabel
from iopdesk.ui.widgets.flow_layout import FlowLayout
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.wording import _

_LANGUAGES = [(Language.ENGLISH, "English"), (Language.SPANISH, "Español")]


class PagePreview(QFrame):
    """`asked` wants the paper made again: another language, or the other paper."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setProperty("desk", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(12), theme.px(14), theme.px(12))
        column.setSpacing(theme.px(8))
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        self._title = ElidedLabel(_("What prints"), self, role="head")
        self.languages = Segmented(_LANGUAGES, self)
        self.languages.set_name(_("Language of the paper"))
        self.page = label("", "", self)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.languages)
        head.addWidget(self.page)
        self.kinds = Segmented([(False, _("Clinical plan")), (True, _("Client’s copy"))], self)
        self.kinds.set_name(_("Which paper"))
        tools = QWidget(self)
        tools.setProperty("bare", "true")
        flow = FlowLayout(tools)
        flow.addWidget(self.kinds)
        self.words = label("", "", self, wrap=True)
        self.words.hide()
        self.view = PdfView(self)
        column.addLayout(head)
        column.addWidget(tools)
        column.addWidget(self.words)
        column.addWidget(self.view, 1)
        self.languages.changed.connect(self._on_asked)
        self.kinds.changed.connect(self._on_asked)
        self.view.page_changed.connect(self._on_page)

    @property
    def language(self) -> Language:
        """The language to show."""
        return Language(str(self.languages.value))

    @property
    def is_client_copy(self) -> bool:
        """Whether the client's copy is to be shown."""
        return bool(self.kinds.value)

    def show_paper(self, paper: Paper) -> None:
        """Show the pages, and what can't be printed."""
        self._say("\n".join(paper.warnings))
        self.view.show_pdf(paper.pdf)

    def show_failed(self, _error: BaseException) -> None:
        """Say that there is no page; the plan itself is not touched."""
        self._say(_("The pages can’t be shown now. What you typed is not touched."))

    def clear(self) -> None:
        """Show nothing."""
        self.view.clear()
        self.page.setText("")
        self._say("")

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def _on_page(self, page: int, pages: int) -> None:
        self.page.setText(_("{page} / {pages}", page=page, pages=pages))

    def _on_asked(self, _value: object) -> None:
        self.asked.emit()
