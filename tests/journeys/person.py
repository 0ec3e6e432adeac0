"""One person at one window: clicks and keys, and what can be seen; nothing behind it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from iopdesk.ui.main_window import MainWindow
from iopdesk.ui.screen import Screen
from iopdesk.ui.widgets.decision_dialog import DecisionDialog

_PATIENCE = 20_000
_MOST_PAGES = 30
_MOST_TABS = 200


class Person:
    """Types to whatever has the focus, as a keyboard does."""

    def __init__(self, window: QWidget, qtbot: QtBot) -> None:
        self.window = window
        self._qtbot = qtbot
        #: Keys pressed and letters typed so far at this window, dialogs apart.
        self.keys_pressed = 0

    def come(self) -> None:
        """Sit down: the window is in front."""
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)

    @property
    def screen(self) -> Screen:
        """The screen that is shown."""
        assert isinstance(self.window, MainWindow)
        shown = self.window.screen_shown()
        assert shown is not None
        return shown

    def waits(self, until: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self._qtbot.waitUntil(until, timeout=_PATIENCE)

    def is_at(self, place: str) -> None:
        """Wait until the window shows a place and all it asked for has come."""
        assert isinstance(self.window, MainWindow)
        navigation = self.window.navigation
        self.waits(lambda: navigation.current is not None and navigation.current.place == place)
        self.settles()

    def settles(self) -> None:
        """Wait until calls under way have been answered, and those that they led to."""
        assert isinstance(self.window, MainWindow)
        for _turn in range(3):
            self.window.background.finish(_PATIENCE / 1000)
            QTest.qWait(1)

    def types(self, words: str) -> None:
        """Type words where the focus is."""
        for letter in words:
            self.keys_pressed += 1
            if letter.isascii():
                self._qtbot.keyClicks(self._focus(), letter)
                QApplication.processEvents()
            else:
                # QTest knows no keys but ASCII; a composed letter comes as text alone.
                event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self._focus(), event)

    def key(self, keys: str) -> None:
        """Press a key such as "Return", "Ctrl+K" or "Alt+N" where the focus is."""
        combination = QKeySequence(keys)[0]
        self._press(combination.key(), combination.keyboardModifiers())
        if combination.keyboardModifiers() == Qt.KeyboardModifier.AltModifier:
            # Qt shows the button of a mnemonic pressed for a moment, and then clicks it.
            self.waits(lambda: not any(each.isDown() for each in self._visible(QAbstractButton)))

    def clears(self) -> None:
        """Empty the field that has the focus."""
        self.key("Ctrl+A")
        self.key("Del")

    def go_to(self, name: str) -> QWidget:
        """Press Tab until the field or button of this name has the focus."""
        met: list[str] = []
        for _press in range(_MOST_TABS):
            widget = self._focus()
            if name_of(widget) == name:
                return widget
            met.append(name_of(widget) or type(widget).__name__)
            self._press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never came to {name!r}; it came by {sorted(set(met))}")

    def turns_to(self, page: str) -> None:
        """Press Ctrl+Tab until the chart shows this page."""
        for _press in range(_MOST_PAGES):
            if self.page_of_chart == page:
                self.settles()
                return
            self.key("Ctrl+Tab")
        raise AssertionError(f"the chart has no page {page!r}")

    @property
    def page_of_chart(self) -> str:
        """The words of the tab that is on."""
        (bar,) = self._visible(QTabBar)
        return str(bar.tabText(bar.currentIndex()))

    @property
    def place_of_focus(self) -> str:
        """The name of what has the focus."""
        return name_of(self._focus())

    def presses(self, name: str) -> None:
        """Go to a button with Tab and press it with Space."""
        self.go_to(name)
        self._press(Qt.Key.Key_Space)

    def clicks(self, name: str) -> None:
        """Click a button that can be seen, once it takes clicks."""
        button = self.button(name)
        self.waits(button.isEnabled)
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def chooses(self, name: str, words: str) -> None:
        """Go to a choice and press Down until the words stand there."""
        box = self.go_to(name)
        assert isinstance(box, QComboBox)
        self._press(Qt.Key.Key_Home)
        for _press in range(box.count()):
            if words in box.currentText():
                return
            self._press(Qt.Key.Key_Down)
        raise AssertionError(f"{name} does not offer {words!r}")

    def button(self, name: str) -> QAbstractButton:
        """The button with this name that can be seen."""
        self.waits(lambda: bool(self._buttons(name)))
        return self._buttons(name)[0]

    def sees(self, words: str) -> None:
        """Wait until the words stand somewhere on the window."""
        try:
            self.waits(lambda: any(words in text for text in self.texts()))
        except Exception as error:
            raise AssertionError(f"{words!r} is not among {self.texts()}") from error

    def does_not_see(self, words: str) -> None:
        """The words stand nowhere."""
        assert not any(words in text for text in self.texts())

    def texts(self) -> list[str]:
        """Everything that can be read on the window now."""
        found = [text for each in self._visible(QWidget) for text in _texts_of(each)]
        return [text for text in found if text]

    def rows(self, table: str) -> list[list[str]]:
        """What the table of this name shows, row by row."""
        return next(_rows_of(each) for each in self._visible(QTableView) if name_of(each) == table)

    @contextmanager
    def answering(self, *keys: str, typed: str = "") -> Iterator[list[str]]:
        """The next dialog is read, typed into and answered with keys; gives its words."""
        read: list[str] = []
        with self.in_dialog(lambda dialog: self._answer(dialog, read, typed, keys)):
            yield read

    @contextmanager
    def choosing_file(self, path: Path) -> Iterator[None]:
        """The next file dialog gets this name, and Enter."""
        with self.in_dialog(lambda dialog: self._name_file(dialog, path)):
            yield

    @contextmanager
    def in_dialog(self, act: Callable[[QDialog], None]) -> Iterator[None]:
        """Act in the next dialog that comes up, once; it must come up."""
        done: list[bool] = []
        failed: list[BaseException] = []
        watch = QTimer()

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QDialog) or not dialog.isVisible():
                return
            watch.stop()
            try:
                act(dialog)
            except BaseException as error:  # noqa: BLE001 - raised again outside the event loop
                failed.append(error)
                dialog.reject()
            done.append(True)

        watch.timeout.connect(look)
        watch.start(5)
        yield
        try:
            self.waits(lambda: bool(done) and QApplication.activeModalWidget() is None)
        finally:
            watch.stop()
        if failed:
            raise failed[0]
        self.come()

    def presses_there(self, name: str, *keys: str) -> Callable[[QDialog], None]:
        """What to do in a dialog: Tab to a button, press it with Space, then these keys."""

        def act(dialog: QDialog) -> None:
            for _press in range(_MOST_TABS):
                focus = dialog.focusWidget()
                if focus is not None and name_of(focus) == name:
                    break
                self._qtbot.keyClick(focus or dialog, Qt.Key.Key_Tab)
            assert name_of(dialog.focusWidget()) == name
            self._answer(dialog, [], "", ("Space", *keys))

        return act

    def saves_paper(self, path: Path) -> str:
        """Save the paper of the preview under a name; the words of its pages."""
        self.is_at("preview")
        self.waits(lambda: self.button("Print").isEnabled())
        # One question, then the file dialog, each inside the call of the one before.
        with self.in_dialog(self.agree_and_name(path)):
            self.key("Ctrl+S")
        self.sees("Saved. The file is not encrypted.")
        with pypdfium2.PdfDocument(path) as pdf:
            return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())

    def agree_and_name(self, path: Path) -> Callable[[QDialog], None]:
        """What to do in a question about a file: yes, then this name, and Enter."""

        def agree(dialog: QDialog) -> None:
            def name() -> None:
                box = QApplication.activeModalWidget()
                if not isinstance(box, QFileDialog):
                    QTimer.singleShot(5, name)
                    return
                self._name_file(box, path)

            QTimer.singleShot(5, name)
            self._qtbot.keyClick(dialog, Qt.Key.Key_Return)

        return agree

    def _press(
        self, key: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.keys_pressed += 1
        self._qtbot.keyClick(self._focus(), key, how)
        # Between two keys of a person the window paints and shows what is new.
        QApplication.processEvents()

    def _name_file(self, dialog: QDialog, path: Path) -> None:
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        # Pasted: the list of names that comes up while typing would take the Enter.
        field.setText(str(path))
        self._qtbot.keyClick(field, Qt.Key.Key_Return)

    def _answer(self, dialog: QDialog, read: list[str], typed: str, keys: tuple[str, ...]) -> None:
        read += [text for each in dialog.findChildren(QWidget) for text in _texts_of(each)]
        if typed:
            self._qtbot.keyClicks(dialog.focusWidget(), typed)
        for each in keys:
            combination = QKeySequence(each)[0]
            self._qtbot.keyClick(
                dialog.focusWidget() or dialog,
                combination.key(),
                combination.keyboardModifiers(),
            )
        if dialog.isVisible():
            assert isinstance(dialog, DecisionDialog)
            raise AssertionError(f"still open after {keys}: {read}")

    def _focus(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        if not self.window.isActiveWindow():
            # After a popup the offscreen platform leaves no window active, unlike a desktop.
            self.come()
        focus = QApplication.focusWidget()
        return focus if focus is not None and focus.window() is self.window else self.window

    def _buttons(self, name: str) -> list[QAbstractButton]:
        return [
            each
            for each in self._visible(QAbstractButton)
            if name in (name_of(each), each.text().replace("&", ""))
        ]

    def _visible(self, kind: type) -> list:  # type: ignore[type-arg]
        return [each for each in self.window.findChildren(kind) if each.isVisible()]


def name_of(widget: QWidget) -> str:
    """The name that a screen reader tells, else the words on it."""
    told = widget.accessibleName()
    if not told and isinstance(widget, QAbstractButton):
        told = widget.text().replace("&", "")
    return told


def _texts_of(widget: QWidget) -> list[str]:
    if isinstance(widget, QAbstractButton):
        return [widget.text().replace("&", "")]
    if isinstance(widget, QLabel):
        return [widget.text().replace("&", "") if widget.buddy() else widget.text()]
    if isinstance(widget, QLineEdit):
        return [widget.text()]
    if isinstance(widget, QPlainTextEdit):
        return [widget.toPlainText()]
    if isinstance(widget, QComboBox):
        return [widget.currentText()]
    if isinstance(widget, QTableView):
        return [cell for row in _rows_of(widget) for cell in row]
    return []


def _rows_of(table: QTableView) -> list[list[str]]:
    model = table.model()
    columns = [at for at in range(model.columnCount()) if not table.isColumnHidden(at)]
    return [
        [str(model.index(row, at).data() or "") for at in columns]
        for row in range(model.rowCount())
    ]
