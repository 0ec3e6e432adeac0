"""Fields of forms: text with a limit, longer text, choices, dates and times as people type them."""

from collections.abc import Sequence
from datetime import date, datetime, time

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QIntValidator
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolTip,
    QWidget,
)

from iopdesk.ui.theme import current_theme
from iopdesk.ui.wording import _, screen_wording

_DATE_FORMS = ("%m/%d/%Y", "%m/%d/%y", "%Y-%m-%d", "%m-%d-%Y", "%b %d %Y", "%B %d %Y")
_TIME_FORMS = ("%I:%M %p", "%I %p", "%H:%M", "%I:%M%p", "%I%p")
# words of a choice that get all the room they need, and the arrow and margins around them
_WIDEST_WORDS = 170
_AROUND_WORDS = 66


def text_field(limit: int = 200, placeholder: str = "", parent: QWidget | None = None) -> QLineEdit:
    """One line of at most `limit` letters."""
    made = QLineEdit(parent)
    made.setMaxLength(limit)
    made.setPlaceholderText(placeholder)
    return made


def long_text_field(lines: int = 3, parent: QWidget | None = None) -> QPlainTextEdit:
    """Several lines; Tab goes to the next field."""
    made = QPlainTextEdit(parent)
    made.setTabChangesFocus(True)
    high = round(current_theme().metrics().lineSpacing() * lines) + current_theme().px(18)
    made.setMinimumHeight(high)
    made.setMaximumHeight(high * 3)
    return made


def low_text_field(lines: int = 3, parent: QWidget | None = None) -> QPlainTextEdit:
    """Several lines, as high as asked: what can be pressed below it stays near."""
    made = long_text_field(lines, parent)
    made.setMaximumHeight(made.minimumHeight())
    return made


