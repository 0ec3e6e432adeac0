"""Shows both values of every field that two people changed, and asks which to keep."""

from collections.abc import Mapping
from datetime import date, time

from PySide6.QtWidgets import QWidget

from iopdesk.domain.problems import EditConflict, FieldConflict
from iopdesk.ui.widgets.decision_dialog import DecisionDialog
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.wording import _, screen_wording

_MINE, _THEIRS = "mine", "theirs"
_SHOWN_LETTERS = 60


class ConflictDialog(DecisionDialog):
    """`words` names the fields for people; what is chosen is in `kept()`."""

    def __init__(
        self, conflict: EditConflict, words: Mapping[str, str], parent: QWidget | None
    ) -> None:
        super().__init__(
            _("Someone else changed this record while you were editing it."),
            _("Nothing is lost: choose which value to keep."),
            [_("&Keep these"), _("&Back to the form")],
            parent,
            icon=("users", "info"),
        )
        self._fields = conflict.fields
        self._choices: list[Segmented] = []
        for field in conflict.fields:
            name = words.get(field.field, field.field)
            self.body.addWidget(label(f"{name} ({_who(field)})", "label", self))
            choice = Segmented(
                [
                    (_MINE, _("Mine: {value}", value=_shown(field.mine))),
                    (_THEIRS, _("Theirs: {value}", value=_shown(field.theirs))),
                ],
                self,
            )
            choice.set_name(name)
            self._choices.append(choice)
            self.body.addWidget(choice)

    def kept(self) -> dict[str, object]:
        """The value to keep of each field."""
        return {
            field.field: field.mine if choice.value == _MINE else field.theirs
            for field, choice in zip(self._fields, self._choices, strict=True)
        }


def _who(field: FieldConflict) -> str:
    if field.theirs_at is None:
        return field.theirs_by
    at = field.theirs_at.astimezone()
    when = f"{screen_wording().day_month(at.date())}, {screen_wording().time(at.time())}"
    return f"{field.theirs_by}, {when}" if field.theirs_by else when


def _shown(value: object) -> str:
    if isinstance(value, date):
        value = screen_wording().date_year(value)
    elif isinstance(value, time):
        value = screen_wording().time(value)
    text = " ".join(str(value).split()) if value not in (None, "") else _("nothing")
    return text if len(text) <= _SHOWN_LETTERS else f"{text[:_SHOWN_LETTERS]}…"
