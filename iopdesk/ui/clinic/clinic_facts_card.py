"""The form about the clinic: what papers print at their head."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from iopdesk.domain.clinic import LONGEST_LINE, ClinicDraft
from iopdesk.domain.problems import EditConflict, InvalidDraft
from iopdesk.domain.staff import Right
from iopdesk.domain.wording import later
from iopdesk.ui.desk import Desk
from iopdesk.ui.widgets.buttons import primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.fields import ChoiceField, text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.wording import _, screen_wording

_WORD = later("&Word for client")
_TERMS = {
    "client": later("client"),
    "patient": later("patient"),
    "guest": later("guest"),
    "participant": later("participant"),
}


class ClinicFactsCard(Card):
    """Everyone reads it; who may manage the clinic can change it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Clinic"), parent, note=_("as papers show it"))
        self._desk = desk
        self._base = ClinicDraft()
        self.form = Form(self)
        add = self.form.add
        self._name = add("name", _("&Name"), text_field(LONGEST_LINE))
        self._address = add("address", _("&Address"), text_field(LONGEST_LINE))
        self._phone = add("phone", _("&Phone"), text_field(40))
        self._day = add("daytime_line", _("Line by day"), text_field(40), beside=True)
        self._crisis = add("county_crisis_line", _("County crisis line"), text_field(40))
        self._zone = add("zone", _("&Time zone"), text_field(60), beside=True)
        words = screen_wording()
        terms = [(term, words.as_written(said)) for term, said in _TERMS.items()]
        self._term = add("client_term", words.as_written(_WORD), ChoiceField(terms))
        papers = [("letter", _("Letter")), ("a4", _("A4"))]
        self._paper = add("paper_size", _("Pape&r"), ChoiceField(papers), beside=True)
        self.save = primary_button(_("&Save"), "check", self)
        self.save.clicked.connect(self._on_save)
        self.body.addWidget(self.form)
        self.add_to_head(self.save)
        may = desk.services.signed_in.may(Right.MANAGE_CLINIC)
        self.form.setEnabled(may)
        self.save.setVisible(may)

    def refresh(self) -> None:
        """Ask for the facts, unless something is being typed."""
        if not self.form.is_dirty:
            self._desk.background.run(self, self._desk.services.clinic.facts, self._show)

    def draft(self) -> ClinicDraft:
        """What the form holds."""
        return ClinicDraft(
            name=self._name.text(),
            address=self._address.text(),
            phone=self._phone.text(),
            daytime_line=self._day.text(),
            county_crisis_line=self._crisis.text(),
            zone=self._zone.text(),
            client_term=str(self._term.value),
            paper_size=str(self._paper.value),
        )

    def _show(self, facts: ClinicDraft) -> None:
        self._base = facts
        with self.form.loading():
            self._name.setText(facts.name)
            self._address.setText(facts.address)
            self._phone.setText(facts.phone)
            self._day.setText(facts.daytime_line)
            self._crisis.setText(facts.county_crisis_line)
            self._zone.setText(facts.zone)
            self._term.set_value(facts.client_term)
            self._paper.set_value(facts.paper_size)
        self.form.clear_problems()

    def _on_save(self) -> None:
        mine = self.draft()
        call = partial(self._desk.services.clinic.save, base=self._base, mine=mine)
        self._run(call, mine)

    def _run(self, call: Callable[[], None], mine: ClinicDraft) -> None:
        then = partial(self._on_saved, mine.client_term != self._base.client_term)
        self._desk.background.run(self, call, then, self._on_refused)

    def _on_saved(self, is_called_otherwise: bool, _nothing: None) -> None:
        self.form.set_clean()
        self.form.clear_problems()
        self._desk.messages.say(_("Saved."))
        self.refresh()
        if is_called_otherwise:
            # every text of the window changes
            self._desk.changes.look_changed.emit()

    def _on_refused(self, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            self.form.show_problems(error.problems)
        elif isinstance(error, EditConflict):
            self._settle(error)
        else:
            self._desk.messages.error(error)

    def _settle(self, conflict: EditConflict) -> None:
        words = {
            "name": _("Name"),
            "address": _("Address"),
            "phone": _("Phone"),
            "daytime_line": _("Line by day"),
            "county_crisis_line": _("County crisis line"),
            "zone": _("Time zone"),
            "client_term": _("Word for client"),
            "paper_size": _("Paper"),
        }
        kept = self._desk.messages.settle(conflict, words)
        if kept is None:
            return
        theirs = {each.field: each.theirs for each in conflict.fields}
        base, mine = _with(self._base, theirs), _with(self.draft(), kept)
        self._run(partial(self._desk.services.clinic.save, base=base, mine=mine), mine)


def _with(draft: ClinicDraft, values: dict[str, object]) -> ClinicDraft:
    known = {name: str(value) for name, value in values.items()}
    return ClinicDraft(**{**draft.__dict__, **known})
