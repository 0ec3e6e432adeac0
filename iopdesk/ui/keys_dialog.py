"""The list of keys behind `?` and F1."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.decision_dialog import DecisionDialog
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _

# head, button and margins of the dialog, and the frame of its window
_AROUND = 170
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
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget(area)
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(current_theme().px(16))
        grid.setVerticalSpacing(current_theme().px(6))
        row = 0
        for head, group in ((place, keys), (_("Everywhere"), window_keys())):
            if not group:
                continue
            grid.addWidget(label(head, "head", inside), row, 0, 1, 2)
            row += 1
            for key, words in group:
                grid.addWidget(label(key, "strong", inside), row, 0)
                grid.addWidget(label(words, "", inside), row, 1)
                row += 1
        area.setWidget(inside)
        bar = area.verticalScrollBar().sizeHint().width()
        area.setMinimumSize(
            inside.sizeHint().width() + bar, min(inside.sizeHint().height(), self._most())
        )
        self.body.addWidget(area)

    def _most(self) -> int:
        """What the screen has for the list, with the rest of the dialog around it."""
        return self.screen().availableSize().height() - current_theme().px(_AROUND)
