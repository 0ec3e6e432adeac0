"""When, how and in which language a questionnaire was given; its scores where only they count."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iopdesk.domain.instrument import Answers, Instrument, text_in
from iopdesk.domain.instrument_result import HOWS, LONGEST_NOTE, OCCASIONS, ResultDraft
from iopdesk.domain.language import Language
from iopdesk.domain.problems import FieldProblem
from iopdesk.ui.widgets.fields import ChoiceField, DateField, NumberField, text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.wording import _, screen_wording


class ResultForm(Form):
    """Score fields come and go with the instrument."""

    language_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = self.add("day", _("&Day"), DateField())
        self.given = self.add(
            "how", _("&How"), ChoiceField([(value, _(words)) for value, words in HOWS.items()])
        )
        self.asked_in = self.add("language", _("Asked &in"), ChoiceField())
        self.occasion = self.add(
            "occasion",
            _("&Occasion"),
            ChoiceField([(value, _(words)) for value, words in OCCASIONS.items()]),
        )
        self.note = self.add("note", _("No&te"), text_field(LONGEST_NOTE))
        self.asked_in.currentIndexChanged.connect(self._on_language)

    @property
    def language(self) -> str:
        """The language the questions are shown in."""
        return str(self.asked_in.value or Language.ENGLISH.value)

    def begin(self, form: Instrument, today: date) -> None:
        """A new result of this instrument, today."""
        with self.loading():
            self.day.set_value(today)
            self.given.set_value("spoken" if form.ships_items else "paper")
            self.occasion.set_value("")
            self.note.setText("")
            self._offer(form)
        self.set_clean()
        self.clear_problems()

    def offer_language(self, form: Instrument, wanted: str) -> None:
        """The client's language, where the form has an official translation."""
        with self.loading():
            self._offer(form)
            self.asked_in.set_value(wanted)

    def draft(self, key: str, answers: Answers, scores: Mapping[str, int]) -> ResultDraft:
        """The result as it stands."""
        return ResultDraft(
            key,
            self.day.value,
            self.language,
            str(self.given.value),
            str(self.occasion.value),
            answers,
            scores,
            self.note.text().strip(),
        )

    def typing_problems(self) -> list[FieldProblem]:
        """What was typed that is no date."""
        if self.day.is_wrong:
            return [FieldProblem("day", "This is not a date. Type month/day/year.")]
        return []

    def _offer(self, form: Instrument) -> None:
        names = {Language.ENGLISH: _("English"), Language.SPANISH: _("Spanish")}
        self.asked_in.blockSignals(True)
        self.asked_in.set_choices([(each.value, names[each]) for each in form.languages])
        self.asked_in.blockSignals(False)
        self.show_field("language", len(form.languages) > 1 and form.ships_items)

    def _on_language(self) -> None:
        if not self.is_loading:
            self.language_chosen.emit()


class ScoreForm(Form):
    """The scores of a form that is not in the program, a field a scale."""

    def __init__(self, form: Instrument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        language = screen_wording().language
        self._scales: dict[str, NumberField] = {}
        for scale in form.scales:
            words = _(
                "{scale}, {least} to {most}",
                scale=text_in(scale.texts, language),
                least=scale.lowest,
                most=scale.highest,
            )
            field = NumberField(scale.lowest, scale.highest)
            self._scales[scale.scale_id] = self.add(scale.scale_id, words, field)
        self.add_stretch()

    def scores(self) -> dict[str, int]:
        """The scores that were typed."""
        return {
            scale_id: value
            for scale_id, field in self._scales.items()
            if (value := field.value) is not None
        }

    def first(self) -> QWidget:
        """Where typing begins."""
        return next(iter(self._scales.values()))
