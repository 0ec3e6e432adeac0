"""Signals that tell open windows what changed: tables by a commit, the look by its user."""

from PySide6.QtCore import QObject, Qt, Signal


class Changes(QObject):
    """Emits `committed` with a frozenset of table names, always on the window's thread.

    `look_changed` asks for the window to be built again in another theme, size or language.
    """

    committed = Signal(object)
    look_changed = Signal()
    _from_store = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._from_store.connect(self.committed, Qt.ConnectionType.QueuedConnection)

    def tell(self, tables: frozenset[str]) -> None:
        """Say that these tables changed; may be called from any thread (Store.on_commit)."""
        self._from_store.emit(tables)
