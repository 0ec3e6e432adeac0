"""The fields of a first contact: who, how to reach them safely, who calls, what they want."""

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import date
from typing import TypeVar, cast

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from iopdesk.domain.client import LONGEST_LINE, LONGEST_NAME
from iopdesk.domain.inquiry import (
    CALLERS,
    CHANNELS,
    REFERRAL_SOURCES,
    TRACKS,
    ContactFacts,
    FirstContact,
)
from iopdesk.domain.problems import FieldProblem
from iopdesk.services.draft_service import Value
from iopdesk.ui.widgets.fields import ChoiceField, DateField, long_text_field, text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.wording import _

_Draft = TypeVar("_Draft", bound=ContactFacts)
_DATES = ("born", "day", "next_contact")


class ContactFactsForm(Form):
    """What was noted of a call: who called, what they want, how it came."""

    kind: type[ContactFacts] = ContactFacts

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build()
        self.add_stretch()

    def load(self, draft: ContactFacts) -> None:
        """Show a draft; the form is clean afterwards."""
        with self.loading():
            for field in fields(self.kind):
                _show(self.field(field.name), getattr(draft, field.name))
        self.clear_problems()
        self._show_caller()

    def draft(self) -> ContactFacts:
        """What the form holds now."""
        return self.kind(**{f.name: _read(self.field(f.name)) for f in fields(self.kind)})  # type: ignore[arg-type]

    def problems(self, today: date) -> list[FieldProblem]:
        """Everything that keeps it from being saved, days that are none included."""
        found, known = self.draft().problems(today), {each.name for each in fields(self.kind)}
        for name in _DATES:
            field = self.field(name) if name in known else None
            if isinstance(field, DateField) and field.is_wrong:
                found = [one for one in found if one.field != name]
                found.append(FieldProblem(name, "This is not a date. Type month/day/year."))
        return found

    def _build(self) -> None:
        self._build_caller()
        self._build_wants()

    def _build_caller(self) -> None:
        self.section(_("Who calls"))
        self.caller = self.add("caller", "", ChoiceField(_choices(CALLERS)))
        self.caller.setAccessibleName(_("Who calls"))
        self.add("caller_name", _("Their name"), text_field(LONGEST_NAME))
        self.add("caller_phone", _("Their number"), text_field(40), beside=True)
        self.caller.currentIndexChanged.connect(self._show_caller)

    def _build_wants(self) -> None:
        self.section(_("What they want"))
        self.add("wants", _("In their &words"), text_field(LONGEST_LINE))
        self.add("track", _("Time of day"), Segmented(_choices(TRACKS)))
        self.add("channel", _("How it came"), ChoiceField(_choices(CHANNELS)), beside=True)
        self.add("referral_source", _("&Referred by"), ChoiceField(_choices(REFERRAL_SOURCES)))
        self.add("referred_by", _("Name of who referred"), text_field(LONGEST_LINE), beside=True)
        self.add("day", _("Day of the contact"), DateField())
        self._build_next()
        self.add("note", _("Note"), long_text_field(2))

    def _build_next(self) -> None:
        """What stands beside the day."""

    def _show_caller(self, *_value: object) -> None:
        is_other = self.caller.value != "self"
        self.show_field("caller_name", is_other)
        self.show_field("caller_phone", is_other)


class FirstContactForm(ContactFactsForm):
    """In the order of a telephone call; a name and a number are enough."""

    kind = FirstContact

    def draft(self) -> FirstContact:
        """What the form holds now."""
        return cast(FirstContact, super().draft())

    def _build(self) -> None:
        self._build_who()
        self._build_reach()
        super()._build()

    def _build_next(self) -> None:
        self.add("next_contact", _("Next &contact on"), DateField(), beside=True)

    def _build_who(self) -> None:
        self.add("first_name", _("&First name"), text_field(LONGEST_NAME))
        self.add("last_name", _("&Last name"), text_field(LONGEST_NAME), beside=True)
        self.add("born", _("Birth date, if told"), DateField())
        languages = [("en", _("English")), ("es", _("Spanish"))]
        self.add("language", _("Language of papers"), Segmented(languages), beside=True)

    def _build_reach(self) -> None:
        self.section(_("How to reach them safely"))
        self.add("phone", _("&Phone"), text_field(40))
        self.add(
            "safe_times",
            _("When it is safe to call"),
            text_field(LONGEST_LINE, _("such as: after 6 pm, never at work")),
            beside=True,
        )
        self.add(
            "say_we_are",
            _("Who we say we are"),
            text_field(LONGEST_LINE, _("such as: Ana from the office")),
        )
        self.add("may_leave_message", _("May leave a &message"), QCheckBox(), beside=True)


def draft_values(draft: ContactFacts) -> dict[str, Value]:
    """A draft as it is kept over a lock."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(draft).items()
    }


def draft_from(values: Mapping[str, Value]) -> FirstContact:
    """The draft in kept values; what an older program kept otherwise is left out."""
    return _filled(FirstContact(), values)


def facts_from(values: Mapping[str, Value]) -> ContactFacts:
    """The same for what was noted of a call."""
    return _filled(ContactFacts(), values)


def _filled(empty: _Draft, values: Mapping[str, Value]) -> _Draft:
    known = {
        field.name: values[field.name]
        for field in fields(empty)
        if field.name in values and field.name not in _DATES
    }
    days = {
        name: date.fromisoformat(value)
        for name in _DATES
        if isinstance(value := values.get(name), str)
    }
    return replace(empty, **known, **days)  # type: ignore[arg-type]


def _choices(words: Mapping[str, str]) -> list[tuple[object, str]]:
    return [(value, _(text)) for value, text in words.items()]


def _show(field: QWidget, value: object) -> None:
    if isinstance(field, DateField):
        field.set_value(value if isinstance(value, date) else None)
    elif isinstance(field, QCheckBox):
        field.setChecked(bool(value))
    elif isinstance(field, ChoiceField | Segmented):
        field.set_value(value)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(str(value or ""))
    elif isinstance(field, QLineEdit):
        field.setText(str(value or ""))


def _read(field: QWidget) -> object:
    if isinstance(field, DateField | ChoiceField | Segmented):
        return field.value
    if isinstance(field, QCheckBox):
        return field.isChecked()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText().strip()
    return field.text().strip() if isinstance(field, QLineEdit) else None
