"""Theme, text size, language and idle time of this computer's user."""

from PySide6.QtWidgets import QWidget

from iopdesk.domain.language import Language
from iopdesk.ui.desk import Desk
from iopdesk.ui.look import SYSTEM, Look, chosen_look, keep_look
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.fields import ChoiceField
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.wording import _, ngettext_

_SIZES = (100, 115, 130, 150, 175, 200)
_IDLE = (2, 5, 10, 15)


class ComputerCard(Card):
    """A change shows at once: the window is built again."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("This computer"), parent)
        self._desk = desk
        look = chosen_look()
        form = Form(self)
        themes = [
            (SYSTEM, _("As the system")),
            ("light", _("Light")),
            ("dark", _("Dark")),
            ("contrast", _("High contrast")),
        ]
        sizes = [(size, _("{n} %", n=size)) for size in _SIZES]
        minutes = [(n, ngettext_("{n} minute", "{n} minutes", n)) for n in _IDLE]
        languages = [(Language.ENGLISH, "English"), (Language.SPANISH, "Español")]
        self.theme = form.add("theme", _("Th&eme"), ChoiceField(themes))
        self.text_size = form.add("size", _("Te&xt size"), ChoiceField(sizes), beside=True)
        self.idle = form.add("idle", _("Loc&k after"), ChoiceField(minutes))
        self.language = form.add("language", _("Language"), Segmented(languages), beside=True)
        with form.loading():
            self.theme.set_value(look.theme)
            self.text_size.set_value(min(_SIZES, key=lambda size: abs(size - look.text_percent)))
            self.idle.set_value(min(_IDLE, key=lambda each: abs(each - look.idle_minutes)))
            self.language.set_value(Language(look.language))
        self.body.addWidget(form)
        form.edited.connect(self._on_edited)

    def _on_edited(self) -> None:
        look = Look(
            str(self.theme.value),
            _whole(self.text_size.value),
            str(self.language.value),
            _whole(self.idle.value),
        )
        if look != chosen_look():
            keep_look(look)
            self._desk.changes.look_changed.emit()


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value
