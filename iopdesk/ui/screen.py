"""Base of every screen: when it asks, what it shows, what it keeps."""

from pkgutil import resolve_name
from uuid import UUID

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.ui.desk import Desk
from iopdesk.ui.form_keeper import FormKeeper
from iopdesk.ui.theme import current_theme


def screen_class(name: str) -> type["Screen"]:
    """What "groups.group_screen:GroupScreen" names in iopdesk/ui; imported at its first use."""
    named: type[Screen] = resolve_name(f"iopdesk.ui.{name}")
    return named


class Screen(QWidget):
    """Build widgets in `__init__`, never ask services there; ask in `refresh()`.

    A screen is made once, at the first visit, and shown again later: `open_record` must take
    away what it showed of another record.
    """

    #: Tables whose change makes this screen ask again.
    shows: frozenset[str] = frozenset()
    #: Whether it scrolls by itself where the window is too small for it.
    scrolls = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setProperty("canvas", "true")
        self.is_narrow = False
        self._is_stale = True
        desk.changes.committed.connect(self._on_committed)

    def page_layout(self) -> QVBoxLayout:
        """The column that most screens start with, with the usual margins."""
        theme = current_theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(18), theme.px(14), theme.px(18), theme.px(16))
        column.setSpacing(theme.px(12))
        return column

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Take what `navigation.open` was given; `refresh()` follows."""

    def refresh(self) -> None:
        """Ask services in the background for what is shown."""

    def reflow(self, narrow: bool) -> None:
        """Fit a narrow or a wide window."""

    def has_unsaved(self) -> bool:
        """Whether leaving would lose something typed that no draft keeps."""
        return False

    def keep_draft(self) -> None:
        """Keep what is typed at once; called before a lock. Draft fields do so by themselves."""
        for keeper in self.findChildren(FormKeeper):
            keeper.keep()

    def give_up(self) -> None:
        """The person leaves without saving: no draft of it stays."""
        for keeper in self.findChildren(FormKeeper):
            keeper.give_up()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this screen and what they do, for the list behind `?`."""
        return []

    def place(self) -> str:
        """The name of this screen in links back to it."""
        return ""

    def arrive(self, record_id: UUID | None, **more: object) -> None:
        """The person came here: take the record and ask for it."""
        self.open_record(record_id, **more)
        self._is_stale = True
        if self.isVisible():
            self._refresh_if_stale()

    def set_narrow(self, narrow: bool) -> None:
        """Reflow when the window became narrow or wide."""
        self.is_narrow = narrow
        self.reflow(narrow)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Ask when shown and something changed meanwhile."""
        super().showEvent(event)
        if not event.spontaneous():
            self._refresh_if_stale()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """What is hidden is asked for again when shown."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._is_stale = True

    def _refresh_if_stale(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    def _on_committed(self, tables: frozenset[str]) -> None:
        if not self.shows & tables:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True
