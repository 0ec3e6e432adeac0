"""One test of eligibility: what to ask, what was found, and what is done where it is not met."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from iopdesk.domain.eligibility import OTHER, RESULT_WORDS, Criterion, Result, TestDraft
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.fields import ChoiceField, DateField, low_text_field, text_field
from iopdesk.ui.widgets.flow_layout import FlowLayout
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.wording import _, screen_wording


class TestPage(QWidget):
    """The same page for every test; `edited` is sent when a person changes anything."""

    __test__ = False
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = TestDraft("")
        self.setProperty("bare", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        self.asks = label("", "soft", self, wrap=True)
        column.addWidget(self.asks)
        self.form = form = Form(self)
        results = [(result, _(words)) for result, words in RESULT_WORDS.items()]
        self.result = form.add("result", _("What was found"), Segmented(results))
        self.evidence = form.add("evidence", _("&Evidence, in a few words"), low_text_field(3))
        self.usual = QWidget(self)
        self.usual.setProperty("bare", "true")
        self._flow = FlowLayout(self.usual)
        form.add_widget(self.usual)
        self.remedy = form.add("remedy", _("What is &done about it"), ChoiceField())
        self.due = form.add("remedy_due", _("Stands &by"), DateField(), beside=True)
        self.words = form.add("remedy_words", _("&Where and how"), text_field(200))
        column.addWidget(form)
        column.addStretch(1)
        form.edited.connect(self._on_edited)

    def show_test(self, criterion: Criterion, draft: TestDraft) -> None:
        """Show one test with its answer."""
        language = screen_wording().language
        self._shown = draft
        self.asks.setText(criterion.asks[language])
        self._offer([texts[language] for texts in criterion.usual])
        remedies = [(one.key, one.words[language]) for one in criterion.remedies]
        with self.form.loading():
            self.remedy.set_choices([("", _("Choose")), *remedies, (OTHER, _("Something else"))])
            self.result.clear()
            if draft.is_answered:
                self.result.set_value(Result(draft.result))
            self.evidence.setPlainText(draft.evidence)
            self.remedy.set_value(draft.remedy)
            self.words.setText(draft.remedy_words)
            self.due.set_value(draft.remedy_due)
        self.form.clear_problems()
        self._show_remedy()

    def draft(self) -> TestDraft:
        """The answer as the page holds it; a remedy only where there is one."""
        result = self.result.value
        has_remedy = result in (Result.REMEDY, Result.NOT_MET)
        return replace(
            self._shown,
            result=result.value if isinstance(result, Result) else "",
            evidence=self.evidence.toPlainText().strip(),
            remedy=str(self.remedy.value or "") if has_remedy else "",
            remedy_words=self.words.text().strip() if has_remedy else "",
            remedy_due=self.due.value if has_remedy else None,
        )

    def focus_first(self) -> None:
        """Where a person begins to answer."""
        value = self.result.value
        self.result.button(value if isinstance(value, Result) else Result.MET).setFocus()

    def answers(self) -> list[QPushButton]:
        """The buttons of usual evidence."""
        items = [self._flow.itemAt(at) for at in range(self._flow.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if isinstance(widget, QPushButton)]

    def _offer(self, answers: list[str]) -> None:
        self._flow.clear()
        for answer in answers:
            button = QPushButton(answer, self.usual)
            button.setAutoDefault(False)
            button.setProperty("option", "pick")
            button.clicked.connect(lambda _checked=False, answer=answer: self._on_usual(answer))
            self._flow.addWidget(button)
        self.usual.updateGeometry()

    def _on_usual(self, answer: str) -> None:
        typed = self.evidence.toPlainText().rstrip()
        if answer not in typed:
            self.evidence.setPlainText(f"{typed}\n{answer}" if typed else answer)
        if self.result.value is None:
            self.result.set_value(Result.MET)
            self._on_edited()
        self.evidence.setFocus()

    def _on_edited(self) -> None:
        self._show_remedy()
        self.edited.emit()

    def _show_remedy(self) -> None:
        shown = self.result.value in (Result.REMEDY, Result.NOT_MET)
        for name in ("remedy", "remedy_due", "remedy_words"):
            self.form.show_field(name, shown)
