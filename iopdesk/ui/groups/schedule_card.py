"""The weekly times of a group: those that hold, adding one, changing one from a day on."""

import uuid
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iopdesk.domain.group import Group, Leader, Slot, SlotDraft
from iopdesk.domain.group_clash import GroupClash
from iopdesk.domain.problems import InvalidDraft
from iopdesk.domain.staff import Right
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.clash_words import clash_words, goes_on_despite
from iopdesk.ui.groups.group_form import SlotForm
from iopdesk.ui.groups.group_words import slot_words
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import danger_button, plain_button, primary_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _, screen_wording


class ScheduleCard(Card):
    """`changed` says that a time was saved."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Weekly schedule"), parent)
        self._desk = desk
        self._group: Group | None = None
        self._slot: Slot | None = None
        self.add = quiet_button(_("Add a &time"), "plus", self)
        self.add_to_head(self.add)
        self._model: RowsModel[Slot] = RowsModel(
            self._columns(), self, identity=lambda slot: slot.id
        )
        self.table = TableView(self._model, "group_slots", self, row_units=40)
        self.table.setAccessibleName(_("Weekly schedule"))
        self.body.addWidget(self.table)
        self._empty = EmptyState(_("No weekly time yet. Add the first one."), None, self)
        self.body.addWidget(self._empty)
        self.clashes = label("", "problem", self, wrap=True)
        self.clashes.hide()
        self.body.addWidget(self.clashes)
        self.body.addWidget(self._build_form())
        self._connect()

    def show_group(self, group: Group) -> None:
        """Show the slots of a group."""
        self._group = group
        self._model.set_rows(group.slots)
        self.table.setVisible(bool(group.slots))
        self.table.setFixedHeight(self.table.height_of_rows())
        self._empty.setVisible(not group.slots and not self.edit.isVisibleTo(self))
        self.add.setEnabled(self._may_edit())

    def show_clashes(self, clashes: tuple[GroupClash, ...]) -> None:
        """Say what the coming sessions run into."""
        self.clashes.setText("\n".join(clash_words(clash) for clash in clashes[:4]))
        self.clashes.setVisible(bool(clashes))

    def show_leaders(self, leaders: tuple[Leader, ...]) -> None:
        """Offer these as leaders."""
        self.form.set_leaders(leaders)

    def close_form(self) -> None:
        """Put the form away."""
        self._slot = None
        self.edit.hide()
        self.form.set_clean()

    @property
    def is_dirty(self) -> bool:
        """Whether a time was typed and not saved."""
        return self.edit.isVisibleTo(self) and self.form.is_dirty

    def _build_form(self) -> QWidget:
        self.edit = QWidget(self)
        self.edit.setProperty("bare", "true")
        column = QVBoxLayout(self.edit)
        column.setContentsMargins(0, 0, 0, 0)
        self.form = SlotForm(self.edit)
        column.addWidget(self.form)
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(8))
        self.end = danger_button(_("End t&his time"), parent=self.edit)
        self.cancel = plain_button(_("&Cancel"), parent=self.edit)
        self.save = primary_button(_("Save t&ime"), parent=self.edit)
        line.addWidget(self.end)
        line.addStretch(1)
        line.addWidget(self.cancel)
        line.addWidget(self.save)
        column.addLayout(line)
        self.edit.hide()
        return self.edit

    def _connect(self) -> None:
        self.add.clicked.connect(self._on_add)
        self.table.opened.connect(self._on_change)
        self.table.pressed.connect(self._on_change)
        self.save.clicked.connect(self._on_save)
        self.end.clicked.connect(self._on_end)
        self.cancel.clicked.connect(self._on_cancel)

    def _may_edit(self) -> bool:
        return self._desk.services.signed_in.may(Right.EDIT_GROUPS)

    def _on_add(self) -> None:
        self._open_form(None)

    def _on_change(self, slot: Slot) -> None:
        if self._may_edit():
            self._open_form(slot)

    def _open_form(self, slot: Slot | None) -> None:
        today = self._desk.services.store.clock.today()
        self._slot = slot
        self.form.load(slot, max(slot.starts, today) if slot else today)
        self.end.setVisible(slot is not None)
        self._empty.hide()
        self.edit.show()
        self.form.start.setFocus()

    def _on_save(self) -> None:
        draft = self.form.draft()
        if isinstance(draft, list):
            self.form.show_problems(draft)
            return
        if self._group is None:
            return
        instead_of = self._slot
        clashes = self._desk.services.group_clash
        ask = partial(clashes.of_time, self._group.id, draft, instead_of.id if instead_of else None)
        then = partial(self._on_clashes, self._group.id, draft, instead_of)
        self._desk.background.run(self, ask, then, self._on_failed)

    def _on_clashes(
        self,
        group_id: uuid.UUID,
        draft: SlotDraft,
        instead_of: Slot | None,
        clashes: tuple[GroupClash, ...],
    ) -> None:
        if not goes_on_despite(self._desk.messages, clashes):
            return
        service = self._desk.services.group
        if instead_of is not None:
            call = partial(service.change_slot, instead_of, draft)
        else:
            call = partial(service.add_slot, group_id, draft)
        self._desk.background.run(self, call, self._on_saved, self._on_failed)

    def _on_saved(self, slot_id: uuid.UUID | None) -> None:
        self.close_form()
        self.changed.emit()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            self.form.show_problems(error.problems)
        else:
            self._desk.messages.error(error)

    def _on_end(self) -> None:
        if self._slot is None:
            return
        day = self.form.ends.value or self._desk.services.store.clock.today()
        if self._desk.messages.ask(
            _("End this weekly time?"),
            _(
                "It holds for the last time on {day}. Sessions already held stay.",
                day=screen_wording().date_year(day),
            ),
            _("&End it"),
            takes_away=True,
        ):
            call = partial(self._desk.services.group.end_slot, self._slot.id, day)
            self._desk.background.run(self, call, self._on_saved, self._on_failed)

    def _on_cancel(self) -> None:
        self.close_form()
        if self._group is not None:
            self.show_group(self._group)

    def _columns(self) -> list[Column[Slot]]:
        return [
            Column(_("Time"), self._time, bold=True, stretch=True),
            Column(_("Room"), lambda slot: slot.room),
            Column(_("Leader"), lambda slot: slot.leader, minor=True),
            Column("", self._button, kind=Kind.BUTTON),
        ]

    def _button(self, slot: Slot) -> str:
        return _("Change") if self._may_edit() else ""

    def _time(self, slot: Slot) -> str:
        wording, when = screen_wording(), slot_words(slot)
        if slot.ends is not None:
            return _("{when}, to {day}", when=when, day=wording.day_month(slot.ends))
        if slot.starts > self._desk.services.store.clock.today():
            return _("{when}, from {day}", when=when, day=wording.day_month(slot.starts))
        return when