class ChoiceField(QComboBox):
    """A choice of (value, words); the wheel does not change it by accident."""

    def __init__(
        self, choices: Sequence[tuple[object, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self._longest = ""
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer these; what was chosen stays chosen where it is still offered."""
        before = self.value
        self.blockSignals(True)
        self.clear()
        for value, words in choices:
            self.addItem(words, value)
        self.blockSignals(False)
        self._longest = max((words for _value, words in choices), key=len, default="")
        self.set_value(before)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for the longest words, within limits; where there is less they end in dots."""
        hint, theme = super().sizeHint(), current_theme()
        words = min(theme.width_of(self._longest), theme.px(_WIDEST_WORDS))
        return QSize(max(hint.width(), round(words) + theme.px(_AROUND_WORDS)), hint.height())

    @property
    def value(self) -> object:
        """The chosen value, or None."""
        return self.currentData()

    def set_value(self, value: object) -> None:
        """Choose a value; one that isn't offered changes nothing."""
        for at in range(self.count()):
            if self.itemData(at) == value:
                self.setCurrentIndex(at)
                return

    def showPopup(self) -> None:  # noqa: N802
        """Offer the choices in full, wider than the field where their words are."""
        view = self.view()
        wide = view.sizeHintForColumn(0) + current_theme().px(32)
        view.setMinimumWidth(max(self.width(), min(wide, self.window().width() * 3 // 4)))
        super().showPopup()

    def paintEvent(self, event: object) -> None:  # noqa: N802
        """Words that are too long end in dots; the tool tip says them in full."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        kind = QStyle.ComplexControl.CC_ComboBox
        place = self.style().subControlRect(kind, option, part, self)
        room = place.width() - current_theme().px(4)
        right = Qt.TextElideMode.ElideRight
        whole = self.currentText()
        option.currentText = self.fontMetrics().elidedText(whole, right, room)
        painter.drawComplexControl(kind, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def event(self, event: QEvent) -> bool:
        """A tool tip of its own, or else the chosen words in full."""
        if event.type() == QEvent.Type.ToolTip and not self.toolTip():
            if isinstance(event, QHelpEvent):
                QToolTip.showText(event.globalPos(), self.currentText(), self)
            return True
        return super().event(event)

    def wheelEvent(self, event: object) -> None:  # noqa: N802
        """Leave the wheel to the page."""
        event.ignore()  # type: ignore[attr-defined]


class DateField(QLineEdit):
    """A date typed as 3/7/1988, 1988-03-07 or Mar 7 1988; shown in the screen's language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(_("month/day/year"))
        self.editingFinished.connect(self._on_finished)

    @property
    def value(self) -> date | None:
        """The date, or None where nothing or no date was typed (see `is_wrong`)."""
        return read_date(self.text())

    @property
    def is_wrong(self) -> bool:
        """Whether something was typed that is no date."""
        return bool(self.text().strip()) and self.value is None

    def set_value(self, value: date | None) -> None:
        """Show a date."""
        self.setText(f"{value.month}/{value.day}/{value.year}" if value else "")

    def _on_finished(self) -> None:
        found = self.value
        if found is not None:
            self.set_value(found)
            self.setToolTip(screen_wording().date_year(found))


class TimeField(QLineEdit):
    """A time typed as 9, 9:30 am, 1:00 PM or 13:00."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(_("9:00 AM"))
        self.editingFinished.connect(self._on_finished)

    @property
    def value(self) -> time | None:
        """The time, or None where nothing or no time was typed (see `is_wrong`)."""
        return read_time(self.text())

    @property
    def is_wrong(self) -> bool:
        """Whether something was typed that is no time."""
        return bool(self.text().strip()) and self.value is None

    def set_value(self, value: time | None) -> None:
        """Show a time."""
        self.setText(screen_wording().time(value) if value else "")

    def _on_finished(self) -> None:
        found = self.value
        if found is not None:
            self.set_value(found)


class NumberField(QLineEdit):
    """A whole number from `least` to `most`; a spin box loses its text under the style sheet."""

    def __init__(self, least: int, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self.setValidator(QIntValidator(0, most, self))
        self.setMaxLength(len(str(most)))

    @property
    def value(self) -> int | None:
        """The number, or None where nothing fitting was typed (see `is_wrong`)."""
        typed = self.text().strip()
        number = int(typed) if typed.isdigit() else -1
        return number if self._least <= number <= self._most else None

    @property
    def is_wrong(self) -> bool:
        """Whether something was typed that is no such number."""
        return bool(self.text().strip()) and self.value is None

    def set_value(self, value: int | None) -> None:
        """Show a number."""
        self.setText("" if value is None else str(value))


class HoursField(QLineEdit):
    """Hours a week as people type them: 9, 13.5, 13,5 or 13:30; `value` is in minutes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(6)
        self.editingFinished.connect(self._on_finished)

    @property
    def value(self) -> int | None:
        """The minutes, or None where nothing or no hours were typed (see `is_wrong`)."""
        return read_hours(self.text())

    @property
    def is_wrong(self) -> bool:
        """Whether something was typed that is no number of hours."""
        return bool(self.text().strip()) and self.value is None

    def set_value(self, value: int | None) -> None:
        """Show minutes as hours."""
        self.setText("" if value is None else screen_wording().hours(value))

    def _on_finished(self) -> None:
        found = self.value
        if found is not None:
            self.set_value(found)


def read_hours(text: str) -> int | None:
    """The minutes in typed hours; whole minutes, up to a week."""
    plain = text.strip().replace(",", ".")
    hours, colon, minutes = plain.partition(":")
    if colon:
        if not (hours.isdigit() and minutes.isdigit() and int(minutes) < 60):
            return None
        return int(hours) * 60 + int(minutes)
    whole, _dot, part = plain.partition(".")
    if not (whole + part).isdigit():
        return None
    found = round(float(f"{whole or 0}.{part or 0}") * 60)
    return found if found <= 7 * 24 * 60 else None


def read_date(text: str) -> date | None:
    """The date that a person typed; a two-digit year is in the past hundred years."""
    plain = " ".join(text.replace(",", " ").replace(".", " ").split())
    for form in _DATE_FORMS:
        try:
            found = datetime.strptime(plain, form).date()
        except ValueError:
            continue
        if form.endswith("%y") and found.year > date.today().year + 10:
            found = found.replace(year=found.year - 100)
        return found if found.year >= 1880 else None
    return None


def read_time(text: str) -> time | None:
    """The time that a person typed; a bare hour from 1 to 6 is in the afternoon."""
    plain = text.strip().casefold().replace("\N{NO-BREAK SPACE}", " ")
    # "12:00 del día" is how Spanish screens write it
    plain = plain.replace("a. m.", "am").replace("p. m.", "pm").replace("del día", "pm")
    plain = plain.replace(".", "")
    if plain.isdigit() and int(plain) <= 23:
        hour = int(plain)
        return time(hour + 12 if 1 <= hour <= 6 else hour)
    for form in _TIME_FORMS:
        try:
            return datetime.strptime(plain, form).time()
        except ValueError:
            continue
    return None
