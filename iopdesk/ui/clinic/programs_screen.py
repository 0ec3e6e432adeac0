"""Programs and phases: what the clinic offers, changed, copied, retired and brought back."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from iopdesk.domain.clinic_rules import ClinicRules
from iopdesk.domain.episode import TRACK_WORDS, program_words
from iopdesk.domain.problems import EditConflict, InvalidDraft
from iopdesk.domain.program import AGE_WORDS, PhaseDraft, ProgramDraft
from iopdesk.domain.staff import Right
from iopdesk.domain.wording import later
from iopdesk.services.program_service import ProgramLine, ProgramList, copy_of
from iopdesk.ui.clinic.program_card import ProgramCard
from iopdesk.ui.desk import Desk
from iopdesk.ui.screen import Screen
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _, screen_wording


class ProgramsScreen(Screen):
    """The list at the left, the chosen program at the right; a new one has no row yet."""

    shows = frozenset({"program", "phase", "episode", "setting"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._program_id: UUID | None = None
        self._base = ProgramDraft()
        self._rules = ClinicRules()
        self._may = desk.services.signed_in.may(Right.MANAGE_CLINIC)
        column = self.page_layout()
        self.title_bar = TitleBar(_("Programs and phases"), self)
        self.title_bar.set_back(_("Clinic"), partial(desk.navigation.open, "clinic"))
        self.copy = self.title_bar.add_action(plain_button(_("&Copy"), "copy", self))
        self.retire = self.title_bar.add_action(plain_button(_("&Retire"), "archive", self))
        self.add = self.title_bar.add_action(primary_button(_("New &program"), "plus", self))
        column.addWidget(self.title_bar)
        card = Card("", self)
        self.model: RowsModel[ProgramLine] = RowsModel(
            _columns(), self, identity=lambda line: line.program_id
        )
        self.table = TableView(self.model, "programs", card)
        self.table.setAccessibleName(_("Programs"))
        card.body.addWidget(self.table)
        self.card = ProgramCard(self)
        self._panes = TwoPanes(card, self.card, self, stretch=(1, 1))
        column.addWidget(self._panes, 1)
        self._connect()

    def refresh(self) -> None:
        """Ask for all programs."""
        call = self.desk.services.program.programs
        self.desk.background.run(self, call, self._show_programs, ticket="programs")

    def reflow(self, narrow: bool) -> None:
        """The program goes under the list."""
        self._panes.reflow(narrow)
        self.title_bar.reflow(narrow)
        self.table.reflow(narrow)

    def has_unsaved(self) -> bool:
        """Whether a program was typed into."""
        return self.card.form.is_dirty

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the form."""
        return [("Enter", _("change the program, save it")), ("Ctrl+S", _("save"))]

    def place(self) -> str:
        """Its name in back links."""
        return _("Programs and phases")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter in a field saves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._on_save()
            return
        super().keyPressEvent(event)

    def _connect(self) -> None:
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.add.clicked.connect(self._on_add)
        self.copy.clicked.connect(self._on_copy)
        self.retire.clicked.connect(self._on_retire)
        self.card.save.clicked.connect(self._on_save)
        self.card.undo.clicked.connect(self._on_undo)
        for button in (self.add, self.copy, self.retire):
            button.setVisible(self._may)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_save)

    def _show_programs(self, found: ProgramList) -> None:
        self._rules = found.rules
        wanted = self._program_id  # showing rows chooses the one that was current before
        self.model.set_rows(found.programs)
        self.table.setMinimumHeight(self.table.height_of_rows())
        if self.card.form.is_dirty:
            return
        if wanted is None or not self.table.choose(wanted):
            self.table.choose_first()
        self._on_chosen(self.table.current_row())

    def _on_chosen(self, line: ProgramLine | None) -> None:
        if line is None or self.card.form.is_dirty:
            return
        self._program_id = line.program_id
        self.retire.setText(_("&Retire") if line.is_active else _("B&ring back"))
        self.retire.setEnabled(True)
        self.copy.setEnabled(True)
        self.card.set_title(program_words(line.draft.name, _))
        self._load(line.draft)

    def _load(self, draft: ProgramDraft) -> None:
        self._base = draft
        self.card.load(draft, self._rules, may_change=self._may)

    def _on_opened(self, _line: ProgramLine) -> None:
        self.card.name.setFocus()

    def _on_add(self) -> None:
        if self._may_leave_form():
            self._begin(ProgramDraft(phases=(PhaseDraft(_("Phase {n}", n=1), 90),)))

    def _on_copy(self) -> None:
        line = self.table.current_row()
        if line is not None and self._may_leave_form():
            name = _("Copy of {name}", name=program_words(line.draft.name, _))
            self._begin(copy_of(line.draft, name))

    def _begin(self, draft: ProgramDraft) -> None:
        """A program that is not stored yet: all of it counts as typed."""
        self._program_id = None
        self._load(draft)
        self._base = ProgramDraft()
        self.card.set_title(_("New program"))
        self.card.form.is_dirty = True
        self.retire.setEnabled(False)
        self.card.name.setFocus()
        self.card.name.selectAll()

    def _may_leave_form(self) -> bool:
        if self.card.form.is_dirty and not self.desk.messages.ask(
            _("Leave without saving?"),
            _("What you typed about this program is not saved yet."),
            _("&Leave"),
            _("&Stay"),
        ):
            return False
        self.card.form.set_clean()
        return True

    def _on_undo(self) -> None:
        self.card.form.set_clean()
        self._on_chosen(self.table.current_row())
        self.table.setFocus()

    def _on_save(self) -> None:
        if self._may and self.card.form.is_dirty:
            self._save(self._base, self.card.draft())

    def _save(self, base: ProgramDraft, mine: ProgramDraft) -> None:
        call = partial(self.desk.services.program.save, self._program_id, base=base, mine=mine)
        failed = partial(self._on_failed, base, mine)
        self.desk.background.run(self, call, self._on_saved, failed)

    def _on_saved(self, program_id: UUID) -> None:
        self.card.form.set_clean()
        self._program_id = program_id
        self.desk.messages.say(_("Saved. Clients keep what they were given."))
        self.refresh()

    def _on_failed(self, base: ProgramDraft, mine: ProgramDraft, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            self.card.show_problems(error.problems)
            return
        if not isinstance(error, EditConflict):
            self.desk.messages.error(error)
            return
        kept = self.desk.messages.settle(error, _field_words(error))
        if kept is not None:
            theirs = {field.field: field.theirs for field in error.fields}
            self._save(_with(base, theirs, mine), _with(mine, kept, mine))

    def _on_retire(self) -> None:
        line = self.table.current_row()
        if line is None or not self._may_leave_form():
            return
        service = self.desk.services.program
        if not line.is_active:
            call = partial(service.bring_back, line.program_id)
        elif self.desk.messages.ask(
            _("Retire this program?"),
            _("It is offered no more. Clients in it stay, and it can be brought back."),
            _("&Retire it"),
        ):
            call = partial(service.retire, line.program_id)
        else:
            return
        self.desk.background.run(self, call, self._on_retired)

    def _on_retired(self, _done: None) -> None:
        self.refresh()


def _columns() -> list[Column[ProgramLine]]:
    return [
        Column(
            _("Program"),
            lambda line: program_words(line.draft.name, _),
            "name",
            bold=True,
            stretch=True,
        ),
        Column(_("For"), lambda line: _(AGE_WORDS[line.draft.age_group]), "age", minor=True),
        Column(_("Track"), lambda line: _(TRACK_WORDS[line.draft.track]), "track", minor=True),
        Column(
            _("Days"), lambda line: str(line.draft.days), "days", order=lambda line: line.draft.days
        ),
        Column(_("Hours a week"), _hours, "hours", soft=True),
        Column(
            _("Clients"),
            lambda line: str(line.clients),
            "clients",
            order=lambda line: line.clients,
        ),
        Column("", _state, kind=Kind.CHIP, tone=lambda line: "neutral", when_used=True),
    ]


def _hours(line: ProgramLine) -> str:
    """The taper: "15, 12, 9"."""
    words = screen_wording()
    return ", ".join(words.hours(phase.minutes_a_week) for phase in line.draft.phases)


def _state(line: ProgramLine) -> str:
    return "" if line.is_active else _("Retired")


_PHASE_WORDS = {
    "name": later("Phase"),
    "days": later("Days"),
    "minutes_a_week": later("Minutes a week"),
    "days_a_week": later("Days a week"),
    "meetings_a_week": later("Meetings a week"),
    "screens_a_week": later("Screens a week"),
    "position": later("Place in the list"),
}


def _field_words(conflict: EditConflict) -> dict[str, str]:
    own = {"name": _("Name"), "days": _("Days"), "track": _("Track"), "age_group": _("For")}
    for field in conflict.fields:
        if "." in field.field:
            _all, at, name = field.field.split(".")
            named = _("Phase {n}: {field}", n=int(at) + 1, field=_(_PHASE_WORDS[name]))
            own[field.field] = named
    return own


def _with(draft: ProgramDraft, values: Mapping[str, object], places: ProgramDraft) -> ProgramDraft:
    """The draft with values by field; "phases.2.days" is the third phase in `places`."""
    for name, value in values.items():
        if "." not in name:
            draft = replace(draft, **{name: value})  # type: ignore[arg-type]
            continue
        _all, at, field = name.split(".")
        phase_id = places.phases[int(at)].phase_id
        phases = [
            replace(phase, **{field: value})  # type: ignore[arg-type]
            if phase.phase_id == phase_id and field != "position"
            else phase
            for phase in draft.phases
        ]
        draft = replace(draft, phases=tuple(phases))
    return draft
