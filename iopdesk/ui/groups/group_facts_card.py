"""What a group is, and the form to change it or to begin a new one."""

import uuid
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iopdesk.domain.group import Group, GroupDraft
from iopdesk.domain.problems import EditConflict, InvalidDraft
from iopdesk.domain.staff import Right
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.group_form import GroupForm
from iopdesk.ui.groups.group_words import (
    kind_words,
    modality_words,
    population_words,
    stage_words,
    track_words,
)
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import danger_button, plain_button, primary_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.conflict_dialog import ConflictDialog
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.wording import _


class GroupFactsCard(Card):
    """`created` carries the id of a new group, `changed` says that one was saved."""

    created = Signal(object)
    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("About this group"), parent)
        self._desk = desk
        self._group: Group | None = None
        self._base = GroupDraft("")
        self.edit = quiet_button(_("&Edit"), "pencil", self)
        self.add_to_head(self.edit)
        self.facts = FactList((), self)
        self.body.addWidget(self.facts)
        self.body.addWidget(self._build_form())
        self.edit.clicked.connect(self._on_edit)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self._on_cancel)
        self.end.clicked.connect(self._on_end)

    def show_group(self, group: Group) -> None:
        """Show a stored group; a form that is being typed into stays."""
        self._group = group
        draft = group.draft
        facts = [
            (_("Kind"), kind_words(draft.kind)),
            (_("Way of working"), modality_words(draft.modality) if draft.modality else ""),
            (_("Track"), track_words(draft.track)),
            (_("Stage"), stage_words(draft.stage) if draft.stage else ""),
            (_("For whom only"), population_words(draft.population)),
            (_("Others see"), draft.neutral_title),
            (_("Places"), str(draft.capacity)),
            (_("Place"), draft.place),
        ]
        self.facts.set_facts([(name, fact) for name, fact in facts if fact])
        self.edit.setVisible(
            self._desk.services.signed_in.may(Right.EDIT_GROUPS) and not self.is_editing
        )
        self.set_title(_("About this group"))

    def begin_new(self) -> None:
        """An empty form for a new group."""
        self._group = None
        self.facts.set_facts([])
        self.set_title("")
        self._open_form(GroupDraft(""))
        self.cancel.hide()

    @property
    def is_editing(self) -> bool:
        """Whether the form is open."""
        return self._edit_box.isVisibleTo(self)

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed and not saved."""
        return self.is_editing and self.form.is_dirty

    def close_form(self) -> None:
        """Put the form away."""
        self._edit_box.hide()
        self.form.set_clean()
        self.facts.show()

    def _build_form(self) -> QWidget:
        self._edit_box = QWidget(self)
        self._edit_box.setProperty("bare", "true")
        column = QVBoxLayout(self._edit_box)
        column.setContentsMargins(0, 0, 0, 0)
        self.form = GroupForm(self._edit_box)
        column.addWidget(self.form)
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(8))
        self.end = danger_button(_("En&d group"), parent=self._edit_box)
        self.cancel = plain_button(_("&Cancel"), parent=self._edit_box)
        self.save = primary_button(_("&Save group"), parent=self._edit_box)
        line.addWidget(self.end)
        line.addStretch(1)
        line.addWidget(self.cancel)
        line.addWidget(self.save)
        column.addLayout(line)
        self._edit_box.hide()
        return self._edit_box

    def _open_form(self, draft: GroupDraft) -> None:
        self._base = draft
        self.form.load(draft)
        self.facts.hide()
        self.edit.hide()
        self.cancel.show()
        self.end.setVisible(self._group is not None and self._group.ended is None)
        self._edit_box.show()
        self.form.name.setFocus()

    def _on_edit(self) -> None:
        if self._group is not None:
            self._open_form(self._group.draft)

    def _on_save(self) -> None:
        self._save(self._base, self.form.draft())

    def _save(self, base: GroupDraft, mine: GroupDraft) -> None:
        service = self._desk.services.group
        if self._group is None:
            create = partial(service.create, mine)
            self._desk.background.run(self, create, self._on_created, self._on_failed)
        else:
            call = partial(service.save, self._group.id, base, mine)
            self._desk.background.run(self, call, self._on_saved, self._on_failed)

    def _on_created(self, group_id: uuid.UUID) -> None:
        self.close_form()
        self.created.emit(group_id)

    def _on_saved(self, done: None) -> None:
        self.close_form()
        self.changed.emit()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            self.form.show_problems(error.problems)
        elif isinstance(error, EditConflict):
            self._settle(error)
        else:
            self._desk.messages.error(error)

    def _settle(self, conflict: EditConflict) -> None:
        words = {"name": _("Name"), "capacity": _("Places"), "kind": _("Kind"), "track": _("Track")}
        dialog = ConflictDialog(conflict, words, self.window())
        dialog.exec()
        if dialog.answer != 0 or self._group is None:
            return
        values = {**vars(self.form.draft()), **dialog.kept()}
        theirs = {field.field: field.theirs for field in conflict.fields}
        self._save(GroupDraft(**{**vars(self._base), **theirs}), GroupDraft(**values))

    def _on_cancel(self) -> None:
        self.close_form()
        if self._group is not None:
            self.show_group(self._group)

    def _on_end(self) -> None:
        if self._group is not None and self._desk.messages.ask(
            _("End this group?"),
            _("Today is its last day. Its weekly times and all places on its roster end with it."),
            _("&End the group"),
            takes_away=True,
        ):
            today = self._desk.services.store.clock.today()
            call = partial(self._desk.services.group.end, self._group.id, today)
            self._desk.background.run(self, call, self._on_saved, self._on_failed)
