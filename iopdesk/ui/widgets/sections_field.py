"""A note in its format: one box a section, and a choice of the format."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from iopdesk.domain.note_format import (
    FORMAT_WORDS,
    HEAD_WORDS,
    NOTE,
    WHO_CAME,
    NoteFormat,
    converted,
    heads_of,
    join_sections,
    note_format,
    split_sections,
)
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.fields import ChoiceField
from iopdesk.ui.widgets.note_box import NoteBox
from iopdesk.ui.wording import _

_FREE_LINES, _SECTION_LINES = 3, 2
_MOST_SECTIONS = 5


class SectionsField(QWidget):
    """`edited` when something was typed, `format_chosen` when a person chose another format.

    `words` is the label of the only box of free text, with its mnemonic.
    """

    edited = Signal()
    format_chosen = Signal(str)
    fragment_asked = Signal(object, bool)
    done = Signal()

    def __init__(
        self, words: str, parent: QWidget | None = None, *, free_lines: int = _FREE_LINES
    ) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self._words = words
        self._free_lines = free_lines
        self._guests = False
        self._format: NoteFormat | None = None
        self._filling = False
        self._read_only = False
        self._boxes: list[NoteBox] = []
        self._heads: list[QLabel] = []
        self._count = 1
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().px(6))
        self._build_boxes()
        # Made after the boxes: Tab comes to the text first, to its format when it is written.
        choices: list[tuple[object, str]] = [(each, _(FORMAT_WORDS[each])) for each in NoteFormat]
        self.chooser = ChoiceField(choices, parent)
        self.chooser.setAccessibleName(_("Format of the note"))
        self.chooser.setToolTip(_("Format of the note"))
        self.chooser.activated.connect(self._on_format)
        self._lay_out(NoteFormat.FREE)

    @property
    def first(self) -> NoteBox:
        """The box in which writing begins."""
        return self._boxes[0]

    @property
    def boxes(self) -> list[NoteBox]:
        """The boxes of the format, in order."""
        return self._boxes[: self._count]

    @property
    def format(self) -> str:
        """The format as it is stored."""
        return self._format.value if self._format else ""

    def set_guests(self, has_guests: bool) -> None:
        """Whether the note may say who came."""
        if has_guests != self._guests:
            text = self.text()
            self._guests = has_guests
            self._lay_out(self._format or NoteFormat.FREE)
            self.show_note(self.format, text)

    def show_note(self, stored: str, text: str) -> None:
        """Show a text in its format."""
        chosen = note_format(stored)
        if chosen is not self._format:
            self._lay_out(chosen)
        self.chooser.set_value(chosen)
        sections = split_sections(chosen, text, with_guests=self._guests)
        self._filling = True
        for box, words in zip(self.boxes, sections, strict=True):
            # Setting the same text again would throw the cursor to the start.
            if box.toPlainText() != words:
                box.setPlainText(words)
        self._filling = False

    def text(self) -> str:
        """What stands in the boxes, as one text."""
        sections = [box.toPlainText() for box in self.boxes]
        return join_sections(self._format or NoteFormat.FREE, sections, with_guests=self._guests)

    def set_read_only(self, read_only: bool) -> None:
        """A signed note can be read and copied."""
        self._read_only = read_only
        for box in self._boxes:
            box.setReadOnly(read_only)
        self.chooser.setEnabled(not read_only)

    def _build_boxes(self) -> None:
        # made once and in order: Tab would come to later ones after all that stands below
        for _at in range(_MOST_SECTIONS):
            box = NoteBox(_SECTION_LINES, self)
            head = QLabel(self)
            head.setProperty("role", "label")
            head.setWordWrap(True)
            head.setBuddy(box)
            box.textChanged.connect(self._on_typed)
            box.fragment_asked.connect(self.fragment_asked)
            box.done.connect(self.done)
            self._column.addWidget(head)
            self._column.addWidget(box)
            self._heads.append(head)
            self._boxes.append(box)

    def _lay_out(self, chosen: NoteFormat) -> None:
        self._format = chosen
        names = heads_of(chosen, with_guests=self._guests)
        self._count = len(names)
        for at, (head, box) in enumerate(zip(self._heads, self._boxes, strict=True)):
            is_used = at < len(names)
            head.setVisible(is_used)
            box.setVisible(is_used)
            if is_used:
                words = self._words if names[at] == NOTE else _(HEAD_WORDS[names[at]])
                head.setText(words)
                box.set_lines(self._lines_of(names[at]))
                box.setAccessibleName(words.replace("&", ""))

    def _lines_of(self, name: str) -> int:
        return {NOTE: self._free_lines, WHO_CAME: 1}.get(name, _SECTION_LINES)

    def _on_typed(self) -> None:
        if not self._filling:
            self.edited.emit()

    def _on_format(self, at: int) -> None:
        chosen = note_format(str(self.chooser.value or ""))
        was = self._format or NoteFormat.FREE
        if chosen is was:
            return
        text = converted(self.text(), was, chosen, with_guests=self._guests)
        self.show_note(chosen.value, text)
        self.format_chosen.emit(chosen.value)
        self.edited.emit()
        self.first.setFocus()
