"""Base of the pages before the clinic: a card in the middle of a quiet window."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from iopdesk.domain.problems import InvalidDraft, UserProblem
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.label import icon_label, label, set_property
from iopdesk.ui.wording import _

_CARD_UNITS = 420
# Qt.ScrollBarPolicy by number: the name would load every enum of Qt before the first paint.
_ALWAYS_OFF = 1


class FrontPage(QScrollArea):
    """Add content to `body`; `tell` shows one notice in it, `busy` that something is going on."""

    def __init__(self, title: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setWidgetResizable(True)
        self.setProperty("horizontalScrollBarPolicy", _ALWAYS_OFF)
        page = QWidget(self)
        page.setProperty("canvas", "true")
        self.setWidget(page)
        outer = QVBoxLayout(page)
        outer.setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16))
        outer.addStretch(2)
        outer.addLayout(self._brand(page))
        self._card = QFrame(page)
        self._card.setProperty("card", "true")
        self._card.setFixedWidth(min(theme.px(_CARD_UNITS), 600))
        self.body = QVBoxLayout(self._card)
        self.body.setContentsMargins(theme.px(14), theme.px(12), theme.px(14), theme.px(12))
        self.body.setSpacing(theme.px(12))
        self._title = label(title, "title", self._card, wrap=True)
        self._hint = label(hint, "soft", self._card, wrap=True)
        self._hint.setVisible(bool(hint))
        self._notice, self._notice_words = self._make_notice()
        self._bar = QProgressBar(self._card)
        self._bar.setTextVisible(False)
        self._bar.hide()
        for each in (self._title, self._hint, self._notice):
            self.body.addWidget(each)
        # Not by alignment: an aligned item asks for its height at the whole window's width.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._card)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(3)

    def tell(self, words: str, tone: str = "bad") -> None:
        """Show a notice; nothing hides it."""
        set_property(self._notice, "notice", tone)
        self._notice_words.setText(words)
        self._notice.setVisible(bool(words))

    def told(self) -> str:
        """The words of the notice."""
        return self._notice_words.text()

    def refuse(self, error: BaseException, form: Form | None = None) -> None:
        """Show what was wrong: beside the fields where they are here, else as a notice."""
        if isinstance(error, InvalidDraft) and form is not None:
            rest = form.show_problems(error.problems)
            self.tell("\n".join(_(each.words) for each in rest))
        elif isinstance(error, UserProblem):
            self.tell("\n".join(each for each in error.in_words(_) if each))
        else:
            raise error

    def busy(self, words: str) -> None:
        """Say what is going on; empty when it is over."""
        if words:
            self.tell(words, "info")
            self.body.addWidget(self._bar)
            self.show_progress(0, 0)
        elif self._notice.property("notice") == "info":
            self.tell("")
        self._bar.setVisible(bool(words))

    def show_progress(self, done: int, total: int) -> None:
        """How far it is; 0 of 0 moves on its own."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Go to the first field."""
        super().showEvent(event)
        first = self._card.findChild(QLineEdit)
        if first is not None:
            first.setFocus()

    def _brand(self, page: QWidget) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(9))
        line.addStretch(1)
        line.addWidget(icon_label("clipboard-list", "accent", page, units=22))
        line.addWidget(label("IOP Desk", "title", page))
        line.addStretch(1)
        line.setContentsMargins(0, 0, 0, current_theme().px(12))
        return line

    def _make_notice(self) -> tuple[QFrame, QLabel]:
        notice = QFrame(self._card)
        notice.setProperty("notice", "bad")
        column = QVBoxLayout(notice)
        words = label("", "", notice, wrap=True)
        column.addWidget(words)
        notice.hide()
        return notice, words
