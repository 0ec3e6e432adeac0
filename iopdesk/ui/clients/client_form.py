"""The form of a client's record, the same for a new client and for the chart's details."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import date
from typing import cast
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from iopdesk.domain.client import (
    EMPLOYMENT,
    GENDERS,
    LIVING,
    LONGEST_LINE,
    LONGEST_NAME,
    PRONOUNS,
    ClientDraft,
    NameDraft,
    PhoneDraft,
)
from iopdesk.domain.problems import FieldProblem
from iopdesk.services.draft_service import Value
from iopdesk.ui.clients.phones_field import PhonesField
from iopdesk.ui.widgets.fields import ChoiceField, DateField, long_text_field, text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.wording import _

_SPECIAL = frozenset({"born", "phones", "aliases"})
_PLAIN = tuple(field.name for field in fields(ClientDraft) if field.name not in _SPECIAL)


class ClientForm(Form):
    """Name, birth and reach first; the rest below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._aliases: tuple[NameDraft, ...] = ()
        self._build_name()
        self._build_reach()
        self._build_life()
        self.add_stretch()

    def load(self, draft: ClientDraft) -> None:
        """Show a record; the form is clean afterwards."""
        with self.loading():
            for name in _PLAIN:
                self._show(name, getattr(draft, name))
            self._aliases = draft.aliases
            self._text("aliases").setText(", ".join(alias.name for alias in draft.aliases))
            cast(DateField, self.field("born")).set_value(draft.born)
            self.phones.set_phones(draft.phones)
        self.clear_problems()

    def draft(self) -> ClientDraft:
        """What the form holds now."""
        values = {name: self._read(name) for name in _PLAIN}
        return ClientDraft(
            **values,
            born=cast(DateField, self.field("born")).value,
            phones=self.phones.phones(),
            aliases=self._typed_aliases(),
        )

    def problems(self, today: date) -> list[FieldProblem]:
        """What the draft says is wrong, and what was typed that is no date at all."""
        found = self.draft().problems(today)
        if cast(DateField, self.field("born")).is_wrong:
            found.append(FieldProblem("born", "This is not a date. Type month/day/year."))
        return found

    def words(self) -> dict[str, str]:
        """The fields' names for people, for the conflict dialog."""
        return {name: self.field(name).accessibleName() or name for name in (*_PLAIN, *_SPECIAL)}

    def _build_name(self) -> None:
        self.section(_("Name"))
        self.add("first_name", _("&First name"), text_field(LONGEST_NAME))
        self.add("last_name", _("&Last name"), text_field(LONGEST_NAME), beside=True)
        self.add("middle_name", _("Middle name"), text_field(LONGEST_NAME))
        self.add("name_to_use", _("Name to use"), text_field(LONGEST_NAME), beside=True)
        self.add("born", _("&Birth date"), DateField())
        self.add("gender", _("Gender"), _choices(GENDERS), beside=True)
        pronouns = ChoiceField([(word, word or _("Not asked")) for word in PRONOUNS])
        self.add("pronouns", _("Pronouns"), pronouns, beside=True)
        hint = _("Former names, other spellings; separate them with commas.")
        self.add("aliases", _("Other names"), text_field(LONGEST_LINE * 2), hint=hint)

    def _build_reach(self) -> None:
        self.section(_("How to reach safely"))
        self.phones = self.add("phones", _("Phone"), PhonesField())
        self.phones.set_phones(())
        self.phones.edited.connect(self._on_edited)
        self.add("email", _("&E-mail"), text_field(LONGEST_LINE))
        languages = ChoiceField([("en", _("English")), ("es", _("Spanish"))])
        self.add("language", _("Language of papers"), languages, beside=True)
        hint = _("For example: text first, never mention the clinic.")
        self.add("safe_contact", _("Safe ways to reach"), text_field(LONGEST_LINE), hint=hint)
        self.add("street", _("Street"), text_field(LONGEST_LINE))
        self.add("city", _("City"), text_field(80), beside=True)
        self.add("state", _("State"), text_field(40))
        self.add("postal_code", _("Postal code"), text_field(20), beside=True)

    def _build_life(self) -> None:
        self.section(_("Around the program"))
        self.add("referral_source", _("Referred by"), text_field(LONGEST_LINE))
        self.add("other_languages", _("Other languages"), text_field(LONGEST_LINE), beside=True)
        self.add("living_arrangement", _("Living arrangement"), _choices(LIVING))
        self.add("employment", _("Work"), _choices(EMPLOYMENT), beside=True)
        self.add("transport", _("Transport"), text_field(LONGEST_LINE))
        self.add("note", _("Note"), long_text_field(3))

    def _text(self, name: str) -> QLineEdit:
        return cast(QLineEdit, self.field(name))

    def _show(self, name: str, value: str) -> None:
        field = self.field(name)
        if isinstance(field, ChoiceField):
            if field.findData(value) < 0:
                field.addItem(value, value)
            field.set_value(value)
        elif isinstance(field, QPlainTextEdit):
            field.setPlainText(value)
        else:
            self._text(name).setText(value)
            # long names show their beginning
            self._text(name).setCursorPosition(0)

    def _read(self, name: str) -> str:
        field = self.field(name)
        if isinstance(field, ChoiceField):
            return str(field.value or "")
        if isinstance(field, QPlainTextEdit):
            return field.toPlainText().strip()
        return self._text(name).text().strip()

    def _typed_aliases(self) -> tuple[NameDraft, ...]:
        before = {alias.name: alias for alias in self._aliases}
        typed = (" ".join(part.split()) for part in self._text("aliases").text().split(","))
        return tuple(before.get(name, NameDraft(name)) for name in typed if name)


def _choices(words: Mapping[str, str]) -> ChoiceField:
    return ChoiceField([(value, _(text)) for value, text in words.items()])


def draft_values(draft: ClientDraft) -> dict[str, Value]:
    """A draft as plain values, to be kept over a lock."""
    return cast(dict[str, Value], _plain(asdict(draft)))


def draft_from(values: Mapping[str, Value]) -> ClientDraft:
    """The draft in kept values; what an older program kept otherwise is left out."""
    known = {name: value for name in _PLAIN if isinstance(value := values.get(name), str)}
    born = values.get("born")
    return replace(
        replace(ClientDraft(), **known),  # type: ignore[arg-type]
        born=date.fromisoformat(born) if isinstance(born, str) else None,
        phones=tuple(
            PhoneDraft(
                str(one.get("number", "")),
                str(one.get("kind", "mobile")),
                bool(one.get("may_leave_message")),
                str(one.get("note", "")),
                _id(one.get("phone_id")),
                str(one.get("safe_times", "")),
                str(one.get("say_we_are", "")),
            )
            for one in _dicts(values.get("phones"))
        ),
        aliases=tuple(
            NameDraft(str(one.get("name", "")), "alias", _id(one.get("name_id")))
            for one in _dicts(values.get("aliases"))
        ),
    )


def _plain(value: object) -> Value:
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return value.hex
    return cast(Value, value)


def _dicts(value: Value) -> Sequence[dict[str, Value]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _id(value: Value) -> UUID | None:
    return UUID(value) if isinstance(value, str) else None
