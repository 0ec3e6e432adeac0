"""Shows the recovery code once: to print or save, and two groups typed back."""

import random
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from iopdesk.domain.problems import FieldProblem, UserProblem
from iopdesk.ui.paper_printer import require_printer
from iopdesk.ui.sign_in.front_page import FrontPage
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _

_ASKED = 2
_COLUMNS = 4


class RecoveryCodePage(FrontPage):
    """`typed` carries ((group, words), (group, words)) once both fields are filled."""

    typed = Signal(object)

    def __init__(self, code: str, clinic_name: str, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Keep this recovery code"),
            _(
                "It is the only way in when every password is forgotten. Keep it on paper, in a"
                " locked place, away from this computer. It is not shown again."
            ),
            parent,
        )
        self._code, self._clinic_name = code, clinic_name
        groups = code.split("-")
        self.asked = sorted(random.sample(range(1, len(groups) + 1), _ASKED))
        self.body.addLayout(self._grid(groups))
        self.body.addLayout(self._ways())
        self.form = Form(self)
        self._fields = [
            self.form.add(
                f"group{group}", _("Type back group {n}", n=group), QLineEdit(), beside=at > 0
            )
            for at, group in enumerate(self.asked)
        ]
        self._go = primary_button(_("&Go to Today"), "", self)
        self._go.setDefault(True)
        self.body.addWidget(self.form)
        self.body.addWidget(self._go)
        self._go.clicked.connect(self._on_go)
        for field in self._fields:
            field.returnPressed.connect(self._on_go)

    def show_wrong(self, groups: list[int]) -> None:
        """Say which groups were typed wrongly."""
        words = _("Compare it with the code above, letter by letter.")
        self.form.show_problems([FieldProblem(f"group{group}", words) for group in groups])

    def _grid(self, groups: list[str]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(current_theme().px(10))
        for at, group in enumerate(groups):
            cell = QHBoxLayout()
            cell.addWidget(label(f"{at + 1}", "hint", self))
            words = label(group, "code", self)
            words.setAccessibleName(_("Group {n}: {group}", n=at + 1, group=" ".join(group)))
            cell.addWidget(words)
            cell.addStretch(1)
            grid.addLayout(cell, at // _COLUMNS, at % _COLUMNS)
        return grid

    def _ways(self) -> QHBoxLayout:
        line = QHBoxLayout()
        paper = plain_button(_("&Print"), "printer", self)
        paper.clicked.connect(self._on_print)
        file = plain_button(_("Sa&ve to a stick…"), "download", self)
        file.clicked.connect(self._on_save)
        line.addWidget(paper)
        line.addWidget(file)
        line.addStretch(1)
        return line

    def _text(self) -> str:
        return "\n\n".join(
            [
                _("Recovery code of {clinic}", clinic=self._clinic_name),
                "\n".join(f"{at + 1}.  {group}" for at, group in enumerate(self._code.split("-"))),
                _(
                    "Keep this in a locked place, away from the computer. Whoever has it and the"
                    " clinic's files can read every record."
                ),
            ]
        )

    def _on_print(self) -> None:
        try:
            require_printer()
        except UserProblem as problem:
            self.refuse(problem)
            return
        printer = QPrinter()
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted and not printer.outputFileName():
            document = QTextDocument()
            font = current_theme().font()
            font = type(font)(font)
            font.setPointSize(14)
            document.setDefaultFont(font)
            document.setPlainText(self._text())
            document.print_(printer)

    def _on_save(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Save the recovery code"), _("Recovery code") + ".txt", "(*.txt)"
        )
        if not name:
            return
        try:
            Path(name).write_text(self._text() + "\n", encoding="utf-8")
        except OSError:
            self.tell(_("The file could not be written. Choose another folder."))
            return
        self.tell(_("Saved. Keep the stick away from this computer."), "info")

    def _on_go(self) -> None:
        pairs = list(zip(self.asked, (field.text() for field in self._fields), strict=True))
        empty = next((field for field in self._fields if not field.text().strip()), None)
        if empty is not None:
            empty.setFocus()
            return
        self.form.clear_problems()
        self.typed.emit(pairs)
