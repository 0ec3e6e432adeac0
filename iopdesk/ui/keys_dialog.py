"""The list of keys behind `?` and F1."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.decision_dialog import DecisionDialog
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _

Keys = Sequence[tuple[str, str]]


def window_keys() -> list[tuple[str, str]]:
    """The keys that work on every screen."""
    return [
        ("Ctrl+K", _("find a client, group, meeting or command")),
        ("Ctrl+1 … 7", _("go to an area")),
        ("Alt+←", _("back")),
        ("Esc", _("back, or close what is open")),
        ("F5", _("ask again")),
        ("Ctrl+L", _("lock")),
        ("F1 ?", _("these keys")),
    ]


class KeysDialog(DecisionDialog):
    """Keys of the screen first, then those of the window."""

    def __init__(self, place: str, keys: Keys, parent: QWidget | None) -> None:
        super().__init__(_("Keys"), "", [_("&Close")], parent, icon=("keyboard", "ink_soft"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(current_theme().px(16))
        grid.setVerticalSpacing(current_theme().px(6))
        row = 0
        for head, group in ((place, keys), (_("Everywhere"), window_keys())):
            if not group:
                continue
            grid.addWidget(label(head, "head", self), row, 0, 1, 2)
            row += 1
            for key, words in group:
                grid.addWidget(label(key, "strong", self), row, 0)
                grid.addWidget(label(words, "", self), row, 1)
                row += 1
        self.body.addLayout(grid)
