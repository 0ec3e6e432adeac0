"""Three short lists beside a client's meetings: sponsor, home group and steps, excused weeks."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.domain.mutual_help import (
    EXCUSES,
    LONGEST_WORDS,
    WORK_WORDS,
    ExcusedWeeks,
    RecoveryWork,
    WorkKind,
)
from iopdesk.domain.problems import InvalidDraft
from iopdesk.domain.staff import Right
from iopdesk.domain.support import SPONSOR, SupportPerson
from iopdesk.services.mutual_help_service import MutualHelp
from iopdesk.ui.desk import Desk
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.fields import ChoiceField, DateField, NumberField, text_field
from iopdesk.ui.widgets.part_card import PartCard, PartField
from iopdesk.ui.wording import _, screen_wording


class RecoveryCards(QWidget):
    """Shows a MutualHelp and saves what is typed; `changed` is called after each save."""

    def __init__(self, desk: Desk, changed: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self._desk, self._changed = desk, changed
        self._client_id: UUID | None = None
        is_clinical = desk.services.signed_in.may(Right.WRITE_NOTES)
        self.excused = _excused_card(self)
        self.sponsor = _sponsor_card(self)
        self.work = _work_card(self, is_clinical=is_clinical)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        services = desk.services
        may_refer = services.signed_in.may(Right.REFER_TO_MEETINGS)
        for card, save, remove, may in (
            (self.excused, services.mutual_help.excuse, self._take_excuse_back, may_refer),
            (
                self.sponsor,
                services.support.save,
                self._remove_sponsor,
                services.signed_in.may(Right.EDIT_CLIENTS),
            ),
            (self.work, services.mutual_help.save_work, self._remove_work, may_refer),
        ):
            card.saved.connect(partial(self._on_saved, card, save))
            card.removed.connect(partial(self._on_removed, card, remove))
            card.add.setVisible(may)
            column.addWidget(card)

    @property
    def is_editing(self) -> bool:
        """Whether something is typed and not saved."""
        return any(card.is_editing for card in (self.excused, self.sponsor, self.work))

    def set_client(self, client_id: UUID | None) -> None:
        """Begin with another client."""
        self._client_id = client_id
        for card in (self.excused, self.sponsor, self.work):
            card.close_form()
            card.show_parts(())

    def show_help(self, found: MutualHelp) -> None:
        """Show these lines."""
        self.excused.show_parts(found.excused)
        self.sponsor.show_parts(found.sponsors)
        self.work.show_parts(found.work)

    def _on_saved(
        self, card: PartCard, save: Callable[..., UUID], base: object, draft: object
    ) -> None:
        if self._client_id is not None:
            call = partial(save, self._client_id, draft, base)
            done, failed = partial(self._on_done, card), partial(self._on_failed, card)
            self._desk.background.run(self, call, done, failed)

    def _on_removed(
        self, card: PartCard, remove: Callable[[UUID, object], None], part: object
    ) -> None:
        if self._client_id is not None:
            call = partial(remove, self._client_id, part)
            self._desk.background.run(self, call, partial(self._on_done, card))

    def _on_done(self, card: PartCard, _answer: object) -> None:
        card.close_form()
        self._changed()

    def _on_failed(self, card: PartCard, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            card.show_problems(error.problems)
        else:
            self._desk.messages.error(error)

    def _take_excuse_back(self, client_id: UUID, part: object) -> None:
        if isinstance(part, ExcusedWeeks) and part.excuse_id is not None:
            self._desk.services.mutual_help.take_excuse_back(client_id, part.excuse_id)

    def _remove_sponsor(self, client_id: UUID, part: object) -> None:
        if isinstance(part, SupportPerson) and part.person_id is not None:
            self._desk.services.support.remove(client_id, part.person_id)

    def _remove_work(self, client_id: UUID, part: object) -> None:
        if isinstance(part, RecoveryWork):
            self._desk.services.mutual_help.remove_work(client_id, part)


def _excused_card(parent: QWidget) -> PartCard:
    reasons = [(key, _(words)) for key, words in EXCUSES.items()]
    return PartCard(
        _("Excused weeks"),
        ExcusedWeeks(),
        [
            PartField("starts", _("Week of"), DateField),
            PartField("ends", _("To the week of"), DateField, True),
            PartField("reason", _("Why"), lambda: ChoiceField(reasons)),
            PartField("words", _("In words"), lambda: text_field(LONGEST_WORDS)),
        ],
        _excused_words,
        parent,
    )


def _excused_words(one: ExcusedWeeks) -> str:
    words = screen_wording()
    why = ", ".join(part for part in (_(EXCUSES.get(one.reason, one.reason)), one.words) if part)
    first, last = (words.day_month(day) if day else "" for day in (one.starts, one.ends))
    return _("{first} to {last}: {why}", first=first, last=last, why=why)


def _sponsor_card(parent: QWidget) -> PartCard:
    return PartCard(
        _("Sponsor"),
        SupportPerson(relation=SPONSOR),
        [
            PartField("name", _("First name only"), lambda: text_field(80, _("Such as Bill W."))),
            PartField("phone", _("Phone"), lambda: text_field(40)),
        ],
        lambda one: ", ".join(part for part in (one.name, one.phone) if part),
        parent,
    )


def _work_card(parent: QWidget, *, is_clinical: bool) -> PartCard:
    kinds = [
        (kind, _(WORK_WORDS[kind])) for kind in WorkKind if is_clinical or not kind.is_clinical
    ]
    return PartCard(
        _("Home group and steps"),
        RecoveryWork(),
        [
            PartField("kind", _("What"), lambda: ChoiceField(kinds)),
            PartField("day", _("Day"), DateField, True),
            PartField("step", _("Step"), lambda: NumberField(1, 12), True),
            PartField("words", _("In words"), lambda: text_field(LONGEST_WORDS)),
        ],
        _work_words,
        parent,
    )


def _work_words(one: RecoveryWork) -> str:
    day = screen_wording().day_month(one.day) if one.day else ""
    kind = _(WORK_WORDS[one.kind])
    if one.step is not None:
        kind = _("Step {n}", n=one.step)
    told = f"{kind}: {one.words}" if one.words else kind
    return _("{what} ({day})", what=told, day=day)
