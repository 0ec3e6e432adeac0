"""One row of a plan's table: an objective or a service, its fields in place, its menu."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from iopdesk.domain.plan import Objective, ObjectiveStatus, PlannedService
from iopdesk.domain.plan_library import plan_library
from iopdesk.ui.plans.growing_text import ByField, GrowingText
from iopdesk.ui.plans.plan_words import STATUS_TONES, status_words
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.label import label, set_property
from iopdesk.ui.wording import _, screen_wording

NUMBER_UNITS, BY_UNITS, STATUS_UNITS, MENU_UNITS = 30, 76, 108, 26
TEXT_SHARE, DOSE_SHARE, WHO_SHARE = 4, 3, 3
_TOP = Qt.AlignmentFlag.AlignTop


class PartRow(QFrame):
    """`typed` carries the fields that changed; `moved` -1 or 1; `next_asked` wants a new row."""

    typed = Signal(object, object)
    moved = Signal(object, int)
    removed = Signal(object)
    next_asked = Signal(object)
    text: GrowingText

    def __init__(self, part_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part_id = part_id
        self.line = QHBoxLayout()
        self.line.setContentsMargins(0, current_theme().px(3), 0, current_theme().px(3))
        self.line.setSpacing(current_theme().px(4))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self.line)
        rule = QFrame(self)
        rule.setProperty("role", "rule")
        outer.addWidget(rule)
        self.more = quiet_button("", "ellipsis", self)
        self.more.setAccessibleName(_("More about this row"))
        self.more.setFixedWidth(current_theme().px(MENU_UNITS))
        self.more.clicked.connect(self._on_more)

    def cell(self, name: str, text: str, field: str) -> GrowingText:
        """A text of the row that tells as it is typed."""
        made = GrowingText(name, self)
        made.setProperty("cell", "true")
        made.load(text)
        made.typed.connect(partial(self.tell, field))
        return made

    def tell(self, field: str, value: object) -> None:
        """Tell that a field has a new value."""
        self.typed.emit(self.part_id, {field: value})

    def set_read_only(self, read_only: bool) -> None:
        """Take away what changes the row."""
        self.more.setVisible(not read_only)
        for text in self.findChildren(GrowingText):
            text.setReadOnly(read_only)
        for line in self.findChildren(QLineEdit):
            line.setReadOnly(read_only)

    def menu(self) -> QMenu:
        """What can be done with the row."""
        menu = QMenu(self)
        menu.addAction(_("Move &up"), "Alt+Up", partial(self.moved.emit, self.part_id, -1))
        menu.addAction(_("Move &down"), "Alt+Down", partial(self.moved.emit, self.part_id, 1))
        menu.addAction(_("&Remove"), "Ctrl+Shift+Del", partial(self.removed.emit, self.part_id))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Alt and arrows move the row, Ctrl+Shift+Delete removes it, Ctrl+Enter adds the next."""
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.more.isHidden():
            super().keyPressEvent(event)
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(self.part_id, -1 if key == Qt.Key.Key_Up else 1)
        elif control and key == Qt.Key.Key_Delete:
            self.removed.emit(self.part_id)
        elif control and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_asked.emit(self.part_id)
        else:
            super().keyPressEvent(event)

    def _on_more(self) -> None:
        self.menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))


class ObjectiveRow(PartRow):
    """Number, what the client will do, its measure, the day, how it stands."""

    status_chosen = Signal(object, object)
    proof_asked = Signal(object)

    def __init__(self, number: str, objective: Objective, parent: QWidget | None = None) -> None:
        super().__init__(objective.id, parent)
        theme = current_theme()
        self.objective = objective
        self.number = label(number, "", self)
        self.number.setContentsMargins(theme.px(6), theme.px(7), 0, 0)
        self.number.setFixedWidth(theme.px(NUMBER_UNITS))
        spoken = _("Objective {number}: the client will", number=number)
        self.text = self.cell(spoken, objective.text, "text")
        self.text.setPlaceholderText(_("What the client will do"))
        self.measure = self._measure(number, objective.measure)
        self.by = ByField(_("Objective {number}: by", number=number), self)
        self.by.setProperty("cell", "true")
        self.by.setFixedWidth(theme.px(BY_UNITS))
        self.by.load(objective.target)
        self.by.typed.connect(partial(self.tell, "target"))
        self.status = QPushButton(self)
        self.status.setMenu(self._status_menu())
        self.show_status(number, objective)
        self._lay_out()

    def show_status(self, number: str, objective: Objective) -> None:
        """Show how the objective stands."""
        self.objective = objective
        words = status_words(objective.status)
        self.status.setText(words)
        set_property(self.status, "chipbutton", STATUS_TONES[objective.status])
        day = screen_wording().date_year(objective.status_day) if objective.status_day else ""
        self.status.setToolTip(" · ".join(part for part in (day, objective.proof) if part))
        self.status.setAccessibleName(
            _("Objective {number}: {status}", number=number, status=words)
        )

    def set_read_only(self, read_only: bool) -> None:
        """The status stays a person's to set."""
        super().set_read_only(read_only)
        self.measure.setEnabled(not read_only)

    def _measure(self, number: str, code: str) -> QComboBox:
        library = plan_library()
        made = QComboBox(self)
        # Qt styles the box as soon as it becomes editable: its looks are said before.
        made.setProperty("cell", "true")
        made.setProperty("note", "true")
        made.setEditable(True)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(10)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        language = screen_wording().language
        for each in library.measures:
            made.addItem(library.measure_words(each, language), each)
        made.setCurrentIndex(made.findData(code))
        if made.currentIndex() < 0:
            made.setEditText(code)
        made.setAccessibleName(_("Objective {number}: measured by", number=number))
        line = made.lineEdit()
        assert line is not None
        line.setProperty("note", "true")
        line.setPlaceholderText(_("Measured by…"))
        line.setCursorPosition(0)
        made.setToolTip(made.currentText())
        made.wheelEvent = lambda event: event.ignore()  # type: ignore[method-assign]
        made.currentTextChanged.connect(self._on_measure)
        return made

    def _status_menu(self) -> QMenu:
        menu = QMenu(self)
        for status in ObjectiveStatus:
            menu.addAction(
                status_words(status), partial(self.status_chosen.emit, self.objective, status)
            )
        menu.addSeparator()
        menu.addAction(_("Note what shows it…"), partial(self.proof_asked.emit, self.objective))
        return menu

    def _lay_out(self) -> None:
        theme = current_theme()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.text)
        words.addWidget(self.measure)
        status = QVBoxLayout()
        status.setContentsMargins(0, theme.px(6), 0, 0)
        status.addWidget(self.status, 0, Qt.AlignmentFlag.AlignLeft | _TOP)
        place = QWidget(self)
        place.setProperty("bare", "true")
        place.setFixedWidth(theme.px(STATUS_UNITS))
        place.setLayout(status)
        self.line.addWidget(self.number, 0, _TOP)
        self.line.addLayout(words, 1)
        self.line.addWidget(self.by, 0, _TOP)
        self.line.addWidget(place, 0, _TOP)
        self.line.addWidget(self.more, 0, _TOP)
        self.setTabOrder(self.status, self.more)

    def _on_measure(self, text: str) -> None:
        at = self.measure.findText(text, Qt.MatchFlag.MatchFixedString)
        self.measure.setToolTip(text)
        self.tell("measure", self.measure.itemData(at) if at >= 0 else text)


class ServiceRow(PartRow):
    """What staff do, how often, who."""

    def __init__(
        self, number: int, service: PlannedService, staff: tuple[str, ...], parent: QWidget
    ) -> None:
        super().__init__(service.id, parent)
        value = {"number": number}
        self.text = self.cell(_("Service {number}", **value), service.text, "text")
        self.text.setPlaceholderText(_("What staff will do"))
        self.dose = self.cell(_("Service {number}: how often", **value), service.dose, "dose")
        self.dose.setPlaceholderText(_("1 h a week"))
        self.who = QLineEdit(service.who, self)
        self.who.setProperty("cell", "true")
        self.who.setMaxLength(200)
        self.who.setAccessibleName(_("Service {number}: who", **value))
        self.who.setPlaceholderText(_("Who"))
        self.who.setToolTip(service.who)
        self.who.setCursorPosition(0)
        names = QCompleter(staff, self.who)
        names.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        names.setFilterMode(Qt.MatchFlag.MatchContains)
        self.who.setCompleter(names)
        self.who.textChanged.connect(partial(self.tell, "who"))
        self.line.addWidget(self.text, TEXT_SHARE, _TOP)
        self.line.addWidget(self.dose, DOSE_SHARE, _TOP)
        self.line.addWidget(self.who, WHO_SHARE, _TOP)
        self.line.addWidget(self.more, 0, _TOP)
        self.setTabOrder(self.who, self.more)
